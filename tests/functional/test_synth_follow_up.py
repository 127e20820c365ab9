"""The half-year after a synthetic register: the same people, some better, some newly stunted, some gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.sample_registers import Figure, district_spec
from audit.register import read_visits
from audit.register.life import read_life
from audit.register.list_fields import layout
from audit.register.people_list import read_people_list
from audit.synth import make_register
from audit.synth.follow_up import LATER_FILES, FollowUp, simulate_follow_up

SPEC = replace(district_spec("64.74"), register_size=Figure(2_000))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first")
    make_register(SPEC, path)
    return path


@pytest.fixture(scope="module")
def helped(first: Path) -> set[str]:
    risks = pd.read_parquet(first / "truth-risks.parquet").query("rules == 'risk_practice_2026'")
    return set(risks["nik"].unique()[::3])


@pytest.fixture(scope="module")
def gone(first: Path) -> dict[str, str]:
    children = pd.read_parquet(first / "truth-children.parquet")
    contacts = pd.read_parquet(first / "truth-contacts.parquet").query("group == 'bumil'")
    return {children["nik"].iloc[-1]: "meninggal", contacts["nik"].iloc[0]: "pindah"}


@pytest.fixture(scope="module")
def later(
    first: Path, helped: set[str], gone: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, FollowUp]:
    path = tmp_path_factory.mktemp("later")
    return path, simulate_follow_up(SPEC, path, helped=helped, gone=gone)


def test_equal_input_gives_equal_bytes(
    later: tuple[Path, FollowUp], helped: set[str], gone: dict[str, str], tmp_path: Path
) -> None:
    simulate_follow_up(SPEC, tmp_path, helped=sorted(helped), gone=gone)
    for name in LATER_FILES:
        assert (tmp_path / name).read_bytes() == (later[0] / name).read_bytes(), name


def test_before_is_what_the_first_register_measured(first: Path, later: tuple[Path, FollowUp]) -> None:
    visits = (
        pd.read_parquet(first / "truth-visits.parquet").dropna(subset="haz").sort_values("visit_date", kind="stable")
    )
    haz = visits.drop_duplicates("child_id", keep="last").set_index("child_id")["haz"]
    children = pd.read_parquet(first / "truth-children.parquet")
    stunted = children["child_id"].map(haz.lt(-2)).astype("boolean")
    before = later[1].outcomes.set_index("nik")["before"].reindex(children["nik"])
    assert before.fillna(False).tolist() == stunted.fillna(False).tolist()
    assert before.isna().tolist() == stunted.isna().tolist()


def test_some_recover_and_some_are_new_and_more_of_those_helped_recover(
    later: tuple[Path, FollowUp], helped: set[str]
) -> None:
    outcomes = later[1].outcomes
    was, new = outcomes[outcomes["before"].fillna(False)], outcomes[~outcomes["before"].fillna(True)]
    assert new["after"].sum() > 10
    helped_too = was["nik"].isin(helped)
    recovered = ~was["after"].astype("boolean")
    assert recovered[helped_too].mean() > recovered[~helped_too].mean() + 0.2


def test_who_is_gone_is_in_no_list_but_that_of_life_status(
    later: tuple[Path, FollowUp], gone: dict[str, str], first: Path
) -> None:
    path, outcome = later
    told = outcome.outcomes.dropna(subset="gone")
    assert {"pindah", "meninggal", "menolak"} == set(told["gone"])
    assert told["after"].isna().all()
    women = read_people_list(path / "ibu-2026.xlsx", layout("women"), areas_of("64.74")).records
    assert not set(women["nik"]) & set(gone)
    life = read_life(path / "status-hidup-2026.csv")
    earlier = pd.read_parquet(first / "truth-life.parquet")
    assert len(life) >= len(earlier) + len(gone)
    assert life["date"].max() <= outcome.on


def test_women_who_were_pregnant_still_are_or_gave_birth(later: tuple[Path, FollowUp], helped: set[str]) -> None:
    women = read_people_list(later[0] / "ibu-2026.xlsx", layout("women"), areas_of("64.74")).records
    still, after = women[women["group"] == "bumil"], women[women["group"] == "nifas"]
    assert len(still) > 20
    assert len(after) > 50
    assert (still["gestation_weeks"].dropna() <= 40).all()
    delivered = pd.to_datetime(after["delivery_date"])
    assert (pd.to_datetime(after["contact_date"]) > delivered).all()
    low = still["hb_g_dl"].lt(11)
    assert not low[still["nik"].isin(helped)].any()
    assert low.any()


def test_the_register_reads_back(later: tuple[Path, FollowUp]) -> None:
    read = read_visits(later[0] / "eppgbm-2026.xlsx", district="64.74")
    assert not read.set_aside["scope"].isin(["row", "cell"]).any()
    assert read.records["visit_date"].min() >= pd.Timestamp("2025-09-01")
    assert read.records["visit_date"].max() <= later[1].on
    history = read_people_list(later[0] / "riwayat-anak-2026.csv", layout("child_history"), areas_of("64.74"))
    assert history.set_aside.empty
