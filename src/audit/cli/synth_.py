"""``aks synth``: make the synthetic registers anew."""

from __future__ import annotations

import argparse

from audit.cli.output import say, say_json
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which districts; all where none is named."""
    parser.add_argument("--district", action="append", metavar="CODE", help=text("cli.synth_district"))
    parser.add_argument("--clean", action="store_true", help=text("cli.synth_clean"))
    parser.add_argument("--jobs", type=int, default=2, choices=range(1, 9), metavar="N", help=text("cli.run_jobs"))


def run(args: argparse.Namespace) -> int:
    """Write ``data/sample/<code>/`` for each district."""
    from audit.pipeline import find_project
    from audit.pipeline.sample import make_sample, sample_codes

    codes = args.district or sample_codes()
    made = make_sample(codes, find_project(), jobs=args.jobs, dirt=not args.clean)
    if not say_json(args, [{"district": name, "children": n} for name, n in made]):
        say(text("cli.demo_made", n=children, name=name) for name, children in made)
    return 0
