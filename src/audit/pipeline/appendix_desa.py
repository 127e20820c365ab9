"""How far children differ between desa rather than within them, and which desa have more or fewer than expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InsufficientDataError
from audit.pipeline.appendix_cells import both, everybody, few_df, in_model, tied
from audit.reference.areas import Areas
from audit.results import Cell, Finding, Sentence, Value
from audit.risk import fit_glm
from audit.risk.mixed import MixedResult, proportional_change, random_intercept

__all__ = ["desa_results"]

_ALONE, _AGE_AND_SEX = "stunted ~ 1", "stunted ~ rcs(age_months) + male"
_OF_A_HUNDRED = 100


def desa_results(frame: pd.DataFrame, month: str, areas: Areas, levels: dict[str, list[str]]) -> Iterator[Finding]:
    """Findings ``appendix_between``, ``appendix_between_factors``, ``appendix_desa.<code>`` (``kecamatan``).

    Variance between desa on the latent scale (ICC), the median odds ratio, and for each place the children of a hundred
    by which it is above (or below) what age and sex let expect, drawn towards 0 the fewer its children. Children whose
    desa nobody noted stand together as one place of their kecamatan, as in the models of factors, and are not listed.
    """
    by_desa = _between(frame, "area")
    if by_desa is None:
        return
    alone, compared, few = by_desa.alone, by_desa.compared, few_df(by_desa.left)
    cells = both(everybody(month))
    numbers: dict[str, Value] = {
        name: tied(cells, x, digits, restricted=few)
        for name, x, digits in (
            ("icc", alone.icc * _OF_A_HUNDRED, 1), ("mor", alone.mor, 2),
            ("icc_same", compared.icc * _OF_A_HUNDRED, 1), ("mor_same", compared.mor, 2),
            ("explained", proportional_change(alone, compared) * _OF_A_HUNDRED, 0), ("df", by_desa.left, 0),
        )
    }  # fmt: skip
    yield Finding("appendix_between", Sentence("risk_appendix.figure"), ("stunting",), numbers)
    yield from _factors(frame, month, levels)
    known = {a.code for a in areas.desa}
    yield from _places(frame, month, "desa", by_desa, known)
    kecamatan = frame.assign(kecamatan=[code.rpartition(".")[0] for code in frame["area"]])
    by_kecamatan = _between(kecamatan, "kecamatan")
    if by_kecamatan is not None:
        yield from _places(kecamatan, month, "kecamatan", by_kecamatan, {a.code for a in areas.kecamatan})


@dataclass(frozen=True, slots=True)
class _Between:
    """Models without and with age and sex, on the same children, and the degrees of freedom that are left."""

    column: str
    alone: MixedResult
    compared: MixedResult
    left: int


def _between(frame: pd.DataFrame, column: str) -> _Between | None:
    try:
        alone = random_intercept(frame, _ALONE, cluster=column, family="logit")
        compared = random_intercept(frame, _AGE_AND_SEX, cluster=column, family="logit")
    except InsufficientDataError:
        return None
    if not (np.isfinite(alone.variance) and np.isfinite(compared.variance)):
        return None
    return _Between(column, alone, compared, len(compared.effects) - int(np.isfinite(compared.coef).sum()))


def _factors(frame: pd.DataFrame, month: str, levels: dict[str, list[str]]) -> Iterator[Finding]:
    """What the factors of the last level's model account for, among the children of whom all of them are known."""
    if not levels:
        return
    last = list(levels)[-1]
    factors = [factor for known in levels.values() for factor in known]
    rows = frame[frame[factors].notna().all(axis=1)]
    try:
        alone = random_intercept(rows, _ALONE, cluster="area", family="logit")
        whole = random_intercept(rows, f"{_AGE_AND_SEX} + {' + '.join(factors)}", cluster="area", family="logit")
    except InsufficientDataError:
        return
    left = len(whole.effects) - int(np.isfinite(whole.coef).sum())
    cells, few = both(in_model(month, last)), few_df(left)
    numbers: dict[str, Value] = {
        name: tied(cells, x, digits, restricted=few)
        for name, x, digits in (
            ("icc", whole.icc * _OF_A_HUNDRED, 1), ("mor", whole.mor, 2),
            ("explained", proportional_change(alone, whole) * _OF_A_HUNDRED, 0), ("df", left, 0),
        )
    }  # fmt: skip
    numbers["level"] = last
    yield Finding("appendix_between_factors", Sentence("risk_appendix.figure"), ("risk_models",), numbers)


def _places(frame: pd.DataFrame, month: str, kind: str, found: _Between, known: set[str]) -> Iterator[Finding]:
    """Children of a hundred more (or fewer) than expected, place by place in order of codes."""
    plain = fit_glm(frame, _AGE_AND_SEX, family="logit", vcov="model")
    expected = np.where(np.isfinite(found.compared.coef), found.compared.coef, 0.0) @ plain.matrix()
    codes = frame[found.column].to_numpy()
    few = few_df(found.left)
    for row in found.compared.effects.to_dict("records"):
        code = str(row[found.column])
        if code not in known:
            continue
        own = expected[codes == code]
        cells = both(Cell.of(month, area=code, status=everybody(month).level("status")))
        numbers: dict[str, Value] = {
            name: tied(cells, _apart(own, float(row[effect])), 1, restricted=few)
            for name, effect in (("apart", "effect"), ("low", "low"), ("high", "high"))
        }
        yield Finding(
            f"appendix_{kind}.{code}", Sentence("risk_appendix.figure"), ("stunting",), {"area": code} | numbers
        )


def _apart(expected: npt.NDArray[np.float64], effect: float) -> float:
    from scipy.special import expit

    return float((expit(expected + effect) - expit(expected)).mean()) * _OF_A_HUNDRED
