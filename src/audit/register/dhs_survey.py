"""The DHS recodes that hold children's measures: children of interviewed women (KR) and household members (PR).

Source: DHS Program's own code (DHS-Indicators-Stata, NT_CH_NUT.do: hv005/1000000, hv103 = 1), OPHI's do-file for
Cambodia DHS 2021-22 (hc27, hc1a days, hc1 months, hc2/10, hc3/10 below 9990, hc15 1 lying and 2 standing; hv021, hv022,
hv025), a public do-file for India's DHS (b4, hw1, hw2, hw3, v021, v022, v024, v025) and IHSN's catalogue for the codes
9994 to 9999 and hw15. As usual but not verified: v106 and hc61 (education), v190 and hv270 (wealth), hv024 (region).

The table of a PR file is of de facto children (who slept in the household), as in DHS reports; other rows, and persons
who are no measured age group, are set aside. The z-scores of the file (hw70-72, hc70-72) are not read: the library
computes its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from audit.anthropometry.age import AgeUnit
from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.reference import survey_formats as known
from audit.register.ages import months_to_days
from audit.register.numbers import read_number
from audit.register.survey_reading import CODE, Field, Read, Reading, SurveyFormat, amount, sex, word
from audit.register.text import Cell, Unread, clean, is_missing

__all__ = ["DHS", "ages_in_days_or_months", "lying_or_standing"]

_POSTURE = {"1": "l", "2": "h"}
_OLDEST_DAYS, _OLDEST_MONTHS = 7 * 366.0, 84.0
_Ages = Callable[[Reading, Mapping[str, list[Any]]], tuple[list[float | None], AgeUnit]]


def lying_or_standing(cell: Cell) -> Read:
    """1 lying, 2 standing; the other codes (not measured, inconsistent, missing) say nothing."""
    if is_missing(cell):
        return None, ""
    found = _POSTURE.get(clean(cell))
    return found, "" if found else CODE


def _sampling_weight(cell: Cell) -> Read:
    q = read_number(cell)
    if q.value is None:
        return None, q.reason
    return (q.value / known.DHS_SAMPLING_WEIGHT, "") if q.value >= 0 else (None, "di_luar_batas")


def ages_in_days_or_months(days: str | None, months: str, *, codes_from: float) -> _Ages:
    """Days where the file has them; a child without gets its months, turned into days. Without days at all: months."""

    def ages(reading: Reading, values: Mapping[str, list[Any]]) -> tuple[list[float | None], AgeUnit]:
        del values
        by_month: list[float | None] = [None] * len(reading)
        if months in reading.table.names:
            read = amount((0.0, _OLDEST_MONTHS), "", codes_from=codes_from)
            by_month = reading.column(months, "age", read, "number")
        if days is None or days not in reading.table.names:
            return by_month, "months"
        read = amount((0.0, _OLDEST_DAYS), "", codes_from=codes_from)
        by_day: list[float | None] = reading.column(days, "age", read, "number")
        return [
            day if day is not None or month is None else months_to_days(month)
            for day, month in zip(by_day, by_month, strict=True)
        ], "days"

    return ages


def _check(weight: str, lenhei: str, sampling: str) -> Callable[[Reading], None]:
    """Refuse a file in other units: measures have one implied decimal, sampling weights six."""

    def check(reading: Reading) -> None:
        for name, field, unit in ((weight, "weight", "0.1 kg"), (lenhei, "lenhei", "0.1 cm")):
            found = _numbers(reading, name)
            if found and median(found) < known.DHS_LEAST_MEDIAN[field]:
                _refuse(reading, name, unit)
        found = _numbers(reading, sampling)
        if found and max(found) < known.DHS_LEAST_SAMPLING_WEIGHT:
            _refuse(reading, sampling, "1/1,000,000")

    return check


def _numbers(reading: Reading, name: str) -> list[float]:
    cells: Sequence[Cell] = reading.table.cells(name) if name in reading.table.names else ()
    found = (read_number(cell).value for cell in cells if not isinstance(cell, Unread))
    return [value for value in found if value is not None and value > 0]


def _refuse(reading: Reading, name: str, unit: str) -> None:
    raise InputError("survey_file.units", file=reading.table.file, column=reading.table.label(name), unit=unit)


def _codes(reading: Reading, name: str) -> list[str]:
    """A column of codes as text, "" where there is none; missing throughout where the file has no such column."""
    if name not in reading.table.names:
        return [""] * len(reading)
    return ["" if is_missing(cell) else clean(cell) for cell in reading.table.cells(name)]


def _leave_kr(reading: Reading) -> list[str]:
    return ["anak_meninggal" if alive == "0" else "" for alive in _codes(reading, "b5")]


def _leave_pr(reading: Reading) -> list[str]:
    about = [name for name in ("hc1", "hc1a", "hc2", "hc3", "hc27") if name in reading.table.names]
    rows = zip(*(_codes(reading, name) for name in about), strict=True)
    de_facto = _codes(reading, "hv103")
    return [
        "bukan_balita" if not any(row) else "" if here in ("", known.DHS_DE_FACTO) else "tidak_bermalam"
        for row, here in zip(rows, de_facto, strict=True)
    ]


def _measures(weight: str, lenhei: str, measure: str) -> tuple[Field, ...]:
    tenths = {"scale": known.DHS_TENTHS, "codes_from": known.DHS_CODES_FROM}
    return (
        Field("weight", (weight,), amount(rules.WEIGHT_KG, "kg", **tenths), "number"),
        Field("lenhei", (lenhei,), amount(rules.LENHEI_CM, "cm", **tenths), "number"),
        Field("measure", (measure,), lying_or_standing),
    )


_KR = SurveyFormat(
    id="dhs_kr",
    needs=(frozenset(("v005",)), frozenset(("b4",)), frozenset(("hw2", "hw3"))),
    fields=(
        Field("sex", ("b4",), sex),
        *_measures("hw2", "hw3", "hw15"),
        Field("cluster", ("v021", "v001"), word),
        Field("strata", ("v022", "v023"), word),
        Field("sw", ("v005",), _sampling_weight, "number"),
        Field("typeres", ("v025",), word, "group"),
        Field("gregion", ("v024",), word, "group"),
        Field("wealthq", ("v190",), word),
        Field("mothered", ("v106",), word, "group"),
    ),
    age_columns=("hw1",),
    more_columns=("b5",),
    ages=ages_in_days_or_months(None, "hw1", codes_from=known.DHS_CODES_FROM),
    leave=_leave_kr,
    check=_check("hw2", "hw3", "v005"),
)
_PR = SurveyFormat(
    id="dhs_pr",
    needs=(frozenset(("hv005",)), frozenset(("hc27",)), frozenset(("hc2", "hc3"))),
    fields=(
        Field("sex", ("hc27",), sex),
        *_measures("hc2", "hc3", "hc15"),
        Field("cluster", ("hv021", "hv001"), word),
        Field("strata", ("hv022", "hv023"), word),
        Field("sw", ("hv005",), _sampling_weight, "number"),
        Field("typeres", ("hv025",), word, "group"),
        Field("gregion", ("hv024",), word, "group"),
        Field("wealthq", ("hv270",), word),
        Field("mothered", ("hc61",), word, "group"),
    ),
    age_columns=("hc1a", "hc1"),
    more_columns=("hv103",),
    ages=ages_in_days_or_months("hc1a", "hc1", codes_from=known.DHS_CODES_FROM),
    leave=_leave_pr,
    check=_check("hc2", "hc3", "hv005"),
)
DHS = (_KR, _PR)
