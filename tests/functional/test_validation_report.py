"""``docs/validation.md`` says what the tests compare now, to the precision in which it prints; none of it is typed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys

import pytest

TOOL = "tools/make_validation.py"


def make(root, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / TOOL), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", timeout=600, check=False)


@pytest.fixture(scope="module")
def tool(repository):
    spec = importlib.util.spec_from_file_location("make_validation", repository / TOOL)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.shared
@pytest.mark.slow
def test_the_report_is_current(repository, shared):
    shared("oracle/README.md")
    done = make(repository, "--check")
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr


def test_without_the_reference_results_there_is_no_report(repository, tmp_path):
    (tmp_path / "tools").mkdir()
    shutil.copy(repository / TOOL, tmp_path / TOOL)
    shutil.copytree(repository / "tests" / "builders", tmp_path / "tests" / "builders")
    done = make(tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "docs").exists()


ROW = "| `f` | se | R 4.2.2 | washb (10) | 20 | {} | rel 1e-06 |"


@pytest.mark.parametrize(
    ("was", "now", "current"),
    [
        ("rel 4.3e-08", "rel 4.4e-08", True),
        ("rel 4.3e-08", "rel 6.3e-08", False),
        ("rel 2.1e-14", "rel 7.0e-13", True),  # both are rounding
        ("rel 2.1e-14", "rel 2.1e-08", False),
        ("0", "1.0e-08", False),
    ],
)
def test_differences_are_current_to_their_precision(tool, was, now, current):
    assert (not list(tool.differing(ROW.format(was), ROW.format(now)))) is current


@pytest.mark.parametrize(
    "change", [("20", "21"), ("4.2.2", "4.2.3"), ("rel 1e-06", "rel 1e-05"), ("| se |", "| est |")]
)
def test_all_else_is_current_to_the_letter(tool, change):
    row = ROW.format("rel 4.3e-08")
    assert list(tool.differing(row, row.replace(*change)))
    assert list(tool.differing(row, f"{row}\n{row}"))
