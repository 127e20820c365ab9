"""``aks demo``: make the synthetic registers and render all districts."""

from __future__ import annotations

import argparse

from audit.cli.output import say
from audit.cli.run_ import run_and_tell
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Processes at a time."""
    parser.add_argument("--jobs", type=int, default=2, choices=range(1, 9), metavar="N", help=text("cli.run_jobs"))


def run(args: argparse.Namespace) -> int:
    """Make what is missing of the sample, then run every district of ``params/``."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.sample import absent, make_sample
    from audit.reference.sample_registers import district_spec

    project = find_project()
    audits = [load_params(path, root=project.root) for path in project.params_files]
    audits = [params for params in audits if params.sample]
    if not args.json:
        say([text("cli.demo_sample")])
    made = make_sample(absent([district_spec(p.district.code) for p in audits], project), project, jobs=args.jobs)
    if made and not args.json:
        say(text("cli.demo_made", n=children, name=name) for name, children in made)
    if not args.json:
        say([text("cli.demo_run")])
    return run_and_tell(audits, project, args)
