"""``aks sign``: put a detached signature beside the manifest of a report, or make the keys for it."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit.cli.output import say, say_json
from audit.errors import InputError
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Report folders and the private key; with ``--new-key`` the key is made first."""
    parser.add_argument("reports", nargs="*", type=Path, metavar="REPORT", help=text("cli.verify_reports"))
    parser.add_argument("--key", type=Path, required=True, metavar="PRIVATE.pem", help=text("cli.sign_key"))
    parser.add_argument("--new-key", action="store_true", help=text("cli.sign_new_key"))


def run(args: argparse.Namespace) -> int:
    """Sign only what is intact: a signature must not cover up a change."""
    from audit.pipeline import find_project
    from audit.pipeline.signature import make_keys, sign
    from audit.pipeline.verify import verify

    project = find_project()
    folders = [path.resolve() for path in args.reports]
    for folder in folders:
        if not verify(folder).intact:
            raise InputError("pipeline.sign_broken", report=project.shown(folder))
    lines: list[str] = []
    if args.new_key:
        lines.append(text("cli.sign_made", private=args.key.name, public=make_keys(args.key).name))
    signatures = [project.shown(sign(folder, args.key)) for folder in folders]
    if not say_json(args, signatures):
        say([*lines, *(text("cli.sign_done", file=name) for name in signatures)])
    return 0
