"""Do the counts of families at risk that an office gives agree with one another? Each disagreement is a finding.

Words: ``krs.state.<state>`` and ``krs.identity.<identity>``.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from audit.reference.areas import Areas
from audit.reference.family_identities import FAMILY_IDENTITIES, FamilyIdentity
from audit.results import Finding, Sentence
from audit.schemas.indicators import FAMILY_TOTALS

__all__ = ["IdentityCheck", "check_family_totals", "families_share"]

_STATES = ("holds", "broken", "unknown")


@dataclass(frozen=True)
class IdentityCheck:
    """``table``: one row an area and identity: ``area_code identity parts whole difference state``.

    ``difference``: the parts less the whole. ``state``: "holds", "broken", or "unknown" where a count is missing: what
    was not given is not wrong. ``findings``: one for each that is broken (``family_identity.<identity>.<area>``).
    """

    table: pd.DataFrame
    findings: tuple[Finding, ...]


def check_family_totals(totals: pd.DataFrame, areas: Areas) -> IdentityCheck:
    """Hold every row against ``FAMILY_IDENTITIES``, and the sum of the kecamatan against the district's own row.

    Parameters
    ----------
    totals : canonical (``FAMILY_TOTALS``) rows of one period and source.

    No identity is asked of the four "too" (4T): they count all couples, so they may exceed the families at risk, and
    they overlap, so no sum of them means anything. The sum of kecamatan is asked for counts that every one of them and
    the district give. ``ValueError`` for several periods or sources.
    """
    rows = _one(totals)
    checked = pd.concat(
        [*(_checked(rows, identity) for identity in FAMILY_IDENTITIES), _added(rows, areas)], ignore_index=True
    )
    checked = checked.sort_values(["area_code", "identity"], kind="stable", ignore_index=True)
    broken = checked[checked["state"].eq("broken")]
    findings = tuple(
        Finding(
            f"family_identity.{row.identity}.{row.area_code}",
            Sentence(
                "krs.broken",
                {
                    "area": str(row.area_code),
                    "identity": f"krs.identity.{str(row.identity).partition(':')[0]}",
                    "parts": int(str(row.parts)),
                    "whole": int(str(row.whole)),
                },
            ),
        )
        for row in broken.itertuples()
    )
    return IdentityCheck(checked, findings)


def families_share(totals: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Families at risk among target families: the district, then each kecamatan, from the counts of kecamatan.

    ``totals`` as of ``check_family_totals``. Returns ``area_code at_risk target_families share``; ``share`` is 0-1,
    missing without both counts or without target families. The district is the sum of all its kecamatan, never the
    mean of their shares, and missing where one of them is: a sum with a gap would be too small.
    """
    counts = ["at_risk", "target_families"]
    parts = _one(totals).set_index("area_code")[counts].reindex([area.code for area in areas.kecamatan])
    whole = parts.sum(skipna=False).to_frame(areas.district.code).T.astype("Int64")
    rows = pd.concat([whole, parts]).rename_axis("area_code").reset_index()
    n = rows["target_families"].astype("float64")
    return rows.assign(share=rows["at_risk"].astype("float64") / n.where(n > 0))


def _one(totals: pd.DataFrame) -> pd.DataFrame:
    rows = FAMILY_TOTALS.conform(totals)
    if len(rows[["period", "source"]].drop_duplicates()) > 1:
        raise ValueError("family totals of several periods or sources")
    return rows


def _checked(rows: pd.DataFrame, identity: FamilyIdentity) -> pd.DataFrame:
    parts = rows[list(identity.parts)].sum(axis=1, skipna=False)
    return _states(rows["area_code"], identity.id, parts, rows[identity.whole], at_most=identity.test == "at_most")


def _added(rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """The district's own row against the sum of its kecamatan, count by count ("kecamatan_add_up:<count>")."""
    named = [area.code for area in areas.kecamatan]
    whole = rows[rows["area_code"].eq(areas.district.code)]
    parts = rows[rows["area_code"].isin(named)]
    counts = [name for name, kind in FAMILY_TOTALS.columns if kind == "Int64"]
    if whole.empty or len(parts) < len(named):
        return _states(pd.Series(dtype="string"), "", pd.Series(dtype="Int64"), pd.Series(dtype="Int64"))
    sums = parts[counts].sum(skipna=False)
    given = whole[counts].iloc[0]
    both = [name for name in counts if pd.notna(sums[name]) and pd.notna(given[name])]
    return pd.concat(
        [
            _states(whole["area_code"], f"kecamatan_add_up:{name}", pd.Series([sums[name]]), pd.Series([given[name]]))
            for name in both
        ]
        or [_states(pd.Series(dtype="string"), "", pd.Series(dtype="Int64"), pd.Series(dtype="Int64"))],
        ignore_index=True,
    )


def _states(
    codes: pd.Series, identity: str, parts: pd.Series, whole: pd.Series, *, at_most: bool = False
) -> pd.DataFrame:
    out = pd.DataFrame({"area_code": codes.to_numpy(), "identity": identity})
    out["parts"] = parts.astype("Int64").array
    out["whole"] = whole.astype("Int64").array
    out["difference"] = out["parts"] - out["whole"]
    broken = out["difference"].gt(0) if at_most else out["difference"].ne(0)
    out["state"] = broken.map({True: _STATES[1], False: _STATES[0]}).astype("string").fillna(_STATES[2])
    return out
