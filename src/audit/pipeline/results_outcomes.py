"""What the appendix of notebook 40 shows: outcomes beside being stunted, by the same factors and levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from audit.pipeline.results_risk import measured_share
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.risk_columns import (
    ABSENT,
    FACTOR_COLUMNS,
    LEAST_KNOWN,
    LEAST_RESIDUAL_DF,
    PRESENT,
    UNKNOWN,
    factor_split,
    model_split,
)
from audit.reference.risk_framework import FRAMEWORK_LEVELS
from audit.reference.risk_outcomes import OUTCOMES, WOMAN, WOMAN_FACTORS, WOMAN_GROUPS, RiskOutcome
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.results import Cell, CountTable, Finding, Partition, RateTable, RateValue, Result, Sentence, TiedValue, Value
from audit.risk.hierarchy import clusters_of, declared_levels, hierarchical_models, not_a_factor, percent
from audit.risk.mean_differences import mean_differences
from audit.survey import Design, rate_table

__all__ = ["outcome_results"]

_DESIGN = Design(cluster="area")
_OF_A_HUNDRED = 100
_CHILD = ("rcs(age_months)", "male")  # always with these
_SAID = frozenset({"risk.few_events", "risk.few_clusters", "risk.predictions_above_one"})  # notes with own words
_TOPICS = {"predictions_above_one": "risk_outcome"}  # where a note speaks of children, and women are meant too
# Values of a finding ``risk_outcome_effect.<outcome>.<factor>``: column of the models' table, digits, factor.
_RATIOS = {
    "crude": ("crude_pr", 2, 1),
    "ratio": ("pr", 2, 1), "low": ("low", 2, 1), "high": ("high", 2, 1),
    "apart": ("ard", 1, _OF_A_HUNDRED),
    "apart_low": ("ard_low", 1, _OF_A_HUNDRED), "apart_high": ("ard_high", 1, _OF_A_HUNDRED),
}  # fmt: skip
_DIFFERENCES = {
    "with": ("mean_exposed", 1, 1), "without": ("mean_reference", 1, 1),
    "crude": ("crude", 1, 1),
    "ratio": ("difference", 1, 1), "low": ("low", 1, 1), "high": ("high", 1, 1),
}  # fmt: skip

Models = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One outcome with its rows and its cells."""

    outcome: RiskOutcome
    frame: pd.DataFrame
    period: str

    @property
    def whole(self) -> Cell:
        return self.at(self.outcome.whole)

    @property
    def known(self) -> Cell:
        return self.at(self.outcome.whole, self.outcome.known)

    def at(self, *levels: Sequence[tuple[str, str]]) -> Cell:
        return Cell.of(self.period, **dict(pair for given in levels for pair in given))

    def of_model(self, level: str) -> Cell:
        return self.known.replace(self.outcome.model, level)

    def cases(self, cell: Cell) -> Cell:
        for attribute, level in self.outcome.cases:
            cell = cell.replace(attribute, level)
        return cell

    def sides(self, cell: Cell) -> tuple[Cell, ...]:
        """Those with the outcome and all of whom it is known; of a number the latter alone."""
        return (self.cases(cell), cell) if self.outcome.cases else (cell,)

    def models(self, levels: Sequence[str]) -> Partition:
        return replace(model_split(tuple(levels)), attribute=self.outcome.model)


def outcome_results(
    children: pd.DataFrame, women: pd.DataFrame, month: str, cycle: str, coverage: RateTable
) -> tuple[Result, ...]:
    """Results of every outcome of ``OUTCOMES``, by id.

    ``children`` of ``risk.outcomes.child_outcomes`` in the newest month, ``women`` of ``cases.anaemia.anaemia_rows`` on
    the day of the audit (period: the cycle), ``coverage`` of ``programme.coverage``.

    For each outcome ``<o>``: ``risk_outcome_known.<o>`` (of whom is it known), ``risk_outcome.<o>`` (how many have it;
    anaemia also of each group of women) or the finding ``risk_outcome_mean.<o>``; ``risk_outcome_models.<o>`` and
    ``risk_outcome_groups.<o>`` (counts of the models, with and without each factor; ``risk_outcome_zeros.<o>`` follow),
    findings ``risk_outcome_effect.<o>.<factor>`` tied to them, ``risk_outcome_refused.<o>.<n>`` and
    ``risk_outcome_note.<o>.<n>``. An outcome known of fewer than ``LEAST_KNOWN`` of those asked is not shown. Numbers
    on fewer than 10 residual degrees of freedom or on fewer than 20 people are never public.
    """
    share = measured_share(coverage, month)
    low = share is not None and share.value is not None and share.value < COVERAGE_ASSESSABLE
    said = [Sentence("risk_block.why.low_coverage", {"percent": share, "least": percent(COVERAGE_ASSESSABLE)})]  # pyright: ignore[reportArgumentType] - of a share
    factors = _usable(children, "had_cm", declared_levels(FACTOR_COLUMNS))
    found: list[Result] = []
    for outcome in OUTCOMES.values():
        if outcome.id == "anaemia":
            asked = _Asked(outcome, women.assign(period=cycle), cycle)
            found += _one(asked, _usable(women, outcome.column, _woman_levels()), [])
        else:
            asked = _Asked(outcome, children.assign(period=month), month)
            found += _one(asked, factors, said if low else [])
    return tuple(found)


