"""``aks run``: from raw exports to reports."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from audit.cli.chosen import add_choice, add_rehash, chosen_audits
from audit.cli.output import progress_bar, say, say_json
from audit.errors import AuditError
from audit.language import number, text
from audit.pipeline.engines.choice import ENGINES, VARIABLE

if TYPE_CHECKING:
    from audit.pipeline.params import AuditParams
    from audit.pipeline.project import Project
    from audit.pipeline.run import Outcome

SOME_FAILED = 3  # exit code where some of several districts failed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Params files or a plan; processes at a time; unchanged work as well."""
    add_choice(parser)
    add_rehash(parser)
    parser.add_argument("--force", action="store_true", help=text("cli.run_force"))
    parser.add_argument("--jobs", type=int, default=2, choices=range(1, 9), metavar="N", help=text("cli.run_jobs"))
    parser.add_argument("--executor", default="local", metavar="WHERE", help=text("cli.run_executor"))
    parser.add_argument("--engine", choices=ENGINES, help=text("cli.run_engine"))


def run(args: argparse.Namespace) -> int:
    """Run the audits of some params files, or of a plan."""
    from audit.pipeline import find_project

    if args.engine:
        os.environ[VARIABLE] = args.engine
    project = find_project()
    return run_and_tell(
        chosen_audits(args, project), project, args, executor=args.executor, force=args.force, rehash=args.rehash
    )


def run_and_tell(
    audits: Sequence[AuditParams],
    project: Project,
    args: argparse.Namespace,
    *,
    executor: str = "local",
    force: bool = False,
    rehash: bool = False,
) -> int:
    """Run audits with a progress bar and say how each ended."""
    from audit.pipeline.failures import note_failures
    from audit.pipeline.index import write_index
    from audit.pipeline.plan import STEPS
    from audit.pipeline.run import run as run_audits
    from audit.store import default_key_path

    key = default_key_path()
    had_key = key.is_file()
    with progress_bar(len(audits) * len(STEPS), args) as told:

        def progress(folder: str, step: str, seconds: float) -> None:
            told(f"{folder} {step} {seconds:.1f} s")

        outcomes = run_audits(
            audits, project, jobs=args.jobs, executor=executor, force=force, rehash=rehash, progress=progress
        )
    index, unlisted = None, None
    try:
        note_failures(outcomes, project)
        index = write_index(project, anew=rehash)
    except AuditError as refusal:  # told last: how each district ended is not lost for it
        unlisted = refusal
    if not say_json(args, [_plain(o, project) for o in outcomes]):
        say(
            [
                *(line for o in outcomes for line in _lines(o, project)),
                *([] if had_key or not key.is_file() else [text("cli.run_key_made", path=str(key))]),
                *([text("cli.run_index", index=project.shown(index))] if index else []),
            ]
        )
    for outcome in outcomes:
        if outcome.bug:
            sys.stderr.write(outcome.bug)
        elif outcome.refusal:
            print(f"{outcome.params.district.name}: {' '.join(str(outcome.refusal).split())}", file=sys.stderr)
    if unlisted and unlisted.id not in {o.refusal.id for o in outcomes if o.refusal}:  # one full disk, one sentence
        raise unlisted
    codes = [o.exit_code for o in outcomes]
    if len(codes) == 1:
        return codes[0]
    return SOME_FAILED if any(codes) else 0


def _lines(outcome: Outcome, project: Project) -> Iterator[str]:
    from audit.pipeline.prepared import answers_unfit

    name = outcome.params.district.name
    if outcome.taken_over:
        yield text("cli.run_taken_over", name=name, process=str(outcome.taken_over))
    if outcome.report is None:
        yield text("cli.run_failed", name=name, code=str(outcome.exit_code))
    elif outcome.skipped:
        yield text("cli.run_skipped", name=name, report=project.shown(outcome.report))
    else:
        seconds = number(sum(outcome.seconds.values()), 1)
        yield text("cli.run_done", name=name, report=project.shown(outcome.report), seconds=seconds)
    for id, file in _lists(outcome):
        if path := _in_vault(outcome, project, file):
            yield text(id, name=name, path=path)
    if outcome.report and (unfit := answers_unfit(outcome.params, project)):
        yield text("cli.run_answers_unfit", name=name, n=number(unfit))


def _lists(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Lists in the vault that somebody must look at, with the sentence of each; also where the report was refused."""
    from audit.pipeline.answers import ANSWERS
    from audit.pipeline.outcomes import CONFLICTS
    from audit.pipeline.vault_files import URGENT_WORKBOOK

    if not outcome.skipped:
        yield "cli.run_urgent", URGENT_WORKBOOK
        yield "cli.run_answers", ANSWERS
    yield "cli.run_status_conflicts", CONFLICTS


def _in_vault(outcome: Outcome, project: Project, file: str) -> str | None:
    path = project.vault(outcome.params) / file
    return project.shown(path) if path.is_file() else None


def _plain(outcome: Outcome, project: Project) -> dict[str, object]:
    from audit.pipeline.vault_files import URGENT_WORKBOOK

    return {
        "district": outcome.params.district.code,
        "cycle": outcome.params.cycle,
        "exit_code": outcome.exit_code,
        "skipped": outcome.skipped,
        "report": project.shown(outcome.report) if outcome.report else None,
        "problem": str(outcome.refusal) if outcome.refusal else outcome.bug or None,
        "urgent": _in_vault(outcome, project, URGENT_WORKBOOK),
        "seconds": {step: round(s, 3) for step, s in outcome.seconds.items()},
    }
