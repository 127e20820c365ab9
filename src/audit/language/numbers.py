"""Numbers, dates and lists as Indonesians (or English readers) write them; rounding half up, as schools teach it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

__all__ = ["date_text", "half_up", "join", "month_text", "number", "percent"]

_LOCALE = {"id": "id_ID", "en": "en_GB"}


def half_up(x: float, digits: int = 0) -> Decimal:
    """Round half away from zero on the shortest decimal form of ``x`` (19.45 -> 19.5; Babel alone gives 19.4)."""
    return Decimal(repr(float(x))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=1 << 16)  # lists say the same ages and measures again and again
def number(x: float | Decimal, digits: int = 0, *, language: str = "id") -> str:
    """``1234.5, 1`` -> ``1.234,5`` (id) or ``1,234.5`` (en); the minus is U+2212. ``digits`` are all printed."""
    from babel.numbers import format_decimal

    rounded = half_up(float(x), digits)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    words = format_decimal(abs(rounded), format=pattern, locale=_LOCALE[language])
    return f"\N{MINUS SIGN}{words}" if rounded < 0 else words


def percent(proportion: float, digits: int = 1, *, language: str = "id") -> str:
    """``0.1945`` -> ``19,5%``; no space, as Indonesian papers write it."""
    return number(Decimal(repr(float(proportion))) * 100, digits, language=language) + "%"


def date_text(day: date, *, language: str = "id") -> str:
    """``5 Januari 2024``."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=_LOCALE[language])


def month_text(month: str, *, language: str = "id") -> str:
    """``"2025-08"`` -> ``Agustus 2025``."""
    from babel.dates import format_date

    year, number_of_month = month.split("-")
    return format_date(date(int(year), int(number_of_month), 1), "MMMM y", locale=_LOCALE[language])


def join(words: Sequence[str], *, language: str = "id") -> str:
    """``Melati, Kenanga, dan Seruni``."""
    from babel.lists import format_list

    return format_list(list(words), locale=_LOCALE[language]) if words else ""
