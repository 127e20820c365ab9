"""A run that is stopped at a point of its log of writes, and everything that must hold then and after the next run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from light_project import CODE, NAME, REPORT, WITHOUT_KERNELS, Run, half_done, hashes
from stopping_points import BALLAST, Point, came, read_log, stopped_at, written_to

from audit.errors import InputError
from audit.store.cycles import CycleStore

__all__ = [
    "Scene", "change_source", "recorded", "standing", "stopped", "what_the_next_run_leaves",
    "while_the_report_is_made",
]  # fmt: skip

_KILLED, _FULL, _NOT_INTACT = -9, 17, 11  # exit codes
_INDEX, _INTERIM, _FAILURE = "reports/index.html", f"data/interim/{CODE}/2025-2", f"{REPORT}.gagal.json"
_CYCLE = f"data/private/{NAME}/siklus/2025-2"
_UNDONE = (".partial", ".old", ".kerja")  # what may be half written: nobody takes it for an output


@dataclass(frozen=True)
class Scene:
    """A project before a run, the writes of that run, and the hash of every file before and after it."""

    name: str
    project: Path
    log: list[Point]
    older: Mapping[str, str]
    newer: Mapping[str, str]

    @property
    def has_report(self) -> bool:
        """Whether an older report stands before the run."""
        return bool(_within(REPORT, self.older))


def recorded(name: str, project: Path, done: Path) -> Scene:
    """Run a copy (``done``) to its end and keep what it wrote, in which order, and what stands then."""
    shutil.copytree(project, done)
    log = done.with_suffix(".log")
    ended = Run(done, environment=written_to(log, done)).ended()
    assert ended[0] == 0, ended
    return Scene(name, project, read_log(log), standing(project), standing(done))


def change_source(project: Path) -> None:
    """Change a source without a change of any figure: the report must be made anew."""
    source = project / "data" / "sample" / CODE / "sasaran-2025.csv"
    source.write_bytes(source.read_bytes() + b"\n")


def while_the_report_is_made(log: list[Point]) -> list[Point]:
    """From the first file of the new report to the last one of the old that is removed."""
    beside = f"{REPORT}.partial/", f"{REPORT}.old/"
    about = [at for at, point in enumerate(log) if f"{point.path}/".startswith(beside)]
    return log[about[0] : about[-1] + 1]


def stopped(scene: Scene, point: Point, root: Path) -> tuple[str, list[str]]:
    """Stop a run of a copy of the scene at a point: which report stands then, and what is not as it must be."""
    run = Run(root, environment=stopped_at(point, root))
    code, _, said = run.ended()
    faults = [] if run.nothing_lives() else ["a process of the run lives on"]
    if point.how == "kill":
        faults += [] if code == _KILLED else [f"to be killed, it ended with {code}: {said[-300:]}"]
    elif not came(point, root):
        faults.append("the disk was never full")
    elif code not in (_FULL, 0) or len(said.splitlines()) != bool(code):
        faults.append(f"on a full disk it ended with {code}: {said[-600:]}")
    faults += _half_written(scene, root)
    stands, found = _stands(scene, root)
    if (code, stands) in ((0, "older"), (0, "none")):
        faults.append(f"it ended with 0, and the report that stands is: {stands}")
    (root / BALLAST).unlink(missing_ok=True)
    return stands, faults + found


def _half_written(scene: Scene, root: Path) -> list[str]:
    """Files that are neither the older nor the newer one, before anything has put them right."""
    faults = []
    for path, digest in standing(root).items():
        if any(part.endswith(_UNDONE) for part in path.split("/")) or path == _INDEX:
            continue
        if path == _FAILURE and (root / path).read_bytes().endswith(b"}\n"):
            continue  # why a full disk gave no report; written in one call
        if digest in (scene.older.get(path), scene.newer.get(path)):
            continue
        if path == f"{_CYCLE}/manifest.json":
            faults += _damage(CycleStore(root / _CYCLE))  # between two additions
        else:
            faults.append(f"{path} is neither the older nor the newer one: {(root / path).stat().st_size} bytes")
    return faults


def _damage(store: CycleStore) -> list[str]:
    """What is wrong with the entries of a cycle; each part is read and compared with its hash."""
    try:
        store.entries()
    except InputError as refusal:
        return [str(refusal)]
    return []


def _stands(scene: Scene, root: Path) -> tuple[str, list[str]]:
    """Whether report and tables are the older or the newer ones, file by file, and what ``aks verify`` finds."""
    verify = [sys.executable, str(WITHOUT_KERNELS), "verify", "--json"]
    told = subprocess.run(verify, cwd=root, capture_output=True, encoding="utf-8", check=False)
    if told.returncode not in (0, _NOT_INTACT):
        return "none", [f"verify ended with {told.returncode}: {told.stderr[-600:]}"]
    broken = [v["report"] for v in json.loads(told.stdout) if not v["intact"]]
    now = standing(root)
    faults = [f"verify: {name} is not intact" for name in broken if name != _INDEX]
    if _INDEX in broken and now.get(_INDEX) not in (scene.older.get(_INDEX), scene.newer[_INDEX]):
        faults.append("the index is neither the older nor the newer one, nor that of what stands")
    stands = "none"
    for folder in (_INTERIM, REPORT):
        there = _within(folder, now)
        same = [n for n, files in (("older", scene.older), ("newer", scene.newer)) if there == _within(folder, files)]
        if not same:
            faults.append(f"{folder} is neither the older nor the newer one: {len(there)} files")
        stands = same[0] if same and there else "none"
    return stands, faults


def what_the_next_run_leaves(scene: Scene, root: Path) -> list[str]:
    """What is not as it must be: the same command must end with the bytes of the run that nobody stopped."""
    code, _, said = Run(root).ended()
    faults = [] if (code, said) == (0, "") else [f"the next run ended with {code}: {said[-600:]}"]
    now = standing(root)
    differing = sorted(path for path in {**now, **scene.newer} if now.get(path) != scene.newer.get(path))
    faults += [f"after the next run {len(differing)} files differ: {differing[:3]}"] if differing else []
    return faults + [f"left over: {left}" for left in half_done(root)]


def standing(root: Path) -> dict[str, str]:
    """Hashes of what a run reads and writes; a lock is no content, and two indexes hold times."""
    by_times = (".lock", "/daftar-dipindai.json", "/hash-berkas.json")
    found = hashes(root).items()
    return {path: d for path, d in found if path.startswith(("data/", "reports/")) and not path.endswith(by_times)}


def _within(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    return {path: digest for path, digest in files.items() if path.startswith(f"{folder}/")}
