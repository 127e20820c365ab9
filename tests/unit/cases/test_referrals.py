"""The loop of referrals: where each stands, days between steps, order of days, order of work, counts."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.referrals import (
    EVERYBODY,
    gone_people,
    order_findings,
    referral_loop,
    referral_results,
    worklist,
)
from audit.disclosure import release, solve_pattern
from audit.language import LANGUAGES, text
from audit.reference.referral_rules import LOOP, NOT_ARRIVED, OPEN_DAYS, OUTCOMES, STEPS
from audit.reference.rule_sets import GROUPS, rule_set
from audit.report.urgent_workbook import rule_words
from audit.results import Cell
from audit.schemas import CHILDREN, REFERRALS, WOMEN

AS_OF, FOUND = date(2025, 9, 15), pd.Timestamp("2025-09-01")
CYCLE = "2025-2"


def day(n):
    return FOUND + pd.Timedelta(days=n)


def conform(rows, table):
    made = pd.DataFrame(rows)
    for name, dtype in table.columns:
        if name in made and dtype.startswith("datetime"):
            made[name] = pd.to_datetime(made[name])
    return table.conform(made)


def referral(id="r", person="anak", on=FOUND, **steps):
    known = {"referral_id": id, "person_id": person, "group": "baduta", "rule_id": "oedema", "value": "y"}
    return known | {"found_on": on} | steps


def referrals(*rows):
    return conform(list(rows), REFERRALS)


def loop(*rows, as_of=AS_OF):
    return referral_loop(referrals(*rows), as_of).to_dict("records")


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        ({}, "found"),
        ({"told_on": day(1)}, "told"),
        ({"referred_on": day(1)}, "referred"),
        ({"referred_on": day(1), "arrived_on": day(2)}, "arrived"),
        ({"arrived_on": day(2)}, "arrived"),
        ({"arrived_on": day(2), "diagnosed_on": day(3)}, "diagnosed"),
        ({"arrived_on": day(2), "treated_on": day(3)}, "treated"),
        ({"treated_on": day(3), "referred_back_on": day(9)}, "referred_back"),
        ({"referred_back_on": day(9), "closed_on": day(12)}, "closed"),
        ({"arrived_on": day(40)}, "found"),
    ],
)
def test_the_step_is_the_last_that_has_a_day(steps, step):
    assert loop(referral(**steps))[0]["step"] == step


@pytest.mark.parametrize(("ago", "late"), [(OPEN_DAYS - 1, False), (OPEN_DAYS, False), (OPEN_DAYS + 1, True)])
def test_open_for_more_than_a_fortnight_is_late(ago, late):
    (row,) = loop(referral(on=pd.Timestamp(AS_OF) - pd.Timedelta(days=ago)))
    assert (row["late"], row["open"], row["days_open"]) == (late, True, ago)


def test_what_is_closed_is_neither_open_nor_late():
    (row,) = loop(referral(on=FOUND - pd.Timedelta(days=90), closed_on=day(0)))
    assert (row["late"], row["open"], row["days_open"]) == (False, False, 90)


def test_days_are_counted_from_the_step_before_that_has_a_day():
    (row,) = loop(referral(told_on=day(1), arrived_on=day(4), diagnosed_on=day(4), closed_on=day(11)))
    shown = {name: row[f"days_to_{name}"] for name in ("told", "arrived", "diagnosed", "closed")}
    assert shown == {"told": 1, "arrived": 3, "diagnosed": 0, "closed": 7}
    assert pd.isna(row["days_to_referred"])
    assert pd.isna(row["days_to_treated"])


def test_nobody_referred_is_an_empty_loop():
    assert loop() == []
    assert worklist(referrals(), (), AS_OF).empty
    assert order_findings(referrals(), AS_OF) == ()


def doubts(*rows):
    return [(f.id, f.values["step"], f.values.get("before")) for f in order_findings(referrals(*rows), AS_OF)]


def test_arrived_before_referred_is_a_finding_and_no_exception():
    assert doubts(referral(referred_on=day(5), arrived_on=day(4))) == [
        ("referral.order", "urgent.step.arrived", "urgent.step.referred")
    ]


def test_days_in_order_or_equal_or_missing_are_no_finding():
    assert doubts(referral(referred_on=day(5), arrived_on=day(5)), referral("q", arrived_on=day(5))) == []


def test_a_step_before_the_finding_is_told():
    assert doubts(referral(told_on=day(-1))) == [("referral.order", "urgent.step.told", "urgent.step.found")]


def test_a_step_after_the_day_of_the_audit_is_told():
    assert doubts(referral(arrived_on=day(15))) == [("referral.future", "urgent.step.arrived", None)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_words(language):
    for finding in order_findings(referrals(referral(told_on=day(-1), arrived_on=day(15))), AS_OF):
        step, before = (str(finding.values.get(name, "")) for name in ("step", "before"))
        values = {"row": 3, "step": text(step, language)} | ({"before": text(before, language)} if before else {})
        assert text(finding.sentence.id, language, **values)


def test_order_of_work():
    rows = (
        referral("selesai", "e", on=day(-80), arrived_on=day(-70), closed_on=day(0)),
        referral("jalan", "d", on=day(5), told_on=day(6)),
        referral("baru", "c", on=day(6)),
        referral("lama", "b", on=day(-10)),
        referral("tertua", "a", on=day(-20), arrived_on=day(-1)),
    )
    assert worklist(referrals(*rows), (), AS_OF)["referral_id"].to_list() == [
        "tertua",
        "lama",
        "baru",
        "jalan",
        "selesai",
    ]


def test_who_is_gone_is_on_no_list():
    rows = referrals(referral("a", "mati"), referral("b", "ada"), referral("c", "lain"))
    assert worklist(rows, {"mati"}, AS_OF)["person_id"].to_list() == ["ada", "lain"]


def test_gone_are_those_who_died_moved_refused_or_outgrew():
    def child(id, **more):
        return {"child_id": id, "birth_date": "2024-01-01"} | more

    def at(status, on="2025-09-10"):
        return {"life_status": status, "life_status_date": on}

    children = [
        child("ada"), child("mati", **at("meninggal")), child("pindah", **at("pindah")),
        child("menolak", **at("menolak")), child("nanti", **at("meninggal", "2025-09-16")),
        child("lima", birth_date="2020-09-15"), child("hampir", birth_date="2020-09-16"),
    ]  # fmt: skip
    women = [
        {"woman_id": "ibu", "contact_date": "2025-08-01"},
        {"woman_id": "almarhumah", "contact_date": "2025-08-01"} | at("meninggal"),
    ]
    gone = gone_people(conform(children, CHILDREN), conform(women, WOMEN), AS_OF)
    assert gone == {"mati", "pindah", "menolak", "lima", "almarhumah"}


# Counts ---------------------------------------------------------------------------------------------------------------


def counted(*rows, gone=()):
    sentence, steps, reasons, lines = referral_results(referrals(*rows), gone, CYCLE, AS_OF)
    at = {cell.key.partition("|")[2]: n for cell, n in zip(steps.cells, steps.counts, strict=True)}
    why = {cell.level("not_arrived"): n for cell, n in zip(reasons.cells, reasons.counts, strict=True)}
    return sentence, at, why, lines


def test_a_person_counts_once_at_the_least_advanced_open_referral():
    _, at, _, lines = counted(
        referral("a", rule_id="x", arrived_on=day(1)),
        referral("b", rule_id="y"),
        referral("c", "lain", arrived_on=day(1), closed_on=day(2)),
        referral("d", "lain", rule_id="z", referred_on=day(1)),
    )
    assert at["referral=urgent"] == 2
    assert (at["referral=found"], at["referral=referred"], at["referral=received"]) == (1, 1, 0)
    assert len(lines.rows) == 4


def test_every_person_is_waiting_received_or_over():
    rows = [
        referral("a", "1"),
        referral("b", "2", arrived_on=day(1)),
        referral("c", "3", arrived_on=day(1), closed_on=day(2)),
        referral("d", "4", closed_on=day(2), outcome="tidak_terbukti"),
        referral("e", "5"),
        referral("f", "6", group=None),
    ]
    sentence, at, _, _ = counted(*rows, gone={"5"})
    assert [at[f"referral={part}"] for part in (EVERYBODY, "waiting", "received", "ended")] == [6, 2, 2, 2]
    assert at["referral=urgent|referral_group=baduta"] == 5
    assert at["referral=urgent|referral_group=unknown"] == 1
    assert sentence.id == "headline.urgent_ended"


def test_why_those_who_were_referred_have_not_come():
    _, _, why, _ = counted(
        referral("a", "1", referred_on=day(1), not_arrived="transportasi"),
        referral("b", "2", referred_on=day(1)),
        referral("c", "3", not_arrived="menolak"),
        referral("d", "4", referred_on=day(1), arrived_on=day(2), not_arrived="transportasi"),
    )
    assert (why["transportasi"], why["not_said"], why["menolak"]) == (1, 1, 0)


def test_without_anybody_the_sentence_says_so():
    sentence, at, _, lines = counted()
    assert sentence.id == "headline.urgent_none"
    assert set(at.values()) == {0}
    assert lines.rows.empty


def test_no_cell_is_about_a_whole_cycle():
    """Other results of a cycle count other people: a cell of the period alone would say that they are the same."""
    _, steps, reasons, _ = referral_results(referrals(referral()), (), CYCLE, AS_OF)
    assert all(cell.level("referral") for table in (steps, reasons) for cell in table.cells)


@pytest.mark.parametrize("n", [1, 4, 5, 30])
def test_small_counts_are_said_to_nobody(n):
    results = referral_results(referrals(*(referral(f"r{i}", f"p{i}") for i in range(n))), (), CYCLE, AS_OF)
    pattern = solve_pattern(results)
    sentence, steps, _, lines = (release(result, pattern) for result in results)
    public = next(row for row in steps.public.rows if row.cell == Cell.of(CYCLE, referral=EVERYBODY))
    assert public.hidden is (n < 5)
    assert sentence.public.id == ("headline.urgent.disamarkan" if n < 5 else "headline.urgent")
    assert lines.public is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_people_read_has_words(language):
    steps = [level for part in ("waiting", "received") for level in LOOP.below(part)]
    assert len(steps) == len(STEPS)
    ids = [f"urgent.step.{step}" for step in steps]
    ids += [f"urgent.not_arrived.{code}" for code in (*NOT_ARRIVED, "not_said")]
    ids += [f"urgent.outcome.{code}" for code in OUTCOMES]
    ids += [f"urgent.group.{group}" for group in (*GROUPS, "unknown")]
    assert all(text(id, language) for id in ids)
    assert all(rule_words(rule, language) for rule in rule_set("urgent_practice_2026").rules)


def test_rules_say_the_bound_that_is_used():
    rules = rule_set("urgent_practice_2026")
    assert "11,5 cm" in rule_words(rules["muac_very_low"], "id")
    assert "8,5 g/dL" in rule_words(rules.with_bounds({"hb_very_low": 8.5})["hb_very_low"], "id")
    assert "140 mmHg" in rule_words(rules["blood_pressure_systolic"], "en")
