"""From everybody whom an extract may be about to its tables: enforced, coarsened, under ids of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.disclosure.anonymity import Anonymity, coarser_columns, falls_short, measure, same_steps
from audit.disclosure.extract_schema import TABLES
from audit.errors import DisclosureError, InsufficientDataError
from audit.pipeline.extract_people import QUASI_OF_SELECTION, Universe, coarse_exits
from audit.pipeline.params_extract import ExtractParams
from audit.reference.extract_rules import LADDERS, SCORE_DIGITS, Z_STEPS
from audit.risk.person_time import EXITS
from audit.store import keyed_id

__all__ = ["Enforced", "ExtractTables", "make_tables"]

_SCORES = ["score", "threshold", "over_threshold", "rank", "rank_share", "data_missing"]
_OF_GROUP = ["score", "threshold", "rank"]  # tell the group where groups are pooled
_STEP: Mapping[str, float] = dict(zip(("half", "tenth"), Z_STEPS, strict=True))
_LEVELLED = ("sex", "age", "welfare_fifth", "exit_reason")  # without a value where their level is none
_SERVICE = ["package", "need", "stage"]


@dataclass(frozen=True)
class Enforced:
    """People who are alike enough: ``frame`` has the columns it was enforced on; how it was before and after.

    ``levels`` are those of the quasi-identifiers, in their order; ``suppressed`` people were left out.
    """

    frame: pd.DataFrame
    levels: Mapping[str, str]
    before: Anonymity
    after: Anonymity
    suppressed: int


@dataclass(frozen=True)
class ExtractTables:
    """Tables by name, in the order of ``TABLES``, and what was enforced behind them.

    ``ids``: id of the register to id of the extract, for the attack on it; never written. ``rare``: rows of exposures
    left out for want of ``k`` people who had the same.
    """

    tables: Mapping[str, pd.DataFrame]
    enforced: Mapping[str, Enforced]
    ids: Mapping[str, str]
    rare: int


def make_tables(universe: Universe, key: bytes) -> ExtractTables:
    """Enforce, then make each table that was asked for, its rows in an order that only the key knows.

    Raises ``DisclosureError`` (exit 13), naming what to coarsen, where people are not alike enough, and
    ``InsufficientDataError`` (exit 14) where there are fewer than ``k`` people at all.
    """
    extract, levels = universe.extract, universe.extract.levels.model_dump()
    enforced: dict[str, Enforced] = {}
    tables: dict[str, pd.DataFrame] = {}
    ids: dict[str, str] = {}
    rare = 0
    if "persons" in extract.tables:
        asked = {name: levels[name] for name in universe.quasi}
        people = _enforce("persons", universe.persons, asked, extract, extract.sensitive, extract.suppress_percent)
        enforced["persons"] = people
        ids = {id: keyed_id(key, "person", id) for id in people.frame["id"]}
        tables["persons"] = _persons(people.frame, timed="time" in asked)
        if "person_time" in extract.tables:
            tables["person_time"] = _intervals(universe, levels, ids)
        if "exposures" in extract.tables:
            told = universe.exposures(levels)
            told = told[told["id"].isin(list(ids)).to_numpy(dtype=bool)].reset_index(drop=True)
            tables["exposures"], rare = _common(told, extract.k)
    if "selection" in extract.tables and extract.linked:
        chosen = universe.chosen(levels)
        tables["selection"] = _selection(chosen[chosen["id"].isin(list(ids)).to_numpy(dtype=bool)], levels, extract.k)
    elif "selection" in extract.tables:
        asked = {name: levels[name] for name in QUASI_OF_SELECTION}
        eligible = _enforce("selection", universe.chosen, asked, extract)  # rare there are the cases: none is left out
        enforced["selection"] = eligible
        apart = {id: keyed_id(key, "selection", id) for id in eligible.frame["id"]}
        tables["selection"] = _named(_selection(eligible.frame, levels, extract.k), apart)
    out = {
        name: _named(tables[name], ids) if "id" in tables[name] else tables[name] for name in TABLES if name in tables
    }
    return ExtractTables(out, enforced, ids, rare)


def _enforce(
    table: str,
    build: Callable[[Mapping[str, str]], pd.DataFrame],
    levels: Mapping[str, str],
    extract: ExtractParams,
    sensitive: Sequence[str] = (),
    suppress_percent: int = 0,
) -> Enforced:
    frame = build(levels)
    if len(frame) < extract.k:
        raise InsufficientDataError("pipeline.extract_too_few", table=table, k=extract.k)
    quasi = list(levels)
    short = falls_short(frame, quasi, sensitive, k=extract.k, diversity=extract.diversity)
    most = len(frame) * suppress_percent / 100
    before = measure(frame, quasi, sensitive)
    if short.sum() > most:
        raise _refused(table, build, levels, sensitive, extract, before, int(short.sum()), most)
    kept = frame[~short].reset_index(drop=True)
    return Enforced(kept, levels, before, measure(kept, quasi, sensitive), int(short.sum()))


def _refused(
    table: str,
    build: Callable[[Mapping[str, str]], pd.DataFrame],
    levels: Mapping[str, str],
    sensitive: Sequence[str],
    extract: ExtractParams,
    before: Anonymity,
    short: int,
    most: float,
) -> DisclosureError:
    """Which single column told one step coarser is enough; where none is, the one that helps most."""
    steps = coarser_columns(build, levels, LADDERS, sensitive, k=extract.k, diversity=extract.diversity)
    enough = [step for step in steps if step.short <= most]
    named = enough or steps[:1]
    id = "disclosure.extract_short" if enough else "disclosure.extract_short_still"
    return DisclosureError(
        id if named else "disclosure.extract_short_coarsest",
        table=table,
        k=extract.k,
        diversity=extract.diversity,
        smallest=before.k,
        people=before.people,
        short=short,
        columns="; ".join(f"{step.column}: {step.level}" for step in named),
        left=min((step.short for step in named), default=short),
    )


def _persons(people: pd.DataFrame, *, timed: bool) -> pd.DataFrame:
    out = people.rename(columns={"area": "area_code", "welfare": "welfare_fifth", "exit": "exit_reason"})
    out = out.astype({"visits": "Int64"})
    out = out.drop(columns=[name for name in ("time", "exposures", *QUASI_OF_SELECTION) if name in out])
    if not timed:
        out = out.drop(columns=["visits", "followed", "exit_reason"])
    return out.drop(columns=[name for name in _LEVELLED if name in out and out[name].isna().all()])


def _intervals(universe: Universe, levels: Mapping[str, str], ids: Mapping[str, str]) -> pd.DataFrame:
    rows = universe.followed(levels["time"]).intervals.rename(columns={"child_id": "id"})
    rows = rows[rows["id"].isin(list(ids)).to_numpy(dtype=bool)].reset_index(drop=True)
    ends = rows["event"].isin(list(EXITS)).fillna(False).to_numpy(dtype=bool)
    if levels["exit"] == "none":
        rows = rows[~ends]
    else:
        rows["event"] = rows["event"].mask(ends, coarse_exits(rows["event"], levels["exit"]))
    step = _STEP.get(universe.extract.z)
    rows = rows.astype({"seq": "Int64"})
    return rows.drop(columns="haz") if step is None else rows.assign(haz=_stepped(rows["haz"], step))


def _stepped(values: pd.Series, step: float) -> pd.Series:
    """The nearest whole number of steps."""
    return (np.floor(values / step + 0.5) * step).round(1)


def _common(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, int]:
    """Rows of services that ``k`` people or more received, and how many others there were."""
    service = [name for name in _SERVICE if name in rows]
    people = rows.groupby(service, dropna=False)["id"].transform("nunique")
    common = rows[people.ge(k).to_numpy(dtype=bool)].reset_index(drop=True)
    return common, len(rows) - len(common)


def _selection(chosen: pd.DataFrame, levels: Mapping[str, str], k: int) -> pd.DataFrame:
    """The frame with the numbers of each told as the mean of ``k`` neighbours of the same group and fate.

    Where groups are pooled, only numbers that compare across them are told: the threshold of each is its own.
    """
    rows = chosen.assign(over_threshold=chosen["score"] - chosen["threshold"]).reset_index(drop=True)
    rows = same_steps(rows, _SCORES, ["over_threshold", "rank"], list(QUASI_OF_SELECTION), k)
    rows[_SCORES] = rows[_SCORES].round({**dict.fromkeys(_SCORES, SCORE_DIGITS), "rank": 1})
    how = rows.pop("selection")
    if levels["selection"] == "how":
        rows["how"] = how
    if levels["group"] != "each":
        rows = rows.drop(columns=_OF_GROUP)
    return rows.drop(columns="group") if levels["group"] == "none" else rows


def _named(table: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    """Ids of the extract in place of those of the register, rows by them, columns in their order."""
    named = table.assign(person_id=table["id"].map(dict(ids)).astype("string")).drop(columns="id")
    order = [c.name for of in TABLES.values() for c in of if c.name in named]
    order = list(dict.fromkeys(order)) + [str(name) for name in named if name not in order]
    by = ["person_id", *(name for name in ("seq", "time", *_SERVICE) if name in named)]
    return named[order].sort_values(by, ignore_index=True)
