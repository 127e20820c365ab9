"""Coverage of the essential indicators: sums and never means, and every missing value with its reason."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.language import text
from audit.programme.indicator_coverage import REASONS, indicator_coverage
from audit.reference.areas import areas_of
from audit.schemas.indicators import INDICATORS

AREAS = areas_of("64.74")
WHOLE = AREAS.district.code
KECAMATAN = AREAS.kecamatan[0].code
INSIDE = [area.code for area in AREAS.within(KECAMATAN)]
DESA = [area.code for area in AREAS.desa]
ID = "safe_water"


def values(counts, *, indicator: str = ID, source: str = "laporan", period: str = "2025") -> pd.DataFrame:
    rows = [(indicator, code, period, source, "dinas", *pair) for code, pair in counts.items()]
    return pd.DataFrame(rows, columns=list(INDICATORS.names))


def coverage(*frames: pd.DataFrame, **options):
    return indicator_coverage(pd.concat(frames), AREAS, period="2025", **options)


def row(found, code: str, indicator: str = ID):
    return found.at(code).loc[indicator]


def test_a_sum_is_of_numerators_and_not_a_mean_of_percentages():
    counts = dict.fromkeys(DESA, (90, 100)) | {DESA[0]: (0, 900)}
    found = row(coverage(values(counts)), WHOLE)
    assert (found["numerator"], found["denominator"]) == (90 * 14, 900 + 1400)
    assert found["value"] == pytest.approx(1260 / 2300)
    assert (found["known"], found["parts"], found["reason"]) == (15, 15, "")


def test_a_sum_with_a_gap_says_so():
    found = coverage(values(dict.fromkeys(INSIDE[1:], (50, 100))))
    whole = row(found, KECAMATAN)
    assert (whole["known"], whole["parts"], whole["reason"]) == (len(INSIDE) - 1, len(INSIDE), "areas_missing")
    assert whole["value"] == 0.5
    assert row(found, INSIDE[0])["reason"] == "unknown"


def test_nothing_known_is_unknown_everywhere():
    found = coverage(INDICATORS.empty())
    assert len(found.table) == 29 * (1 + 3 + 15)
    assert found.table["value"].isna().all()
    assert found.table["reason"].eq("unknown").all()
    assert found.findings == ()


def test_a_missing_count_is_not_zero():
    found = row(coverage(values({DESA[0]: (None, 100)})), DESA[0])
    assert np.isnan(found["value"])
    assert found["reason"] == "unknown"


@pytest.mark.parametrize(("reached", "value"), [(0, 0.0), (100, 1.0)])
def test_nobody_and_everybody(reached, value):
    found = row(coverage(values({DESA[0]: (reached, 100)})), DESA[0])
    assert found["value"] == value
    assert 0 <= found["low"] <= value <= found["high"] <= 1
    assert found["low"] < found["high"]


def test_nobody_to_serve_is_no_coverage_of_zero():
    found = row(coverage(values({DESA[0]: (0, 0)})), DESA[0])
    assert np.isnan(found["value"])
    assert found["reason"] == "denominator_zero"


def test_few_people_have_a_value_and_no_place_in_an_order():
    found = coverage(values({DESA[0]: (10, 19), DESA[1]: (10, 20)}))
    assert (row(found, DESA[0])["reason"], row(found, DESA[1])["reason"]) == ("few", "")


def test_more_reached_than_there_are_is_a_finding_and_enters_no_sum():
    found = coverage(values(dict.fromkeys(INSIDE, (50, 100)) | {INSIDE[0]: (101, 100)}))
    assert np.isnan(row(found, INSIDE[0])["value"])
    assert row(found, INSIDE[0])["reason"] == "exceeds"
    assert row(found, KECAMATAN)["numerator"] == 50 * (len(INSIDE) - 1)
    assert row(found, KECAMATAN)["reason"] == "areas_missing"
    (finding,) = found.findings
    assert finding.id == f"indicator_exceeds.{ID}.{INSIDE[0]}"


def test_two_sources_are_not_mixed_until_one_is_chosen():
    both = (values({DESA[0]: (50, 100)}), values({DESA[0]: (70, 100)}, source="survei"))
    found = coverage(*both)
    assert row(found, DESA[0])["reason"] == "several_sources"
    assert np.isnan(row(found, DESA[0])["value"])
    assert [finding.id for finding in found.findings] == [f"indicator_sources.{ID}.{DESA[0]}"]
    chosen = coverage(*both, sources={ID: "survei"})
    assert row(chosen, DESA[0])["value"] == 0.7
    assert chosen.findings == ()


def test_a_kecamatan_that_reports_alone_has_its_own_figure_and_the_district_their_sum():
    own = {area.code: (40, 100) for area in AREAS.kecamatan}
    found = coverage(values(own))
    assert row(found, KECAMATAN)["value"] == 0.4
    whole = row(found, WHOLE)
    assert (whole["numerator"], whole["known"], whole["parts"], whole["reason"]) == (120, 3, 3, "")


def test_a_sum_that_differs_from_the_areas_own_figure_is_a_finding():
    desa = dict.fromkeys(INSIDE, (50, 100))
    same = {KECAMATAN: (50 * len(INSIDE), 100 * len(INSIDE))}
    assert coverage(values(desa | same)).findings == ()
    (finding,) = coverage(values(desa | {KECAMATAN: (1, 2)})).findings
    assert finding.id == f"indicator_sum.{ID}.{KECAMATAN}"


def test_other_periods_are_left_out():
    assert coverage(values({DESA[0]: (1, 100)}, period="2024")).table["value"].isna().all()


@pytest.mark.parametrize("counts", [{"17.71.01.1001": (1, 2)}, {DESA[0]: (-1, 2)}])
def test_what_the_border_must_refuse_is_a_bug_here(counts):
    with pytest.raises(ValueError, match="area"):
        coverage(values(counts))
    with pytest.raises(ValueError, match="indicator"):
        coverage(values({DESA[0]: (1, 2)}, indicator="zero_stunting"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_and_finding_can_be_said(language):
    assert all(text(f"indicator.reason.{reason}", language) for reason in (*REASONS, "target_open"))
    wrong = values(dict.fromkeys(INSIDE, (50, 100)) | {INSIDE[0]: (101, 100)})
    differing = values(dict.fromkeys(INSIDE, (50, 100)) | {KECAMATAN: (1, 2)}, indicator="clean_living")
    twice = values({DESA[0]: (1, 2)}, source="survei", indicator="unmet_need")
    found = coverage(wrong, differing, twice, values({DESA[0]: (1, 2)}, indicator="unmet_need"))
    assert len(found.findings) == 3
    for finding in found.findings:
        named = dict(finding.sentence.values) | {"indicator": text(str(finding.sentence.values["indicator"]), language)}
        assert "{" not in text(finding.sentence.id, language, **named)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=15, max_size=15))
def test_sums_lie_between_their_parts(pairs):
    found = coverage(values({code: (min(p), max(p)) for code, p in zip(DESA, pairs, strict=True)}))
    table = found.table[found.table["indicator"].eq(ID)].set_index("area_code")
    assert table["denominator"][DESA].sum() == table["denominator"][WHOLE]
    shown = table["value"][DESA].dropna()
    if len(shown):
        assert shown.min() - 1e-12 <= table["value"][WHOLE] <= shown.max() + 1e-12
        assert table["reason"][WHOLE] in ("", "few")
    bounded = table.dropna(subset=["value"])
    assert (bounded["low"] <= bounded["value"] + 1e-12).all()
    assert (bounded["high"] >= bounded["value"] - 1e-12).all()
