"""The loop of urgent referrals: dirujuk, tiba, diagnosis, ditangani, rujuk balik, selesai; where each one stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from audit.reference.referral_rules import LOOP, LOOP_GROUP, NOT_ARRIVED, OPEN_DAYS, STEPS, WHY_NOT_ARRIVED
from audit.register.life import ALIVE, present_at, status_on
from audit.results import Cell, CountTable, CountValue, Finding, LineList, Sentence, Value
from audit.schemas.columns import is_among
from audit.survey import count_table

__all__ = [
    "EVERYBODY",
    "GONE_STEP",
    "LIST",
    "gone_people",
    "order_findings",
    "referral_loop",
    "referral_results",
    "referred_people",
    "worklist",
]

_LEVELS = ("found", "told", "referred", "arrived", "diagnosed", "treated", "referred_back", "closed")
_ARRIVED = _LEVELS.index("arrived")
_CLOSED = _LEVELS.index("closed")
GONE_STEP, EVERYBODY = "ended", "urgent"
LIST = "urgent_referrals"


def referral_loop(referrals: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Referrals with where each stands on a day.

    ``referrals`` is canonical (``REFERRALS``). Added: ``step`` (the last step that has a day: found, told, referred,
    arrived, diagnosed, treated, referred_back, closed), ``open`` (not closed), ``days_open`` (days from the finding to
    the day, or to the closing), ``late`` (open for more than ``OPEN_DAYS``), and ``days_to_<step>``: days from the
    step before it that has a day; missing where one of the two has none. Steps after the day are not yet taken.
    """
    day = pd.Timestamp(as_of)
    days = referrals[list(STEPS)]
    days = days.where(days <= day)
    taken = days.notna().to_numpy()
    last = np.where(taken.any(axis=1), taken.shape[1] - 1 - taken[:, ::-1].argmax(axis=1), 0)
    before = days.ffill(axis=1).shift(axis=1)
    is_open = ~taken[:, _CLOSED]
    days_open = (days["closed_on"].fillna(day) - referrals["found_on"]).dt.days.astype("float64")
    between = {
        f"days_to_{level}": (days[step] - before[step].astype("datetime64[s]")).dt.days.astype("float64")
        for step, level in zip(STEPS[1:], _LEVELS[1:], strict=True)
    }
    return referrals.assign(
        step=np.array(_LEVELS, dtype=object)[last],
        open=is_open,
        days_open=days_open,
        late=is_open & (days_open > OPEN_DAYS).to_numpy(),
        **between,
    )


def gone_people(children: pd.DataFrame, women: pd.DataFrame, as_of: date) -> frozenset[str]:
    """Ids of everybody who by a day has died, moved, refused or outgrown the register. Tables are canonical.

    Somebody whom no table holds any more is not gone: nobody knows.
    """
    newest = women.sort_values("contact_date", kind="stable").drop_duplicates("woman_id", keep="last")
    status = status_on(newest.set_index("woman_id"), as_of)
    away = children.loc[~present_at(children, as_of).to_numpy(), "child_id"]
    return frozenset((*away, *status.index[(status.notna() & status.ne(ALIVE)).to_numpy(dtype=bool)]))


def order_findings(referrals: pd.DataFrame, as_of: date) -> tuple[Finding, ...]:
    """Days that do not follow each other: a step before the one that comes first, or after ``as_of``.

    One finding a referral and step, ``referral.order`` or ``referral.future``, with ``referral``, ``step`` and
    ``before`` (ids): for the restricted edition, as something to look up. A step without the one before it is none: a
    mother may bring her child herself.
    """
    found: list[Finding] = []
    today = pd.Timestamp(as_of)
    days = referrals.set_index("referral_id")[list(STEPS)].set_axis(list(_LEVELS), axis=1)
    latest, last_step = days[_LEVELS[0]], pd.Series(_LEVELS[0], index=days.index)
    for level in _LEVELS[1:]:
        day = days[level]
        early = day < latest
        found.extend(_finding("order", str(id), level, str(before)) for id, before in last_step[early].items())
        found.extend(_finding("future", str(id), level, "") for id in days.index[(day > today).to_numpy()])
        further = (day >= latest) | (latest.isna() & day.notna())
        latest, last_step = latest.where(~further, day), last_step.where(~further, level)
    return tuple(sorted(found, key=lambda f: (str(f.values["referral"]), f.id, str(f.values["step"]))))


def _finding(kind: str, id: str, step: str, before: str) -> Finding:
    values: dict[str, Value] = {"referral": id, "step": f"urgent.step.{step}"}
    if before:
        values["before"] = f"urgent.step.{before}"
    return Finding(f"referral.{kind}", Sentence(f"urgent.{kind}", values), values=values)


