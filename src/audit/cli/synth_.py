"""``aks synth``: make the synthetic registers anew, or those of a plan that are not there yet."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from audit.cli.chosen import add_plan
from audit.cli.output import progress_bar, say, say_json
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.project import Project
    from audit.reference.sample_registers import DistrictSpec


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which districts; all that have figures of their own where none is named."""
    add_plan(parser)
    parser.add_argument("--clean", action="store_true", help=text("cli.synth_clean"))
    parser.add_argument("--jobs", type=int, default=2, choices=range(1, 9), metavar="N", help=text("cli.run_jobs"))


def run(args: argparse.Namespace) -> int:
    """Write ``data/sample/<code>/`` for each district."""
    from audit.pipeline import find_project
    from audit.pipeline.sample import make_sample

    project = find_project()
    specs = _specs(args, project)
    with progress_bar(len(specs), args) as told:
        made = make_sample(specs, project, jobs=args.jobs, dirt=not args.clean, progress=told)
    if not say_json(args, [{"district": name, "children": n} for name, n in made]):
        lines = [text("cli.demo_made", n=children, name=name) for name, children in made]
        say(lines or [text("cli.synth_none")])
    return 0


def _specs(args: argparse.Namespace, project: Project) -> list[DistrictSpec]:
    from audit.pipeline.plans import districts_of, read_plan
    from audit.pipeline.sample import absent
    from audit.reference.national_registers import national_spec
    from audit.reference.sample_registers import SAMPLE_REGISTERS, district_spec

    if args.plan:
        plan, _ = read_plan(args.plan, project)
        return list(absent([national_spec(code) for code in districts_of(plan, args.district or ())], project))
    return [district_spec(code) for code in args.district or SAMPLE_REGISTERS]