def _woman_levels() -> Models:
    return {level: [f for f, of in WOMAN_FACTORS.items() if of.level == level] for level in FRAMEWORK_LEVELS}


def _usable(frame: pd.DataFrame, outcome: str, levels: Models) -> Models:
    """Factors of which enough is known and that can be compared, by level; levels without one are left out."""

    if len(frame) == 0:
        return {}
    cluster = clusters_of(frame, _DESIGN)

    def can(factor: str) -> bool:
        known = frame[factor].notna().mean() >= LEAST_KNOWN
        return known and not_a_factor(frame, outcome, factor, cluster) is None

    kept = {level: [factor for factor in factors if can(factor)] for level, factors in levels.items()}
    return {level: factors for level, factors in kept.items() if factors}


def _one(asked: _Asked, levels: Models, refused: list[Sentence]) -> Iterator[Result]:
    outcome, frame = asked.outcome, asked.frame
    n, known = len(frame), int(frame[outcome.column].notna().sum())
    share = known / n if n else 0.0
    numerator = CountTable(f"risk_outcome_known.{outcome.id}", (asked.known,), (known,), outcome.partitions)
    denominator = CountTable(f"{numerator.id}.of", (asked.whole,), (n,), outcome.partitions)
    yield rate_table(numerator.id, numerator, denominator, interval=False)
    if share < LEAST_KNOWN:
        value = RateValue(asked.known, asked.whole, share if n else None, 0)
        few = Sentence("risk_outcome.why.few_known", {"percent": value, "least": percent(LEAST_KNOWN)})
        yield from _findings("refused", outcome, [few if n else Sentence("risk_outcome.why.nobody")])
        return
    yield from _district(asked, known)
    if not refused and not levels:
        refused = [Sentence("risk_outcome.why.no_factors", {"least": percent(LEAST_KNOWN)})]
    if refused:
        yield from _findings("refused", outcome, refused)
        return
    table, why, notes = _compared(asked, levels)
    yield from _counts(asked, table)
    yield from (_effect(asked, row) for row in table.to_dict("records"))
    yield from _findings("refused", outcome, why)
    yield from _findings("note", outcome, [*notes, *_few_df(table)])


def _district(asked: _Asked, known: int) -> Iterator[Result]:
    """How many have it, or the mean, of everybody of whom it is known."""
    outcome, frame = asked.outcome, asked.frame
    if outcome.kind == "continuous":
        values = frame[outcome.column].dropna()
        numbers = {"mean": values.mean(), "sd": values.std()}
        said: dict[str, Value] = {name: _tied((asked.known,), number, 1, known) for name, number in numbers.items()}
        yield Finding(f"risk_outcome_mean.{outcome.id}", Sentence("risk_outcome.mean"), (), said)
        return
    rows = [(asked.known, frame[outcome.column])]
    if outcome.id == "anaemia":
        of = {group: frame.loc[frame[WOMAN.attribute].eq(group), outcome.column] for group in WOMAN_GROUPS}
        rows += [(asked.known.replace(WOMAN.attribute, group), values) for group, values in of.items()]
    id, partitions = f"risk_outcome.{outcome.id}", outcome.partitions
    cells, values = zip(*rows, strict=True)
    cases = tuple(int(v.sum()) for v in values)
    numerator = CountTable(id, tuple(asked.cases(cell) for cell in cells), cases, partitions)
    yield rate_table(id, numerator, CountTable(f"{id}.of", cells, tuple(int(v.count()) for v in values), partitions))


def _tied(cells: tuple[Cell, ...], number: Any, digits: int, fewest: int, df: float = np.inf) -> TiedValue:
    few = fewest < SMALL_DENOMINATOR or df < LEAST_RESIDUAL_DF
    return TiedValue(cells, float(number) if np.isfinite(number) else None, digits, few)


