"""CPU seconds a district of a short report (notebooks 10, 30 and 60, HTML and PDF) for the districts of a plan.

    python benchmarks/nation.py [--plan nasional] [--stock 10] [codes]

Districts that ``aks run --plan`` has prepared; those that are not are counted and left out. For each: its canonical
tables are read and all its results computed from them, the pattern of hidden cells solved, the notebooks run by forks
of one warm process, their blocks drawn as a page and on paper; two districts at a time, the largest first. Preparing
itself (reading registers, linking) is not counted. With ``--stock N`` the notebooks of N of them, spread over the
sizes, run by Jupyter's own engine too, after the outputs of every cell were compared. Printed: CPU seconds a district
by part, wall time, the largest process, and what 514 districts of the mean size of these would take.
Aim: 3.5 CPU seconds a district, and at most 4 GB.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import nbformat

from audit.cli.speed.cost import cpu_seconds, peak_mb
from audit.pipeline import find_project
from audit.pipeline.compute import compute
from audit.pipeline.engines.choice import VARIABLE
from audit.pipeline.engines.server import running
from audit.pipeline.notebook import execute
from audit.pipeline.open import context_of
from audit.pipeline.params import AuditParams
from audit.pipeline.plans import audits_of
from audit.pipeline.prepare import solve
from audit.pipeline.prepared import is_prepared
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.pipeline.run import largest_first
from audit.pipeline.schedule import work_through
from audit.reference.national_registers import national_spec
from audit.report import blocks_in, render_html, render_pdf

SHORT = ("10_data_quality", "30_case_audit", "60_dissemination")
AIM, MEMORY_MB, JOBS, DISTRICTS = 3.5, 4096, 2, 514


@dataclass(frozen=True)
class Taken:
    """CPU seconds of the parts that a worker does itself, and bytes of the page and the paper."""

    computing: float
    drawing: float
    size: int


def main(arguments: list[str]) -> int:
    given = argparse.ArgumentParser()
    given.add_argument("--plan", default="nasional")
    given.add_argument("--stock", type=int, default=0)
    given.add_argument("codes", nargs="*")
    asked = given.parse_args(arguments)
    project = find_project(Path.cwd())
    planned = audits_of(asked.plan, project, asked.codes)
    audits = largest_first(params for params in planned if is_prepared(params, project))
    print(f"{len(audits)} of {len(planned)} districts are prepared; load {os.getloadavg()[0]:.1f}", flush=True)
    if not audits:
        return 1
    with tempfile.TemporaryDirectory() as folder:
        start, clock = cpu_seconds(), perf_counter()
        taken = all_of(audits, project, Path(folder))
        used, waited = cpu_seconds() - start, perf_counter() - clock
        told(audits, taken, used, waited)
        if asked.stock:
            step = max(len(audits) // asked.stock, 1)
            compared(audits[::step][: asked.stock], project, Path(folder))
    return int(used / len(audits) > AIM or (peak_mb() or 0) > MEMORY_MB)


def all_of(audits: list[AuditParams], project: Project, folder: Path) -> dict[str, Taken]:
    """Every district, two at a time."""
    of = {params.district.code: params for params in audits}
    taken: dict[str, Taken] = {}

    def submit(pool: ProcessPoolExecutor, code: str) -> Future[Taken]:
        return pool.submit(one, of[code], project, folder / code)

    def finished(code: str, future: Future[Taken]) -> tuple[str, ...]:
        taken[code] = future.result()
        return ()

    with running():
        work_through(of, submit=submit, finished=finished, jobs=JOBS)
    return taken


def one(params: AuditParams, project: Project, folder: Path) -> Taken:
    """From canonical tables to a page and a paper."""
    start = process_time()
    solve(compute(load_tables(project.interim(params)), params), params)
    computing = process_time() - start
    blocks = [block for name in SHORT for block in blocks_in(shown(params, project, name, folder))]
    start = process_time()
    context = context_of(params, project, edition="publik")
    meta = context.meta()
    page, paper = render_html(blocks, meta), render_pdf(blocks, meta, as_of=context.as_of)
    return Taken(computing, process_time() - start, len(page.encode()) + len(paper))


def shown(params: AuditParams, project: Project, name: str, folder: Path) -> Any:
    """An executed notebook."""
    given = {"district_code": params.district.code, "cycle": params.cycle, "edition": "publik", "language": "id"}
    done = folder / f"{name}.ipynb"
    execute(project.notebooks / f"{name}.ipynb", done, given)
    return nbformat.read(done, as_version=4)


def told(audits: list[AuditParams], taken: dict[str, Taken], used: float, waited: float) -> None:
    n = len(taken)
    computing, drawing = (sum(getattr(each, part) for each in taken.values()) for part in ("computing", "drawing"))
    children = {code: national_spec(code).register_size.value for code in taken}
    share = sum(children.values()) / n
    print(
        f"{n} districts, {share:,.0f} children registered each: {used / n:.2f} CPU s a district (results and pattern"
        f" {computing / n:.2f}, notebooks and start {(used - computing - drawing) / n:.2f}, page and paper"
        f" {drawing / n:.2f}), {waited:.1f} s, largest process {peak_mb() or 0:.0f} MB"
    )
    minutes = DISTRICTS * waited / n / 60
    print(f"{DISTRICTS} such districts: {minutes:.1f} min on {JOBS} cores; aim {AIM} CPU s a district")


def compared(audits: list[AuditParams], project: Project, folder: Path) -> None:
    """The same notebooks by Jupyter's own engine, outputs compared first."""
    cost = {}
    for engine in ("fork", "nbclient"):
        os.environ[VARIABLE] = engine
        start = cpu_seconds()
        with running():
            outputs = [
                [cell.get("outputs", []) for cell in shown(params, project, name, folder / engine).cells]
                for params in audits
                for name in SHORT
            ]
        cost[engine] = (cpu_seconds() - start) / len(audits), outputs
    if cost["fork"][1] != cost["nbclient"][1]:
        raise SystemExit("the outputs differ")
    fork, stock = cost["fork"][0], cost["nbclient"][0]
    print(
        f"notebooks of {len(audits)}, every cell the same: stock {stock:.2f} CPU s a district, fork {fork:.2f} (start"
        f" of the server included); stock for {DISTRICTS}: {DISTRICTS * stock / JOBS / 60:.0f} min on {JOBS} cores"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
