"""Kill ``aks run`` at drawn points of its own log of writes, and fill its disk there: nothing half done may stay.

    python benchmarks/kill_points.py [points] [seed]

One district, a register of 500 invented children. The log of a first run and that of a run over an older report, whose
data have changed since, are recorded once; half of the points are drawn from each, of the second log only while the
report is being written and replaced, its renaming always among them. Every other kill comes up to 20 ms after its
point, so that it falls into the writing of a file too. At each point the step that writes and the run itself die
(SIGKILL); what else there is ends when it notices. Then every file outside ``*.partial``, ``*.old`` and ``*.kerja``
must be the older or the newer one, byte by byte; after ``aks verify``, which puts a half replaced report right, so must
report and tables as a whole; and the same command again must end with the bytes of the run that nobody stopped.

A fifth as many points again meet a full disk: every second one refused by the system from that call on, the others on a
small tmpfs that is filled to its last byte (root only; else all are refused). The run must say so in one sentence (17).

Not covered: a power cut, which loses what the system had not yet written. Notebooks are copied rather than run, as in
the tests of interruption, whose own points among kernels remain. Ends with 1 where anything was found. Linux only.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.append(str(Path(__file__).parents[1] / "tests" / "builders"))

from light_project import REPORT, empty_notebooks, lay_project, small_register
from stopped_runs import (
    Scene,
    change_source,
    recorded,
    stopped,
    what_the_next_run_leaves,
    while_the_report_is_made,
)
from stopping_points import Point

CHILDREN, POINTS, SEED, AT_ONCE = 500, 50, 2025, 2
LATEST = 0.02  # seconds after a point
FULL_SHARE = 5  # one point on a full disk for so many kills
ROOM_MB = 64  # of the small disk


def main(points: int, seed: int) -> int:
    draw, start, bad = random.Random(seed), perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        scenes = laid(Path(folder))
        todo = [(scene, point) for scene in scenes for point in drawn(scene, points // len(scenes), draw)]
        for scene in scenes:
            print(f"{scene.name}: {len(scene.log)} writing calls, {len({p.path for p in scene.log})} paths")
        outcomes = pool.map(lambda job: on_its_disk(*job, Path(folder)), todo)
        for at, ((scene, point), (stands, faults)) in enumerate(zip(todo, outcomes, strict=True), 1):
            after = f" + {point.after * 1000:.0f} ms" if point.after else ""
            told = f"{scene.name}: {point.how} at {point.call} {point.path} ({point.nth}){after}"
            print(f"{at:3}  {'FAULT' if faults else 'ok':5}  {stands:5}  {told}", flush=True)
            print("".join(f"       {fault}\n" for fault in faults), end="", flush=True)
            bad += bool(faults)
    print(f"{len(todo)} points, {bad} with faults, {perf_counter() - start:.0f} s")
    return int(bad > 0)


def laid(folder: Path) -> list[Scene]:
    """No report yet; and a report whose data have changed since."""
    new = empty_notebooks(lay_project(folder / "new", small_register(folder / "register", CHILDREN))).root
    first = recorded("no older report", new, folder / "new-done")
    again = shutil.copytree(folder / "new-done", folder / "again")
    change_source(again)
    return [first, recorded("older report", again, folder / "again-done")]


def drawn(scene: Scene, n: int, draw: random.Random) -> list[Point]:
    """Points to kill at and points at which the disk is full, in the order of the log."""
    log = while_the_report_is_made(scene.log) if scene.has_report else scene.log
    renames = [point for point in log if point.call == "rename" and Path(point.path).parent == Path(REPORT).parent]
    chosen = renames + draw.sample([point for point in log if point not in renames], n - len(renames))
    kills = [
        replace(point, after=round(draw.uniform(0, LATEST), 4)) if at % 2 and point not in renames else point
        for at, point in enumerate(sorted(chosen, key=log.index))
    ]
    grows = draw.sample([point for point in log if point.call in ("open", "mkdir")], n // FULL_SHARE)
    full = [replace(p, how="fill" if at % 2 else "refuse") for at, p in enumerate(sorted(grows, key=log.index))]
    return kills + full


def on_its_disk(scene: Scene, point: Point, folder: Path) -> tuple[str, list[str]]:
    """Stop a run at a point in a folder of its own: which report stands then, and what is not as it must be."""
    with small_disk(folder, point) as (disk, point), tempfile.TemporaryDirectory(dir=disk) as name:
        root = shutil.copytree(scene.project, Path(name) / "project")
        stands, faults = stopped(scene, point, root)
        return stands, faults + what_the_next_run_leaves(scene, root)


@contextmanager
def small_disk(folder: Path, point: Point) -> Iterator[tuple[Path, Point]]:
    """A file system of its own for a point that fills it; where none may be mounted, the point refuses instead."""
    if point.how != "fill":
        yield folder, point
        return
    with tempfile.TemporaryDirectory(dir=folder) as name:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m", "tmpfs", name]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            yield folder, replace(point, how="refuse")
            return
        try:
            yield Path(name), point
        finally:
            subprocess.run(["umount", name], check=True)


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    sys.exit(main(*(given + [POINTS, SEED][len(given) :])))