def _compared(asked: _Asked, levels: Models) -> tuple[pd.DataFrame, list[Sentence], list[Sentence]]:
    """The table of the models, why levels are left out, and what must be known of the others.

    A level at which a factor cannot be compared among those of whom this outcome is known is left out with those after
    it: its model would have rows that no other table's model of that level has.
    """
    outcome, frame = asked.outcome, asked.frame
    both_groups = outcome.id == "anaemia" and 0 < frame["pregnant"].mean() < 1
    always = _CHILD if outcome.id != "anaemia" else ("pregnant",) if both_groups else ()
    if outcome.kind == "continuous":
        found = mean_differences(frame, outcome.column, levels=levels, always=always, design=_DESIGN)
    else:
        found = hierarchical_models(frame, outcome.column, levels=levels, always=always, design=_DESIGN, odds=False)
    broken = [refused.level for refused in found.refused]
    kept = [level for level in levels if level not in broken]
    if broken:
        first = min(list(levels).index(level) for level in broken)
        kept, broken = kept[:first], [list(levels)[first]]
    why = [Sentence("risk_block.why.too_few", {"level": f"risk_block.level.{level}"}) for level in broken]
    notes = {
        (id, level): Sentence(f"{_TOPICS.get(id, 'risk_block')}.note.{id}", {"level": f"risk_block.level.{level}"})
        for level, note in found.notes
        if level in kept
        for id in [note.id.rpartition(".")[2] if note.id in _SAID else "unstable"]
    }
    return found.table[found.table["level"].isin(kept)], why, list(notes.values())


def _counts(asked: _Asked, table: pd.DataFrame) -> Iterator[Result]:
    """Counts of the models and of each factor in its model; that nobody's factor is unknown there is printed too."""
    outcome, levels = asked.outcome, tuple(dict.fromkeys(table["level"]))
    used = (*outcome.partitions, asked.models(levels), *(factor_split(str(factor)) for factor in table["factor"]))
    models = [(asked.of_model(str(row["level"])), row, "") for _, row in table.drop_duplicates("level").iterrows()]
    groups, zeros = [], []
    for _, row in table.iterrows():
        cell, split = asked.of_model(str(row["level"])), factor_split(str(row["factor"]))
        groups += [
            (cell.replace(split.attribute, PRESENT), row, "_exposed"),
            (cell.replace(split.attribute, ABSENT), row, "_reference"),
        ]
        zeros.append(cell.replace(split.attribute, UNKNOWN))
    for kind, rows in (("models", models), ("groups", groups)):
        id = f"risk_outcome_{kind}.{outcome.id}"
        of = CountTable(f"{id}.of", tuple(c for c, _, _ in rows), tuple(int(r[f"n{g}"]) for _, r, g in rows), used)
        if not outcome.cases:
            yield replace(of, id=id)
            continue
        cases = tuple(asked.cases(cell) for cell, _, _ in rows)
        yield rate_table(id, CountTable(id, cases, tuple(int(r[f"events{g}"]) for _, r, g in rows), used), of)
    yield CountTable(f"risk_outcome_zeros.{outcome.id}", tuple(zeros), (0,) * len(zeros), used)


def _effect(asked: _Asked, row: Mapping[Any, Any]) -> Finding:
    outcome, factor, level = asked.outcome, str(row["factor"]), str(row["level"])
    model = asked.of_model(level)
    groups = [model.replace(factor_split(factor).attribute, state) for state in (PRESENT, ABSENT)]
    cells = tuple(cell for base in (model, *groups) for cell in asked.sides(base))
    fewest, df = min(int(row["n_exposed"]), int(row["n_reference"])), float(row["residual_df"])
    columns = _RATIOS if outcome.cases else _DIFFERENCES
    values: dict[str, Value] = {
        name: _tied(cells, row[column] * scale, digits, fewest, df) for name, (column, digits, scale) in columns.items()
    }
    values |= {"factor": factor, "level": level, "df": _tied(cells, row["residual_df"], 0, fewest, df)}
    id = f"{outcome.id}.{factor}"
    sentence = Sentence("risk_outcome.effect")
    rests_on = (f"risk_outcome_groups.{outcome.id}", f"risk_outcome_models.{outcome.id}")
    return Finding(f"risk_outcome_effect.{id}", sentence, rests_on, values)


def _few_df(table: pd.DataFrame) -> Iterator[Sentence]:
    for level in table.loc[table["residual_df"].lt(LEAST_RESIDUAL_DF), "level"].unique():
        yield Sentence("risk_block.note.few_df", {"level": f"risk_block.level.{level}", "least": LEAST_RESIDUAL_DF})


def _findings(kind: str, outcome: RiskOutcome, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    return (Finding(f"risk_outcome_{kind}.{outcome.id}.{i:02d}", sentence) for i, sentence in enumerate(sentences))
