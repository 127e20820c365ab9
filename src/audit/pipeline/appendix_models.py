"""What the models of factors rest on: unrecorded factors, overlap of factors, two factors together, predictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from audit.errors import InsufficientDataError
from audit.pipeline.appendix_cells import both, few_df, in_model, tied
from audit.reference.appendix_rules import PAIRS, FactorPair
from audit.reference.groups import STATUS
from audit.reference.risk_columns import ABSENT, PRESENT, UNKNOWN, factor_split, model_split
from audit.reference.risk_rules import MINIMUM_CELL
from audit.results import Cell, CountTable, Finding, Result, Sentence, TiedValue, Value
from audit.risk import GlmResult, collinearity, e_value, fit_glm
from audit.risk.interaction import Interaction, reri
from audit.survey import Design, rate_table

__all__ = ["model_of", "model_results"]

_ALWAYS = ("rcs(age_months)", "male")
_DESIGN = Design(cluster="area")
_OF_A_HUNDRED = 100
# Neither, only the first, only the second, both: as ``risk.interaction`` counts them.
_STATES = ((ABSENT, ABSENT), (PRESENT, ABSENT), (ABSENT, PRESENT), (PRESENT, PRESENT))


def model_results(
    frame: pd.DataFrame, month: str, effects: Sequence[Finding], levels: Mapping[str, list[str]]
) -> tuple[Result, ...]:
    """Findings ``appendix_strength.<factor>``, ``appendix_model.<level>``, ``appendix_pair.<id>``; the pairs' counts.

    Rate table ``appendix_pairs`` (children with neither, one or both factors of a pair, in its model), count table
    ``appendix_pairs.unknown`` (the zeros that follow). A pair with too few children in a group is refused in words.
    """
    models = {level: model_of(frame, levels, level) for level in levels}
    told = [_model(models[level], month, level) for level in levels]
    strength = [_strength(found, models[str(found.values["level"])]) for found in effects]
    return (*strength, *told, *_pairs(frame, month, levels))


def model_of(frame: pd.DataFrame, levels: Mapping[str, list[str]], level: str, *products: str) -> GlmResult:
    """A level's model as the hierarchy fits it: factors of the level and those before it, the design of all rows."""
    factors: list[str] = []
    for name, own in levels.items():
        factors += own
        if name == level:
            break
    whole = frame[factors].notna().all(axis=1)
    frame = frame.assign(stunted=frame["stunted"].where(whole))
    return fit_glm(frame, f"stunted ~ {' + '.join([*_ALWAYS, *factors, *products])}", design=_DESIGN)


def _left(model: GlmResult) -> int:
    return (model.clusters or model.n) - int((~model.aliased).sum())


def _strength(found: Finding, model: GlmResult) -> Finding:
    """E-value of an adjusted ratio and of its limit, and how far its factor repeats what others say."""
    factor = str(found.values["factor"])
    ratio, low, high = (_tied(found, name) for name in ("ratio", "low", "high"))
    values: dict[str, Value] = {"factor": factor, "level": found.values["level"]}
    numbers = [one.value for one in (ratio, low, high)]
    if all(x is not None and x > 0 for x in numbers):
        e = e_value(*(x for x in numbers if x is not None))
        point, limit = e.point, e.limit
    else:
        point, limit = None, None
    overlap = collinearity(model).set_index("term")["gvif_scaled"]
    for name, x in (("point", point), ("limit", limit), ("gvif", overlap.get(factor))):
        values[name] = tied(ratio.cells, None if x is None else float(x), 2, restricted=ratio.restricted)
    return Finding(f"appendix_strength.{factor}", Sentence("risk_appendix.figure"), (found.id,), values)


def _tied(found: Finding, name: str) -> TiedValue:
    value = found.values[name]
    if not isinstance(value, TiedValue):
        raise TypeError(f"{found.id}: {name} is tied to no cells")
    return value


