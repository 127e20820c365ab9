"""``aks plan``: what a run would do, and why."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from audit.cli.chosen import add_choice, add_rehash, chosen_audits
from audit.cli.output import say, say_json
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.plan import Job


_MINUTE = len("2025-08-31T10:00")  # of an ISO time; its zone is that of who reads it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Params files or a plan; all params files of the project where none is named."""
    add_choice(parser)
    add_rehash(parser)


def run(args: argparse.Namespace) -> int:
    """Print each job with its reason."""
    from audit.pipeline import find_project
    from audit.pipeline.plan import plan

    project = find_project()
    jobs = plan(chosen_audits(args, project, project.params_files), project, rehash=args.rehash)
    if not say_json(args, [asdict(job) for job in jobs]):
        say(_line(job) for job in jobs)
    return 0


def _line(job: Job) -> str:
    reason = ": ".join([text(f"cli.reason_{job.reason}"), *([", ".join(job.changed)] if job.changed else [])])
    if job.failed:
        at, code, sentence = job.failed
        last = text("cli.plan_failed", at=at[:_MINUTE].replace("T", " "), code=str(code), sentence=sentence or "-")
        reason = last if job.reason == "failed_before" else f"{reason}; {last}"
    return f"{job.district}  {job.cycle}  {job.step:<18} {reason}"
