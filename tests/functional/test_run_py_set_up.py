"""``run.py`` really sets up: a tiny project with one local wheel in its lock, no network, uv and pip both.

The true locks are not installed here: ``.ci/run`` and the first command of the README do that each time.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
BACKEND = '''"""A build backend that needs nothing: an editable wheel is a path file."""

import zipfile
from pathlib import Path

NAME = "tiny_project-1"


def build_editable(folder, settings=None, metadata=None):
    with zipfile.ZipFile(Path(folder) / (NAME + "-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("tiny_project.pth", str(Path.cwd() / "src"))
        wheel.writestr(NAME + ".dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny-project\\nVersion: 1\\n")
        wheel.writestr(NAME + ".dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(NAME + ".dist-info/RECORD", "")
    return NAME + "-py3-none-any.whl"
'''
PROJECT = """[build-system]
requires = []
build-backend = "tiny_backend"
backend-path = ["."]

[project]
name = "tiny-project"
version = "1"
"""
AUDIT = """import os, sys
import tiny

print(tiny.WORD, sys.argv[1:], os.environ["PYTHONUTF8"])
raise SystemExit(13)
"""


def make_wheel(folder: Path) -> str:
    """Write a wheel with one module and return its line in a lock."""
    files = {
        "tiny.py": "WORD = 'siap'\n",
        "tiny-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        "tiny-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(text)}\n"
    files["tiny-1.dist-info/RECORD"] = record + "tiny-1.dist-info/RECORD,,\n"
    wheel = folder / "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return f"./{wheel.name} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "proyek kecil"
    (root / "src" / "audit").mkdir(parents=True)
    (root / "tools").mkdir()
    shutil.copy(REPOSITORY / "run.py", root)
    shutil.copy(REPOSITORY / "tools" / "runner.py", root / "tools")
    (root / "src" / "audit" / "__main__.py").write_text(AUDIT, encoding="utf-8")
    (root / "tiny_backend.py").write_text(BACKEND, encoding="utf-8")
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (root / lock).write_text(make_wheel(root), encoding="utf-8")
    return root


@pytest.fixture(params=["uv", "pip"])
def tool(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, dict[str, str]]:
    """Name the installer to expect, with variables that make run.py find it; no index may be asked."""
    variables = os.environ | {"PIP_NO_INDEX": "1", "UV_OFFLINE": "1"}
    if request.param == "uv" and shutil.which("uv") is None:
        pytest.skip("uv is not on this machine")
    if request.param == "pip":
        variables["PATH"] = str(tmp_path)
    return request.param, variables


def call(root: Path, variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=variables, cwd=root, check=False)


def test_a_fresh_folder_is_set_up_once_repaired_when_damaged_and_hands_on_the_exit_code(project, tool):
    name, variables = tool
    first = call(project, variables, "aks", "run", "params/x.yaml", "--json")
    assert (first.returncode, first.stdout) == (13, "siap ['run', 'params/x.yaml', '--json'] 1\n"), first.stderr
    assert f"dengan {name}" in first.stderr

    second = call(project, variables, "aks", "status")
    assert (second.returncode, second.stdout, second.stderr) == (13, "siap ['status'] 1\n", "")

    interpreter = next((project / ".venv").glob("bin/python" if os.name != "nt" else "Scripts/python.exe"))
    interpreter.unlink()
    third = call(project, variables, "demo")
    assert (third.returncode, third.stdout) == (13, "siap ['demo'] 1\n"), third.stderr
    assert "dibuat ulang" in third.stderr


def test_a_package_that_differs_from_the_lock_is_refused_by_name_of_the_cause(project, tool):
    _, variables = tool
    lock = project / "requirements.lock"
    head, _, digest = lock.read_text(encoding="utf-8").rpartition(":")
    lock.write_text(f"{head}:{digest[1:].strip()}{digest[0]}\n", encoding="utf-8")
    answer = call(project, variables, "aks", "status")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "berkas kunci" in answer.stderr
    assert not (project / ".venv" / "audit-stamp.txt").exists()
