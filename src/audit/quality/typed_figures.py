"""Figures that somebody typed: does the percentage follow from the two numbers printed beside it?

A press release of Bontang printed 6,459/11,435 as 58.48 %; it is 56.48 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["TypedFigure", "lint_files", "typed_figures", "wrong_figures"]

_WHOLE = r"\d{1,3}(?:[.,]\d{3})+(?![\d.,]*\d)|\d+(?![.,]\d)"
_WORDS = r"(?:\s+[^\W\d]+){0,3}"
_BEFORE_B = r"(?:[^\W\d]+\s+){0,3}"
_PERCENT = r"(\d+(?:[.,]\d+)?)\s*(?:%|persen\b|per\s?cent\b)"
_RATIO = rf"(?<![\d/.,-])({_WHOLE}){_WORDS}\s*(?:/|\bdari\b|\bof\b)\s*{_BEFORE_B}({_WHOLE})(?![/\d])"
# Numbers first, with few words up to the percentage; or the percentage first, with the numbers in brackets behind it.
_FIGURE = re.compile(rf"{_RATIO}[^\d%\n]{{0,40}}?{_PERCENT}|{_PERCENT}\s*[(\[=]\s*{_BEFORE_B}{_RATIO}", re.IGNORECASE)
_MONTHS, _YEARS = 12, range(1990, 2080)  # "6/2025" is a month, "Pasal 3/2025" no ratio either
_FLOATING = 1e-9  # percentage points; what floating point leaves


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """Two numbers and a percentage as typed, and where: ``percent`` as printed, ``computed`` what follows (0-100)."""

    file: str
    line: int
    text: str
    numerator: int
    denominator: int
    percent: float
    digits: int
    computed: float

    @property
    def agrees(self) -> bool:
        """Whether the percentage is the ratio, rounded either way to its printed digits."""
        return abs(self.percent - self.computed) <= 0.5 * 10**-self.digits + _FLOATING


def typed_figures(text: str, file: str = "") -> tuple[TypedFigure, ...]:
    """Every "a/b … p %", "a dari b (p %)", "p % (a/b)" of a text, in order, with points or commas in thousands.

    Ratios to 0 and percentages without both numbers near them are passed over, as are dates and months. Lines count
    from 1.
    """
    return tuple(
        figure
        for number, line in enumerate(text.splitlines(), start=1)
        for match in _FIGURE.finditer(line)
        if (figure := _figure(match, file, number)) is not None
    )


def wrong_figures(text: str, file: str = "") -> tuple[TypedFigure, ...]:
    """The typed figures whose percentage does not follow from their numbers."""
    return tuple(figure for figure in typed_figures(text, file) if not figure.agrees)


def lint_files(files: Iterable[Path]) -> tuple[TypedFigure, ...]:
    """Wrong figures in texts (params, notebooks, statements; UTF-8), by file name and line."""
    return tuple(figure for file in files for figure in wrong_figures(file.read_text(encoding="utf-8-sig"), file.name))


def _figure(match: re.Match[str], file: str, line: int) -> TypedFigure | None:
    a, b, p = match.group(1, 2, 3) if match[1] else match.group(5, 6, 4)
    numerator, denominator = (int(re.sub(r"\D", "", n)) for n in (a, b))
    if denominator == 0 or (numerator <= _MONTHS and b.isdecimal() and denominator in _YEARS):
        return None
    percent = p.replace(",", ".")
    digits = len(percent.partition(".")[2])
    computed = 100 * numerator / denominator
    return TypedFigure(file, line, match[0], numerator, denominator, float(percent), digits, computed)
