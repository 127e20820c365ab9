"""What verbs print: lines for people, or one JSON value."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

__all__ = ["say", "say_json"]


def say(lines: Iterable[str]) -> None:
    """Print lines at once."""
    print("\n".join(lines), flush=True)


def say_json(args: argparse.Namespace, value: object) -> bool:
    """Print ``value`` where ``--json`` was asked for; tells whether it was."""
    if args.json:
        json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    return args.json
