"""Under 80 % or with heaping an area is "belum dapat dinilai", never "bukan lokus"; the public learns of no place."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.quality.assessable import assessable, focus_status, heaping_sentence
from audit.results import Cell, CheckResult, CountTable, RateTable, Sentence

MONTH, DISTRICT = "2025-08", "17.71"
FULL, LOW, EDGE, NOBODY = "17.71.01", "17.71.02", "17.71.03", "17.71.04"


def coverage() -> RateTable:
    places = {None: (90, 100), FULL: (95, 100), LOW: (79, 100), EDGE: (80, 100)}
    cells = tuple(Cell.of(MONTH, area=code) for code in places)
    return RateTable(
        "coverage",
        CountTable("coverage", cells, tuple(n for n, _ in places.values())),
        CountTable("coverage.of", cells, tuple(n for _, n in places.values())),
    )


def heaping(*alarms: str, lowered: tuple[str, ...] = ()) -> CheckResult:
    codes = sorted({FULL, f"{EDGE}.1001", *alarms, *lowered})
    table = pd.DataFrame(
        {"area_code": codes, "alarm": [c in alarms for c in codes], "alarm_lowered": [c in lowered for c in codes]}
    )
    return CheckResult(
        "cutoff_heaping.haz", "area_code", "poor" if alarms else "good", 0.0, "percent", 9, Sentence("x"), table=table
    )


@pytest.mark.parametrize(
    ("code", "check", "reasons"),
    [
        (FULL, None, ()),
        (EDGE, None, ()),  # 80 % is enough
        (LOW, None, ("coverage_low",)),
        (NOBODY, None, ("coverage_unknown",)),
        (FULL, heaping(FULL), ("heaping",)),
        (LOW, heaping(LOW), ("coverage_low", "heaping")),
        (EDGE, heaping(f"{EDGE}.1001"), ("heaping",)),  # inside it
        ("17.71.0", heaping(FULL), ("coverage_unknown",)),  # no part of it, though it begins alike
        (FULL, heaping(lowered=(FULL,)), ("heaping",)),
        (DISTRICT, heaping(FULL), ("heaping",)),
        (DISTRICT, heaping(), ()),
    ],
)
def test_reasons(code, check, reasons):
    found = assessable(code, month=MONTH, district=DISTRICT, coverage=coverage(), heaping=check)
    assert found.reasons == reasons
    assert found.ok == (not reasons)


@pytest.mark.parametrize("is_focus", [True, False])
def test_what_cannot_be_assessed_is_never_no_focus(is_focus):
    low = assessable(LOW, month=MONTH, district=DISTRICT, coverage=coverage())
    assert focus_status(low, is_focus=is_focus) == "not_assessable"
    full = assessable(FULL, month=MONTH, district=DISTRICT, coverage=coverage())
    assert focus_status(full, is_focus=is_focus) == ("focus" if is_focus else "not_focus")


def test_the_public_sentence_names_no_place():
    assert heaping_sentence(heaping(FULL)) == Sentence("rows.heaping_found")
    assert heaping_sentence(heaping()) == Sentence("rows.heaping_not_found")
    none = CheckResult("cutoff_heaping.haz", "area_code", "not_assessable", None, "percent", 0, Sentence("x"))
    assert heaping_sentence(none) == Sentence("rows.heaping_not_assessable")
