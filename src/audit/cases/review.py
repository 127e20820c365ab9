"""Which cases the experts have reviewed, whom a second expert reads blind, and how far the two agree.

A case counts as reviewed once every discipline that its group asks for has a dated and signed review; before that it is
"belum ditelaah" and stays out of "k dari n". What experts object to is kept as they wrote it (``dissents``).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from audit.cases.lookup import look_up
from audit.reference.case_groups import CASE_GROUP, CHOSEN, CONFIRMED, REVIEW
from audit.reference.causes import causes
from audit.reference.review_rules import (
    FIRST_READER,
    NOT_TRACED,
    READERS,
    REQUIRED,
    SECOND_READER,
    SECOND_READER_SHARE,
    Required,
    asked_of,
)
from audit.register.review_layout import review_id
from audit.results import Cell, CountTable, LineList
from audit.survey import count_table
from audit.survey.rater_agreement import RaterAgreement, clustered_agreement, rater_agreement

__all__ = [
    "CauseAgreement",
    "confirmed_table",
    "dissents",
    "overall_agreement",
    "reader_agreement",
    "review_states",
    "review_table",
    "second_readers",
    "second_readings",
    "valid_reviews",
    "waiting_cases",
]


def valid_reviews(reviews: pd.DataFrame, as_of: date, *, reader: str = FIRST_READER) -> pd.DataFrame:
    """Reviews that are signed and dated on or before ``as_of``, of one reader; no reader named means the first."""
    known = reviews["reviewed_on"].le(pd.Timestamp(as_of)).fillna(False) & reviews["signed"].fillna(False)
    return reviews[(known & reviews["reader"].fillna(FIRST_READER).eq(reader)).to_numpy(dtype=bool)]


def review_states(
    cases: pd.DataFrame, reviews: pd.DataFrame, *, as_of: date, required: Required = REQUIRED
) -> pd.DataFrame:
    """Every case with its state, in the order of ``cases``.

    Returns ``cases`` with ``review`` ("reviewed", "waiting", "not_traced"), ``missing`` (disciplines still asked for,
    alternatives joined by "/", demands by ";"; "" where none) and ``reviewed_on`` (first valid review, else missing).
    A group that ``required`` does not name is asked for any one review.
    """
    valid = valid_reviews(reviews, as_of)
    by_case = {str(case): set(rows) for case, rows in valid.groupby("case_id")["discipline"]}
    first = valid.groupby("case_id")["reviewed_on"].min()
    states, missing = [], []
    for case in cases.to_dict("records"):
        had = by_case.get(str(case["case_id"]), set())
        demands = required.get(str(case["group"]), ())
        lacking = [demand for demand in demands if had.isdisjoint(demand)]
        done = bool(had) and not lacking
        lost = case["status"] in NOT_TRACED if isinstance(case["status"], str) else False
        states.append("not_traced" if lost else "reviewed" if done else "waiting")
        missing.append("" if lost else ";".join("/".join(demand) for demand in lacking))
    return cases.assign(
        review=pd.Series(states, index=cases.index, dtype="string"),
        missing=pd.Series(missing, index=cases.index, dtype="string"),
        reviewed_on=look_up(cases["case_id"], first),
    )


def review_table(cycle: str, states: pd.DataFrame) -> CountTable:
    """Cases of a cycle and those reviewed: all, each group; and all by way of being chosen.

    ``states`` of ``review_states``. Who is still waiting and for whom is in ``waiting_cases``, which is restricted.
    """
    frame = case_frame(cycle, states)
    everybody = Cell.of(cycle, review="case")
    tops = [everybody, everybody.replace("review", "reviewed")]
    cells = [
        *tops,
        *(top.replace("group", group) for group in CASE_GROUP.below(None) for top in tops),
        *(everybody.replace("chosen", chosen) for chosen in CHOSEN.below(None)),
    ]
    return count_table("case_reviews", frame, cells, (REVIEW, CASE_GROUP, CHOSEN))


def waiting_cases(states: pd.DataFrame) -> LineList:
    """Cases that are "belum ditelaah" and the disciplines they wait for, in the order of ``states``. Restricted."""
    columns = ["case_id", "case_no", "group", "area_code", "missing"]
    return LineList("waiting_cases", states.loc[states["review"].eq("waiting"), columns].reset_index(drop=True))


def confirmed_table(cycle: str, states: pd.DataFrame) -> CountTable:
    """Reviewed cases of children by what the doctor found: confirmed, not confirmed, not examined.

    Never beside a target of a survey and never a share of what was measured (reference/practice.md C22).
    """
    frame = case_frame(cycle, states).assign(
        confirmed=states["stunting_confirmed"]
        .map({True: "confirmed", False: "not_confirmed"})
        .astype(object)
        .fillna("not_examined")
        .to_numpy()
    )
    groups = [Cell.of(cycle, review="reviewed", group=group) for group in ("baduta", "balita_24_59")]
    cells = [cell.replace("confirmed", level) for cell in groups for level in (None, *CONFIRMED.below(None))]
    return count_table("confirmed_cases", frame, cells, (REVIEW, CASE_GROUP, CONFIRMED))


def case_frame(cycle: str, states: pd.DataFrame) -> pd.DataFrame:
    """Cases as ``count_table`` takes them: period and the leaf levels of review, group and way of being chosen."""
    chosen = states["chosen_by"].astype(object).fillna("chosen.unknown")
    return pd.DataFrame(
        {
            "period": cycle,
            "review": states["review"].astype(object),
            "group": states["group"].astype(object),
            "chosen": chosen,
        }
    )


def second_readers(
    case_ids: Iterable[str], *, seed: int, share: float = SECOND_READER_SHARE, drawn: Collection[str] = ()
) -> tuple[str, ...]:
    """Draw the cases that a second expert reads without seeing the first: at least ``share`` of them, by lot.

    ``drawn`` are those of an earlier draw, which stay; only what is lacking is drawn from the rest. The same cases and
    seed give the same draw, whatever the order. Nobody is left out for being easy or hard.
    """
    ids = set(case_ids)
    kept, rest = ids & set(drawn), sorted(ids - set(drawn))
    lacking = max(0, math.ceil(share * len(ids)) - len(kept))
    new = np.random.default_rng(seed).choice(len(rest), size=lacking, replace=False)
    return tuple(sorted((*kept, *(rest[i] for i in new.tolist()))))


def second_readings(
    cases: pd.DataFrame,
    reviews: pd.DataFrame,
    disciplines: Collection[str],
    *,
    seed: int,
    required: Required = REQUIRED,
) -> pd.DataFrame:
    """The readings that second experts of some ``disciplines`` are asked for: ``review_id case_id discipline reader``.

    ``cases`` (CASES) are those that can be reviewed; ``reviews`` (REVIEWS) may hold an earlier draw, which stays. Of a
    drawn case every one of the disciplines that its group asks for is asked, so that a pair reads within a discipline.
    """
    groups = dict(zip(cases["case_id"].astype(str), cases["group"].astype(str), strict=True))
    able = {case: [d for d in asked_of(group, required) if d in disciplines] for case, group in groups.items()}
    before = reviews.loc[reviews["reader"].eq(SECOND_READER).fillna(False).to_numpy(dtype=bool), "case_id"]
    drawn = second_readers((case for case in groups if able[case]), seed=seed, drawn=set(before))
    rows = [(review_id(case, one, SECOND_READER), case, one, SECOND_READER) for case in drawn for one in able[case]]
    return pd.DataFrame(rows, columns=["review_id", "case_id", "discipline", "reader"], dtype="string")


@dataclass(frozen=True, slots=True)
class CauseAgreement:
    """Agreement of two experts about one cause over the cases that both read."""

    cause_code: str
    agreement: RaterAgreement


def reader_agreement(reviews: pd.DataFrame, found: pd.DataFrame, *, as_of: date) -> tuple[CauseAgreement, ...]:
    """Agreement of first and second readers for every cause that either of them found in a case that both read.

    ``found`` is the table CAUSES. Readers of a case are paired within a discipline. A signed review names every cause
    that the expert found, so what it does not name is absent; a cause whose ``present`` is missing was not judged and
    leaves that pair out. Causes in the order of the codebook.
    """
    return tuple(
        CauseAgreement(code, rater_agreement([j.first for j in own], [j.second for j in own], (True, False)))
        for code, own in _read_twice(reviews, found, as_of)
    )


def overall_agreement(reviews: pd.DataFrame, found: pd.DataFrame, *, as_of: date) -> RaterAgreement:
    """Agreement over all causes together that either reader found anywhere; ``n`` cases read twice.

    Several causes of one case are alike, so the interval is over cases.
    """
    rows = [judgement for _, own in _read_twice(reviews, found, as_of) for judgement in own]
    first, second, cases = ([getattr(row, name) for row in rows] for name in ("first", "second", "case_id"))
    return clustered_agreement(first, second, (True, False), cases)


@dataclass(frozen=True, slots=True)
class _Judgement:
    case_id: str
    first: bool
    second: bool


def _read_twice(reviews: pd.DataFrame, found: pd.DataFrame, as_of: date) -> Iterator[tuple[str, list[_Judgement]]]:
    """What both readers said of each cause that one of them found, by cause."""
    key = ["case_id", "discipline"]
    first, second = (valid_reviews(reviews, as_of, reader=reader) for reader in READERS)
    pairs = first.merge(second, on=key, suffixes=("_1", "_2")).drop_duplicates(key)
    judged = {(str(r["review_id"]), str(r["cause_code"])): r["present"] for r in found.to_dict("records")}
    known = [*causes(), *sorted({code for _, code in judged} - set(causes()))]
    both = list(zip(pairs["case_id"], pairs["review_id_1"], pairs["review_id_2"], strict=True))
    for code in known:
        said = [(case, judged.get((a, code), False), judged.get((b, code), False)) for case, a, b in both]
        told = [_Judgement(str(case), bool(a), bool(b)) for case, a, b in said if not (pd.isna(a) or pd.isna(b))]
        if any(row.first or row.second for row in told):
            yield code, told


def dissents(reviews: pd.DataFrame, as_of: date) -> LineList:
    """What experts object to, in their own words: case, discipline, reader, day. Restricted."""
    both = [valid_reviews(reviews, as_of, reader=reader) for reader in READERS]
    rows = pd.concat(both, ignore_index=True)
    rows = rows[rows["dissent"].fillna("").str.strip().ne("")]
    columns = ["case_id", "discipline", "reader", "reviewed_on", "dissent"]
    return LineList("dissents", rows[columns].sort_values(columns[:3]).reset_index(drop=True))
