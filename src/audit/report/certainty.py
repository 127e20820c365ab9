"""How sure a figure is, in the words of one fixed scale: by its interval, and only where it has one.

Two questions, each with its words in the catalogue (``certainty``): how wide is the interval of one figure
(``precision``), and does it lie wholly beside another (``side_of``)? Without an interval there is no word, and nothing
is put in order. How precise a figure is says nothing of children whom nobody measured: coverage is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import NormalDist
from typing import Literal

from audit.disclosure.released import ShownRow
from audit.language import text
from audit.language.catalogue import Language
from audit.reference.presentation import PRECISION_CLASSES
from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.report.view import View

__all__ = [
    "Side",
    "has_interval",
    "met_words",
    "precision",
    "precision_words",
    "scale_words",
    "side_of",
    "undivided_top",
]

Side = Literal["higher", "lower", "unclear"]
_STANDARD_ERRORS = 2 * NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2)  # in the whole width of an interval


def has_interval(row: ShownRow) -> bool:
    """Whether a rate may be put beside others at all: it is shown, with its limits."""
    return row.value is not None and row.low is not None and row.high is not None


def precision(row: ShownRow) -> str:
    """Class of ``PRECISION_CLASSES`` by the relative standard error that the interval implies; "" without one."""
    if row.value is None or row.low is None or row.high is None:
        return ""
    error = (row.high - row.low) / _STANDARD_ERRORS
    relative = error / row.value if row.value else float("inf")
    return next(one.id for one in PRECISION_CLASSES if relative <= one.most)


def precision_words(view: View, row: ShownRow) -> str:
    """The word for how wide the interval is; "" without one."""
    found = precision(row)
    return view.words(f"certainty.precision.{found}") if found else ""


def side_of(row: ShownRow, value: float) -> Side | None:
    """On which side of ``value`` the whole interval lies; "unclear" where it holds it, ``None`` without an interval."""
    if row.low is None or row.high is None:
        return None
    return "higher" if row.low > value else "lower" if row.high < value else "unclear"


def met_words(state: str, language: Language) -> str:
    """The word for whether a figure has reached its target, by its whole interval: a ``TargetState``."""
    return text(f"certainty.met.{state}", language)


def undivided_top(rows: Iterable[tuple[str, ShownRow]]) -> tuple[str, ...]:
    """Names of the highest rate and of all that cannot be told apart from it; nothing where one has no interval."""
    known = list(rows)
    if not known or not all(has_interval(row) for _, row in known):
        return ()
    _, top = max(known, key=lambda pair: pair[1].value or 0.0)
    return tuple(name for name, row in known if row is top or (row.high or 0.0) >= (top.low or 0.0))


def scale_words(view: View) -> str:
    """The whole scale in one paragraph, for the methods."""
    firm, fair, _ = (view.percent(one.most) if one.most < 1 else "" for one in PRECISION_CLASSES)
    return view.words("certainty.scale", firm=firm, fair=fair)
