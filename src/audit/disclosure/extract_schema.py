"""What may stand in a research extract: tables, columns and values; whatever is not listed here does not leave.

No names, numbers of persons, coordinates, days or free text: a category has a closed list of values, an id a fixed
form, a number its bounds and steps.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from audit.errors import DisclosureError
from audit.reference.needs import NEED_STAGES, NEEDS
from audit.reference.rule_sets import GROUPS

__all__ = ["KINDS", "TABLES", "Column", "columns_of", "require_allowed"]

KINDS = ("child", "woman")  # of people, where groups are pooled


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what may stand in it.

    ``kind``: id, category (``values``; empty where the extract brings its own closed list), yes, whole or number, both
    from ``least`` to ``most``; ``digits``: decimals of a number at most; ``gaps``: may be missing.
    """

    name: str
    kind: Literal["id", "category", "yes", "whole", "number"]
    values: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 0.0
    digits: int = 0
    gaps: bool = False


_PERSON = Column("person_id", "id")
_UNITS = 300.0  # weeks of five years, and some
TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "persons": (
            _PERSON,
            Column("sex", "category", ("m", "f")),
            Column("age", "whole", most=261),
            Column("area_code", "category"),
            Column("welfare_fifth", "whole", least=1, most=5, gaps=True),
            Column("visits", "whole", least=1, most=300),
            Column("followed", "number", most=_UNITS, digits=1),
            Column("exit_reason", "category", ("died", "moved", "left", "aged_out", "last_seen")),
            Column("stunted_first", "yes"),
            Column("stunted_last", "yes"),
            Column("stunted_ever", "yes"),
        ),
        "person_time": (
            _PERSON,
            Column("seq", "whole", least=1, most=300),
            Column("start", "number", most=_UNITS, digits=1),
            Column("stop", "number", most=_UNITS, digits=1),
            Column("state", "category", ("stunted", "not_stunted")),
            Column(
                "event", "category", ("new_stunting", "recovery", "relapse", "died", "moved", "left", "aged_out"),
                gaps=True,
            ),
            Column("haz", "number", least=-6, most=6, digits=1, gaps=True),
        ),
        "exposures": (
            _PERSON,
            Column("package", "category", ("kia", "gizi", "sanitasi", "perlindungan_sosial", "paud"), gaps=True),
            Column("need", "category", NEEDS, gaps=True),
            Column("stage", "category", NEED_STAGES),
            Column("time", "whole", least=-_UNITS, most=_UNITS),
            Column("dose", "whole", least=1, most=1000),
        ),
        "selection": (
            _PERSON,
            Column("group", "category", (*GROUPS, *KINDS)),
            Column("how", "category", ("score", "random", "override_in", "override_out", "near_miss", "not_chosen")),
            Column("chosen", "yes"),
            Column("score", "number", most=1, digits=3, gaps=True),
            Column("threshold", "number", most=1, digits=3, gaps=True),
            Column("over_threshold", "number", least=-1, most=1, digits=3, gaps=True),
            Column("rank", "number", least=1, most=1_000_000, digits=1, gaps=True),
            Column("rank_share", "number", most=1, digits=3, gaps=True),
            Column("data_missing", "number", most=1, digits=3, gaps=True),
        ),
    }
)  # fmt: skip
_ID = re.compile(r"[a-z2-7]{16}")


def columns_of(table: str, frame: pd.DataFrame) -> list[Column]:
    """The listed columns that a table of an extract has, in the order of the list."""
    return [column for column in TABLES[table] if column.name in frame]


def require_allowed(table: str, frame: pd.DataFrame, lists: Mapping[str, Collection[str]]) -> None:
    """Raise ``DisclosureError`` (exit 13) for a column, or a value in one, that is not listed.

    ``lists``: the closed lists of this extract, for categories without one here (``area_code``).
    """
    known = {column.name: column for column in TABLES[table]}
    for name in map(str, frame.columns):
        column = known.get(name)
        if column is None:
            raise DisclosureError("disclosure.extract_column", table=table, column=name)
        if not _fits(frame[name].dropna(), column, lists.get(name, column.values)):
            raise DisclosureError("disclosure.extract_value", table=table, column=name)


def _fits(values: pd.Series, column: Column, allowed: Collection[str]) -> bool:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return False
    if column.kind in ("id", "category"):
        texts = [value for value in values.unique() if isinstance(value, str)]
        whole = len(texts) == values.nunique()
        return whole and all(_ID.fullmatch(t) if column.kind == "id" else t in allowed for t in texts)
    if column.kind == "yes":
        return pd.api.types.is_bool_dtype(values.dtype)
    if not pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_bool_dtype(values.dtype):
        return False
    numbers = values.to_numpy(dtype=np.float64)
    inside = (numbers >= column.least) & (numbers <= column.most)
    return bool((inside & (np.abs(numbers - np.round(numbers, column.digits)) < 1e-9)).all())
