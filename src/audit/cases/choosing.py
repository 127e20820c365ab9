"""Proposing cases: the lot first, then the highest scores of each group, with places and ties settled openly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from audit.cases.people import People
from audit.cases.rules import Screening
from audit.cases.scoring import is_eligible, score, score_parts
from audit.cases.selection_frame import BY_LOT, BY_SCORE, Selection
from audit.reference.rule_sets import GROUPS
from audit.reference.selection_rules import SelectionRules, selection_rules
from audit.schemas import SELECTION_FRAME

__all__ = ["SelectionSettings", "choose"]


@dataclass(frozen=True, slots=True)
class SelectionSettings:
    """How many cases, from where, with which weights.

    ``per_group``: cases of each group; a group that is not named has none. ``lokus``: codes of the desa that cases are
    taken from, ``None`` for the whole district; ``per_lokus``: at most so many of a group from one desa.
    """

    cycle: str = ""
    rules: SelectionRules = field(default_factory=selection_rules)
    per_group: Mapping[str, int] = field(default_factory=lambda: selection_rules().per_group)
    weights: Mapping[str, float] = field(default_factory=lambda: selection_rules().weights)
    random_share: float = field(default_factory=lambda: selection_rules().random_share)
    near_misses: int = field(default_factory=lambda: selection_rules().near_misses)
    lokus: frozenset[str] | None = None
    per_lokus: int | None = None


def choose(
    people: People,
    screening: Screening,
    settings: SelectionSettings,
    *,
    seed: int,
    refused: Collection[str] = (),
    urgent: Screening | None = None,
    earlier: Screening | None = None,
    assessable: Collection[str] = (),
) -> Selection:
    """Propose cases among everybody eligible, and keep the frame of all of them.

    Parameters
    ----------
    people, screening : everybody on the day, and what the risk rules say of them.
    seed : of the lot and of ties; the same people in whatever order give the same proposal.
    refused : ids of those who refused the audit. ``urgent``: as ``scoring.is_eligible``. ``earlier``, ``assessable``:
        as ``scoring.score_parts``.

    Who may be drawn or proposed lives in a lokus (where there are any). About ``random_share`` of all places goes by
    lot, before any score is looked at, so that those drawn stand for every candidate: a group's share of the lot is in
    expectation its share of the places, and ``drawn_probability`` is that over its candidates. The other places go by
    score; equal scores are settled by lot. The threshold is the score of the last one so proposed.
    """
    able = is_eligible(screening, refused=refused, urgent=urgent)
    parts = score_parts(screening, settings.rules, earlier=earlier, assessable=assessable)
    rows = _eligible(people, parts, able, settings)
    own = {str(group): part for group, part in rows.groupby("group", sort=False)}
    places = {group: min(settings.per_group.get(group, 0), int(part["in_lokus"].sum())) for group, part in own.items()}
    expected = _expected_by_lot(places, settings)
    lots = _whole_lots(expected, np.random.default_rng([seed, len(GROUPS)]))
    parts = [
        _propose(own[group], group, places[group], expected[group], lots[group], settings, seed)
        for group in GROUPS
        if group in own
    ]
    frame = pd.concat(parts, ignore_index=True) if parts else rows
    frame = frame.assign(chosen_by=frame["proposed_by"]) if parts else frame
    return Selection(SELECTION_FRAME.conform(frame.reindex(columns=list(SELECTION_FRAME.names))))


def _eligible(people: People, parts: pd.DataFrame, able: np.ndarray, settings: SelectionSettings) -> pd.DataFrame:
    """Everybody eligible with the parts of the score, by person."""
    rows = people.frame.loc[able, ["person_id", "group", "area_code"]].join(parts[able])
    rows["cycle"], rows["score"] = settings.cycle, score(parts[able], settings.weights)
    rows["in_lokus"] = True if settings.lokus is None else rows["area_code"].isin(list(settings.lokus))
    return rows.sort_values("person_id", kind="stable", ignore_index=True)


def _expected_by_lot(places: Mapping[str, int], settings: SelectionSettings) -> dict[str, float]:
    """Places of each group that go by lot, in expectation: its share of all places, one in all from five on."""
    total = sum(places.values())
    share = settings.random_share
    if share and total >= settings.rules.random_from:
        share = max(share, 1 / total)
    return {group: share * n for group, n in places.items()}


def _whole_lots(expected: Mapping[str, float], rng: np.random.Generator) -> dict[str, int]:
    """Whole numbers with these expectations, whose sum is within one of the expected sum (systematic sampling)."""
    groups = [group for group in GROUPS if group in expected]
    ends = np.round(np.cumsum([expected[group] for group in groups]), 9) + rng.random()
    whole = np.diff(np.floor(ends), prepend=0.0)
    return {group: int(n) for group, n in zip(groups, whole, strict=True)}


def _propose(
    rows: pd.DataFrame, group: str, places: int, expected: float, lots: int, settings: SelectionSettings, seed: int
) -> pd.DataFrame:
    """One group: who is drawn, who follows by score, the threshold and the next ones; by rank."""
    rng = np.random.default_rng([seed, GROUPS.index(group)])
    lot, tie = rng.random(len(rows)), rng.random(len(rows))
    inside = rows["in_lokus"].to_numpy(dtype=bool)
    candidates = np.flatnonzero(inside)
    drawn = np.zeros(len(rows), dtype=bool)
    drawn[candidates[np.argsort(lot[candidates], kind="stable")[:lots]]] = True
    order = np.lexsort((tie, -rows["score"].to_numpy()))
    ranked = rows.iloc[order].assign(rank=np.arange(1, len(rows) + 1))
    drawn, inside = drawn[order], inside[order]
    taken = _by_score(ranked["area_code"], inside & ~drawn, drawn, places - lots, settings.per_lokus)
    waiting = np.flatnonzero(inside & ~drawn & ~taken)[: settings.near_misses if places else 0]
    return ranked.assign(
        proposed_by=pd.Series(pd.NA, index=ranked.index, dtype="string").mask(taken, BY_SCORE).mask(drawn, BY_LOT),
        threshold=ranked["score"].to_numpy()[taken].min() if taken.any() else np.nan,
        drawn_probability=np.where(inside, expected / max(len(candidates), 1), 0.0),
        near_miss=np.isin(np.arange(len(ranked)), waiting),
    )


def _by_score(areas: pd.Series, free: np.ndarray, drawn: np.ndarray, places: int, per_lokus: int | None) -> np.ndarray:
    """The first ``places`` of those free, at most ``per_lokus`` from one desa, with those drawn there counted."""
    if per_lokus is not None:
        where = areas.fillna("").to_numpy(dtype=object)
        already = pd.Series(where[drawn]).value_counts().reindex(where).fillna(0).to_numpy()
        before = pd.Series(free).groupby(where).cumsum().to_numpy()
        free = free & (before + already <= per_lokus)
    taken = np.zeros(len(free), dtype=bool)
    taken[np.flatnonzero(free)[: max(places, 0)]] = True
    return taken
