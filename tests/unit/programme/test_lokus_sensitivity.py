"""Which desa are lokus however the bounds are drawn; the poorly measured are never called anything but that."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cases import stunting
from audit.language import text
from audit.programme.coverage import coverage
from audit.programme.lokus import Lokus, lokus
from audit.programme.lokus_sensitivity import VERDICTS, LokusSensitivity, lokus_sensitivity
from audit.programme.low_indicators import known_enough
from audit.reference.areas import areas_of
from audit.reference.family_groups import FAMILY
from audit.reference.indicator_rules import LOW_RULES
from audit.reference.lokus_rules import QUALITY_CHOICES, THRESHOLD_CHOICES
from audit.results import Cell, CheckResult, CountTable, Sentence

AREAS = areas_of("64.74")
DESA = [area.code for area in AREAS.desa]
A, B, C = DESA[:3]
MONTH, CYCLE = "2025-08", "2025-2"
# Desa: children measured, of them short, registered, families at risk of 100, low indicators, known of 29.
BURDENED = (50, 30, 50, 60, 25, 29)
USUAL = (50, 5, 50, 10, 5, 29)
WAYS = int(np.prod([len(values) for values in (THRESHOLD_CHOICES | QUALITY_CHOICES).values()]))


def tried(desa, *, heaped: str | None = None) -> tuple[Lokus, LokusSensitivity]:
    everywhere = dict.fromkeys(DESA, USUAL) | desa
    frame = pd.DataFrame(
        [
            (MONTH, code, "moderately_stunted" if i < short else "not_stunted")
            for code, (measured, short, *_) in everywhere.items()
            for i in range(measured)
        ],
        columns=["period", "area", "status"],
    )
    listed = pd.DataFrame(
        [(code, MONTH, row[2]) for code, row in everywhere.items()], columns=["area_code", "month", "registered"]
    )
    cells = [Cell.of(CYCLE, area=code, family=level) for code in everywhere for level in ("assessed", "at_risk")]
    counts = [n for row in everywhere.values() for n in (100, row[3])]
    families = CountTable("families_at_risk", tuple(cells), tuple(counts), (AREAS.partition, FAMILY))
    low = pd.DataFrame(
        {code: {"low": row[4], "known": row[5], "total": 29} for code, row in everywhere.items()}
    ).T.rename_axis("area_code")
    alarm = pd.DataFrame({"area_code": DESA, "alarm": [code == heaped for code in DESA]})
    found = lokus(
        stunting=stunting(frame, [MONTH], AREAS),
        month=MONTH,
        coverage=coverage(frame, listed, [MONTH], AREAS),
        areas=AREAS,
        heaping=CheckResult("cutoff_heaping", "area_code", "poor", None, "percent", 0, Sentence("x"), table=alarm),
        families=families,
        families_period=CYCLE,
        low_indicators=known_enough(low),
    )
    return found, lokus_sensitivity(found, dict.fromkeys(LOW_RULES, low))


def of(found: LokusSensitivity, code: str) -> pd.Series:
    return found.table.set_index("area_code").loc[code]


def test_a_desa_far_above_every_bound_stays_in_and_one_far_below_stays_out():
    first, found = tried({A: BURDENED})
    assert first.focus == (A,)
    assert found.ways == WAYS
    assert of(found, A)["jointly"] == "stays_in"
    assert of(found, A)["focus"] == WAYS
    assert of(found, B)["jointly"] == "stays_out"


def test_a_desa_just_above_a_mean_flips():
    """A mean of 17.33 families over 15 desa: A with 18 is above it, and below a tenth more."""
    desa = dict.fromkeys(DESA[2:], (50, 5, 50, 10, 5, 29))
    desa |= {A: (50, 30, 50, 18, 25, 29), B: (50, 30, 50, 112, 25, 29)}
    first, found = tried(desa)
    assert first.means["families"] == pytest.approx((18 + 112 + 130) / 15)
    assert first.focus == (A, B)
    assert of(found, A)["by_thresholds"] == "flips"
    assert of(found, A)["by_quality"] == "stays_in"
    assert of(found, B)["jointly"] == "stays_in"
    single = found.single.set_index(["choice", "value"])
    assert single.loc[("factor", "1.1"), "left"] == A
    assert single.loc[("factor", "0.9"), "left"] == ""
    assert single.loc[("factor", "1.1"), "focus"] == 1


def test_the_share_of_low_indicators_is_moved():
    _, found = tried({A: (50, 30, 50, 60, 13, 29)})  # 45 %
    single = found.single.set_index(["choice", "value"])
    assert single.loc[("low_share", "0.4"), "entered"] == A
    assert of(found, A)["by_thresholds"] == "flips"


def test_a_desa_that_cannot_be_assessed_is_never_said_to_stay_out():
    """Practice note C19. 75 % measured: a looser floor would call it no lokus; the verdict does not."""
    first, found = tried({A: (45, 2, 60, 2, 2, 29), B: (30, 1, 60, 2, 2, 29)})
    assert of(found, A)["not_focus"] > 0
    assert of(found, B)["not_focus"] == 0
    for code in (A, B):
        assert of(found, code)["status"] == "not_assessable"
        assert {of(found, code)[name] for name in ("by_thresholds", "by_quality", "jointly")} == {"not_assessable"}
    assert first.focus == ()


def test_heaped_heights_are_not_assessable_unless_they_are_overlooked():
    _, found = tried({A: BURDENED, B: BURDENED}, heaped=A)
    assert of(found, A)["status"] == "not_assessable"
    single = found.single.set_index(["choice", "value"])
    assert single.loc[("heaping", "False"), "entered"] == A


def test_a_stricter_floor_leaves_a_focus_undecided_and_no_other_kind():
    _, found = tried({A: (50, 30, 60, 60, 25, 29)})  # 83 % measured
    assert of(found, A)["status"] == "focus"
    assert of(found, A)["by_quality"] == "undecided"
    assert of(found, A)["by_thresholds"] == "stays_in"


def test_unknown_indicators_may_not_decide():
    """Low 10 of 16 known: a focus by what is known; of all 29 it may be 10 or 23."""
    _, found = tried({A: (50, 30, 50, 60, 10, 16)})
    single = found.single.set_index(["choice", "value"])
    assert single.loc[("all_indicators", "True"), "left"] == A
    assert of(found, A)["by_quality"] == "undecided"


def test_nothing_known_is_not_assessable_everywhere():
    first, found = tried(dict.fromkeys(DESA, (0, 0, 0, 0, 0, 0)))
    assert found.table["jointly"].eq("not_assessable").all()
    assert found.table["not_assessable"].eq(WAYS).all()
    assert first.table["status"].eq("not_assessable").all()
    assert found.sentence.id == "lokus.firm_none"


def test_where_all_are_alike_nobody_enters_but_by_a_lower_bound():
    """All 0 % or all 100 %: none is above the mean; none at 0 % is above nine tenths of it either."""
    _, none = tried(dict.fromkeys(DESA, (50, 0, 50, 0, 29, 29)))
    assert none.table["jointly"].eq("stays_out").all()
    _, every = tried(dict.fromkeys(DESA, (50, 50, 50, 100, 29, 29)))
    assert every.table["status"].eq("not_focus").all()
    assert every.single.set_index(["choice", "value"]).loc[("factor", "0.9"), "focus"] == len(DESA)


ROW = st.tuples(
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 50),
    st.integers(0, 100),
    st.integers(0, 29),
    st.integers(0, 29),
).map(lambda r: (r[0], min(r[:2]), r[2], r[3], min(r[4:]), r[5]))


@settings(max_examples=8)
@given(st.lists(ROW, min_size=15, max_size=15))
def test_the_usual_choice_is_that_of_lokus_and_every_way_is_counted(rows):
    first, found = tried(dict(zip(DESA, rows, strict=True)), heaped=B)
    assert found.table["status"].tolist() == first.table["status"].tolist()
    assert found.table[["focus", "not_focus", "not_assessable"]].sum(axis=1).eq(WAYS).all()
    out = found.table[found.table["status"].eq("not_assessable")]
    assert out[["by_thresholds", "by_quality", "jointly"]].eq("not_assessable").all(axis=None)
    assert set(found.table["jointly"]) <= set(VERDICTS)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_list_and_its_choices_can_be_said(language):
    _, found = tried({A: BURDENED, B: (45, 2, 60, 2, 2, 29)})
    assert found.sentence.values == {"focus": 1, "firm": 1, "ways": WAYS, "unknown": 1}
    assert str(WAYS) in text(found.sentence.id, language, **found.sentence.values)
    assert all(text(f"lokus.verdict.{name}", language) for name in VERDICTS)
    assert all(text(f"lokus.choice.{name}", language) for name in found.single["choice"])