def worklist(referrals: pd.DataFrame, gone: Collection[str], as_of: date) -> pd.DataFrame:
    """Rows of ``referral_loop`` in the order of work: open over the limit, then nobody told yet, then the rest, closed.

    ``gone`` are people who died, moved, refused or outgrew the register: on no list, from this very run on. Within each
    part the oldest finding stands first.
    """
    loop = referral_loop(referrals, as_of)
    loop = loop[~is_among(loop["person_id"], gone)]
    new = loop["open"] & loop["step"].eq("found")
    turn = np.select([loop["late"].astype(bool), new.astype(bool), loop["open"].astype(bool)], [0, 1, 2], 3)
    return (
        loop.assign(turn=turn)
        .sort_values(["turn", "found_on", "person_id", "rule_id"], ignore_index=True)
        .drop(columns="turn")
    )


def referral_results(
    referrals: pd.DataFrame, gone: Collection[str], period: str, as_of: date
) -> tuple[CountTable | LineList | Sentence, ...]:
    """How far the people of a cycle are, as counts, as one sentence, and as a list without names.

    A person with several referrals stands where the least advanced one does. ``urgent_referrals.steps``: people by
    step, in all and by target group; ``urgent_referrals.reasons``: why those who were referred have not come;
    ``headline.urgent``: the sentence of page one; ``urgent_referrals``: the rows of ``worklist``, restricted. These
    people are not "selected": none of these counts is part of the selection.
    """
    people = referred_people(referral_loop(referrals, as_of), set(gone)).assign(period=period)
    levels = [EVERYBODY, *LOOP.below(EVERYBODY), *LOOP.below("waiting"), *LOOP.below("received")]
    groups = LOOP_GROUP.below(None)
    cells = [Cell.of(period, referral=level) for level in levels]
    cells += [
        Cell.of(period, referral=level, referral_group=group)
        for group in groups
        for level in (EVERYBODY, *LOOP.below(EVERYBODY))
    ]
    steps = count_table("urgent_referrals.steps", people, cells, (LOOP, LOOP_GROUP))
    waiting = people[people["referral"].eq("referred").to_numpy()]
    why = [Cell.of(period, referral="referred", not_arrived=code) for code in (*NOT_ARRIVED, "not_said")]
    reasons = count_table("urgent_referrals.reasons", waiting, why, (LOOP, WHY_NOT_ARRIVED))
    rows = worklist(referrals, gone, as_of)
    return _sentence(steps, period), steps, reasons, LineList(LIST, rows)


def referred_people(loop: pd.DataFrame, gone: Collection[str]) -> pd.DataFrame:
    """One row a person: ``area_code``, and ``referral``, ``referral_group``, ``not_arrived``, leaves of partitions.

    ``loop`` is of ``referral_loop``; of several referrals the least advanced one that is open counts.
    """
    rank = loop["step"].map({level: i for i, level in enumerate(_LEVELS)})
    ended = (loop["step"].eq("closed") & loop["arrived_on"].isna()) | is_among(loop["person_id"], gone)
    rank = rank.mask(ended.to_numpy(dtype=bool), len(_LEVELS))
    # What is over does not hold back what goes on: the least advanced of the open ones, else the furthest of the rest.
    order = loop.assign(rank=rank, over=rank.ge(_CLOSED)).sort_values(
        ["person_id", "over", "rank", "found_on"], kind="stable"
    )
    first = order.drop_duplicates("person_id")
    level = pd.Series([*_LEVELS, GONE_STEP], dtype=object)
    return pd.DataFrame(
        {
            "area_code": first["area_code"].to_numpy(),
            "referral": level.reindex(first["rank"].astype(int)).to_numpy(),
            "referral_group": first["group"].astype(object).where(first["group"].notna(), "unknown").to_numpy(),
            "not_arrived": first["not_arrived"]
            .astype(object)
            .where(first["not_arrived"].notna(), "not_said")
            .to_numpy(),
        }
    )


def _sentence(steps: CountTable, period: str) -> Sentence:
    def count(level: str) -> CountValue:
        cell = Cell.of(period, referral=level)
        return CountValue(cell, steps[cell])

    everybody = count(EVERYBODY)
    if not everybody.value:
        return Sentence("headline.urgent_none", {"n": everybody})
    values: dict[str, Value] = {"n": everybody, "m": count("received"), "rest": count("waiting")}
    ended = count("ended")
    if not ended.value:
        return Sentence("headline.urgent", values | {"ended": ended})
    return Sentence("headline.urgent_ended", values | {"ended": ended})
