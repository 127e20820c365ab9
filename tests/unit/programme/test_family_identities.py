"""What an office reports of families at risk: missing is not wrong, and every disagreement is a value."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.language import text
from audit.programme.family_identities import check_family_totals, families_share
from audit.reference.areas import areas_of
from audit.reference.family_identities import FOUR_TOO
from audit.schemas.indicators import FAMILY_TOTALS

AREAS = areas_of("64.74")
WHOLE, KECAMATAN = AREAS.district.code, [area.code for area in AREAS.kecamatan]
GOOD = {"families": 900, "target_families": 500, "at_risk": 100, "not_at_risk": 400, "rank_1": 20, "rank_2": 20}
GOOD |= {"rank_3": 20, "rank_4": 20, "rank_above": 20, "unsafe_water": 100, "unhealthy_latrine": 0}


def totals(rows: dict[str, dict[str, int | None]]) -> pd.DataFrame:
    frame = pd.DataFrame([{"area_code": code, "period": "2025", "source": "PK", **row} for code, row in rows.items()])
    return FAMILY_TOTALS.conform(frame)


def states(found, code: str) -> dict[str, str]:
    return found.table[found.table["area_code"].eq(code)].set_index("identity")["state"].to_dict()


def test_figures_that_agree_give_no_finding():
    found = check_family_totals(totals(dict.fromkeys(KECAMATAN, GOOD)), AREAS)
    assert found.findings == ()
    assert set(states(found, KECAMATAN[0]).values()) == {"holds"}


def test_the_four_too_are_held_against_nothing():
    row = GOOD | dict.fromkeys(FOUR_TOO, 5_000)
    assert check_family_totals(totals({KECAMATAN[0]: row}), AREAS).findings == ()


def test_a_missing_count_is_unknown_and_never_zero():
    found = check_family_totals(totals({KECAMATAN[0]: GOOD | {"rank_4": None}}), AREAS)
    assert states(found, KECAMATAN[0])["ranks"] == "unknown"
    assert found.findings == ()
    nothing = check_family_totals(totals({KECAMATAN[0]: {}}), AREAS)
    assert set(states(nothing, KECAMATAN[0]).values()) == {"unknown"}
    assert nothing.findings == ()


def test_no_row_gives_no_finding():
    assert check_family_totals(FAMILY_TOTALS.empty(), AREAS).findings == ()
    assert families_share(FAMILY_TOTALS.empty(), AREAS)["share"].isna().all()


def test_kecamatan_that_do_not_add_up_are_found_by_count():
    whole = {name: n * len(KECAMATAN) for name, n in GOOD.items()}
    assert check_family_totals(totals(dict.fromkeys(KECAMATAN, GOOD) | {WHOLE: whole}), AREAS).findings == ()
    off = check_family_totals(totals(dict.fromkeys(KECAMATAN, GOOD) | {WHOLE: whole | {"families": 2_699}}), AREAS)
    (finding,) = off.findings
    assert finding.id == f"family_identity.kecamatan_add_up:families.{WHOLE}"
    assert (finding.sentence.values["parts"], finding.sentence.values["whole"]) == (2_700, 2_699)


def test_a_kecamatan_without_a_row_leaves_the_sum_unsaid():
    some = totals({KECAMATAN[0]: GOOD, WHOLE: GOOD | {"families": 5_000}})
    assert check_family_totals(some, AREAS).findings == ()
    share = families_share(some, AREAS).set_index("area_code")["share"]
    assert pd.isna(share[WHOLE])
    assert share[KECAMATAN[0]] == 0.2


@pytest.mark.parametrize(("at_risk", "expected"), [(0, 0.0), (500, 1.0)])
def test_nobody_and_everybody_at_risk(at_risk, expected):
    rows = totals(dict.fromkeys(KECAMATAN, GOOD | {"at_risk": at_risk}))
    assert families_share(rows, AREAS)["share"].eq(expected).all()


def test_no_target_family_gives_no_share():
    rows = totals({code: {"at_risk": 0, "target_families": 0} for code in KECAMATAN})
    assert families_share(rows, AREAS)["share"].isna().all()


def test_two_sources_are_not_mixed():
    rows = pd.concat([totals({KECAMATAN[0]: GOOD}), totals({KECAMATAN[1]: GOOD}).assign(source="EPPGBM")])
    with pytest.raises(ValueError, match="several"):
        check_family_totals(rows, AREAS)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_finding_can_be_said(language):
    (finding,) = check_family_totals(totals({KECAMATAN[0]: GOOD | {"at_risk": 101, "rank_1": 21}}), AREAS).findings
    values = dict(finding.sentence.values)
    values["identity"] = text(str(values["identity"]), language)
    said = text(finding.sentence.id, language, **values)
    assert "501" in said
    assert "{" not in said
