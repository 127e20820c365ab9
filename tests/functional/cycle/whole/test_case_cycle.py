"""A whole simulated cycle: select, refer, fill in, read back, review, agree, follow up, and open the next cycle."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from audit.cases.carry_over import carry_over
from audit.cases.case_records import case_changes
from audit.cases.choosing import SelectionSettings, choose
from audit.cases.cycle import gate_states, stage_states
from audit.cases.evaluation import remeasurement_list, remeasurements, risk_shifts
from audit.cases.follow_up import plan_states
from audit.cases.people import People
from audit.cases.referrals import gone_people, referral_loop, worklist
from audit.cases.review import review_states
from audit.cases.rules import AT_RISK, screen
from audit.cases.selection_frame import BY_LOT, BY_OVERRIDE, BY_SCORE
from audit.pipeline.border import key_for
from audit.register.heard import ReadCases
from audit.schemas import (
    ATTENDANCE,
    CASES,
    EVALUATIONS,
    FOLLOW_UPS,
    GATES,
    ITEMS,
    REFERRALS,
    REVIEWS,
)
from audit.store.cycles import CycleStore
from audit.store.entries import conflicts, current


def test_everybody_eligible_is_in_the_frame_once_and_the_quotas_hold(plan, chosen) -> None:
    frame, proposal = chosen.selection.frame, chosen.proposal.chosen
    assert not frame.duplicated(["person_id", "group"]).any()
    assert proposal["group"].value_counts().to_dict() == plan.per_group
    assert frame[["score", "rank", "drawn_probability"]].notna().all(axis=None)
    at_risk = set(chosen.people.frame.loc[chosen.screening.number(AT_RISK) > 0, "person_id"])
    assert set(frame["person_id"]) <= at_risk
    assert len(chosen.selection.by_lot) == round(0.1 * sum(plan.per_group.values()))


def test_the_team_changed_the_proposal_with_a_reason(plan, chosen) -> None:
    by_person = chosen.selection.frame.set_index("person_id")
    assert by_person.loc[chosen.put_in, "chosen_by"] == BY_OVERRIDE
    assert pd.isna(by_person.loc[chosen.taken_out, "chosen_by"])
    assert by_person.loc[[chosen.put_in, chosen.taken_out], "override_reason"].notna().all()
    cases = current(chosen.store.entries(), CASES)
    assert len(cases) == sum(plan.per_group.values())
    assert chosen.put_in in set(cases["person_id"])
    assert chosen.taken_out not in set(cases["person_id"])
    assert set(cases["chosen_by"]) == {BY_SCORE, BY_LOT, BY_OVERRIDE}


def test_urgent_referrals_do_not_wait_and_are_not_chosen_by_them(plan, chosen, referred: pd.DataFrame) -> None:
    loop = referral_loop(current(chosen.store.entries(), REFERRALS), plan.visited)
    assert len(loop) == len(referred) > 5
    assert (loop["step"] == "closed").sum() == (len(loop) + 1) // 2
    assert loop["open"].sum() == len(loop) // 2
    assert len(current(chosen.store.entries(), CASES)) == sum(plan.per_group.values())


def test_what_was_filled_in_is_read_and_the_rest_is_handed_back(chosen, filled_in: SimpleNamespace) -> None:
    read: ReadCases = filled_in.first
    assert [cell.column for cell in read.rejected] == ["weight_kg"] * filled_in.rejected
    assert read.answers > len(current(chosen.store.entries(), CASES))
    items = current(chosen.store.entries(), ITEMS)
    smoke = items[items["item_code"] == "smoke_at_home"]
    assert set(smoke["value"]) == {"y"}
    assert len(filled_in.again.entries) == 0, "read twice, it adds nothing"


def test_whoever_moved_is_said_to_have_moved_and_every_other_case_was_visited(
    chosen, filled_in: SimpleNamespace
) -> None:
    status = current(chosen.store.entries(), CASES).set_index("case_id")["status"]
    assert status[filled_in.moved] == "pindah"
    assert set(status.drop(filled_in.moved)) == {"ditelusuri"}


def test_two_copies_of_the_workbook_lose_nothing(plan, chosen, filled_in: SimpleNamespace, tmp_path: Path) -> None:
    """A second person fills in a copy: what differs stands side by side until somebody decides."""
    mine, theirs = CycleStore(tmp_path / "mine"), CycleStore(tmp_path / "theirs")
    for store in (mine, theirs):
        store.add(chosen.store.entries())
    case = current(mine.entries(), CASES)["case_id"].iloc[0]
    row = {"item_id": f"{case}:notes", "case_id": case, "item_code": "notes"}
    plan.add(mine, ITEMS, [row | {"value": "Ibu bekerja"}], "bidan", plan.visited)
    plan.add(theirs, ITEMS, [row | {"value": "Diasuh nenek"}], "pkb", plan.visited)
    both = mine.take_in(theirs)
    assert set(both["value"]) == {"Ibu bekerja", "Diasuh nenek"}
    assert len(conflicts(mine.entries())) == 2


def test_only_reviewed_cases_count(plan, chosen, filled_in: SimpleNamespace, reviewed: str) -> None:
    entries = chosen.store.entries()
    states = review_states(current(entries, CASES), current(entries, REVIEWS), as_of=plan.agreed).set_index("case_id")
    assert states.loc[reviewed, "review"] == "waiting"
    assert states.loc[filled_in.moved, "review"] == "not_traced"
    assert set(states.drop([reviewed, filled_in.moved])["review"]) == {"reviewed"}


def test_a_plan_counts_once_the_chair_approved_it(plan, chosen, reviewed: str, agreed: str) -> None:
    plans = plan_states(current(chosen.store.entries(), FOLLOW_UPS), as_of=plan.disseminated)
    of_cases = plans[plans["case_id"].notna()]
    assert len(of_cases) == sum(plan.per_group.values())
    assert set(of_cases.loc[of_cases["case_id"] == reviewed, "state"]) == {"draft"}
    assert of_cases.loc[of_cases["case_id"] != reviewed, "counts"].all()
    (of_area,) = plans[plans["case_id"].isna()].itertuples()
    assert (of_area.rtl_id, of_area.strength, of_area.counts) == (f"{agreed}-01", "kuat", False)


def test_who_came_to_the_forum_is_kept_by_office(chosen, agreed: str) -> None:
    came = current(chosen.store.entries(), ATTENDANCE)
    assert dict(zip(came["office"], came["people"], strict=True)) == {"Dinas Kesehatan": 3, "Dinas Sosial": 1}
    assert set(came["meeting"]) == {agreed}


@pytest.mark.usefixtures("gates")
def test_the_cycle_stands_after_its_first_dissemination(plan, chosen) -> None:
    states = gate_states(current(chosen.store.entries(), GATES), as_of=plan.disseminated)
    assert [stage.closed_on is not None for stage in stage_states(states)] == [True, True, True, False]


def test_risk_is_less_for_some_who_were_helped(plan, chosen, later: SimpleNamespace, evaluated: People) -> None:
    entries = chosen.store.entries()
    shifts = risk_shifts(current(entries, CASES), current(entries, EVALUATIONS), as_of=plan.closed).set_index(
        "person_id"
    )
    assert (shifts.loc[shifts.index.isin(later.helped), "shift"] == "reduced").any()
    assert not (shifts.loc[shifts.index.isin(later.helped), "shift"] == "increased").any()
    assert shifts.loc[later.died, "shift"] == "not_assessable"
    assert {"reduced", "same", "not_assessable"} <= set(shifts["shift"])


def test_a_child_who_died_is_on_no_list(plan, chosen, later: SimpleNamespace, evaluated: People) -> None:
    t = later.district.border.tables
    gone, present = gone_people(t.children, t.women, plan.closed), set(evaluated.frame["person_id"])
    assert later.died in gone
    assert later.died not in present
    entries = chosen.store.entries()
    rounds = remeasurements(
        current(entries, CASES), current(entries, EVALUATIONS), since=plan.disseminated, as_of=plan.closed
    )
    due = rounds[rounds["state"] == "due"]
    assert later.died in set(due["person_id"])
    assert later.died not in set(remeasurement_list(rounds, present=present).rows["person_id"])
    assert later.died not in set(worklist(current(entries, REFERRALS), gone, plan.closed)["person_id"])
    again = choose(
        evaluated, screen(evaluated, plan.risks), SelectionSettings(cycle=plan.next, per_group=plan.per_group), seed=1
    )
    assert later.died not in set(again.frame["person_id"])


def test_the_next_cycle_starts_from_what_is_open(
    plan, chosen, referred, reviewed: str, later: SimpleNamespace, evaluated: People, tmp_path: Path
) -> None:
    t, key = later.district.border.tables, key_for(later.district.params).secret
    gone = gone_people(t.children, t.women, plan.closed)
    opening = carry_over(chosen.store.entries(), cycle=plan.cycle, as_of=plan.closed, gone=gone)
    store = CycleStore(tmp_path / plan.next)
    assert store.add(opening) == len(opening)
    assert store.add(opening) == 0
    entries = store.entries()
    assert current(entries, CASES)["case_id"].tolist() == [reviewed]
    open_before = referral_loop(current(chosen.store.entries(), REFERRALS), plan.closed).query("open")
    assert set(current(entries, REFERRALS)["referral_id"]) == set(
        open_before.loc[~open_before["person_id"].isin(gone), "referral_id"]
    )
    plans, theirs = current(entries, FOLLOW_UPS), current(chosen.store.entries(), CASES).set_index("person_id")
    assert theirs.loc[later.died, "case_id"] not in set(plans["case_id"])
    left = theirs[~theirs.index.isin(gone)]
    assert len(plans) == len(left) + 1, "one a case, and that of the desa"

    screening = screen(evaluated, plan.risks)
    people, earlier = evaluated, chosen.screening
    second = choose(
        people, screening, SelectionSettings(cycle=plan.next, per_group=plan.per_group), seed=2, earlier=earlier
    )
    store.add(case_changes(store.entries(), second, key=key, chosen_on=plan.closed))
    new = current(store.entries(), CASES)
    fresh = new[new["cycle"] == plan.next]
    assert len(fresh) == len(second.chosen) > 10
    assert not set(fresh["case_id"]) & set(current(chosen.store.entries(), CASES)["case_id"])
