"""What forums promised stands in the list of the sector that promised it, counted by kind of work and office."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.pipeline import load_params
from audit.pipeline.results_sectors import sector_results
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.sectors import UNASSIGNED
from audit.results import Finding, LineList, Result
from audit.schemas import CHILDREN, FORUM_AGREEMENTS, FORUM_MEETINGS, REGISTERED, VISITS

NOTHING = Linking(records=0, visits=0, merged=0, undated=0, children=0, to_decide=0, answers_unfit=0)
MEETINGS = pd.DataFrame(
    {
        "meeting_id": ["m1", "m2"],
        "kind": "mini_lokakarya",
        "area_code": ["64.74.01", "64.74.02"],
        "held_on": pd.Timestamp("2025-06-10"),
    }
)


@pytest.fixture(scope="module")
def params(repository):
    return load_params(repository / "params" / "64.74-kota-bontang.yaml")


def agreement(id: str, **more: object) -> dict[str, object]:
    first = {
        "agreement_id": id, "meeting_id": "m1", "activity_kind": "pelatihan_kelas", "activity": "Ibu Rina melatih",
        "office": "Perguruan tinggi", "sector": "akademisi", "due_on": pd.Timestamp("2025-08-01"), "status": "proses",
    }  # fmt: skip
    return first | more


def told(params, *agreements: dict[str, object]) -> tuple[pd.DataFrame, list[Finding]]:
    programme = {
        FORUM_MEETINGS.name: FORUM_MEETINGS.conform(MEETINGS),
        FORUM_AGREEMENTS.name: FORUM_AGREEMENTS.conform(pd.DataFrame(list(agreements))),
    }
    tables = Tables(CHILDREN.empty(), VISITS.empty(), REGISTERED.empty(), (), NOTHING, programme=programme)
    results: dict[str, Result] = {result.id: result for result in sector_results(tables, {}, params)}
    rows = results["sector_task_list"]
    assert isinstance(rows, LineList)
    return rows.rows, [one for id, one in results.items() if id.startswith("sector_task.") and isinstance(one, Finding)]


def test_promises_of_one_kind_and_office_are_one_task_with_the_earliest_day(params):
    later = agreement("a2", meeting_id="m2", due_on=pd.Timestamp("2025-12-01"))
    rows, public = told(params, agreement("a1"), later, agreement("a3", status="selesai"))
    assert rows[["sector", "actor", "state"]].to_numpy().tolist() == [["akademisi", "university", "overdue"]]
    assert rows["what"].tolist() == ["Janji forum: Pelatihan di kelas (2 belum selesai)"]
    assert rows["due_on"].tolist() == [pd.Timestamp("2025-08-01")]
    (one,) = public
    assert one.sentence.values == {"kind": "rtl.kind.pelatihan_kelas", "n": 2}
    assert "Rina" not in str(public)


def test_a_promise_of_nobody_and_of_no_known_kind_is_told_as_such(params):
    rows, _ = told(params, agreement("a1", office=None, sector=None, activity_kind="menari"))
    assert rows[["sector", "actor"]].to_numpy().tolist() == [[UNASSIGNED, UNASSIGNED]]
    assert rows["what"].tolist() == ["Janji forum: Kegiatan RTL (1 belum selesai)"]


def test_the_sector_that_the_sheet_says_goes_before_that_of_the_office(params):
    rows, _ = told(params, agreement("a1", sector="usaha"))
    assert rows["sector"].tolist() == ["usaha"]
    rows, _ = told(params, agreement("a1", sector="usaha"), agreement("a2", sector="media"))
    assert rows["sector"].tolist() == ["akademisi"]  # the sheet says two things: the office's own


def test_kept_promises_are_no_task(params):
    over = [agreement("a1", status="selesai"), agreement("a2", status="batal")]
    programme = FORUM_AGREEMENTS.conform(pd.DataFrame(over))
    tables = Tables(
        CHILDREN.empty(), VISITS.empty(), REGISTERED.empty(), (), NOTHING,
        programme={FORUM_MEETINGS.name: FORUM_MEETINGS.conform(MEETINGS), FORUM_AGREEMENTS.name: programme},
    )  # fmt: skip
    assert sector_results(tables, {}, params) == ()
