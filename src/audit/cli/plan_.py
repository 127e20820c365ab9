"""``aks plan``: what a run would do, and why."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from audit.cli.output import say, say_json
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Params files; all of the project where none is named."""
    parser.add_argument("params", nargs="*", type=Path, metavar="PARAMS", help=text("cli.run_params"))


def run(args: argparse.Namespace) -> int:
    """Print each job with its reason."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.plan import plan

    project = find_project()
    paths = [p.resolve() for p in args.params] or project.params_files
    jobs = plan([load_params(path, root=project.root) for path in paths], project)
    if not say_json(args, [asdict(job) for job in jobs]):
        say(f"{job.district}  {job.cycle}  {job.step:<18} {text(f'cli.reason_{job.reason}')}" for job in jobs)
    return 0
