"""What verbs print: lines for people, or one JSON value; and how far they are."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

__all__ = ["progress_bar", "say", "say_json"]


def say(lines: Iterable[str]) -> None:
    """Print lines at once."""
    print("\n".join(lines), flush=True)


def say_json(args: argparse.Namespace, value: object) -> bool:
    """Print ``value`` where ``--json`` was asked for; tells whether it was."""
    if args.json:
        json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    return args.json


@contextmanager
def progress_bar(total: int, args: argparse.Namespace) -> Generator[Callable[[str], None], None, None]:
    """A bar in a terminal, nothing elsewhere or with ``--json``; what it gives tells which one is done now."""
    from tqdm import tqdm

    shown = sys.stdout.isatty() and not args.json
    with tqdm(total=total, file=sys.stdout, disable=not shown, bar_format="{l_bar}{bar}| {n}/{total} {postfix}") as bar:

        def told(words: str) -> None:
            bar.set_postfix_str(words)
            bar.update()

        yield told
