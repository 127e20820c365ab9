"""What a verb for worksheets tells: facts for ``--json``, lines for people; and the folder it writes into."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import OutputError
from audit.language import text

if TYPE_CHECKING:
    from audit.results import Sentence

__all__ = ["Told", "in_words", "keep_filled", "out_folder", "written"]

Told = tuple[Mapping[str, object], list[str]]


def out_folder(args: argparse.Namespace) -> Path:
    """The folder for the results, made when something is there to be written."""
    from audit.store import owner_only, writing

    with writing(args.out):
        try:
            args.out.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError("cli.import_not_a_folder", name=args.out.name) from error
        owner_only(args.out)
    return args.out


def keep_filled(folder: Path, *names: str) -> None:
    """Refuse to write where somebody may have filled in what was written before."""
    for name in names:
        if (folder / name).exists():
            raise OutputError("worksheet.already_there", file=name)


def in_words(sentences: Iterable[Sentence]) -> list[str]:
    """Sentences as lines."""
    return [text(sentence.id, **sentence.values) for sentence in sentences]


def written(files: Iterable[str]) -> list[str]:
    """A line for each file that was written."""
    return [text("worksheet.said_written", file=file) for file in files]
