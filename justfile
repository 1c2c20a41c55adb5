# The five commands that a newcomer needs are in CONTRIBUTING.md.

# before every commit
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports --no-logo
    .venv/bin/pytest

# what CI runs
all:
    .ci/run

# the figures, and the docs' table of them
evaluate:
    .venv/bin/python evaluation/gate.py --write

# lock the environments anew
lock:
    .venv/bin/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements/run.txt
    .venv/bin/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml --group dev -o requirements/dev.txt
    .venv/bin/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --group followthemoney -c requirements/dev.txt -o requirements/followthemoney.txt
