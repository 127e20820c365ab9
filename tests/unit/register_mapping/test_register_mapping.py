from __future__ import annotations

from dataclasses import replace
from math import nan

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import InputError
from audit.reference.areas import UNKNOWN
from audit.register import write_set_aside
from audit.register.column_mapping import AgeColumn, CodedColumn
from audit.schemas import CHILDREN, VISITS
from audit.survey.snapshot import snapshot

HEADER = "kode,kelamin,tanggal,hari,kg,cm1,cm2"
PERIOD = CodedColumn("putaran", {"1": "2025-02", "2": "2025-08"})


def cells(read) -> list[tuple]:
    aside = read.imported.set_aside
    aside = aside[aside["scope"].eq("cell")]
    return list(aside[["source_row", "column", "value", "reason"]].itertuples(index=False, name=None))


def ages(read) -> list[float]:
    visits = read.linked.visits.merge(read.linked.children, on="child_id").sort_values("source_row")
    return (visits["visit_date"] - visits["birth_date"]).dt.days.tolist()


def test_rows_become_canonical_children_and_visits(write, mapped, by_date):
    rows = ("a,1,2025-02-11,300,8.5,70.1,70.3", "a,1,2025-08-11,481,9.5,75,", "b,2,2025-02-12,99,5.5,,")
    read = mapped(write(HEADER, *rows), by_date)
    children, visits = read.linked.children, read.linked.visits
    assert list(children.columns) == list(CHILDREN.names)
    assert list(visits.columns) == list(VISITS.names)
    assert sorted(children["sex"]) == ["f", "m"]
    assert visits.sort_values("source_row")["lenhei_cm"].tolist() == pytest.approx(
        [70.2, 75.0, nan], nan_ok=True, abs=0
    )
    assert ages(read) == [300, 481, 99]
    assert set(visits["source_file"]) == {"studi"}
    assert read.imported.summary.rows_read == 3
    assert read.linked.summary.children == 2


def test_the_median_of_three_readings_and_the_mean_of_two(write, mapped, by_date):
    mapping = replace(by_date, length=("cm1", "cm2", "cm3"))
    read = mapped(write(HEADER + ",cm3", "a,1,2025-02-11,300,8.5,70,78,71", "b,1,2025-02-11,300,8.5,70,72,"), mapping)
    assert read.imported.records["lenhei_cm"].tolist() == [71.0, 71.0]


def test_numbers_that_stand_for_no_value_are_set_aside_one_by_one(write, mapped, by_date):
    mapping = replace(by_date, missing={"cm1": (999.9,), "kg": (99.0, 0.0)})
    read = mapped(write(HEADER, "a,1,2025-02-11,300,99,999.9,70.3", "b,2,2025-02-11,300,0,70,70"), mapping)
    assert read.imported.records["lenhei_cm"].tolist() == [70.3, 70.0]
    assert read.imported.records["weight_kg"].isna().all()
    assert cells(read) == [
        (2, "cm1", "999.9", "kode_hilang"),
        (2, "kg", "99", "kode_hilang"),
        (3, "kg", "0", "kode_hilang"),
    ]


def test_what_cannot_be_read_is_set_aside_with_its_reason(write, mapped, by_date):
    mapping = replace(by_date, posture=CodedColumn("cara", {"1": "l", "2": "h"}), area="desa")
    read = mapped(
        write(
            HEADER + ",cara,desa",
            "a,1,2025-02-11,300,8.5,70,70,1,64.74.01.1001",
            "b,9,2025-13-45,-3,delapan,700,70,7,99.99.01.1001",
        ),
        mapping,
    )
    assert cells(read) == [
        (3, "cara", "7", "cara_ukur_tak_dikenal"),
        (3, "cm1", "700", "di_luar_batas"),
        (3, "desa", "99.99.01.1001", "desa_tak_dikenal"),
        (3, "hari", "-3", "di_luar_batas"),
        (3, "kelamin", "9", "jk_tak_dikenal"),
        (3, "kg", "delapan", "angka_tak_terbaca"),
        (3, "tanggal", "2025-13-45", "tanggal_tak_terbaca"),
    ]
    assert read.imported.records["measure"].tolist() == ["l", pd.NA]
    assert read.imported.records["area_code"].tolist() == ["64.74.01.1001", pd.NA]


def test_rows_without_a_child_or_a_measurement_are_set_aside(write, mapped, by_date):
    mapping = replace(by_date, child=("rumah", "kode"), missing={"rumah": (99,)})
    read = mapped(
        write(
            "rumah," + HEADER,
            "7,a,1,2025-02-11,300,8.5,70,70",
            "7,,1,2025-02-11,300,8.5,70,70",
            "7,b,1,2025-02-11,300,,,",
            "7,c,1,2025-02-11,300,8,5,70,70",
            "99,d,1,2025-02-11,300,8.5,70,70",
        ),
        mapping,
    )
    aside = read.imported.set_aside
    assert list(aside[["source_row", "reason", "scope"]].itertuples(index=False, name=None)) == [
        (3, "tanpa_identitas", "row"),
        (4, "tanpa_pengukuran", "row"),
        (5, "kolom_bergeser", "row"),
        (6, "tanpa_identitas", "row"),
    ]
    summary = read.imported.summary
    assert (summary.rows_read, summary.rows_kept, summary.rows_set_aside) == (5, 1, 4)


