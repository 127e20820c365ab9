"""Nepal vitamin A trial (R package faraway): 200 children, five visits each about four months apart, many missed.

The file has ages in months and no dates: each child's first row is dated to one month and the others follow by age.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import zscores
from audit.cases import stunting
from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.quality import digit_preference, flags
from audit.register.column_mapping import AgeColumn, CodedColumn, ColumnMapping
from audit.results import Cell
from audit.survey.snapshot import snapshot

pytestmark = pytest.mark.shared

CSV = "data/real/nepali_growth.csv"
START = "2010-01"
MAPPING = ColumnMapping(
    child=("id",),
    sex=CodedColumn("sex", {"1": "m", "2": "f"}),
    weight=("wt",),
    length=("ht",),
    age=AgeColumn("age", "months"),
    first_month=START,
)
WAVES = 5
BALITA_MONTHS = 60
A_DAY = 0.03  # z-scores: what a day can change at twelve months
LOWERED = (12, 60)  # months whose rounded days would lie in the age group below: 365 and 1,826


@pytest.fixture(scope="module")
def path(shared):
    return shared(CSV)


@pytest.fixture(scope="module")
def raw(path):
    frame = pd.read_csv(path)
    return frame.assign(wave=frame.groupby("id").cumcount() + 1, measured=frame["ht"].notna())


@pytest.fixture(scope="module")
def nepali(mapped, path):
    return mapped(path, MAPPING)


def test_missed_visits_are_set_aside_and_add_up(nepali, raw):
    summary = nepali.imported.summary
    assert (summary.rows_read, summary.rows_kept, summary.rows_set_aside) == (1000, 877, 123)
    aside = nepali.imported.set_aside
    assert set(aside["reason"]) == {"tanpa_pengukuran"}
    assert aside["source_row"].tolist() == (raw.index[~raw["measured"]] + 2).tolist()


def test_attrition_by_wave_is_that_of_the_file(nepali, raw):
    """Of 200 children 135 came every time; nobody is lost by linking and nobody is joined to another."""
    rows = nepali.imported.records["source_row"].to_numpy() - 2
    came = raw.loc[rows].groupby("wave").size()
    print("\nmeasured by wave:", came.to_dict())
    assert came.tolist() == raw.groupby("wave")["ht"].count().tolist()
    per_child = nepali.linked.visits.groupby("child_id").size()
    expected = raw[raw["measured"]].groupby("id").size()
    assert per_child.value_counts().to_dict() == expected.value_counts().to_dict()
    assert (per_child == WAVES).sum() == 135
    assert len(nepali.linked.children) == raw.loc[raw["measured"], "id"].nunique()


def test_each_child_starts_in_the_same_month_and_ages_as_the_file_says(nepali, raw):
    visits = nepali.linked.visits.merge(nepali.linked.children, on="child_id")
    assert (visits["visit_date"] >= pd.Timestamp(f"{START}-15")).all()
    first = raw.index[(raw["wave"] == 1) & raw["measured"]] + 2
    on = visits.loc[visits["source_row"].isin(first), "visit_date"]
    assert (on == pd.Timestamp(f"{START}-15")).all()
    days = (visits["visit_date"] - visits["birth_date"]).dt.days
    months = raw["age"].loc[visits["source_row"] - 2].to_numpy()
    rounded = np.floor(months * 30.4375 + 0.5)  # WHO: half up
    lowered = np.isin(months, LOWERED)
    assert (days[~lowered] == rounded[~lowered]).all()
    assert (days[lowered] == rounded[lowered] + 1).all()


def test_trajectories_are_the_childrens_own(nepali, raw):
    """Heights by child and order of visits equal those of the file, so a growth curve never mixes two children."""
    visits = nepali.linked.visits.sort_values(["child_id", "visit_date"])
    ours = sorted(tuple(heights) for _, heights in visits.groupby("child_id")["lenhei_cm"])
    theirs = sorted(tuple(heights) for _, heights in raw[raw["measured"]].groupby("id")["ht"])
    assert ours == theirs


def test_z_scores_are_those_of_the_raw_columns(nepali, raw, areas):
    visits = nepali.linked.visits
    months = sorted(visits["visit_date"].dt.strftime("%Y-%m").unique())
    frame = snapshot(nepali.linked.children, visits, months, areas).sort_values("source_row")
    of = raw.loc[frame["source_row"] - 2]
    z = zscores(sex=of["sex"], age=of["age"], age_unit="months", weight=of["wt"], lenhei=of["ht"])
    a_day_older = of["age"].isin(LOWERED).to_numpy()
    for index in ("haz", "waz", "whz"):
        ours, theirs = frame[index].to_numpy(), z[index].to_numpy()
        assert ours[~a_day_older].tolist() == pytest.approx(theirs[~a_day_older].tolist(), nan_ok=True)
        assert np.nanmax(np.abs(ours - theirs)[a_day_older]) < A_DAY
    left_out = raw.loc[raw["measured"], "age"] >= BALITA_MONTHS
    assert len(frame) == raw["measured"].sum() - left_out.sum()


def test_the_whole_thread_runs_from_the_first_wave_to_the_attack(nepali, areas):
    frame = snapshot(nepali.linked.children, nepali.linked.visits, [START], areas)
    results = (
        stunting(frame, [START], areas),
        flags(frame, [START]),
        digit_preference(START, frame["lenhei_cm"], "lenhei"),
    )
    table = results[0]
    at = table.numerator.cells.index(Cell.of(START, status="stunted"))
    n, of = table.numerator.counts[at], table.denominator.counts[at]
    print(f"\nfirst wave: {n} of {of} stunted; digit preference {results[2].value:.1f}")
    assert n == (frame["haz"].lt(-2) & frame["haz_state"].eq("known")).sum()
    assert table.low[at] < n / of < table.high[at]
    pattern = solve_pattern(results)
    facts = [fact for result in results for fact in release(result, pattern).facts]
    attack(facts, printed_by(results).partitions).check()
