"""Names and numbers of invented people: no number here can be anybody's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.sample_registers import name_pool

__all__ = ["NO_SUCH_KECAMATAN", "family_cards", "full_names", "niks", "pick"]

NO_SUCH_KECAMATAN = "99"  # digits 5-6; Kemendagri gives no such code
_FIRST_CARD = 5001  # serials of family cards, above all that a day of birth has here


def pick(kind: str, n: int, rng: np.random.Generator) -> np.ndarray:
    """Draw from a pool whose names grow rarer along it, as names do."""
    pool = np.array(name_pool(kind), dtype=object)
    weight = 1 / np.sqrt(np.arange(1, len(pool) + 1))
    return rng.choice(pool, n, p=weight / weight.sum())


def full_names(n: int, kind: str, rng: np.random.Generator) -> np.ndarray:
    """Two words, or one where the same is drawn twice."""
    first, second = pick(kind, n, rng), pick(kind, n, rng)
    return first + np.where(second != first, " " + second, "")


def niks(code: str, birth: pd.DatetimeIndex, *, female: np.ndarray | bool) -> list[str]:
    """Sixteen digits as the civil register makes them: place, day (women and girls: + 40), month, year, serial."""
    girl = np.broadcast_to(np.asarray(female), len(birth)).astype(np.int64)
    return _numbered(code, (birth.day + 40 * girl).to_numpy(), birth, first=1)


def family_cards(code: str, issued: pd.DatetimeIndex) -> list[str]:
    """Sixteen digits of family cards: place, day, month, year of issue, serial."""
    return _numbered(code, issued.day.to_numpy(), issued, first=_FIRST_CARD)


def _numbered(code: str, day: np.ndarray, dates: pd.DatetimeIndex, *, first: int) -> list[str]:
    stem = pd.Series([f"{d:02d}{m:02d}{y % 100:02d}" for d, m, y in zip(day, dates.month, dates.year, strict=True)])
    serial = stem.groupby(stem).cumcount() + first
    head = code.replace(".", "") + NO_SUCH_KECAMATAN
    return [f"{head}{s}{k:04d}" for s, k in zip(stem, serial, strict=True)]
