"""``aks import --suggest``: the mapping of one table, proposed as YAML for a person to check."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from audit.cli.output import say, say_json
from audit.errors import OutputError, ParamsError
from audit.language import text

__all__ = ["suggest"]


def suggest(args: argparse.Namespace) -> int:
    """Look at names and contents of the columns of one file; write the YAML to ``--out``, else to standard output."""
    from audit.register.mapping_guess import suggest_mapping
    from audit.register.mapping_yaml import mapping_yaml
    from audit.store import writing

    if len(args.files) != 1:
        raise ParamsError("cli.import_one_file")
    found = suggest_mapping(args.files[0])
    words = mapping_yaml(found)
    if args.out is not None:
        if args.out.is_dir():
            raise OutputError("cli.import_a_folder", name=args.out.name)
        with writing(args.out):
            args.out.parent.mkdir(parents=True, exist_ok=True)
            args.out.write_text(words, encoding="utf-8")
    if say_json(args, asdict(found)):
        return 0
    if args.out is None:
        sys.stdout.write(words)
        return 0
    unsure = sum(not guess.sure for guess in found.guesses) + len(found.absent)
    say([text("cli.import_suggested", path=args.out.as_posix(), n=unsure)])
    return 0
