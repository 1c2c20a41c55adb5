#!/bin/sh
# Sets up .venv beside this file: what `accordingto` needs, or with `dev` what its tests and gates need too. Run it again at will.
# Needs Python 3.11 or newer and nothing else. Works where pip refuses to install outside a virtual environment, and where venv has no pip.
set -eu
cd "$(dirname "$0")"
kind=${1:-run}
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "setup: needs Python 3.11 or newer; give one with PYTHON=..." >&2; exit 2; }
if ! .venv/bin/python -c '' 2>/dev/null; then
  "$python" -m venv --clear .venv >/dev/null 2>&1 || "$python" -m venv --clear --without-pip .venv
fi
if ! .venv/bin/python -m uv --version >/dev/null 2>&1; then
  if .venv/bin/python -m pip --version >/dev/null 2>&1; then pip=".venv/bin/python -m pip"
  elif "$python" -m pip --version >/dev/null 2>&1; then pip="$python -m pip --python .venv/bin/python"
  else echo "setup: $python has neither pip nor venv's copy of it; install one (Debian: apt install python3-venv) and run this again" >&2; exit 2; fi
  $pip install -q --disable-pip-version-check --no-input 'uv>=0.9,<1'
fi
echo "setup: installing what $kind needs into .venv" >&2
.venv/bin/python -m uv pip install -q --python .venv/bin/python --require-hashes -r "requirements/$kind.txt"
.venv/bin/python -m uv pip install -q --python .venv/bin/python --no-deps -e .
