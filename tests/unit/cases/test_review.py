"""Review by experts: who counts, blind second readers, "k dari n", dissent, confirmed apart from measured."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.causes import case_causes, cause_sentences, cause_table, preventable_table
from audit.cases.review import (
    confirmed_table,
    dissents,
    overall_agreement,
    reader_agreement,
    review_states,
    review_table,
    second_readers,
    waiting_cases,
)
from audit.disclosure import release, solve_pattern
from audit.language import has
from audit.results import Cell
from audit.schemas import CASES, CAUSES, REVIEWS

CYCLE, TODAY = "2025-2", date(2025, 9, 30)


def cases(*rows):
    """(case, group, chosen_by, status, confirmed)."""
    columns = ["case_id", "group", "chosen_by", "status", "stunting_confirmed"]
    frame = pd.DataFrame([(*row, *(None,) * (len(columns) - len(row))) for row in rows], columns=columns)
    return CASES.conform(frame.assign(person_id="p" + frame["case_id"].astype(str), cycle=CYCLE))


def reviews(*rows):
    """(case, discipline, reader, day, signed)."""
    frame = pd.DataFrame(rows, columns=["case_id", "discipline", "reader", "reviewed_on", "signed"])
    ids = frame["case_id"] + "-" + frame["discipline"] + "-" + frame["reader"]
    return REVIEWS.conform(frame.assign(review_id=ids, reviewed_on=pd.to_datetime(frame["reviewed_on"])))


def found(*rows):
    """(review, cause, present, preventable_by)."""
    frame = pd.DataFrame(rows, columns=["review_id", "cause_code", "present", "preventable_by"])
    ids = frame["review_id"] + "-" + frame["cause_code"]
    case = [review.partition("-")[0] for review in frame["review_id"]]
    return CAUSES.conform(frame.assign(cause_id=ids, case_id=case))


def signed(case, discipline="sp_a", reader="pertama", day="2025-09-01"):
    return (case, discipline, reader, day, True)


def states(some, *rows, **more):
    return review_states(some, reviews(*rows), as_of=TODAY, **more)


def test_a_case_counts_once_its_discipline_has_dated_and_signed():
    some = cases(*((str(i), "baduta") for i in range(6)))
    rows = [
        signed("0"),
        ("1", "sp_a", "pertama", "2025-09-01", False),
        ("2", "sp_a", "pertama", None, True),
        ("3", "psikolog", "pertama", "2025-09-01", True),
        ("4", "sp_a", "pertama", "2025-10-01", True),
    ]
    said = states(some, *rows)
    assert said["review"].to_list() == ["reviewed", *["waiting"] * 5]
    assert said["missing"].to_list() == ["", *["sp_a/gizi"] * 5]


@pytest.mark.parametrize(
    ("group", "discipline", "state"),
    [("baduta", "gizi", "reviewed"), ("balita_24_59", "sp_a", "reviewed"), ("bumil", "sp_og", "reviewed"),
     ("nifas", "sp_a", "waiting"), ("bumil", "gizi", "waiting"), ("catin", "psikolog", "reviewed")],
)  # fmt: skip
def test_each_group_asks_for_its_discipline(group, discipline, state):
    assert states(cases(("0", group)), signed("0", discipline))["review"].to_list() == [state]


def test_a_panel_may_ask_for_more():
    required = {"baduta": (("sp_a",), ("gizi",))}
    said = states(cases(("0", "baduta")), signed("0"), required=required)
    assert said[["review", "missing"]].to_numpy().tolist() == [["waiting", "gizi"]]


def test_a_second_reader_alone_reviews_nothing():
    assert states(cases(("0", "baduta")), signed("0", reader="kedua"))["review"].to_list() == ["waiting"]


def test_who_was_not_found_moved_or_refused_is_not_waiting():
    some = cases(*((s, "baduta", "score", s) for s in ("tidak_ditemukan", "pindah", "menolak", "ditunda")))
    assert states(some)["review"].to_list() == ["not_traced"] * 3 + ["waiting"]
    assert waiting_cases(states(some)).rows["case_id"].to_list() == ["ditunda"]


def twelve():
    """Twelve children: ten reviewed, causes of two kinds; two of them drawn at random."""
    some = cases(*((str(i), "baduta" if i < 9 else "bumil", "random" if i < 2 else "score") for i in range(12)))
    rows = [signed(str(i)) for i in range(9)] + [signed("9", "sp_og")]
    causes = [(f"{i}-sp_a-pertama", "low_intake", i < 7, "keluarga") for i in range(9)]
    causes += [("9-sp_og-pertama", "anaemia", True, "layanan"), ("11-sp_og-pertama", "anaemia", True, "layanan")]
    causes += [("0-sp_a-pertama", "tuberculosis", True, None)]
    table = states(some, *rows)
    return table, case_causes(table, reviews(*rows), found(*causes), as_of=TODAY)


def test_k_of_n_counts_reviewed_cases_only():
    table, causes = twelve()
    counts = cause_table(CYCLE, table, causes)
    top = Cell.of(CYCLE, review="reviewed")
    assert counts[top] == 10
    assert counts[top.replace("cause.low_intake", "present")] == 7
    assert counts[top.replace("cause.anaemia", "present")] == 1
    assert counts[top.replace("group", "baduta").replace("cause.low_intake", "present")] == 7
    assert counts[top.replace("group", "bumil").replace("cause.low_intake", "present")] == 0
    reviewed = review_table(CYCLE, table)
    assert (reviewed[Cell.of(CYCLE, review="case")], reviewed[top]) == (12, 10)


def test_cases_drawn_at_random_are_counted_apart():
    table, causes = twelve()
    counts = cause_table(CYCLE, table, causes, random_only=True)
    top = Cell.of(CYCLE, review="reviewed", chosen="random")
    assert (counts[top], counts[top.replace("cause.low_intake", "present")]) == (2, 2)


def test_sentences_name_the_most_frequent_causes_without_a_percentage_and_hide_what_is_small():
    table, causes = twelve()
    counts = cause_table(CYCLE, table, causes)
    sentences = cause_sentences(counts, CYCLE, district="17.71")
    assert [s.values["cause"] for s in sentences] == ["cause.low_intake", "cause.anaemia", "cause.tuberculosis"]
    pattern = solve_pattern([counts, *sentences])
    shown = [release(s, pattern).public for s in sentences]
    assert [s.id for s in shown] == ["review.cause_found.disamarkan"] * 3  # 7 of 10 would tell of the other 3
    assert all("found" not in s.values and "cases" not in s.values for s in shown)
    group = cause_sentences(counts, CYCLE, district="17.71", group="baduta", most=1)
    assert (group[0].id, group[0].values["found"].value) == ("review.cause_found_group", 7)
    assert all(has(f"{s.id}{end}", "id") for s in (*sentences, *group) for end in ("", ".disamarkan"))


def test_a_frequent_cause_is_shown_with_both_counts():
    some = cases(*((str(i), "baduta", "score") for i in range(24)))
    rows = [signed(str(i)) for i in range(24)]
    causes = found(*((f"{i}-sp_a-pertama", "low_intake", True, "layanan") for i in range(12)))
    table = states(some, *rows)
    counts = cause_table(CYCLE, table, case_causes(table, reviews(*rows), causes, as_of=TODAY))
    (sentence,) = cause_sentences(counts, CYCLE, district="17.71")
    shown = release(sentence, solve_pattern([counts, sentence])).public
    assert (shown.id, shown.values["found"], shown.values["cases"]) == ("review.cause_found", 12, 24)


def test_experts_who_grade_differently_are_kept_apart():
    some = cases(("0", "baduta"), ("1", "baduta"))
    rows = [signed("0"), signed("0", "gizi"), signed("1")]
    causes = found(
        ("0-sp_a-pertama", "low_intake", True, "keluarga"),
        ("0-gizi-pertama", "low_intake", True, "layanan"),
        ("1-sp_a-pertama", "low_intake", True, None),
    )
    table = states(some, *rows)
    merged = case_causes(table, reviews(*rows), causes, as_of=TODAY)
    assert merged["preventable"].to_list() == ["differs", "not_graded"]
    counts = preventable_table(CYCLE, table, merged)
    top = Cell.of(CYCLE, review="reviewed")
    of = {level: counts[top.replace("cause.low_intake", level)] for level in ("present", "differs", "not_graded")}
    assert of == {"present": 2, "differs": 1, "not_graded": 1}


def test_without_reviews_there_are_no_causes_and_no_sentences():
    table = states(cases(("0", "baduta")))
    causes = case_causes(table, reviews(), found(), as_of=TODAY)
    counts = cause_table(CYCLE, table, causes)
    assert counts[Cell.of(CYCLE, review="reviewed")] == 0
    assert cause_sentences(counts, CYCLE, district="17.71") == ()
    assert preventable_table(CYCLE, table, causes).cells == ()


def test_dissent_is_kept_in_words_and_never_public():
    rows = reviews(signed("0"), signed("0", reader="kedua"))
    rows = rows.assign(dissent=pd.array(["Bukan TB", " "], dtype="string"))
    kept = dissents(rows, TODAY)
    assert kept.rows["dissent"].to_list() == ["Bukan TB"]
    assert release(kept, solve_pattern([])).public is None


def test_confirmed_is_a_field_of_the_doctor_with_those_not_examined_beside():
    some = cases(("0", "baduta", "score", None, True), ("1", "baduta", "score", None, False), ("2", "baduta"))
    table = confirmed_table(CYCLE, states(some, signed("0"), signed("1"), signed("2")))
    top = Cell.of(CYCLE, review="reviewed", group="baduta")
    said = [table[top.replace("confirmed", level)] for level in ("confirmed", "not_confirmed", "not_examined")]
    assert (table[top], said) == (3, [1, 1, 1])


@pytest.mark.parametrize(("n", "drawn"), [(0, 0), (1, 1), (5, 1), (6, 2), (20, 4), (21, 5)])
def test_at_least_a_fifth_is_read_twice(n, drawn):
    assert len(second_readers([f"c{i}" for i in range(n)], seed=1)) == drawn


def test_the_draw_depends_on_the_seed_and_not_on_the_order():
    ids = [f"c{i:02d}" for i in range(40)]
    assert second_readers(ids, seed=7) == second_readers(ids[::-1], seed=7)
    assert len({second_readers(ids, seed=seed) for seed in range(9)}) > 1


def test_agreement_is_by_cause_over_cases_that_both_read():
    ids = [str(i) for i in range(10)]
    rows = reviews(*(signed(i, reader=r) for i in ids for r in ("pertama", "kedua")), signed("99"))
    first = [(f"{i}-sp_a-pertama", "low_intake", True, None) for i in ids[:4]]
    second = [(f"{i}-sp_a-kedua", "low_intake", True, None) for i in (*ids[:3], ids[9])]
    unsure = [("8-sp_a-kedua", "anaemia", None, None), ("9-sp_a-kedua", "anaemia", True, None)]
    lone = [("99-sp_a-pertama", "tuberculosis", True, None)]
    said = {
        c.cause_code: c.agreement for c in reader_agreement(rows, found(*first, *second, *unsure, *lone), as_of=TODAY)
    }
    assert set(said) == {"low_intake", "anaemia"}
    assert said["low_intake"].n == 10
    assert said["low_intake"].ac1 == pytest.approx(0.32 / 0.52)  # the table of test_rater_agreement by hand
    assert said["anaemia"].n == 9


def test_agreement_over_all_causes_counts_cases_and_not_judgements():
    ids = [str(i) for i in range(10)]
    rows = reviews(*(signed(i, reader=r) for i in ids for r in ("pertama", "kedua")))
    same = [(f"{i}-sp_a-{r}", "anaemia", True, None) for i in ids[:5] for r in ("pertama", "kedua")]
    first = [(f"{i}-sp_a-pertama", "low_intake", True, None) for i in ids[:4]]
    second = [(f"{i}-sp_a-kedua", "low_intake", True, None) for i in (*ids[:3], ids[9])]
    overall = overall_agreement(rows, found(*same, *first, *second), as_of=TODAY)
    assert overall.n == 10
    assert overall.agreed == pytest.approx(18 / 20)
    assert overall.ac1 == pytest.approx((0.9 - 2 * 0.45 * 0.55) / (1 - 2 * 0.45 * 0.55))  # pi = 9 of 20
    assert overall.low is not None and overall.low < overall.ac1


def test_without_second_readers_there_is_no_agreement():
    assert overall_agreement(reviews(signed("0")), found(), as_of=TODAY).ac1 is None
    assert reader_agreement(reviews(signed("0")), found(), as_of=TODAY) == ()


def test_a_case_with_two_causes_has_a_grade_of_each_and_the_tables_still_add_up():
    """Fifty cases with two causes each, graded differently: a report of them can be solved and shows both."""
    some = cases(*((str(i), "baduta") for i in range(50)))
    rows = [signed(str(i)) for i in range(50)]
    two = [
        (f"{i}-sp_a-pertama", code, True, grade)
        for i in range(50)
        for code, grade in (("low_intake", "keluarga"), ("no_latrine", "lintas_sektor"))
    ]
    table = states(some, *rows)
    merged = case_causes(table, reviews(*rows), found(*two), as_of=TODAY)
    results = [review_table(CYCLE, table), cause_table(CYCLE, table, merged), preventable_table(CYCLE, table, merged)]
    shown = {row.cell: row.numerator for row in release(results[2], solve_pattern(results)).public.rows}
    top = Cell.of(CYCLE, review="reviewed")
    assert shown[top.replace("cause.low_intake", "keluarga")] == 50
    assert shown[top.replace("cause.no_latrine", "lintas_sektor")] == 50
    assert shown[top.replace("cause.no_latrine", "keluarga")] == 0
