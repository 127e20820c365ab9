"""KPM and other cadres by quarter: appointed, active, trained, coached, paid, leaving; desa whose KPM functions.

KPM: kader pembangunan manusia. Cadres are volunteers and few in a desa: rows and desa one by one are restricted, and
nobody is ranked (practice notes C21). Only counts of desa and of cadres of a whole kecamatan or district leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.reference.convergence_rules import CADRE_CRITERIA, CADRE_KINDS, FUNCTIONING, KpmDefinition
from audit.results import Cell, CountTable, LineList, Partition, RateTable

__all__ = ["FunctioningKpm", "cadre_criteria", "cadre_rates", "functioning_kpm"]


@dataclass(frozen=True)
class FunctioningKpm:
    """Desa by whether their KPM functions in a quarter.

    ``desa``: one row a desa: ``area_code``, ``cadres`` in service, ``level`` of ``FUNCTIONING``, ``lacking`` (criteria
    not met by the cadre who meets most, joined by ";"); restricted. ``counts``: desa by level, of the district and of
    each kecamatan. ``share``: functioning of all desa of which it is known.
    """

    desa: LineList
    counts: CountTable
    share: RateTable


def cadre_criteria(cadres: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """Cadres (table CADRES) of a quarter (``"2025-Q3"``) with each of ``CADRE_CRITERIA``, ``in_service`` and ``left``.

    Criteria are nullable booleans on the last day of the quarter; what nobody wrote is missing. A decree without an end
    is in force. Trained: on or before that day. ``in_service``: not known to have ended by then. ``left``: ended in the
    quarter, missing where it is not known whether the cadre was there when it began. Raises ``InputError`` for a kind
    that is none of ``CADRE_KINDS``.
    """
    period = pd.Period(quarter.replace("-", ""), freq="Q")
    first, last = period.start_time.normalize(), period.end_time.normalize()
    rows = cadres[cadres["quarter"].eq(quarter).fillna(False).astype(bool)].copy()
    for kind in sorted(set(rows["kind"].dropna()) - set(CADRE_KINDS)):
        raise InputError("convergence.unknown_cadre_kind", kind=kind, kinds=", ".join(CADRE_KINDS))
    outside = rows["sk_from"].gt(last) | rows["sk_until"].lt(last)
    ended = rows["ended_on"].le(last).fillna(False).astype(bool)
    there = rows["started_on"].lt(first).astype("boolean").mask(rows["started_on"].isna())
    there = there.mask(rows["ended_on"].lt(first).fillna(False).astype(bool), False)
    return rows.assign(
        sk_valid=rows["has_sk"] & ~outside.fillna(False).astype("boolean"),
        trained=rows["trained_on"].le(last).astype("boolean").mask(rows["trained_on"].isna()),
        in_service=~ended,
        was_there=there,
        left=pd.Series(ended, index=rows.index, dtype="boolean").mask(~there.fillna(False)),
    )


def functioning_kpm(cadres: pd.DataFrame, quarter: str, areas: Areas, definition: KpmDefinition) -> FunctioningKpm:
    """Desa whose KPM functions by a definition: one cadre in service meets every criterion.

    "not_functioning": of every cadre in service one criterion at least is known not to be met, or all have left.
    "kpm_unknown": none is known to meet all and of one it is not known. "not_recorded": the register has no row of the
    desa in the quarter. Rows of places outside the district are left out.
    """
    rows = cadre_criteria(cadres, quarter)
    rows = rows[rows["kind"].eq(definition.kind).fillna(False).astype(bool)]
    met: dict[str, list[Mapping[str, bool | None]]] = {}
    for row in rows[["area_code", "in_service", *definition.criteria]].to_dict("records"):  # a frame a desa is slow
        of_desa = met.setdefault(str(row["area_code"]), [])
        if row["in_service"]:
            of_desa.append({name: _known(row[name]) for name in definition.criteria})
    found = [_desa(area.code, met.get(area.code)) for area in areas.desa]
    table = pd.DataFrame(found, columns=["area_code", "cadres", "level", "lacking"])
    places = {None: table, **{k.code: table[table["area_code"].str.startswith(f"{k.code}.")] for k in areas.kecamatan}}
    levels = ("functioning", "not_functioning", "kpm_unknown", "not_recorded")
    tally = {code: part["level"].value_counts() for code, part in places.items()}
    number = {(code, level): int(n.get(level, 0)) for code, n in tally.items() for level in levels}
    number |= {(code, "kpm_known"): sum(number[code, level] for level in levels[:2]) for code in places}
    number |= {(code, "desa"): len(part) for code, part in places.items()}

    def counted(id: str, *names: str) -> CountTable:
        keys = [(code, name) for code in places for name in names]
        cells = tuple(Cell.of(quarter, area=code, kpm=name) for code, name in keys)
        numbers = tuple(number[key] for key in keys)
        return CountTable(id, cells, numbers, (areas.partition, FUNCTIONING), personal=False)

    return FunctioningKpm(
        LineList("kpm_desa", table),
        counted("kpm", "desa", "kpm_known", *levels),
        RateTable("kpm_share", counted("kpm_share", "functioning"), counted("kpm_share.of", "kpm_known")),
    )


def _desa(code: str, met: list[Mapping[str, bool | None]] | None) -> tuple[str, int, str, str]:
    """Its code, cadres in service, level, and what the nearest of them lacks; ``None`` where no row is of the desa."""
    if met is None:
        return code, 0, "not_recorded", ""
    if any(all(one.values()) for one in met):
        return code, len(met), "functioning", ""
    best: Mapping[str, bool | None] = max(met, key=_nearness, default={})
    lacking = ";".join(name for name, yes in best.items() if not yes)
    unknown = any(False not in one.values() for one in met)
    return code, len(met), "kpm_unknown" if unknown else "not_functioning", lacking


def _nearness(met: Mapping[str, bool | None]) -> tuple[int, int, tuple[bool, ...]]:
    """Most criteria met first, then fewest known not to be; the order of the criteria breaks ties."""
    values = list(met.values())
    return values.count(True), -values.count(False), tuple(value is True for value in values)


def _known(value: object) -> bool | None:
    return None if pd.isna(value) else bool(value)  # pyright: ignore[reportArgumentType, reportCallIssue]


def cadre_rates(cadres: pd.DataFrame, quarter: str, *, kind: str) -> tuple[RateTable, ...]:
    """Share of the cadres of a kind in a whole district who meet each criterion, and who left (turnover); personal.

    Denominators are cadres of whom it is known: in service on the last day, for turnover there when the quarter began.
    One ``RateTable`` each, of the attribute ``<kind>_<criterion>`` and ``<kind>_left``.
    """
    rows = cadre_criteria(cadres, quarter)
    rows = rows[rows["kind"].eq(kind).fillna(False).astype(bool)]
    there = rows["was_there"].fillna(False).astype(bool)
    asked = {name: rows.loc[rows["in_service"], name] for name in CADRE_CRITERIA} | {"left": rows.loc[there, "left"]}
    return tuple(_rate(f"{kind}_{name}", quarter, values) for name, values in asked.items())


def _rate(attribute: str, quarter: str, values: pd.Series) -> RateTable:
    partition = Partition(attribute, {"listed": ("known", "unknown"), "known": ("met", "not_met")})
    number = {"met": int(values.fillna(False).astype(bool).sum()), "known": int(np.sum(values.notna()))}

    def table(id: str, level: str) -> CountTable:
        return CountTable(id, (Cell.of(quarter, **{attribute: level}),), (number[level],), (partition,))

    return RateTable(attribute, table(attribute, "met"), table(f"{attribute}.of", "known"))
