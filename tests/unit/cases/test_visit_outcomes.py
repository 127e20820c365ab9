"""What a visit found: who counts as gone, by whose word, and what says nothing about a person."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.visit_outcomes import visit_outcomes
from audit.reference.referral_rules import OUTCOMES as REFERRAL_OUTCOMES
from audit.register.case_layout import CODES
from audit.schemas import CASES, ENTRIES, REFERRALS
from audit.store.entries import changes

DAY, LATER = date(2025, 9, 29), date(2025, 10, 12)


def said(*answers: tuple[str, str, date], role: str = "bidan", table=CASES) -> pd.DataFrame:
    """Entries of one answer after the other: (record, value, day); record c1 is about person p1."""
    entries = ENTRIES.empty()
    key, field = table.key[0], "status" if table is CASES else "outcome"
    for record, value, day in answers:
        row = pd.DataFrame({key: [record], "person_id": [record.replace("c", "p")[:2]], field: [value]})
        new = changes(entries, table, row, role=role, filled_on=day, source_system="kertas_kerja")
        entries = ENTRIES.conform(pd.concat([entries, new], ignore_index=True))
    return entries


@pytest.mark.parametrize("status", CODES["status"])
def test_only_died_moved_and_refused_are_gone(status):
    found = visit_outcomes(said(("c1", status, DAY)))
    assert found["status"].tolist() == ([status] if status in ("meninggal", "pindah", "menolak") else [])


@pytest.mark.parametrize("outcome", REFERRAL_OUTCOMES)
def test_of_referrals_only_died_and_moved_are(outcome):
    found = visit_outcomes(said(("c1", outcome, DAY), table=REFERRALS))
    assert found["status"].tolist() == ([outcome] if outcome in ("meninggal", "pindah") else [])


def test_the_answer_keeps_its_day_its_role_and_its_source():
    (found,) = visit_outcomes(said(("c1", "pindah", DAY))).to_dict("records")
    assert found == {
        "person_id": "p1", "status": "pindah", "on": pd.Timestamp(DAY), "role": "bidan",
        "source_system": "kertas_kerja",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([("c1", "pindah", DAY), ("c1", "ditelusuri", LATER)], []),  # met after all
        ([("c1", "ditelusuri", DAY), ("c1b", "meninggal", LATER)], ["meninggal"]),  # her case of the next cycle
        ([("c1", "meninggal", DAY), ("c1b", "tidak_ditemukan", LATER)], ["meninggal"]),
        ([("c1", "meninggal", DAY), ("c1b", "ditunda", LATER)], ["meninggal"]),
        ([("c1", "menolak", DAY), ("c1b", "ditelusuri", DAY)], ["menolak"]),  # of one day, gone counts
        ([("c1", "menolak", DAY), ("c1", None, LATER)], []),  # taken back
    ],
)
def test_the_newest_answer_about_a_person_counts(answers, status):
    assert visit_outcomes(said(*answers))["status"].tolist() == status


def test_without_answers_nobody_is_gone():
    assert visit_outcomes(ENTRIES.empty()).empty
