"""Whole numbers in Indonesian words, as official records write days and years ("dua ribu dua puluh lima")."""

from __future__ import annotations

__all__ = ["spelled"]

_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_MOST = 9999


def spelled(n: int, *, language: str = "id") -> str:
    """``25`` -> ``dua puluh lima``; English papers write digits. ``ValueError`` outside 0 to 9999."""
    if not 0 <= n <= _MOST:
        raise ValueError(f"{n} is not spelled out")
    return _words(n) if language == "id" else str(n)


def _words(n: int) -> str:
    if n < len(_ONES):
        return _ONES[n]
    if n < 20:
        return f"{_ONES[n - 10]} belas"
    for unit, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if n >= unit:
            many, rest = divmod(n, unit)
            head = f"se{name}" if many == 1 else f"{_words(many)} {name}"
            return f"{head} {_words(rest)}" if rest else head
    raise AssertionError(n)  # pragma: no cover - every number is one of these
