"""The frameworks say what the notes on the programme say, row by row, and leave open what the notes leave open."""

from __future__ import annotations

import re

import pytest

from audit.language import text
from audit.reference.action_frameworks import framework
from audit.reference.appraisal_schemes import appraisal_scheme
from audit.reference.legal_basis import legal_basis

EIGHT, P3S = framework("aksi8_2018_2024"), framework("p3s_2025")


@pytest.fixture(scope="module")
def domain(shared):
    return shared("reference/domain.md").read_text(encoding="utf-8")


def part(notes, heading):
    return notes.partition(f"### {heading}")[2].partition("\n### ")[0]


@pytest.mark.shared
def test_the_eight_are_numbered_and_named_as_in_the_notes(domain):
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", part(domain, "3.1 The eight"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == [action.number for action in EIGHT.actions]
    named = [text(f"convergence.action.{EIGHT.id}.{action.id}").casefold() for action in EIGHT.actions]
    for (number, name), ours in zip(rows, named, strict=True):
        said = set(re.findall(r"[a-z]{4,}", name.casefold())) - {"perbup", "perwali", "percepatan", "pelaku", "role"}
        assert ours.startswith(f"aksi {number} ")
        assert said & set(re.findall(r"[a-z]{4,}", ours)), (name, ours)


def test_what_feeds_what():
    # domain.md 3.1: aksi 1 results feed 2, 3 and 4; aksi 6 and 7 feed 8, 8 feeds next 1.
    number = {action.id: action.number for action in EIGHT.actions}
    flows = {(number[flow.giver], number[flow.taker], flow.years_later) for flow in EIGHT.flows}
    assert flows == {(1, 2, 0), (1, 3, 0), (1, 4, 0), (6, 8, 0), (7, 8, 0), (8, 1, 1)}
    assert "flow_of_kpm" in EIGHT.gaps
    assert P3S.flows == ()


@pytest.mark.shared
def test_the_actions_of_p3s_are_those_that_were_read_and_the_list_is_said_to_be_cut_off(domain):
    line = next(line for line in part(domain, "3.4 2025 onward").splitlines() if "main actions" in line)
    main = re.search(r"main actions = ([^;]+); supporting = (\w+), (\w+) \(list cut off", line)
    assert main is not None
    words = [name.strip().replace(" ", "_") for name in main[1].split(",")]
    assert [action.id for action in P3S.actions if action.role == "main"] == words
    assert [action.id for action in P3S.actions if action.role == "supporting"] == [main[2], main[3]]
    assert not P3S.complete
    assert "action_list" in P3S.gaps
    assert {(action.number, action.outputs, action.evidence, action.months) for action in P3S.actions} == {
        (None, (), (), ())
    }


def test_laws_with_their_standing():
    # practice.md C6: targets of Perpres 72/2021 ended; the circular of 17 March 2025 starts P3S and still orders the
    # appraisal of 2024 by the eight; the changed Perpres is a draft.
    standing = {(one.id, law.short): law.standing for one in (EIGHT, P3S) for law in one.laws}
    assert standing == {
        (EIGHT.id, "Perpres 72/2021"): "targets_ended",
        (EIGHT.id, "SE 400.5.7/1685/Bangda"): "appraises_2024",
        (P3S.id, "SE 400.5.7/1685/Bangda"): "in_force",
        (P3S.id, "Perubahan Perpres 72/2021"): "draft",
    }
    known = {law.id: law.short for law in legal_basis()}
    assert all(known[law.law] == law.short for one in (EIGHT, P3S) for law in one.laws if law.law)
    assert text("convergence.standing.draft") == "masih draf"  # practice.md C6


def test_the_eighth_of_bontang_is_a_public_consultation_forum():
    assert EIGHT.local_name("64.74", EIGHT.actions[7].id) == "Forum konsultasi publik"
    assert EIGHT.local_name("14.03", EIGHT.actions[7].id) is None


def test_the_one_indicator_that_was_read_has_two_anchors():
    # domain.md 3.2: 1.1, A = 100 % of priority locations, B = at least 75 %; lower anchors, weights, bands not found.
    scheme = appraisal_scheme("panel_lampung_2020")
    assert [(one.id, dict(one.anchors), one.weight) for one in scheme.indicators] == [
        ("1.1", {"A": 1.0, "B": 0.75}, None)
    ]
    assert {"lower_anchors", "scoring_weights", "score_bands"} <= set(scheme.gaps)
    assert not scheme.scores


@pytest.mark.parametrize(
    ("share", "band"),
    [(0.2501, "above_25"), (0.25, "from_13_to_25"), (0.13, "from_13_to_25"), (0.1299, "below_13"), (0, "below_13")],
)
def test_bands_of_progress_of_august_2025(share, band):
    # domain.md 3.2: > 25 %, 13-25 %, < 13 % of aksi at 4 August 2025; which is Tumbuh or Berdaya is not said.
    scheme = appraisal_scheme("kemajuan_2025")
    assert scheme.dated == "2025-08-04"
    assert next(one.id for one in scheme.bands if one.holds(share)) == band
    assert "class_names" in scheme.gaps
