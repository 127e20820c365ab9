"""What holds for any records: nothing lost, no dependence on order, ids that stay."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.reference.areas import areas_of
from audit.register.linkage import link_visits
from audit.register.names import SAME, UNKNOWN, alike, child_name

AREAS = areas_of("17.71")
NAMES = ["Dinda Pratama", "DINDA PRTAMA", "Bima Saputra", "BY NY SITI ROHMAH", "Dinda", "Rafa Adi", "Rafi Adi", None]
record = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "sex": st.sampled_from(["m", "f", None]),
        "birth_date": st.sampled_from(["2023-05-14", "2023-05-24", "2023-04-05", "2023-05-04", None]),
        "parent_name": st.sampled_from(["Siti Rohmah", "Joko / Siti Rohmah", "Rina", None]),
        "area_code": st.sampled_from(["17.71.01.1001", "17.71.01.1002", None]),
        "posyandu": st.sampled_from(["Melati", "Mawar II", None]),
        "birth_weight_kg": st.sampled_from([3.1, 2.6, None]),
        "nik": st.sampled_from(["1771995405230001", "1771995405230002", None]),
        "visit_date": st.sampled_from(["2025-02-11", "2025-08-12", None]),
        "weight_kg": st.sampled_from([9.1, 10.2, None]),
        "lenhei_cm": st.sampled_from([80.0, 81.5, None]),
    }
)
some_records = st.lists(record, max_size=14)


def build(rows: list[dict], file: str = "a.xlsx") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(record.mapping) if hasattr(record, "mapping") else None)
    for column in ("name", "sex", "birth_date", "parent_name", "area_code", "posyandu", "nik", "visit_date"):
        if column not in frame:
            frame[column] = None
    for column in ("birth_date", "visit_date"):
        frame[column] = pd.to_datetime(frame[column])
    return frame.assign(
        nik_status=frame["nik"].notna().map({True: "ok", False: "disensor"}),
        source_file=file,
        source_sheet="Worksheet",
        source_row=range(2, len(frame) + 2),
    )


def link(frame: pd.DataFrame):
    return link_visits(frame, key=b"contoh", areas=AREAS)


def child_of(linked) -> dict[tuple[str, int], str]:
    rows = pd.concat([linked.visits, linked.left_out])[["source_file", "source_row", "child_id"]]
    return {(file, row): child for file, row, child in rows.itertuples(index=False, name=None)}


@settings(max_examples=12)
@given(some_records)
def test_every_record_is_a_visit_or_is_listed_with_its_reason(rows):
    linked = link(build(rows))
    s = linked.summary
    assert s.records == len(rows) == s.visits + s.merged + s.undated
    assert len(child_of(linked)) == len(rows)
    assert set(child_of(linked).values()) == set(linked.children["child_id"])
    assert set(linked.identities["child_id"]) == set(linked.children["child_id"])


@settings(max_examples=12)
@given(some_records, st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(rows, random):
    frame = build(rows)
    order = list(range(len(frame)))
    random.shuffle(order)
    one, other = link(frame), link(frame.iloc[order])
    for table in ("children", "visits", "identities", "to_decide", "left_out"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


@settings(max_examples=12)
@given(some_records)
def test_a_file_that_came_twice_changes_no_child(rows):
    dated = [row for row in rows if row["visit_date"] and row["birth_date"] and row["name"] and row["parent_name"]]
    once, twice = link(build(dated)), link(pd.concat([build(dated), build(dated, "b.xlsx")]))
    assert twice.summary.records == 2 * len(dated)
    assert twice.summary.children <= max(once.summary.children * 2, 0)
    assert twice.summary.visits <= 2 * once.summary.visits


@settings(max_examples=12)
@given(some_records)
def test_two_children_never_share_measurements_of_one_record(rows):
    linked = link(build(rows))
    assert not linked.visits.duplicated(["source_file", "source_row"]).any()
    assert (
        linked.visits.groupby(["child_id", "visit_date"])["seq"]
        .apply(lambda s: sorted(s) == [*range(1, len(s) + 1)])
        .all()
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_a_name_is_like_itself(a, b):
    a, b = child_name(a).folded, child_name(b).folded
    assert alike([a], [b])[0] == alike([b], [a])[0]
    assert alike([a], [a])[0] == (SAME if a else UNKNOWN)


def test_ids_stay_when_later_files_come():
    february = [
        dict.fromkeys(record.mapping if hasattr(record, "mapping") else ())
        | {"name": name, "birth_date": day, "parent_name": "Siti Rohmah", "sex": "f", "area_code": "17.71.01.1001"}
        | {"visit_date": "2025-02-11", "weight_kg": 9.1, "nik": None}
        for name, day in [
            ("Dinda Pratama", "2023-05-14"),
            ("BY NY SITI ROHMAH", "2024-12-30"),
            ("Bima Saputra", "2022-01-30"),
        ]
    ]
    august = [row | {"visit_date": "2025-08-12", "weight_kg": 10.2} for row in february]
    august[1]["name"] = "Gendis Lestari"
    before = child_of(link(build(february)))
    after = child_of(link(pd.concat([build(february), build(august, "b.xlsx")])))
    assert {key: after[key] for key in before} == before
    assert len(set(after.values())) == 3
