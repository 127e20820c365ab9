"""Each rule finds the row that was made for it, with its place and what it is held against, and no other."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.language import LANGUAGES, text
from audit.quality.exported_values import label_agreement
from audit.quality.found_rows import FOUND, judged_rows
from audit.quality.row_findings import RULES, row_finding_counts, row_findings
from audit.results import Cell
from audit.schemas import CHILDREN, VISITS

BORN = "2023-01-10"


def tables(*visits: dict[str, object], sex: str = "m") -> tuple[pd.DataFrame, pd.DataFrame]:
    """One boy of one desa, with visits that are ordinary but for what is said."""
    children = CHILDREN.conform(
        pd.DataFrame(
            [{"child_id": "a", "sex": sex, "birth_date": BORN, "area_code": "17.71.01.1001", "posyandu": "Melati"}]
        )
    )
    ordinary = {"child_id": "a", "seq": 1, "source_file": "f", "source_sheet": "s", "measure": "l"}
    rows = [{**ordinary, "source_row": n, **visit} for n, visit in enumerate(visits, start=5)]
    return children, VISITS.conform(pd.DataFrame(rows))


def said(children: pd.DataFrame, visits: pd.DataFrame, **columns: list[object]) -> pd.DataFrame:
    """Records as the border reads them, with what each row said of birth date and posyandu."""
    frame = visits[["source_file", "source_sheet", "source_row", "visit_date"]].copy()
    frame["birth_date"] = pd.to_datetime(columns.get("birth_date", [BORN] * len(frame)))
    frame["posyandu"] = columns.get("posyandu", ["Melati"] * len(frame))
    frame["area_code"] = columns.get("area_code", ["17.71.01.1001"] * len(frame))
    return frame


def lines(found: pd.DataFrame) -> list[tuple[object, ...]]:
    return [tuple(row) for row in found[["rule", "source_row", "column", "value", "against"]].itertuples(index=False)]


GOOD = {"visit_date": "2024-01-10", "weight_kg": 9.6, "lenhei_cm": 75.7}  # the median boy of one year


def test_an_ordinary_child_has_no_finding():
    later = {"visit_date": "2024-04-10", "weight_kg": 10.2, "lenhei_cm": 79.1}
    children, visits = tables(GOOD, later)
    found = row_findings(children, visits, said(children, visits)).rows
    assert found.empty
    assert tuple(found.columns) == FOUND


def test_no_visits_at_all_is_no_finding():
    children, visits = tables()
    assert row_findings(children, visits).rows.empty


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        ({"measure": "h"}, ("standing_under_24", 5, "measure", "h", "")),
        ({"measure": None}, ("posture_missing", 5, "measure", "", "")),
        ({"exported_haz": -1.2}, ("exported_z", 5, "exported_haz", "-1.2", "-0.02")),
        ({"exported_haz_label": "Pendek"}, ("label_contradicts", 5, "exported_haz_label", "Pendek", "normal")),
        ({"lenhei_cm": 29.8}, ("unit_slip", 5, "lenhei_cm", "29.8", "75.69")),
        ({"weight_kg": 96.0}, ("unit_slip", 5, "weight_kg", "96", "9.6")),
        ({"weight_kg": 7.57}, ("weight_is_height", 5, "weight_kg", "7.57", "75.7")),
    ],
)
def test_one_odd_row(visit, expected):
    children, visits = tables({**GOOD, **visit})
    found = [line for line in lines(row_findings(children, visits).rows) if line[0] == expected[0]]
    assert found == [expected]


def test_where_no_slip_explains_a_value_none_is_proposed():
    children, visits = tables({**GOOD, "lenhei_cm": 157.5})
    assert "unit_slip" not in set(row_findings(children, visits).rows["rule"])


def test_the_two_boundaries_of_posture():
    # 730 days are under 24 months, 731 are not (WHO).
    rows = [
        {"visit_date": pd.Timestamp(BORN) + pd.Timedelta(days=730), "lenhei_cm": 87.0, "measure": "h"},
        {"visit_date": pd.Timestamp(BORN) + pd.Timedelta(days=731), "lenhei_cm": 87.0, "measure": "l"},
    ]
    children, visits = tables(*rows)
    rules = row_findings(children, visits).rows["rule"]
    assert sorted(rules) == ["lying_from_24", "standing_under_24"]


def test_a_label_is_held_against_the_z_beside_it_in_the_file_first():
    # Our z is -0.02; the file's own z and label agree with each other and are both wrong.
    children, visits = tables({**GOOD, "exported_haz": -2.4, "exported_haz_label": "Pendek"})
    assert set(row_findings(children, visits).rows["rule"]) == {"exported_z"}
    # -2.00 is normal, as in e-PPGBM.
    children, visits = tables({**GOOD, "exported_haz": -2.0, "exported_haz_label": "Normal"})
    assert set(row_findings(children, visits).rows["rule"]) == {"exported_z"}


@pytest.mark.parametrize("label", ["-", "Outlier", "sesuatu"])
def test_what_names_no_class_contradicts_nothing(label):
    children, visits = tables({**GOOD, "exported_haz_label": label})
    assert row_findings(children, visits).rows.empty


def test_shrinking_is_told_once_by_how_much():
    again = {"visit_date": "2024-04-10", "weight_kg": 10.2}
    for length, rules in ((74.5, {"length_shrinks"}), (72.9, {"length_shrinks_much"}), (74.7, set())):
        children, visits = tables(GOOD, {**again, "lenhei_cm": length})
        found = row_findings(children, visits).rows
        assert set(found["rule"]) & {"length_shrinks", "length_shrinks_much"} == rules
        if rules:
            assert found["against"].iloc[0] == f"{75.7 - length:.2f}"


def test_values_carried_over():
    days = ("2024-01-10", "2024-02-10", "2024-03-10")
    children, visits = tables(*({**GOOD, "visit_date": day} for day in days))
    found = row_findings(children, visits).rows
    assert found.groupby("rule")["source_row"].apply(list).to_dict() == {
        "carried_forward": [6, 7],
        "length_identical": [6, 7],
    }


def test_a_birth_date_that_differs_from_most():
    later = {"visit_date": "2024-04-10", "weight_kg": 10.2, "lenhei_cm": 79.1}
    children, visits = tables(GOOD, later)
    records = said(children, visits, birth_date=[BORN, "2023-10-01"])
    assert lines(row_findings(children, visits, records).rows) == [
        ("birth_date_changes", 6, "said_birth_date", "2023-10-01", BORN)
    ]


MONTHS = ("2024-01-10", "2024-02-12", "2024-03-14")


@pytest.mark.parametrize(
    ("days", "posyandu", "rows"),
    [
        (MONTHS, ["Melati", "Mawar", "Mawar"], []),  # a move
        (MONTHS, ["Melati", "Mawar", "Melati"], [7]),  # to and fro
        (("2024-01-10", "2024-01-20", "2024-03-14"), ["Melati", "Mawar", "Mawar"], [6]),  # both in one month
        (MONTHS, ["Melati", "  MELATI ", "melati"], []),  # one posyandu, spelled three ways
        (MONTHS, ["Melati", None, "Melati"], []),
    ],
)
def test_two_posyandu(days, posyandu, rows):
    lengths = ((9.6, 75.7), (9.9, 76.9), (10.1, 78.0))
    made = [{"visit_date": d, "weight_kg": w, "lenhei_cm": h} for d, (w, h) in zip(days, lengths, strict=True)]
    children, visits = tables(*made)
    found = row_findings(children, visits, said(children, visits, posyandu=posyandu)).rows
    assert found["source_row"].tolist() == rows
    assert set(found["rule"]) <= {"two_posyandu"}


def test_posyandu_of_one_name_in_two_desa_are_two():
    lengths = ((9.6, 75.7), (9.9, 76.9), (10.1, 78.0))
    made = [{"visit_date": d, "weight_kg": w, "lenhei_cm": h} for d, (w, h) in zip(MONTHS, lengths, strict=True)]
    children, visits = tables(*made)
    areas = ["17.71.01.1001", "17.71.01.1002", "17.71.01.1001"]
    found = row_findings(children, visits, said(children, visits, area_code=areas)).rows
    assert found["source_row"].tolist() == [7]


def test_a_file_without_sheets_is_joined_too():
    children, visits = tables({**GOOD, "source_sheet": None})
    records = said(children, visits, birth_date=["2023-02-01"])
    assert judged_rows(children, visits, records)["said_birth_date"].tolist() == [pd.Timestamp("2023-02-01")]


def test_counts_are_of_rows_and_name_no_place():
    children, visits = tables({**GOOD, "measure": "h", "exported_haz": -1.0, "exported_waz": -1.0})
    counts = row_finding_counts("2025-2", row_findings(children, visits), len(visits))
    assert counts[Cell.of("2025-2", finding="looked_at")] == 1
    assert counts[Cell.of("2025-2", finding="exported_z")] == 1  # two columns of one row
    assert counts[Cell.of("2025-2", finding="two_posyandu")] == 0
    assert not counts.personal
    assert {a for cell in counts.cells for a, _ in cell.at} == {"finding"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_says_what_was_found_and_what_to_do(language):
    for rule in RULES:
        assert text(f"rows.found.{rule}", language, value="1", against="2")
        assert text(f"rows.do.{rule}", language)


def test_labels_agree_are_counted_by_index_and_none_is_not_agreement():
    labelled = [
        GOOD | {"exported_haz": -2.4, "exported_haz_label": "Pendek", "exported_waz_label": "Berat Badan Normal"},
        GOOD | {"visit_date": "2024-04-10", "exported_haz": -2.4, "exported_haz_label": "Normal"},
        GOOD | {"visit_date": "2024-07-10", "exported_haz": -2.4, "exported_haz_label": "Outlier"},
    ]
    agree = label_agreement("2025-2", judged_rows(*tables(*labelled)))
    assert agree.numerator.counts == (1, 1, 0)
    assert agree.denominator.counts == (2, 1, 0)
    assert agree.values == (0.5, 1.0, None)
    assert not agree.numerator.personal
