"""A project of one small district whose notebooks are empty, and runs of it that may be stopped anywhere."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import nbformat
from processes import parent_of

from audit.pipeline.engines.server import ADDRESS
from audit.pipeline.project import Project
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.synth import make_register

__all__ = [
    "CODE", "NAME", "PARAMS", "REPORT", "WITHOUT_KERNELS", "Run", "empty_notebooks", "half_done", "hashes",
    "lay_project", "small_register",
]  # fmt: skip

REPOSITORY = Path(__file__).parents[2]
CODE, NAME = "64.74", "64.74-kota-bontang"
PARAMS, REPORT = f"params/{NAME}.yaml", f"reports/{NAME}/2025-2"
WITHOUT_KERNELS = REPOSITORY / "tests" / "functional" / "pipeline" / "run_without_kernels.py"
WAIT = 120  # seconds, on a busy machine


def small_register(folder: Path, children: int, code: str = CODE) -> Path:
    """Make the files of a synthetic register of about so many children, with errors as real ones have."""
    make_register(replace(SAMPLE_REGISTERS[code], register_size=Figure(children)), folder, dirt=True)
    return folder


def lay_project(root: Path, register: Path) -> Project:
    """Lay a project with one district into a folder."""
    (root / "params").mkdir(parents=True)
    for name in ("_defaults", NAME):
        shutil.copy(REPOSITORY / "params" / f"{name}.yaml", root / "params")
    left_out = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks", ignore=left_out)
    shutil.copy(REPOSITORY / "requirements.lock", root)
    shutil.copytree(register, root / "data" / "sample" / CODE)
    return Project(root)


def empty_notebooks(project: Project) -> Project:
    """Take every cell out of the notebooks: a report of their blocks has none, all else is as it is."""
    for path in project.notebooks.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.write(nbformat.v4.new_notebook(metadata=notebook.metadata), path)
    return project


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file but working papers, which hold times."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "kerja" not in path.parts
    }


def half_done(root: Path) -> list[str]:
    """What a run that ended leaves nowhere."""
    return [str(p) for p in root.rglob("*") if p.suffix in (".partial", ".old") or p.name.endswith(".kerja")]


def _of_its_own() -> dict[str, str]:
    """An environment in which a run starts its own fork server, whose forks bear its mark."""
    return {name: value for name, value in os.environ.items() if name != ADDRESS}


class Run:
    """One ``aks run`` in a group of its own, whose processes and kernels are known by a mark in their environment."""

    def __init__(
        self, root: Path, *arguments: str, script: Path = WITHOUT_KERNELS, environment: Mapping[str, str] | None = None
    ) -> None:
        self.root = root
        self.mark = f"AKS_TEST_MARK={root.as_posix()}-{time.monotonic_ns()}"
        name, _, value = self.mark.partition("=")
        self.process = subprocess.Popen(
            [sys.executable, str(script), "run", *arguments, "--jobs", "1", PARAMS],
            cwd=root,
            env=_of_its_own() | {name: value, "PYTHONUTF8": "1"} | (environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def processes(self) -> Iterator[tuple[int, str]]:
        """Number and command of each living process of the run, kernels among them."""
        for folder in Path("/proc").iterdir():
            try:
                if folder.name.isdecimal() and self.mark.encode() in (folder / "environ").read_bytes():
                    yield int(folder.name), (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue  # it has just ended

    def having(self, word: str) -> list[int]:
        """Numbers of processes whose command holds a word."""
        return [number for number, command in self.processes() if word in command]

    def at_work(self) -> list[int]:
        """Numbers of processes that take a step: those of a pool, or forks of the fork server."""
        forked = set(self.having("audit.pipeline.forkserver"))
        return self.having("spawn_main") + [number for number in forked if parent_of(number) in forked]

    def wait_for(self, what: Callable[[], object], *, every: float = 0.005) -> None:
        """Wait until something is so while the run lives."""
        deadline = time.monotonic() + WAIT
        while not what():
            assert time.monotonic() < deadline, "the run never came to this point"
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(every)

    def ended(self) -> tuple[int, str, str]:
        """Exit code, and what it said on both streams."""
        out, err = self.process.communicate(timeout=WAIT)
        return self.process.returncode, out, err

    def nothing_lives(self) -> bool:
        """Whether every process of it has ended, at the latest in a while."""
        deadline = time.monotonic() + 20
        while (left := list(self.processes())) and time.monotonic() < deadline:
            time.sleep(0.1)
        return not left
