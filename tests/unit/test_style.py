"""What every file of the repository keeps to: length, no machine's paths, no registry's address, nobody's number."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LONGEST = 400  # lines of a Python file
LARGEST = 2_000_000  # bytes of any file
# Made on the spot or holding users' own files; git ignores them. A download without git has the rest.
NOT_OURS = {
    ".git", ".venv", ".pytest_cache", ".ruff_cache", ".hypothesis", ".ipynb_checkpoints", "__pycache__",
    "build", "dist",
    "data/raw", "data/interim", "data/processed", "data/private", "data/boundaries", "data/sample", "data/extracts",
    "reports",
}  # fmt: skip
BINARY = {".gz", ".npz", ".otf", ".ttf", ".woff2", ".png", ".xls", ".xlsx", ".parquet", ".pdf"}

MACHINE_PATH = re.compile(r"(?<![\w.<>/~*-])(/(work|farm|root|home|Users)/\w|/tmp/\w|[A-Za-z]:\\+Users\\)")
REGISTRY = re.compile(
    r"py[p]i\.org|python[h]osted|npm[j]s|ana[c]onda\.(org|com)|index-url[ =]|https?://\S*/simple/?\b", re.IGNORECASE
)
NIK = re.compile(r"(?<![\w.])[1-9]\d{15}(?!\w|\.\d)")
EMOJI = re.compile("[\U0001f300-\U0001faff\u2728\u2705\u274c]")
IMPORT_LIMIT_MS = 10


def ours() -> Iterator[Path]:
    folders = [REPOSITORY]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name in NOT_OURS or path.relative_to(REPOSITORY).as_posix() in NOT_OURS:
                continue
            if path.is_dir():
                folders.append(path)
            elif path.is_file():  # a running kernel may have its sockets beside the notebooks
                yield path


FILES = list(ours())
TEXTS = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8")
    for path in FILES
    if path.suffix not in BINARY
}


def persons_numbers(text: str) -> list[str]:
    """Sixteen digits that may be the number (NIK) of a person: those of kecamatan 99, which is nowhere, are not."""
    return [number for number in NIK.findall(text) if number[4:6] != "99"]


def places(pattern: re.Pattern[str]) -> list[str]:
    return [f"{name}: {match.group()}" for name, text in TEXTS.items() for match in pattern.finditer(text)]


def test_the_files_are_found():
    assert {"run.py", "pyproject.toml", "src/audit/errors.py", "tests/unit/test_style.py"} <= set(TEXTS)


def test_no_python_file_is_long():
    lengths = {name: len(text.splitlines()) for name, text in TEXTS.items() if name.endswith(".py")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_is_large():
    assert [path.name for path in FILES if path.stat().st_size > LARGEST] == []


def test_no_file_names_a_path_of_one_machine():
    assert places(MACHINE_PATH) == []


def test_no_file_names_the_address_of_a_registry():
    assert places(REGISTRY) == []


def test_no_file_holds_the_number_of_a_person():
    assert {name: found for name, text in TEXTS.items() if (found := persons_numbers(text))} == {}


def test_no_file_holds_a_pictogram():
    assert places(EMOJI) == []


def test_every_line_ends_as_on_unix():
    assert [name for name, text in TEXTS.items() if "\r" in text] == []


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [
        (MACHINE_PATH, 'open("/' + 'home/siti/data.csv")'),
        (MACHINE_PATH, "C:" + r"\Users\siti"),
        (MACHINE_PATH, "/" + "tmp/out"),
        (REGISTRY, "https://py" + "pi.org/"),
        (REGISTRY, "--extra-index" + "-url x"),
        (REGISTRY, "http://10.0.0.1/" + "simple"),
    ],
)
def test_a_planted_path_or_address_is_found(pattern, planted):
    assert pattern.search(planted)


@pytest.mark.parametrize("allowed", ["https://contoh.go.id/home/berita", "data/tmp/x", "--no-emit-index-url"])
def test_paths_of_the_web_and_of_the_project_are_no_machines(allowed):
    assert not MACHINE_PATH.search(allowed)
    assert not REGISTRY.search(allowed)


def test_a_planted_number_is_found_and_one_of_kecamatan_99_is_not():
    real, made = "177102" + "4508230001", "177199" + "4508230001"
    assert persons_numbers(f"nik: '{real}', {made}; 0.{real}; {real}0") == [real]


def test_importing_the_library_loads_nothing_heavy_and_takes_no_time():
    probe = (
        "import sys, time; began = time.perf_counter(); import audit; took = time.perf_counter() - began;"
        "print(took * 1000, *({'pandas', 'numpy', 'yaml', 'babel', 'matplotlib'} & set(sys.modules)))"
    )
    answers = [
        subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, encoding="utf-8").stdout.split()
        for _ in range(7)
    ]
    assert all(len(answer) == 1 for answer in answers), answers
    assert sorted(float(milliseconds) for (milliseconds,) in answers)[3] < IMPORT_LIMIT_MS
