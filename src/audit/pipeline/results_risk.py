"""What notebook 40 shows: which factors stunted children have more often, and how stunting runs with welfare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from audit.pipeline.results_decomposition import decomposition_results
from audit.pipeline.results_fractions import fraction_results
from audit.reference.groups import STATUS
from audit.reference.risk_columns import (
    ABSENT,
    FACTOR_COLUMNS,
    FIFTHS,
    LEAST_KNOWN,
    LEAST_RESIDUAL_DF,
    POOREST,
    PRESENT,
    UNKNOWN,
    factor_split,
    model_split,
)
from audit.reference.risk_framework import FRAMEWORK_LEVELS
from audit.results import Cell, CountTable, Finding, RateTable, RateValue, Result, Sentence, TiedValue, Value
from audit.risk.concentration import concentration_index
from audit.risk.hierarchy import Hierarchy, Refused, declared_levels, hierarchical_models
from audit.risk.slope_index import sii_rii
from audit.survey import Design, count_table, rate_table

__all__ = ["measured_share", "risk_results"]

_ALWAYS = ("rcs(age_months)", "male")  # stunting depends on age and sex whatever else is known
_DESIGN = Design(cluster="area")
_OF_A_HUNDRED = 100
_OUTCOME = "stunted"
# Values of a finding ``risk_effect.<factor>``: column of the hierarchy, digits, factor.
_EFFECT = {
    "crude": ("crude_pr", 2, 1),
    "crude_low": ("crude_low", 2, 1),
    "crude_high": ("crude_high", 2, 1),
    "ratio": ("pr", 2, 1),
    "low": ("low", 2, 1),
    "high": ("high", 2, 1),
    "odds": ("odds_ratio", 2, 1),
    "odds_low": ("or_low", 2, 1),
    "odds_high": ("or_high", 2, 1),
    "a": ("of_100_exposed", 0, 1),
    "b": ("of_100_reference", 0, 1),
    "apart_low": ("ard_low", 0, _OF_A_HUNDRED),
    "apart_high": ("ard_high", 0, _OF_A_HUNDRED),
}
_SAID = frozenset({"risk.few_events", "risk.few_clusters", "risk.predictions_above_one"})  # notes with own words


def risk_results(frame: pd.DataFrame, month: str, coverage: RateTable) -> tuple[Result, ...]:
    """Results by id, of ``risk.child_factors`` rows of the newest month.

    Rate tables ``risk_known`` (of whom is each factor known), ``risk_models`` (children and cases of each level's
    model), ``risk_groups`` (with and without each factor, in its model; ``risk_groups.unknown`` holds the zeros that
    follow), ``risk_wealth``. Findings ``risk_effect.<factor>`` with the ratios, ``risk_inequality`` with the indices,
    ``risk_refused.<n>`` with what is not shown and why, ``risk_note.<n>`` with what must be known of a model.

    Every ratio is tied to the cells of its groups and of its model, so that release withholds it with them; with fewer
    than ``LEAST_RESIDUAL_DF`` degrees of freedom left it is never public. Sentences name no count of their own.
    ``coverage`` is ``programme.coverage``.
    """
    frame = frame.assign(period=month)
    whole = Cell.of(month, status="haz_known")
    known, shares = _known(frame, whole)
    usable = [factor for factor, share in shares.items() if share >= LEAST_KNOWN]
    measured = measured_share(coverage, month)
    if not usable or len(frame) == 0:
        return (known, *_wealth(frame, month), _refusal(0, "no_factors", {"least": _percent(LEAST_KNOWN)}))
    found = hierarchical_models(
        frame,
        _OUTCOME,
        levels={level: factors for level, factors in declared_levels(usable).items() if factors},
        always=_ALWAYS,
        design=_DESIGN,
        coverage=None if measured is None else measured.value,
    )
    levels = tuple(level for level in FRAMEWORK_LEVELS if level in set(found.table["level"]))
    refused = [
        _refusal(i, id, values)
        for i, (id, values) in enumerate([*_refusals(found.refused, measured), *_too_few_known(shares, whole)])
    ]
    return (
        known,
        *_tables(frame, found.table, levels, month),
        *_effects(found, month),
        *fraction_results(found, month),
        *_wealth(frame, month),
        *decomposition_results(frame, found, month),
        *refused,
        *_notes(found, measured is None),
    )


def _percent(share: float) -> int:
    return round(share * _OF_A_HUNDRED)


def measured_share(coverage: RateTable, month: str) -> RateValue | None:
    """Share of registered children that were measured in the district; none where nobody said how many there are."""
    sides = zip(coverage.numerator.cells, coverage.denominator.cells, coverage.values, strict=True)
    for cell, of, value in sides:
        if cell.period == month and cell.level("area") is None and value is not None:
            return RateValue(cell, of, value, 0)
    return None


def _known(frame: pd.DataFrame, whole: Cell) -> tuple[RateTable, dict[str, float]]:
    cells, counts, partitions = [], [], [STATUS]
    for factor in FACTOR_COLUMNS:
        split = factor_split(factor)
        cells.append(whole.replace(split.attribute, "known"))
        counts.append(int(frame[factor].notna().sum()))
        partitions.append(split)
    n = len(frame)
    numerator = CountTable("risk_known", tuple(cells), tuple(counts), tuple(partitions))
    denominator = CountTable("risk_known.of", (whole,) * len(cells), (n,) * len(cells), (STATUS,))
    table = rate_table("risk_known", numerator, denominator, interval=False)
    return table, {factor: count / n if n else 0.0 for factor, count in zip(FACTOR_COLUMNS, counts, strict=True)}


def _model_cell(month: str, level: str) -> Cell:
    return Cell.of(month, risk_model=level, status="haz_known")


def _pair(cell: Cell) -> tuple[Cell, Cell]:
    return cell.replace("status", _OUTCOME), cell


def _tables(
    frame: pd.DataFrame, table: pd.DataFrame, levels: tuple[str, ...], month: str
) -> Iterator[RateTable | CountTable]:
    """Counts of the models; the numbers are those that the models were fitted on.

    Zeros that every reader knows are printed too: in a model nobody's factor is unknown, and where the first model
    lacks no child of whom a factor is known, none is outside it.
    """
    models, groups, zeros = [], [], []
    partitions = {split.attribute: split for split in (STATUS, model_split(levels))}
    for level in levels:
        row = table[table["level"].eq(level)].iloc[0]
        models.append((*_pair(_model_cell(month, level)), int(row["events"]), int(row["n"])))
    for row in table.to_dict("records"):
        split = factor_split(str(row["factor"]))
        partitions[split.attribute] = split
        cell = _model_cell(month, str(row["level"]))
        for state, name in ((PRESENT, "exposed"), (ABSENT, "reference")):
            here = cell.replace(split.attribute, state)
            groups.append((*_pair(here), int(row[f"events_{name}"]), int(row[f"n_{name}"])))
        zeros.append(cell.replace(split.attribute, UNKNOWN))
        if row["level"] == levels[0] and int(frame[row["factor"]].notna().sum()) == row["n"]:
            outside = cell.replace("risk_model", f"{levels[0]}.unknown")
            zeros.append(outside.replace(split.attribute, "known"))
    used = tuple(partitions.values())
    for id, rows in (("risk_models", models), ("risk_groups", groups)):
        cases, everybody, events, n = zip(*rows, strict=True) if rows else ((), (), (), ())
        yield rate_table(id, CountTable(id, cases, events, used), CountTable(f"{id}.of", everybody, n, used))
    yield CountTable("risk_groups.unknown", tuple(zeros), (0,) * len(zeros), used)


def _effects(found: Hierarchy, month: str) -> Iterator[Finding]:
    for row in found.table.to_dict("records"):
        factor, level = str(row["factor"]), str(row["level"])
        model = _model_cell(month, level)
        groups = [model.replace(factor_split(factor).attribute, state) for state in (PRESENT, ABSENT)]
        cells = tuple(cell for base in (model, *groups) for cell in _pair(base))
        few = float(row["residual_df"]) < LEAST_RESIDUAL_DF

        def tied(number: Any, digits: int, cells: tuple[Cell, ...] = cells, few: bool = few) -> TiedValue:
            return TiedValue(cells, float(number) if np.isfinite(number) else None, digits, few)

        values: dict[str, Value] = {
            name: tied(row[column] * scale, digits) for name, (column, digits, scale) in _EFFECT.items()
        }
        values |= {"factor": factor, "level": level, "df": tied(row["residual_df"], 0)}
        sentence = Sentence("risk_block.effect", {"factor": f"risk_block.factor.{factor}"})
        yield Finding(f"risk_effect.{factor}", sentence, ("risk_groups", "risk_models"), values)


def _refusals(refused: Iterable[Refused], measured: RateValue | None) -> Iterator[tuple[str, dict[str, Value]]]:
    """Ids and values in our own words: those of the models name counts that may have to be hidden."""
    for one in refused:
        if one.sentence.id == "risk.low_coverage" and measured is not None:
            yield "low_coverage", {"percent": measured, "least": one.sentence.values["least"]}
        elif one.factor:
            name = one.sentence.id.rpartition(".")[2]
            yield name, {"factor": f"risk_block.factor.{one.factor}"}
        else:
            yield "too_few", {"level": f"risk_block.level.{one.level}"}


def _too_few_known(shares: dict[str, float], whole: Cell) -> Iterator[tuple[str, dict[str, Value]]]:
    for factor, share in shares.items():
        if share < LEAST_KNOWN:
            cell = whole.replace(factor_split(factor).attribute, "known")
            yield (
                "few_known",
                {
                    "factor": f"risk_block.factor.{factor}",
                    "percent": RateValue(cell, whole, share, 0),
                    "least": _percent(LEAST_KNOWN),
                },
            )


def _refusal(n: int, id: str, values: dict[str, Value]) -> Finding:
    return Finding(f"risk_refused.{n:02d}", Sentence(f"risk_block.why.{id}", values))


def _notes(found: Hierarchy, coverage_unknown: bool) -> Iterator[Finding]:
    said: list[Sentence] = [Sentence("risk_block.note.coverage_unknown")] if coverage_unknown else []
    for level, note in found.notes:
        id = note.id.rpartition(".")[2] if note.id in _SAID else "unstable"
        said.append(Sentence(f"risk_block.note.{id}", {"level": f"risk_block.level.{level}"}))
    few = found.table["residual_df"].lt(LEAST_RESIDUAL_DF)
    said += [
        Sentence("risk_block.note.few_df", {"level": f"risk_block.level.{level}", "least": LEAST_RESIDUAL_DF})
        for level in found.table.loc[few, "level"].unique()
    ]
    unique = {(s.id, str(s.values.get("level"))): s for s in said}
    return (Finding(f"risk_note.{i:02d}", sentence) for i, sentence in enumerate(unique.values()))


def _wealth(frame: pd.DataFrame, month: str) -> tuple[Result, ...]:
    """Stunted by fifth of welfare with the indices; nothing where nobody's rank is known."""
    if not frame["welfare_rank"].notna().any():
        return ()
    split = factor_split(POOREST)
    whole = Cell.of(month, status=_OUTCOME)
    cells: Sequence[Cell] = [whole.replace(split.attribute, level) for level in (*FIFTHS, UNKNOWN)]
    by = (split, STATUS)
    leaves = frame.assign(**{split.attribute: frame["wealth_fifth"]})
    numerator = count_table("risk_wealth", leaves, cells, by)
    denominator = count_table("risk_wealth.of", leaves, [c.replace("status", "haz_known") for c in cells], by)
    rates = rate_table("risk_wealth", numerator, denominator)
    index = concentration_index(_OUTCOME, "welfare_rank", kind="erreygers", design=_DESIGN, data=frame)
    slope = sii_rii(_OUTCOME, "welfare_rank", design=_DESIGN, data=frame)
    tied = tuple(dict.fromkeys((*numerator.cells, *denominator.cells)))
    few = min(index.df, slope.df) < LEAST_RESIDUAL_DF

    def value(number: float, digits: int) -> TiedValue:
        return TiedValue(tied, float(number) if np.isfinite(number) else None, digits, few)

    values: dict[str, Value] = {
        "index": value(index.value, 2),
        "index_low": value(index.low, 2),
        "index_high": value(index.high, 2),
        "slope": value(slope.sii * _OF_A_HUNDRED, 0),
        "slope_low": value(slope.sii_low * _OF_A_HUNDRED, 0),
        "slope_high": value(slope.sii_high * _OF_A_HUNDRED, 0),
        "poorest": value(slope.poorest * _OF_A_HUNDRED, 0),
        "richest": value(slope.richest * _OF_A_HUNDRED, 0),
    }
    return rates, Finding("risk_inequality", Sentence("risk_block.inequality"), ("risk_wealth",), values)
