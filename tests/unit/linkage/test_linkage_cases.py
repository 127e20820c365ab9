"""One trap of real registers a test: what must be one child, what must be two, what a person decides."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.register.linkage import link_visits
from audit.schemas import CHILDREN, VISITS
from audit.store import IDENTITIES

NIK, OTHER_NIK = "1771995405230001", "1771995405230002"


def children(linked) -> int:
    return linked.summary.children


def asked(linked) -> int:
    return linked.summary.to_decide


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"name": "DINDA PRTAAMA"},
        {"name": "Pratama Dinda"},
        {"name": "Dinda"},
        {"parent_name": "Joko / Siti Rohmah"},
        {"parent_name": "Siti Rohmah & Joko"},
        {"parent_name": "Siti Rohmha"},
        {"parent_name": None},
        {"birth_date": "2023-05-15"},
        {"birth_date": "2023-05-24"},
        {"birth_date": "2027-05-14"},  # after the visit: no date of a sibling
        {"sex": "m"},
        {"area_code": "17.71.01.1002", "posyandu": "Mawar"},
        {"birth_weight_kg": None, "birth_length_cm": None},
        {"posyandu": "MELATI "},
        {"nik": NIK, "nik_status": "ok"},
    ],
)
def test_one_child_however_written(link, later, change):
    linked = link({}, later | change)
    assert children(linked) == 1
    assert linked.summary.visits == 2


def test_day_and_month_of_birth_swapped(link, later):
    assert children(link({"birth_date": "2023-05-04"}, later | {"birth_date": "2023-04-05"})) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Bunga Pratama"},
        {"name": "Bunga Pratama", "birth_weight_kg": 2.8},
        {"birth_date": "2021-11-02"},  # a child of the same name, parent and desa: an elder one
        {"birth_date": "2021-11-02", "parent_name": "Rina Marlina"},
    ],
)
def test_two_children(link, later, change):
    linked = link({}, later | change)
    assert children(linked) == 2
    assert asked(linked) == 0


def test_a_nik_alone_joins_nobody(link, later):
    other = {"name": "Bima Saputra", "sex": "m", "birth_date": "2022-01-30", "parent_name": "Rina Marlina"}
    linked = link({"nik": NIK, "nik_status": "ok"}, later | other | {"nik": NIK, "nik_status": "ok"})
    assert children(linked) == 2


def test_a_nik_that_is_not_whole_says_nothing(link, later):
    broken = {"nik": "177199540", "nik_status": "panjang_salah"}
    assert children(link({} | broken, later | broken | {"name": "Bunga Pratama"})) == 2


def test_twins_with_rhyming_names_measured_on_the_same_days(link, later):
    a = {"name": "Rafa Ramadhan", "birth_weight_kg": 2.6}
    b = {"name": "Rafi Ramadhan", "birth_weight_kg": 2.4}
    linked = link(a, b | {"weight_kg": 9.1}, later | a, later | b | {"weight_kg": 10.0})
    assert children(linked) == 2
    assert linked.visits.groupby("child_id").size().tolist() == [2, 2]


def test_twins_with_rhyming_names_and_one_birth_weight(link, later):
    a, b = {"name": "Rafa Ramadhan"}, {"name": "Rafi Ramadhan"}
    linked = link(a, b | {"weight_kg": 9.1}, later | a, later | b | {"weight_kg": 10.0})
    assert children(linked) == 2


def on(days: str, change: dict) -> list[dict]:
    """A record a day ("0211" is 11 February), each with its own weight."""
    return [
        change | {"visit_date": f"2025-{day[:2]}-{day[2:]}", "weight_kg": 9.0 + k / 10, "birth_weight_kg": None}
        for k, day in enumerate(days.split())
    ]


RAFA, RAFI, RABA = ({"name": f"{first} Ramadhan"} for first in ("Rafa", "Rafi", "Raba"))


def groups(linked) -> list[int]:
    return sorted(linked.visits.groupby("child_id").size())


@pytest.mark.parametrize(("other", "days"), [(RAFI, "0611 0712 0811"), (RABA, "0611 0712 0811"), (RAFI, "0611")])
def test_twins_with_rhyming_names_never_measured_on_one_day_are_left_to_a_person(link, other, days):
    linked = link(*on("0110 0211 0313", RAFA), *on(days, other))
    assert groups(linked) == sorted([3, len(days.split())])
    assert asked(linked) == 1


def test_one_slip_among_many_rows_is_the_same_child(link):
    assert children(link(*on("0110 0211 0313", RAFA), *on("0611", RABA))) == 1


def test_a_vowel_is_a_slip_where_the_nik_is_the_same_but_twins_may_have_one_birth_weight(link):
    def found(known):
        linked = link(*(row | known for row in (*on("0110 0211 0313", RAFA), *on("0611", RAFI))))
        return groups(linked), asked(linked)

    assert found({"nik": NIK, "nik_status": "ok"}) == ([4], 0)
    assert found({"birth_weight_kg": 3.1, "birth_length_cm": 48.0}) == ([1, 3], 1)


@pytest.mark.parametrize(("first", "second"), [(RAFA, RAFI), (RAFA, RABA)])
def test_two_first_names_each_written_once_may_be_twins_of_one_birth_weight(link, first, second):
    same = {"birth_weight_kg": 2.4}
    linked = link(*(row | same for row in (*on("0110", first), *on("0611", second))))
    assert (groups(linked), asked(linked)) == ([1, 1], 1)


def test_one_row_of_a_name_that_other_children_bear_is_no_slip(link):
    dates, mothers = ("2021-03-02", "2022-09-21", "2023-11-30", "2020-12-07"), ("Dewi", "Lilis", "Marlina", "Rina")
    others = [
        on("0110", {"name": f"{first} Nugraha", "birth_date": born, "parent_name": mother})[0]
        for first, born, mother in zip(("Rafa", "Raba", "Rafa", "Raba"), dates, mothers, strict=True)
    ]
    family = (*on("0110 0211 0313", RAFA), *on("0611", RABA))
    assert (children(link(*others[:2], *family)), asked(link(*others[:2], *family))) == (3, 0)
    assert (children(link(*others, *family)), asked(link(*others, *family))) == (6, 1)


@pytest.mark.parametrize("birth_weight", [{}, {"birth_weight_kg": None}, {"birth_weight_kg": 2.7}])
@pytest.mark.parametrize("born", ["2022-05-14", "2021-05-14", "2024-05-14"])
def test_birth_dates_that_one_mother_may_have_given_both_are_asked_about(link, later, born, birth_weight):
    elder = {"birth_date": born} | birth_weight
    linked = link({}, {"visit_date": "2025-03-13", "weight_kg": 10.5}, later | elder)
    assert (groups(linked), asked(linked)) == ([1, 2], 1)


def test_a_mistyped_year_is_one_child_by_nik_or_by_the_same_visit(link, later):
    year = {"birth_date": "2022-05-14"}
    assert children(link({"nik": NIK, "nik_status": "ok"}, later | year | {"nik": NIK, "nik_status": "ok"})) == 1
    assert children(link({}, year)) == 1


def test_a_mistyped_year_does_not_tear_other_rows_of_its_child_apart(link):
    rows = (*on("0110", {"name": "Dinda Prtama"}), *on("0211 0313", {}), *on("0611", {"birth_date": "2022-05-14"}))
    linked = link(*rows)
    assert (groups(linked), asked(linked)) == ([1, 3], 1)


@pytest.mark.parametrize("birth_weight", [{}, {"birth_weight_kg": None, "birth_length_cm": None}])
@pytest.mark.parametrize(
    "place",
    [{"posyandu": "Mawar"}, {"area_code": "17.71.01.1002"}, {"area_code": "17.71.02.1002", "posyandu": "Mawar"}],
)
def test_one_name_and_birth_date_with_another_mother_in_another_place_is_asked_about(link, later, place, birth_weight):
    linked = link(birth_weight, later | {"parent_name": "Rina Marlina"} | place | birth_weight)
    assert (children(linked), asked(linked)) == (2, 1)


def test_slips_that_are_never_the_same_are_too_many_for_one_child(link):
    linked = link(*on("0110 0313", RAFA), *on("0211", {"name": "Raja Ramadhan"}), *on("0611", RABA))
    assert children(linked) > 1
    assert asked(linked) >= 1


def test_a_name_cut_short_now_and_then_is_one_child(link):
    assert children(link(*on("0110 0313", RAFA), *on("0211 0611", {"name": "Rafa"}))) == 1


def test_a_child_spelt_in_two_ways_of_one_sound_is_one_child_but_not_on_one_day(link):
    one, other = {"name": "Zidan Purba"}, {"name": "Zidhan Purba"}
    assert children(link(*on("0110 0211", one), *on("0611 0712", other))) == 1
    assert children(link(*on("0110 0211", one), *on("0211 0712", other | {"lenhei_cm": 70.0}))) == 2


def test_a_row_between_twins_joins_neither_and_no_other_such_row(link):
    a, b = on("0110 0211 0313", RAFA), on("0211 0313 0811", RAFI | {"lenhei_cm": 70.0})
    between = [*on("0411", {"name": "Raf Ramadhan"}), *on("0712", {"name": "Rafu Ramadhan", "parent_name": None})]
    linked = link(*a, *b, *between)
    assert groups(linked) == [1, 1, 3, 3]
    assert asked(linked) == 5  # each with each twin, and with the other


def test_what_one_twin_does_not_say_does_not_make_a_row_the_others(link):
    a, b = on("0110 0211 0313", RAFA), on("0211 0313 0811", RAFI | {"lenhei_cm": 70.0, "parent_name": None})
    assert groups(link(*a, *b, *on("0411", {"name": "Raf Ramadhan"}))) == [1, 3, 3]


def test_children_of_one_name_and_birth_date_with_other_parents_in_one_file(link):
    linked = link(*on("0110 0211", {}), *on("0611 0712", {"parent_name": "Rina Marlina"}))
    assert (groups(linked), asked(linked)) == ([2, 2], 1)


def test_children_of_one_name_and_birth_date_with_other_parents_on_one_day(link):
    linked = link(*on("0110", {}), *on("0110", {"parent_name": "Rina Marlina", "lenhei_cm": 70.0}))
    assert (groups(linked), asked(linked)) == ([1, 1], 1)


def test_father_in_one_file_and_mother_in_the_other_is_one_child(records):
    from audit.reference.areas import areas_of

    mother, father = records(*on("0110 0211", {})), records(*on("0611 0712", {"parent_name": "Joko"}))
    both = pd.concat([mother, father.assign(source_file="b.xlsx")])
    assert children(link_visits(both, key=b"contoh", areas=areas_of("17.71"))) == 1


def test_children_of_one_name_born_days_apart_and_measured_on_the_same_days(link):
    younger = {"birth_date": "2023-05-19", "lenhei_cm": 70.0}
    assert groups(link(*on("0110 0211", {}), *on("0110 0211", younger))) == [2, 2]


def test_an_unnamed_baby_is_the_child_that_is_later_named(link, later):
    assert children(link({"name": "BY NY SITI ROHMAH"}, later)) == 1
    assert children(link({"name": "BY NY SITI ROHMAH", "parent_name": None}, later)) == 1


def test_an_unnamed_baby_that_may_be_either_twin_is_left_to_a_person(link, later):
    linked = link({"name": "BY NY SITI ROHMAH"}, later, later | {"name": "Bunga Lestari", "weight_kg": 9.0})
    assert children(linked) == 3
    assert asked(linked) >= 1


@pytest.mark.parametrize("other", [{"birth_weight_kg": 2.3}, {"sex": "m"}])
def test_an_unnamed_baby_of_another_weight_or_sex_may_be_the_twin(link, later, other):
    linked = link({"name": "BY NY SITI ROHMAH"}, later | other)
    assert (children(linked), asked(linked)) == (2, 1)


def test_unnamed_twins_are_told_by_their_birth_order(link, later):
    one, two = {"name": "BY NY SITI ROHMAH I"}, {"name": "BY NY SITI ROHMAH II"}
    assert children(link(one, two | {"weight_kg": 9.0}, later | one, later | two | {"weight_kg": 10.1})) == 2


def test_unnamed_twins_without_birth_order_are_not_merged(link):
    baby = {"name": "BY NY SITI ROHMAH"}
    assert children(link(baby, baby | {"weight_kg": 9.0})) == 2


def test_a_copied_row_is_merged_and_listed(link):
    linked = link({}, {})
    assert (linked.summary.visits, linked.summary.merged) == (1, 1)
    assert linked.left_out["reason"].tolist() == ["duplikat_persis"]
    assert linked.left_out["source_row"].tolist() == [3]


def test_a_copy_that_says_less_is_merged_into_the_one_that_says_more(link):
    linked = link({"measure": None}, {})
    assert linked.summary.merged == 1
    assert linked.visits["source_row"].tolist() == [3]


def test_measured_twice_on_a_day_is_a_second_measurement(link):
    linked = link({}, {"weight_kg": 10.4, "lenhei_cm": 81.0})
    assert children(linked) == 1
    assert linked.visits["seq"].tolist() == [1, 2]


def test_a_record_without_a_day_is_no_visit_but_its_child_is_kept(link):
    linked = link({"visit_date": None})
    assert (linked.summary.visits, linked.summary.undated, children(linked)) == (0, 1, 1)


def test_records_that_say_nearly_nothing_are_not_taken_for_one_child(link, later):
    poor = dict.fromkeys(("birth_date", "parent_name", "birth_weight_kg", "birth_length_cm", "posyandu", "sex"))
    assert children(link(poor, later | poor)) == 2


def test_a_person_decides_and_the_next_run_obeys(link, later):
    baby, twin = {"name": "BY NY SITI ROHMAH"}, later | {"name": "Bunga Lestari", "weight_kg": 9.0}
    first = link(baby, later, twin)
    pair = first.to_decide[
        first.to_decide["b_name"].eq("Dinda Pratama") | first.to_decide["a_name"].eq("Dinda Pratama")
    ]
    answer = pair[["pair_id"]].assign(decision="sama")
    second = link(baby, later, twin, decisions=answer)
    assert children(second) == 2
    assert asked(second) == 0
    visits = second.visits.groupby("child_id").size()
    assert sorted(visits) == [1, 2]


@pytest.mark.parametrize("other", [{"birth_date": "2022-05-14"}, RAFI])
def test_one_answer_settles_all_that_it_asked_about(link, other):
    """However many descriptions each side has, the pair is asked about once."""
    poor = {"birth_length_cm": None}
    rows = [*on("0110", RAFA), *on("0211", RAFA | poor), *on("0611", RAFA | other), *on("0712", RAFA | other | poor)]
    first = link(*rows)
    assert (children(first), asked(first)) == (2, 1)
    second = link(*rows, decisions=first.to_decide[["pair_id"]].assign(decision="sama"))
    assert (children(second), asked(second), second.summary.answers_unfit) == (1, 0, 0)


def test_two_children_by_decision_stay_two(link, later):
    one, other = {"name": "BY NY SITI ROHMAH"}, later
    joined = link(one, other)
    assert children(joined) == 1
    twin = later | {"name": "Bunga Lestari", "weight_kg": 9.0}
    listed = link(one, other, twin).to_decide
    answer = listed[["pair_id"]].assign(decision="beda")
    assert children(link(one, other, twin, decisions=answer)) == 3
    assert asked(link(one, other, twin, decisions=answer)) == 0


def test_a_decision_about_rows_that_are_gone_is_passed_over_and_counted(link):
    gone = pd.DataFrame({"pair_id": ["abc-def", "abc-ghi"], "decision": ["sama", "beda"]})
    linked = link({}, decisions=gone)
    assert (children(linked), linked.summary.answers_unfit) == (1, 2)
    assert link({}).summary.answers_unfit == 0


def test_the_tables_keep_their_promise_and_hold_no_identity(link, later):
    linked = link({"nik": NIK, "nik_status": "ok"}, later)
    assert list(linked.children.columns) == list(CHILDREN.names)
    assert list(linked.visits.columns) == list(VISITS.names)
    assert list(linked.identities.columns) == list(IDENTITIES.names)
    assert linked.identities["nik"].tolist() == [NIK]
    printed = linked.children.to_csv() + linked.visits.to_csv() + linked.left_out.to_csv()
    assert not any(word in printed for word in ("Dinda", "Siti", NIK))


def test_what_a_child_is_comes_from_most_rows_and_where_from_the_newest(link, later):
    may = {"visit_date": "2025-05-12", "weight_kg": 10.9, "sex": "m"}
    moved = later | {"area_code": "17.71.01.1002", "posyandu": "Mawar"}
    linked = link({"nik": NIK, "nik_status": "ok"}, may, moved)
    assert children(linked) == 1
    child = linked.children.iloc[0]
    assert (child["sex"], child["area_code"], child["posyandu"]) == ("f", "17.71.01.1002", "Mawar")
    assert (child["nik_status"], child["birth_weight_kg"]) == ("ok", 3.1)


def test_nothing_in_gives_nothing_out(records, link):
    from audit.reference.areas import areas_of

    linked = link_visits(records({}).iloc[:0], key=b"contoh", areas=areas_of("17.71"))
    assert (linked.summary.records, linked.summary.children, linked.summary.to_decide) == (0, 0, 0)


def test_columns_that_a_file_lacks_may_be_absent(records):
    from audit.reference.areas import areas_of

    frame = records({}, {"visit_date": "2025-08-12"})[
        ["name", "sex", "birth_date", "visit_date", "weight_kg", "parent_name"]
    ]
    linked = link_visits(frame, key=b"contoh", areas=areas_of("17.71"))
    assert (linked.summary.children, linked.summary.visits) == (1, 2)


def test_the_list_shows_both_sides_and_reasons_that_the_catalogue_knows(link, later):
    from audit.language import has

    listed = link({"name": "BY NY SITI ROHMAH"}, later, later | {"name": "Bunga Lestari", "weight_kg": 9.0}).to_decide
    assert {"pair_id", "score", "reasons", "a_name", "b_name", "a_source", "b_source", "decision"} <= set(
        listed.columns
    )
    assert listed["a_area"].str.contains("17.71").sum() == 0
    for reason in ";".join(listed["reasons"]).split(";"):
        assert has(f"linkage.{reason}", "id")
        assert has(f"linkage.{reason}", "en")