def _model(model: GlmResult, month: str, level: str) -> Finding:
    """Cases for each term, predictions above 100 %, desa and degrees of freedom of a level's model."""
    cells, left = both(in_model(month, level)), _left(model)
    events = model.events or 0
    terms = int((~model.aliased).sum()) - 1
    numbers: dict[str, Value] = {
        name: tied(cells, x, digits, restricted=few_df(left))
        for name, x, digits in (
            ("per_term", min(events, model.n - events) / terms, 0),
            ("above", float((model.predict() > 1).mean()) * _OF_A_HUNDRED, 1),
            ("clusters", model.clusters, 0), ("terms", terms, 0), ("df", left, 0),
        )
    }  # fmt: skip
    return Finding(
        f"appendix_model.{level}", Sentence("risk_appendix.figure"), ("risk_models",), {"level": level} | numbers
    )


def _pairs(frame: pd.DataFrame, month: str, levels: Mapping[str, list[str]]) -> Iterator[Result]:
    level_of = {factor: level for level, factors in levels.items() for factor in factors}
    order = list(levels)
    rows: list[tuple[Cell, Cell, int, int]] = []
    zeros: dict[Cell, None] = {}
    used = {split.attribute: split for split in (STATUS, model_split(tuple(order)))}
    told: list[Finding] = []
    for pair in PAIRS:
        names: dict[str, Value] = {"pair": pair.id, "a": pair.a, "b": pair.b}
        if pair.a not in level_of or pair.b not in level_of:
            told.append(_refused(pair, "not_compared", names))
            continue
        level = max(level_of[pair.a], level_of[pair.b], key=order.index)
        found = _together(frame, levels, level, pair)
        if found is None:
            told.append(_refused(pair, "too_few", names))
            continue
        answer, left = found
        if answer.notes:
            told.append(_refused(pair, answer.notes[0].id.rpartition(".")[2], names))
            continue
        base = in_model(month, level)
        splits = factor_split(pair.a), factor_split(pair.b)
        used |= {split.attribute: split for split in splits}
        a, b = (split.attribute for split in splits)
        groups = [base.replace(a, x).replace(b, y) for x, y in _STATES]
        rows += [(*both(cell), e, n) for cell, e, n in zip(groups, answer.events, answer.n, strict=True)]
        zeros |= dict.fromkeys((base.replace(a, UNKNOWN), base.replace(b, UNKNOWN)))
        cells = tuple(cell for group in (base, *groups) for cell in both(group))
        told.append(_pair(pair, answer, left, cells, names | {"level": level}))
    if rows:
        cases, children, events, n = zip(*rows, strict=True)
        splits_used = tuple(used.values())
        yield rate_table(
            "appendix_pairs",
            CountTable("appendix_pairs", cases, events, splits_used),
            CountTable("appendix_pairs.of", children, n, splits_used),
            interval=False,
        )
        yield CountTable("appendix_pairs.unknown", tuple(zeros), (0,) * len(zeros), splits_used)
    yield from told


def _together(
    frame: pd.DataFrame, levels: Mapping[str, list[str]], level: str, pair: FactorPair
) -> tuple[Interaction, int] | None:
    """Both factors and their product in the model of the later one; ``None`` where a group is too small to compare."""
    try:
        model = model_of(frame, levels, level, f"{pair.a}*{pair.b}")
    except InsufficientDataError:
        return None
    answer = reri(model, pair.a, pair.b)
    fewest = min(min(e, n - e) for e, n in zip(answer.events, answer.n, strict=True))
    return None if fewest < MINIMUM_CELL else (answer, _left(model))


def _pair(
    pair: FactorPair, answer: Interaction, left: int, cells: tuple[Cell, ...], names: dict[str, Value]
) -> Finding:
    measures = {"only_a": answer.only_a, "only_b": answer.only_b, "both": answer.both, "reri": answer.reri}
    numbers: dict[str, Value] = {
        name + end: tied(cells, getattr(measure, field), 2, restricted=few_df(left))
        for name, measure in measures.items()
        for end, field in (("", "estimate"), ("_low", "low"), ("_high", "high"))
    }
    numbers["df"] = tied(cells, left, 0, restricted=few_df(left))
    return Finding(f"appendix_pair.{pair.id}", Sentence("risk_appendix.figure"), ("appendix_pairs",), names | numbers)


def _refused(pair: FactorPair, why: str, names: dict[str, Value]) -> Finding:
    words: dict[str, Value] = {"a": f"risk_block.factor.{pair.a}", "b": f"risk_block.factor.{pair.b}"}
    return Finding(f"appendix_pair_refused.{pair.id}", Sentence(f"risk_appendix.refused.{why}", words), (), names)
