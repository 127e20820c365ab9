"""The lists beside a synthetic register: whom they name, how they fit the register, and the truth about risks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.people_lists import LISTS
from audit.reference.rule_sets import rule_set
from audit.reference.sample_registers import Figure, district_spec
from audit.register.list_fields import layout
from audit.register.people_list import read_people_list
from audit.synth import make_register
from audit.synth.people_files import LIST_FILES

SPEC = replace(district_spec("64.74"), register_size=Figure(2_000))
KINDS = {
    "couples": ("couples", "catin-2025.xlsx"),
    "contacts": ("women", "ibu-2025.xlsx"),
    "households": ("households", "keluarga-2025.csv"),
    "services": ("services", "layanan-2025.csv"),
    "histories": ("child_history", "riwayat-anak-2025.csv"),
    "consents": ("consents", "persetujuan-2025.csv"),
}
IN_ANY_ORDER = ("assistance", "recent_illness")  # codes of one cell


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register")
    make_register(SPEC, path)
    return path


def truth(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / f"truth-{name}.parquet")


@pytest.mark.parametrize("name", KINDS)
def test_every_row_comes_back_with_what_is_true(folder: Path, name: str) -> None:
    """No row and no cell is set aside; what is not missing is as the truth has it, and most of it is not missing."""
    kind, file = KINDS[name]
    read = read_people_list(folder / file, layout(kind), areas_of("64.74"))
    true = truth(folder, name)
    assert read.set_aside.empty
    assert read.records["source_row"].tolist() == list(range(2, len(true) + 2))
    assert read.records["area_code"].tolist() == true["area_code"].tolist()
    compared = [field for field in LISTS[kind] if field in true and field in read.records]
    assert len(compared) >= 10
    for field in compared:
        there, wanted = read.records[field].reset_index(drop=True), true[field]
        known = there.notna()
        got, meant = there[known].astype(object), wanted[known].astype(object)
        if field in IN_ANY_ORDER:
            got, meant = (values.str.split(";").map(sorted) for values in (got, meant))
        elif pd.api.types.is_datetime64_any_dtype(wanted):
            meant = meant.map(lambda day: day.date())
        elif field == "service_code":
            meant = meant.str.lower().str.replace(" ", "_")
        assert (got == meant).all(), field
        assert known.sum() >= 0.35 * wanted.notna().sum(), field


def test_the_lists_hold_as_many_as_their_rates_say(folder: Path) -> None:
    children = truth(folder, "children")
    under_five = (children["birth_date"] > pd.Timestamp("2020-08-31")).sum()
    assert len(truth(folder, "histories")) == pytest.approx(0.60 * under_five, rel=0.05)
    households, contacts = truth(folder, "households"), truth(folder, "contacts")
    families = children["household_id"].nunique()
    listed = households["household_id"].isin(children["household_id"]).sum()
    assert listed == pytest.approx(0.92 * families, rel=0.02)
    assert set(contacts["group"]) == {"bumil", "nifas", "busui"}
    assert len(truth(folder, "couples")) == round(191_811 * 0.0055 * 0.70 * 180 / 365.25)


def test_families_are_those_of_the_children(folder: Path) -> None:
    children = truth(folder, "children").set_index("nik")
    histories, households = truth(folder, "histories"), truth(folder, "households")
    of = children.loc[histories["nik"]].reset_index()
    assert (of["household_id"] == histories["household_id"]).all()
    assert (of["mother"] == histories["mother_name"]).all()
    assert (of["area_code"] == histories["area_code"]).all()
    cards = households.set_index("household_id")["kk"]
    known = histories[histories["household_id"].isin(cards.index)]
    assert (cards.loc[known["household_id"]].to_numpy() == known["kk"].to_numpy()).all()
    assert len(known) > 500


def test_what_a_family_and_a_child_say_follows_from_the_factors(folder: Path) -> None:
    children = truth(folder, "children")
    households = truth(folder, "households").set_index("household_id")
    child = children[children["household_id"].isin(households.index)]
    of = households.loc[child["household_id"]].reset_index(drop=True)
    child = child.reset_index(drop=True)
    assert (of["safe_water"] != child["unsafe_water"]).all()
    assert (of["healthy_latrine"] != child["no_proper_sanitation"]).all()
    assert (of["smoke_at_home"] == child["household_smoker"]).all()
    assert np.corrcoef(of["welfare_rank"], child["wealth"])[0, 1] > 0.9
    histories = truth(folder, "histories")
    fed = histories.dropna(subset="exclusive_breastfeeding")
    of = children.set_index("nik").loc[fed["nik"]]
    assert (fed["exclusive_breastfeeding"].to_numpy(dtype=bool) != of["not_exclusively_breastfed"].to_numpy()).all()
    poorly = of["poor_complementary_feeding"].to_numpy()
    assert fed["meals_enough"].to_numpy(dtype=bool)[~poorly].all()
    assert fed["meals_enough"].to_numpy(dtype=bool)[poorly].mean() == pytest.approx(0.40, abs=0.07)


def test_aid_goes_mostly_to_the_poor(folder: Path) -> None:
    households = truth(folder, "households")
    helped = households["assistance"] != ""
    poor = households["welfare_rank"] <= 4
    assert helped[poor].mean() > 0.8 > 0.3 > helped[~poor].mean() > 0


def test_steps_of_a_service_follow_each_other(folder: Path) -> None:
    services = truth(folder, "services")
    assert not services.duplicated(["nik", "date", "service_code"]).any()
    step = services.pivot_table(index=["nik", "service_code"], columns="stage", values="date", aggfunc="first")
    assert step.loc[step["received"].notna(), "offered"].notna().all()
    assert (step["received"].dropna() > step["offered"][step["received"].notna()]).all()
    assert (step["rechecked"].dropna() > step["received"][step["rechecked"].notna()]).all()


def test_consent_is_asked_for_every_purpose_and_can_be_taken_back(folder: Path) -> None:
    consents = truth(folder, "consents")
    first = consents.drop_duplicates(["nik", "purpose"])
    assert (first.groupby("nik")["purpose"].nunique() == 5).all()
    taken_back = consents[consents.duplicated(["nik", "purpose"])]
    assert not taken_back["given"].any()
    assert len(taken_back) > 0


def test_whoever_is_gone_was_not_measured_afterwards(folder: Path) -> None:
    life = truth(folder, "life")
    assert {"pindah", "menolak"} <= set(life["status"])
    children = truth(folder, "children").set_index("nik")["child_id"]
    last = truth(folder, "visits").groupby("child_id")["visit_date"].max()
    gone = life[life["nik"].isin(children.index)]
    dates = last.reindex(children.loc[gone["nik"]]).to_numpy()
    assert not (dates > gone["date"].to_numpy()).any()
    assert (folder / "status-hidup-2025.csv").read_text(encoding="utf-8-sig").count("\n") == len(life) + 1


def test_the_truth_about_risks_names_rules_and_their_groups(folder: Path) -> None:
    risks = truth(folder, "risks")
    assert not risks.duplicated().any()
    for id, part in risks.groupby("rules"):
        rules = {rule.id: rule for rule in rule_set(str(id)).rules}
        for (rule, group), _ in part.groupby(["rule_id", "group"]):
            assert group in rules[rule].groups
    urgent = risks[risks["rules"] == "urgent_practice_2026"]
    assert {"blood_pressure_systolic", "severely_thin", "development_deviant"} <= set(urgent["rule_id"])


def test_a_few_risks_by_hand(folder: Path) -> None:
    """Bounds written out here: arm below 23.5 cm, blood pressure from 140, birth weight below 2.5 kg, no latrine."""
    risks = truth(folder, "risks").query("rules == 'risk_practice_2026'")
    found = risks.groupby("rule_id")["nik"].agg(set)
    contacts = truth(folder, "contacts").sort_values("contact_date", kind="stable").drop_duplicates("nik", keep="last")
    pregnant = contacts[contacts["group"] == "bumil"]
    assert found["blood_pressure_systolic"] == set(pregnant.loc[pregnant["systolic_mmhg"] >= 140, "nik"])
    assert found["muac_low"] & set(pregnant["nik"]) == set(pregnant.loc[pregnant["muac_cm"] < 23.5, "nik"])
    couples = truth(folder, "couples")
    single = couples[couples["wedding_date"] >= pd.Timestamp("2025-08-31")]
    assert found["muac_low"] & set(couples["nik"]) == set(single.loc[single["muac_cm"] < 23.5, "nik"])
    children = truth(folder, "children")
    children = children[children["birth_date"] > pd.Timestamp("2020-08-31")]
    assert found["born_light"] == set(children.loc[children["birth_weight_kg"] < 2.5, "nik"])
    assert set(children.loc[children["no_proper_sanitation"], "nik"]) <= found["latrine_unsafe"]


def test_the_names_of_the_files_are_told(folder: Path) -> None:
    assert {name for name in LIST_FILES if (folder / name).is_file()} == set(LIST_FILES)
