"""Wall and CPU seconds of the complete sets of the audits that are prepared: notebooks, and every file of the reports.

    python benchmarks/complete_sets.py [codes]

What was prepared under data/interim is copied with notebooks and params to a folder of its own; there the notebooks
run with the fast engine, two jobs at a time and the largest district first as in ``aks run``, and the report is drawn,
attacked, scanned, hashed and swapped into place. Preparing itself (reading, linking, computing) is not counted.
Bar for the five districts: 90 seconds on two cores.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline import find_project, load_params
from audit.pipeline.engines.server import running
from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.params import AuditParams
from audit.pipeline.prepared import is_prepared
from audit.pipeline.project import Project
from audit.pipeline.run import largest_first
from audit.pipeline.schedule import work_through
from audit.pipeline.steps import take

MOST, JOBS = 90.0, 2  # seconds; processes
COPIED, LOCK = ("data", "notebooks", "params"), "requirements.lock"

Job = tuple[str, str]


def main(codes: list[str]) -> None:
    found = find_project(Path(__file__).parent)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in COPIED:
            shutil.copytree(found.root / folder, root / folder)
        shutil.copy(found.root / LOCK, root)
        project = Project(root)
        audits = list(prepared(project, codes))
        if not audits:
            raise SystemExit("nothing is prepared: run `aks run` first")
        start, clock = cpu_seconds(), perf_counter()
        steps = render(audits, project)
        waited, seconds = perf_counter() - clock, cpu_seconds() - start
    for folder, taken in steps.items():
        print(f"{folder}: {', '.join(f'{step} {each:.1f} s' for step, each in taken.items())}")
    met = waited <= MOST
    print(f"{len(audits)} districts in {waited:.1f} s ({seconds:.1f} CPU s), at most {MOST:.0f} s: {met}")
    if not met:
        raise SystemExit(1)


def prepared(project: Project, codes: list[str]) -> Iterable[AuditParams]:
    for path in project.params_files:
        params = load_params(path, root=project.root)
        if codes and params.district.code not in codes:
            continue
        if is_prepared(params, project):
            yield params
        else:
            print(f"{params.district.code}: not prepared from this code and these inputs")


def render(audits: list[AuditParams], project: Project) -> dict[str, dict[str, float]]:
    """Seconds of each step of each district."""
    of = {params.district.folder: params for params in largest_first(audits)}
    taken: dict[str, dict[str, float]] = {folder: {} for folder in of}

    def submit(pool: ProcessPoolExecutor, job: Job) -> Future[float]:
        return pool.submit(take, job[1], of[job[0]], project)

    def finished(job: Job, future: Future[float]) -> list[Job]:
        taken[job[0]][job[1]] = future.result()
        return [(job[0], "report")] if job[1] in NOTEBOOKS and len(taken[job[0]]) == len(NOTEBOOKS) else []

    first = [(folder, name) for folder in of for name in NOTEBOOKS]
    with running():
        work_through(first, submit=submit, finished=finished, jobs=JOBS)
    return taken


if __name__ == "__main__":
    main(sys.argv[1:])
