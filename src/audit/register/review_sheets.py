"""A workbook of an expert as it comes back: sheets found by the names of columns, whatever they are called now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audit.register.case_layout import FormMeta
from audit.register.filled_form import FormSheet
from audit.register.hidden_sheet import hidden_sheet, is_hidden
from audit.register.named_sheets import named_sheet
from audit.register.open_file import open_file
from audit.register.review_layout import CAUSE_COLUMNS, REVIEW, REVIEW_COLUMNS, ROW

__all__ = ["OpenReviews", "find_reviews"]

_NAMES = frozenset((*REVIEW_COLUMNS, *CAUSE_COLUMNS))
_KEYS = (REVIEW, ROW)


@dataclass(frozen=True, slots=True)
class OpenReviews:
    """A file of reviews: its sheets of cases and of causes, and what it held when it was made.

    ``meta`` is ``None`` where the hidden sheet is gone or was changed (``meta_changed``).
    """

    file: str
    reviews: tuple[FormSheet, ...]
    causes: tuple[FormSheet, ...]
    meta: FormMeta | None
    meta_changed: bool


def find_reviews(path: Path) -> OpenReviews | None:
    """Open a file; ``None`` where it is no workbook of an expert. Raises ``InputError`` where it cannot be read."""
    _, sheets = open_file(path)
    named = [
        named_sheet(sheet, path.name, is_header=_names_columns, known=_NAMES, keys=_KEYS, topic="expert")
        for sheet in sheets
        if not is_hidden(sheet)
    ]
    reviews, causes = (tuple(sheet for sheet in named if sheet and key in sheet.columns) for key in _KEYS)
    return OpenReviews(path.name, reviews, causes, *hidden_sheet(sheets)) if reviews or causes else None


def _names_columns(names: set[str]) -> bool:
    return not names.isdisjoint(_KEYS) and len(names & _NAMES) > 1
