"""Desa by desa what the situation analysis (action 1) and the yearly review (action 8) ask of the data.

Restricted: figures of a single desa are small. The columns of the ministry's sheet of target data are those that a
source names (reference/domain.md 3.3); its other sheets were not read and are not invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from audit.programme.growth_levels import development_levels
from audit.reference.areas import Areas
from audit.reference.growth_groups import DEVELOPMENT
from audit.results import LineList

__all__ = ["lokus_share", "review_by_desa", "target_data"]

_STUNTED = ("severely_stunted", "moderately_stunted")
_KNOWN = (*_STUNTED, "not_stunted")


def target_data(
    frame: pd.DataFrame, registered: pd.DataFrame, families: pd.DataFrame | None, month: str, areas: Areas
) -> LineList:
    """Target data of a month, one row a desa, those without a known desa last: ``convergence_targets``.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows of any months.
    registered : area_code, month, registered.
    families : the leaf levels ``area`` and ``family`` of ``family_states``; ``None`` where no list of families was
        handed in, and then their columns are missing, not 0.

    Columns ``area_code registered measured severely_stunted moderately_stunted screened sesuai meragukan penyimpangan
    families families_at_risk``. Where nobody was screened in the whole district, screening is missing.
    """
    now = frame[frame["period"].eq(month)]
    codes = _leaves(areas)
    by_status, said = _counted(now["area"], now["status"]), development_levels(now["development"])
    by_result = _counted(now["area"], said)
    screened = bool(said.ne("development.unknown").any())
    listed = registered[registered["month"].eq(month)].set_index("area_code")["registered"]
    rows: dict[str, object] = {
        "registered": listed.reindex(codes).astype("Int64"),
        "measured": now["area"].value_counts().reindex(codes, fill_value=0),
        **{level: _of(by_status, level, codes) for level in _STUNTED},
        **{level: _of(by_result, level, codes, known=screened) for level in DEVELOPMENT.below("screened")},
    }
    if families is not None:
        by_family = _counted(families["area"], families["family"])
        rows["families"] = families["area"].value_counts().reindex(codes, fill_value=0)
        rows["families_at_risk"] = _of(by_family, "at_risk", codes)
    out = pd.DataFrame(rows, index=codes).astype("Int64").rename_axis("area_code").reset_index()
    out["screened"] = out[list(DEVELOPMENT.below("screened"))].sum(axis=1, min_count=1)
    wanted = [
        "area_code", "registered", "measured", *_STUNTED, "screened", *DEVELOPMENT.below("screened"), "families",
        "families_at_risk",
    ]  # fmt: skip
    return LineList("convergence_targets", _placed(out.reindex(columns=wanted), "measured", areas))


def review_by_desa(frames: Mapping[str, pd.DataFrame], areas: Areas) -> LineList:
    """How many children of each desa had a plausible height-for-age and were stunted, month by month.

    ``frames``: ``survey.snapshot`` rows by month, the oldest first. Columns ``area_code``, then ``<month>:known`` and
    ``<month>:stunted``: ``convergence_review``.
    """
    codes, columns = _leaves(areas), {}
    for month, frame in frames.items():
        counted = _counted(frame["area"], frame["status"])
        columns[f"{month}:known"] = sum(_of(counted, level, codes) for level in _KNOWN)
        columns[f"{month}:stunted"] = sum(_of(counted, level, codes) for level in _STUNTED)
    out = pd.DataFrame(columns, index=codes).rename_axis("area_code").reset_index()
    newest = list(columns)[-2]
    return LineList("convergence_review", _placed(out, newest, areas))


def lokus_share(review: pd.DataFrame, month: str, lokus: Sequence[str]) -> float | None:
    """Share (0-1) of the named lokus with more stunted children, or a higher prevalence, than the mean of all desa.

    ``review`` of ``review_by_desa``. It is indicator 1.1 of the appraisal ("lokus have high case count or prevalence",
    reference/domain.md 3.2); that "high" is above the mean of desa is Kediri's criterion (domain.md 3.1). ``None``
    where nothing was measured in the month or one of the lokus has no measured child.
    """
    if f"{month}:known" not in review:
        return None
    desa = review[~review["area_code"].str.endswith(".00")].set_index("area_code")
    stunted, known = desa[f"{month}:stunted"].astype(float), desa[f"{month}:known"].astype(float)
    share = stunted / known.where(known > 0)
    named = [code for code in dict.fromkeys(lokus) if code in share.index and pd.notna(share[code])]
    if not lokus or len(named) < len(set(lokus)):
        return None
    high = (stunted > stunted.mean()) | (share > share.mean())
    return float(high[named].mean())


def _leaves(areas: Areas) -> list[str]:
    return [*(area.code for area in areas.desa), *areas.unknown_parts]


def _counted(area: pd.Series, level: pd.Series) -> Mapping[str, pd.Series]:
    pairs = pd.DataFrame({"area": area.astype(object).to_numpy(), "level": level.astype(object).to_numpy()})
    return {str(level): part["area"].value_counts() for level, part in pairs.groupby("level")}


def _of(counted: Mapping[str, pd.Series], level: str, codes: list[str], *, known: bool = True) -> pd.Series:
    if not known:
        return pd.Series(pd.NA, index=codes, dtype="Int64")
    column = counted[level] if level in counted else pd.Series(dtype="int64")
    return column.reindex(codes, fill_value=0).astype("Int64")


def _placed(out: pd.DataFrame, count: str, areas: Areas) -> pd.DataFrame:
    """Every desa, and those unknown parts in which anybody is."""
    nobody = out["area_code"].isin(areas.unknown_parts) & out[count].fillna(0).eq(0)
    return out[~nobody].reset_index(drop=True)
