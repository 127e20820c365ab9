"""What ``aks run`` of a nation costs where nothing changed, and what it adds to a district of which a file changed.

    python benchmarks/nothing_changed.py [--districts 514] [--template 53.07] [--folder DIR] [--times 5]

One district (``--template``, whose report has about as many files as the mean of twenty) is invented and run for real.
The others are its copies: sources, tables, vault and report under the names of their districts, each with a manifest
whose inputs are those that the library gives for that district; what is never written in place is linked, not copied.
Nothing but the library says whether they are fresh: the first run reads every byte of them, and must leave all as they
are. Then ``--times`` runs in processes of their own with nothing changed, ``aks plan``, one run with ``--rehash``, and
one after a file of one district grew by a line: its own steps are taken off.
With ``--folder`` all is laid there and kept; later calls find it and lay only manifests anew, as a library that changed
makes them. Exit code 1 where the median of runs with nothing changed is over 3 seconds for 514 districts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.pipeline.keys import canonical, key_of
from audit.pipeline.known_hashes import KnownHashes
from audit.pipeline.manifest import read_manifest, write_manifest
from audit.pipeline.params import AuditParams
from audit.pipeline.plan import decide
from audit.pipeline.plans import audits_of
from audit.pipeline.prepared import INPUTS, current_inputs
from audit.pipeline.project import Project
from audit.pipeline.source_files import each_file

REPOSITORY = Path(__file__).parents[1]
PLAN, MOST_SECONDS, DISTRICTS = "nasional", 3.0, 514
SETTLED = 3.0  # seconds after which a file that was just written counts as one that stands


@dataclass(frozen=True)
class Cost:
    """One call of ``aks``: seconds on the clock and of processors, and what it printed."""

    wall: float
    cpu: float
    printed: str


def main(arguments: list[str]) -> int:
    given = argparse.ArgumentParser()
    given.add_argument("--districts", type=int, default=DISTRICTS)
    given.add_argument("--template", default="53.07")
    given.add_argument("--folder", type=Path)
    given.add_argument("--times", type=int, default=5)
    asked = given.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        project = Project((asked.folder or Path(scratch)).resolve())
        audits = laid(project, asked.template, asked.districts)
        return measured(project, audits, asked.times)


def laid(project: Project, template: str, districts: int) -> list[AuditParams]:
    """Lay the project with its finished districts; returns their params."""
    for part in ("notebooks", "params/plans"):
        shutil.copytree(REPOSITORY / part, project.root / part, dirs_exist_ok=True)
    for file in ("params/_defaults.yaml", "requirements.lock"):
        shutil.copy(REPOSITORY / file, project.root / file)
    audits = list(audits_of(PLAN, project))
    first = next(params for params in audits if params.district.code == template)
    others = [params for params in audits if params is not first][: districts - 1]
    if not project.report(first).is_dir():
        for verb in ("synth", "run"):
            told(verb, aks(project, verb, "--plan", PLAN, "--district", template))
    else:
        manifest_anew(first, each_file(first, project.root), project)
    seed = Project(project.root / "seed")
    copied(first, first, project, seed, linked=False)
    for params in others:
        copied(first, params, seed, project, linked=True)
        manifest_anew(first, each_file(params, project.root), project)
    time.sleep(SETTLED)
    return [each_file(params, project.root) for params in (first, *others)]


def copied(first: AuditParams, params: AuditParams, here: Project, there: Project, *, linked: bool) -> None:
    """Everything that belongs to a district, under the name of another.

    Links are made to a copy that stays: when the first one is made anew, no file of the others loses a link, which
    would change its state.
    """
    link = os.link if linked else shutil.copy2
    for where, how in (
        (lambda project, p: project.report(p).parent, link),
        (lambda project, p: project.interim(p).parent, link),
        (lambda project, p: project.cycle(p).parent, shutil.copy2),
        (lambda project, p: project.vault(p), shutil.copy2),
    ):
        if not where(there, params).is_dir():
            shutil.copytree(
                where(here, first), where(there, params), copy_function=how, ignore=shutil.ignore_patterns("*.lock")
            )
    for source, other in zip(first.sources, params.sources, strict=True):
        for path in here.root.glob(source.path):  # until it is there, a source may be all files that will fit
            target = (there.root / other.path).with_name(path.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                link(path, target)


def manifest_anew(first: AuditParams, params: AuditParams, project: Project) -> None:
    """The manifest of the first one with the inputs of this district; none of its files is the first one's any more."""
    report, inputs = project.report(params), current_inputs(params, project)
    before = read_manifest(project.report(first))
    if before is None:
        raise SystemExit(f"{project.shown(project.report(first))}: no manifest")
    (report / "manifest.json").unlink()
    write_manifest(report, before | {"inputs": inputs, "run_key": key_of(inputs)})
    said = project.interim(params) / INPUTS
    said.unlink()
    said.write_text(canonical(inputs), encoding="utf-8", newline="\n")


def measured(project: Project, audits: Sequence[AuditParams], times: int) -> int:
    """Every measurement, printed."""
    n = len(audits)
    chosen = [part for params in audits for part in ("--district", params.district.code)] if n < DISTRICTS else []
    plan = ["--plan", PLAN, *chosen]
    files = sum(len(list(project.report(params).rglob("*"))) for params in audits[-3:]) / 3
    print(f"{n} districts, {files:.0f} files a report, load {os.getloadavg()[0]:.1f}", flush=True)
    told("first run: every byte read, the list drawn and looked through", left(aks(project, "run", *plan, "--json"), n))
    told("the next: the list as it stands", left(aks(project, "run", *plan, "--json"), n))
    costs = [left(aks(project, "run", *plan, "--json"), n) for _ in range(times)]
    wall, cpu = (statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu"))
    print(f"nothing changed, median of {times}: {wall:.2f} s, {cpu:.2f} s CPU; bar {MOST_SECONDS} s for {DISTRICTS}")
    told("aks plan", aks(project, "plan", *plan, "--json"))
    told("--rehash", left(aks(project, "run", *plan, "--json", "--rehash"), n))
    changed(project, audits[0], plan)
    return int(n == DISTRICTS and wall > MOST_SECONDS)


def changed(project: Project, params: AuditParams, plan: Sequence[str]) -> None:
    """A file of one district grows by a line: only its jobs run, and only they may."""
    path = project.root / params.sources[-1].path
    content = path.read_bytes()
    path.write_bytes(content + b"\n")
    jobs = json.loads(aks(project, "plan", *plan, "--json").printed)
    if {job["district"] for job in jobs if job["reason"] != "unchanged"} != {params.district.folder}:
        raise SystemExit("other districts would run")
    cost = aks(project, "run", *plan, "--json", "--jobs", "1")
    (own,) = (outcome for outcome in json.loads(cost.printed) if not outcome["skipped"])
    seconds = sum(own["seconds"].values())
    told(f"one district changed; its own steps took {seconds:.1f} s, all the rest {cost.wall - seconds:.1f} s", cost)
    if decide(params, project, known=KnownHashes(project.root))[0] != "unchanged":
        raise SystemExit("the changed district is not done")


def left(cost: Cost, n: int) -> Cost:
    """The same cost, where every district was left as it is."""
    if [outcome["skipped"] for outcome in json.loads(cost.printed)] != [True] * n:
        raise SystemExit("a district was run")
    return cost


def aks(project: Project, *arguments: str) -> Cost:
    """Call ``aks`` in a process of its own."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "audit", *arguments],
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stderr)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout)


def told(what: str, cost: Cost) -> None:
    print(f"{what}: {cost.wall:.2f} s, {cost.cpu:.2f} s CPU", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