def test_a_visit_without_a_date_is_no_visit_and_a_copy_is_merged(write, mapped, by_date):
    row = "a,1,2025-02-11,300,8.5,70,70"
    read = mapped(write(HEADER, row, row, "a,1,,300,8.5,70,70"), by_date)
    summary = read.linked.summary
    assert (summary.records, summary.visits, summary.merged, summary.undated) == (3, 1, 1, 1)
    assert read.linked.left_out["reason"].tolist() == ["duplikat_persis", "tanpa_tanggal_ukur"]


def test_an_age_that_contradicts_the_childs_other_rows_is_set_aside(write, mapped, by_date):
    read = mapped(
        write(
            HEADER,
            "a,1,2025-02-11,300,8.5,70,70",
            "a,1,2025-03-11,328,8.6,71,71",
            "a,1,2025-04-11,400,8.7,72,72",
        ),
        by_date,
    )
    assert cells(read) == [(4, "hari", "400", "umur_bertentangan")]
    assert ages(read) == [300, 328, 359]


def test_completed_months_beside_true_dates_may_lag_by_a_month(write, mapped, by_date):
    mapping = replace(by_date, age=AgeColumn("hari", "months"))
    read = mapped(write(HEADER, "a,1,2025-02-11,9,8.5,70,70", "a,1,2025-03-20,10,8.6,71,71"), mapping)
    assert cells(read) == []


def test_months_of_age_never_fall_into_the_group_below(write, mapped, by_date, areas):
    mapping = replace(by_date, age=AgeColumn("hari", "months"))
    rows = [f"{m},1,2025-02-11,{m},8.5,70,70" for m in (0, 6, 12, 24, 36, 48, 60)]
    read = mapped(write(HEADER, *rows), mapping)
    frame = snapshot(read.linked.children, read.linked.visits, ["2025-02"], areas).sort_values("source_row")
    assert frame["age"].tolist() == ["00-05", "06-11", "12-23", "24-35", "36-47", "48-59"]


def test_birth_and_visit_by_their_dates(write, mapped, by_date):
    mapping = replace(by_date, age=None, birth_date="lahir")
    read = mapped(write(HEADER + ",lahir", "a,1,25/02/2025,,8.5,70,70,26/02/2024"), mapping)
    assert ages(read) == [365]
    assert read.imported.summary.date_order == "dmy"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("12"), st.integers(0, 1900)),
        min_size=1, max_size=8, unique_by=(lambda row: (row[0], row[1])),
    ),
    way=st.sampled_from([{"period": PERIOD}, {"first_month": "2025-01"}]),
)  # fmt: skip
def test_ages_without_dates_come_out_to_the_day(write, mapped, by_date, rows, way):
    lines = [f"{child},1,{age},8.5,{60 + n},{60 + n},{wave}" for n, (child, wave, age) in enumerate(rows)]
    read = mapped(write("kode,kelamin,hari,kg,cm1,cm2,putaran", *lines), replace(by_date, visit_date=None, **way))
    assert ages(read) == [age for *_, age in rows]
    visits = read.linked.visits.sort_values("source_row")
    if "period" in way:
        months = visits["visit_date"].dt.strftime("%Y-%m").tolist()
        assert months == [PERIOD.codes[wave] for _, wave, _ in rows]
    else:
        assert visits.groupby("child_id")["visit_date"].min().dt.strftime("%Y-%m-%d").eq("2025-01-15").all()
    assert read.linked.summary.children == len({child for child, *_ in rows})


def test_a_round_that_the_mapping_does_not_know_has_no_date(write, mapped, by_date):
    mapping = replace(by_date, visit_date=None, period=PERIOD)
    read = mapped(write("kode,kelamin,hari,kg,cm1,cm2,putaran", "a,1,300,8,70,70,1", "b,1,300,8,70,70,3"), mapping)
    assert cells(read) == [(3, "putaran", "3", "periode_tak_dipetakan")]
    assert (read.linked.summary.visits, read.linked.summary.undated) == (1, 1)


def test_a_row_without_age_cannot_be_dated_by_age(write, mapped, by_date):
    mapping = replace(by_date, visit_date=None, first_month="2025-01")
    read = mapped(write(HEADER, "a,1,,300,8,70,70", "a,1,,,8,70,70"), mapping)
    assert read.linked.summary.undated == 1


