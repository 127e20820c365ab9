"""Target data by desa in the ministry's shape, the review month by month, and the share of lokus that are high."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.action_situation import lokus_share, review_by_desa, target_data
from audit.reference.areas import areas_of
from audit.reference.convergence_rules import TARGET_COLUMNS

AREAS, MONTH = areas_of("64.74"), "2025-08"
ONE, TWO, THREE = (area.code for area in AREAS.desa[:3])
NOWHERE = AREAS.unknown_parts[0]
STATUS = ("severely_stunted", "moderately_stunted", "not_stunted", "haz_flagged", "haz_missing")


def children(counts, month=MONTH, development=None):
    """Rows of a snapshot: of each place so many of each status, in the order of ``STATUS``."""
    rows = [
        {"period": month, "area": place, "status": status, "development": development}
        for place, numbers in counts.items()
        for status, n in zip(STATUS, numbers, strict=True)
        for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=["period", "area", "status", "development"])


def listed(**registered):
    return pd.DataFrame(
        {"area_code": [ONE, TWO], "month": MONTH, "registered": [registered.get("one", 20), registered.get("two", 30)]}
    )


def row(lines, place):
    return lines.rows.set_index("area_code").loc[place]


def test_each_desa_has_the_columns_of_the_ministry():
    frame = children({ONE: (2, 3, 5, 1, 1), TWO: (0, 0, 4, 0, 0)})
    families = pd.DataFrame(
        {"area": [ONE] * 4 + [TWO], "family": ["at_risk", "not_at_risk", "at_risk", "not_target", "at_risk"]}
    )
    found = target_data(frame, listed(), families, MONTH, AREAS)
    assert row(found, ONE)[list(TARGET_COLUMNS)].tolist() == [4, 2, 12, 2, 3]
    assert row(found, TWO)[list(TARGET_COLUMNS)].tolist() == [1, 1, 4, 0, 0]
    assert row(found, THREE)[list(TARGET_COLUMNS)].tolist() == [0, 0, 0, 0, 0]
    assert row(found, ONE)["registered"] == 20
    assert pd.isna(row(found, THREE)["registered"])  # no list says it
    assert found.rows["area_code"].tolist() == [area.code for area in AREAS.desa]


def test_without_a_list_of_families_their_columns_are_missing_and_not_zero():
    found = target_data(children({ONE: (1, 0, 0, 0, 0)}), listed(), None, MONTH, AREAS)
    assert found.rows[["families", "families_at_risk"]].isna().all(axis=None)


def test_screening_is_missing_where_nobody_was_screened_and_zero_where_others_were():
    none = target_data(children({ONE: (0, 0, 2, 0, 0)}), listed(), None, MONTH, AREAS)
    assert none.rows[["screened", "sesuai", "meragukan", "penyimpangan"]].isna().all(axis=None)
    frame = pd.concat([
        children({ONE: (0, 0, 2, 0, 0)}, development="Sesuai"),
        children({ONE: (0, 0, 1, 0, 0)}, development="M"),
        children({TWO: (0, 0, 3, 0, 0)}),
    ])  # fmt: skip
    some = target_data(frame, listed(), None, MONTH, AREAS)
    assert row(some, ONE)[["screened", "sesuai", "meragukan", "penyimpangan"]].tolist() == [3, 2, 1, 0]
    assert row(some, TWO)["screened"] == 0


def test_children_of_no_known_desa_stand_last_and_nobody_is_lost():
    frame = children({NOWHERE: (1, 0, 0, 0, 0), ONE: (0, 1, 0, 0, 0)})
    found = target_data(frame, listed(), None, MONTH, AREAS)
    assert found.rows["area_code"].iloc[-1] == NOWHERE
    assert found.rows["measured"].sum() == len(frame)


def test_another_month_is_not_counted():
    frame = pd.concat([children({ONE: (1, 1, 1, 1, 1)}), children({ONE: (9, 0, 0, 0, 0)}, month="2025-02")])
    assert row(target_data(frame, listed(), None, MONTH, AREAS), ONE)["measured"] == 5


def reviewed(**months):
    return review_by_desa({f"20{name[1:3]}-{name[3:]}": frame for name, frame in months.items()}, AREAS).rows


def test_the_review_counts_those_with_a_usable_height():
    rows = reviewed(m2408=children({ONE: (1, 1, 8, 0, 0)}), m2508=children({ONE: (2, 2, 6, 3, 4)})).set_index(
        "area_code"
    )
    assert rows.loc[ONE].tolist() == [10, 2, 10, 4]
    assert list(rows.columns) == ["2024-08:known", "2024-08:stunted", "2025-08:known", "2025-08:stunted"]


@pytest.mark.parametrize(
    ("lokus", "share"),
    [((ONE,), 1.0), ((ONE, TWO), 0.5), ((TWO,), 0.0), ((), None), ((ONE, AREAS.desa[9].code), None)],
)
def test_the_share_of_lokus_above_the_mean_of_desa(lokus, share):
    """One desa of 15 has 6 of 10 stunted, one 0 of 10; the rest measured nobody, so theirs is not known."""
    rows = reviewed(m2408=children({ONE: (3, 3, 4, 0, 0), TWO: (0, 0, 10, 0, 0)}))
    assert lokus_share(rows, "2024-08", lokus) == share


def test_nothing_is_computed_of_a_month_that_was_not_measured():
    assert lokus_share(reviewed(m2508=children({ONE: (1, 0, 0, 0, 0)})), "2024-08", (ONE,)) is None
