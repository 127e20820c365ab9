"""The command line: one file a verb, thin. Floor 9.

A refusal writes one line to stderr and ends with its exit code; a bug is a traceback.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from audit import __version__
from audit.cli.usage import Help, usage_error
from audit.errors import AuditError, ParamsError
from audit.language import text

__all__ = ["main"]

VERBS = (
    "demo",
    "run",
    "plan",
    "status",
    "verify",
    "diff",
    "compare",
    "reproduce",
    "sign",
    "import",
    "export",
    "params",
    "synth",
    "worksheet",
    "cycle",
    "lake",
    "extract",
    "lab",
    "bench",
)
_INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Arguments that cannot be used are a user's mistake like any other; its help is in the language of the rest."""

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, formatter_class=Help, add_help=False)
        self.add_argument("-h", "--help", action="help", help=text("cli.help"))

    def error(self, message: str) -> NoReturn:
        """Refuse in one sentence."""
        raise usage_error(self.prog, message)


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    """Arguments of every verb, but only the one asked for is loaded whole."""
    parser = _Parser(prog="aks", description=text("cli.about"))
    parser.add_argument("--version", action="version", version=__version__, help=text("cli.version"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=text("cli.verb"))
    for verb in VERBS:
        child = verbs.add_parser(verb, help=text(f"cli.{verb}"), description=text(f"cli.{verb}"))
        if verb in asked:
            child.add_argument("--json", action="store_true", help=text("cli.json"))
            _module(verb).add_arguments(child)
    return parser


def _module(verb: str) -> ModuleType:
    return import_module(f"audit.cli.{verb}_")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        given = sys.argv[1:] if argv is None else argv
        args, unknown = _parser(given).parse_known_args(given)
        if unknown:
            raise ParamsError("cli.usage_unknown", verb=f"aks {args.verb}", names=" ".join(unknown))
        return _module(args.verb).run(args)
    except AuditError as refusal:
        sentence = " ".join(str(refusal).split())
        print(text("cli.refused", sentence=sentence, code=str(refusal.exit_code)), file=sys.stderr)
        return refusal.exit_code
    except KeyboardInterrupt:
        print(text("cli.interrupted"), file=sys.stderr)
        return _INTERRUPTED