def test_children_of_whom_nothing_but_weight_is_known_stay(write, mapped, by_date, areas):
    read = mapped(write(HEADER, "a,,2025-02-11,,8.5,,"), by_date)
    frame = snapshot(read.linked.children, read.linked.visits, ["2025-02"], areas)
    assert frame[["area", "sex", "age", "status"]].to_numpy().tolist() == [
        [f"64.74.{UNKNOWN}", "unknown", "unknown", "haz_missing"]
    ]


def test_ids_depend_on_key_and_source_and_on_nothing_else(write, mapped, by_date):
    row = "a,1,2025-02-11,300,8.5,70,70"
    one = write(HEADER, row, "b,2,2025-02-11,300,8.5,70,70")
    other = write(HEADER, "b,2,2025-02-11,300,8.5,70,70", row, name="lain.csv")

    def ids(path, **given) -> set[str]:
        return set(mapped(path, by_date, **given).linked.children["child_id"])

    assert ids(one) == ids(other)
    assert not ids(one) & ids(one, key=b"lain")
    assert not ids(one) & ids(one, source="lain")


def test_the_vault_knows_a_child_by_the_id_of_the_file(write, mapped, by_date):
    read = mapped(write(HEADER, "a,1,2025-02-11,300,8.5,70,70"), by_date)
    assert read.linked.identities["name"].tolist() == ["a"]
    assert read.linked.to_decide.empty


def test_a_column_with_none_of_its_codes_is_a_mistake_of_the_mapping(write, mapped, by_date):
    path = write(HEADER, "a,L,2025-02-11,300,8.5,70,70", "b,P,2025-02-11,300,8.5,70,70")
    with pytest.raises(InputError) as caught:
        mapped(path, by_date)
    assert (caught.value.id, caught.value.values) == ("mapping.no_code", {"file": "studi.csv", "column": "kelamin"})


def test_decimal_commas_and_ambiguous_dates_are_treated_as_everywhere(write, mapped, by_date):
    read = mapped(write(HEADER.replace(",", ";"), "a;1;11 Feb 2025;300;8,5;70,1;70,3"), by_date)
    assert read.imported.records["lenhei_cm"].tolist() == pytest.approx([70.2])
    with pytest.raises(InputError) as caught:
        mapped(write(HEADER, "a,1,03/02/2025,300,8.5,70,70"), by_date)
    assert caught.value.id == "register.dates_undecidable"


def test_all_that_was_set_aside_can_be_written_down(write, mapped, by_date, tmp_path):
    read = mapped(write("Judul", HEADER, "a,9,x,x,x,x,7", "b,1,2025-02-11,300,8,70,70", ",1,,,,,"), by_date)
    write_set_aside(read.imported, tmp_path / "disisihkan.xlsx")
    assert (tmp_path / "disisihkan.xlsx").stat().st_size > 0


NOISE = st.sampled_from(["", "-", "0", "1", "2", "9", "70", "71,5", "999.9", "tujuh", "2025-02-11", "70 kg", "\u00a0"])
FIELDS = {"kelamin": "sex", "tanggal": "visit_date", "kg": "weight_kg", "cm1": "lenhei_cm"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(NOISE, min_size=6, max_size=6), min_size=1, max_size=8))
def test_every_row_and_every_filled_cell_is_accounted_for(write, mapped, by_date, rows):
    mapping = replace(by_date, length=("cm1",), missing={"cm1": (999.9,)})
    rows = [["a", "1", "2025-02-11", "300", "8.5", "70"], *rows]
    lines = [";".join(row) for row in rows]
    read = mapped(write("kode;kelamin;tanggal;hari;kg;cm1", *lines), mapping)
    aside = read.imported.set_aside
    left = set(aside.loc[aside["scope"].eq("row"), "source_row"])
    records = read.imported.records.set_index("source_row")
    filled = {n for n, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)}
    assert left | set(records.index) == filled
    assert not left & set(records.index)
    told = {(number, column) for number, column, *_ in cells(read)}
    for number in records.index:
        row = dict(zip(("kode", "kelamin", "tanggal", "hari", "kg", "cm1"), rows[number - 2], strict=True))
        for column, field in FIELDS.items():
            empty = row[column] in ("", "-", "\u00a0") or (row[column] == "0" and column in ("kg", "cm1"))
            known = pd.notna(records.loc[number, field])
            assert [known, (number, column) in told, empty].count(True) == 1, (column, row[column])


def test_labels_and_the_day_of_entry_reach_the_visits(write, mapped, by_date):
    mapping = replace(by_date, labels={"haz": "status"}, entry_date="masuk")
    read = mapped(write(HEADER + ",status,masuk", "a,1,2025-02-11,300,8.5,70,70,Pendek,2025-02-14"), mapping)
    assert read.linked.visits["exported_haz_label"].tolist() == ["Pendek"]
    assert read.linked.visits["entry_date"].tolist() == [pd.Timestamp("2025-02-14")]
    assert {"exported_haz_label", "entry_date"} <= set(read.imported.columns["field"])
