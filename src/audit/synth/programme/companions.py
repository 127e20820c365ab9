"""Family assistance teams (TPK) and acceleration teams (TPPS): invented rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.areas import areas_of
from audit.reference.companion_rules import BODY_QUARTERS, DUTIES, FOUND_SOURCES, MBG_DUTY, MEMBERS, TOPICS
from audit.reference.convergence_rules import OBSTACLE_KINDS
from audit.reference.sample_companions import COMPANION_RATES as R
from audit.reference.sample_companions import LATEST_DECREE_YEARS, MOST_CONTACTS, TEAMS, TEAMS_A_DESA, TOPICS_TOLD
from audit.synth.places import apportion
from audit.synth.programme.world import ProgrammeWorld
from audit.synth.world import generator

__all__ = ["rows"]

_MONTHS = 6
_BABY_MONTHS, _CHILD_MONTHS = 24, 60
_MOST_AGAIN = 3
_NOBODY = "{}99{:010d}"  # a NIK that no register knows: kecamatan 99
_FINDINGS = ("Notulen belum lengkap", "RTL belum dibagi per OPD", "Jadwal rapat belum ada", "Data sasaran belum padan")
_ANSWERS = ("Notulen dilengkapi", "RTL dibagi pada rapat berikutnya", "Jadwal ditetapkan", "Data dipadankan")


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.companions``."""
    rng = generator(world.spec, "programme-companions")
    teams = _teams(world, rng)
    contacts = _contacts(world, teams, rng)
    named = teams.drop(columns="level")
    return {
        "companion_teams": named,
        "companion_contacts": contacts,
        "companion_reports": _reports(teams, world.on, rng),
        "bodies": _bodies(world, rng),
        "supervisions": _supervisions(world, rng),
    }


def _teams(world: ProgrammeWorld, rng: np.random.Generator) -> pd.DataFrame:
    desa = world.places.desa
    listed = TEAMS.get(world.spec.code)
    number = round(listed.value if listed else TEAMS_A_DESA.value * len(desa))
    each = apportion(desa["share"].to_numpy(), number)
    of = np.repeat(np.arange(len(desa)), each)
    order = np.arange(len(of)) - np.repeat(np.cumsum(each) - each, each) + 1
    n = len(of)
    began = world.on - pd.DateOffset(years=1) - pd.to_timedelta(rng.integers(0, 500, n), unit="D")
    ends = np.where(rng.random(n) < R["decree_over"], -60, 400)
    unwritten = rng.random(n) < R["decree_unwritten"]
    until = pd.Series(world.on + pd.to_timedelta(ends, unit="D")).dt.normalize()
    return pd.DataFrame(
        {
            "team_id": [
                f"TPK {k} {name} ({within})"
                for k, name, within in zip(order, desa["name"].iloc[of], desa["kecamatan"].iloc[of], strict=True)
            ],
            "area_code": desa["code"].to_numpy()[of],
            **{kind: rng.random(n) >= R["member_lacking"] for kind in MEMBERS},
            "sk_number": pd.Series(
                [f"SK-{code[-4:]}/{k}/2024" for code, k in zip(desa["code"].iloc[of], order, strict=True)]
            ).mask(unwritten),
            "sk_from": pd.Series(began).dt.normalize().mask(unwritten),
            "sk_until": until.mask(unwritten),
            "active_from": pd.Series(began).dt.normalize(),
            "active_until": pd.Series(pd.NaT, index=range(n)),
            "level": rng.normal(0, R["team_sd"], n),
        }
    )


def _targets(world: ProgrammeWorld, rng: np.random.Generator) -> pd.DataFrame:
    """People of the target groups in the last months: ``nik``, ``group``, ``area_code`` and the day they came in."""
    on, first = world.on, _first(world.on)
    child = world.people.frame
    months = (on - child["birth_date"]).dt.days / 30.4375
    here = (months >= 0) & (months < _CHILD_MONTHS)
    chosen = here & ((months < _BABY_MONTHS) | (rng.random(len(child)) < R["balita_contacted"]))
    of_child = pd.DataFrame(
        {
            "nik": child["nik"],
            "name": child["name"],
            "birth_date": child["birth_date"],
            "group": np.where(months < _BABY_MONTHS, "baduta", "balita_24_59"),
            "area_code": world.places.desa["code"].to_numpy()[child["desa_no"]],
            "since": child["birth_date"],
        }
    )[chosen.to_numpy()]
    women = world.lists.contacts.drop_duplicates("nik", keep="last")
    women = women[women["group"].isin(["bumil", "nifas"])]
    pregnant = women["contact_date"] - pd.to_timedelta(women["gestation_weeks"].fillna(0) * 7, unit="D")
    since = pregnant.where(women["group"].eq("bumil"), women["delivery_date"])
    of_woman = women[["nik", "name", "birth_date", "group", "area_code"]].assign(since=since)
    brides = world.lists.couples.drop_duplicates("nik", keep="last")
    of_bride = brides[["nik", "name", "birth_date", "area_code"]].assign(group="catin", since=brides["contact_date"])
    everybody = pd.concat([of_child, of_woman, of_bride], ignore_index=True)
    everybody = everybody[everybody["nik"].notna() & everybody["since"].lt(on)].reset_index(drop=True)
    return everybody.assign(since=everybody["since"].where(everybody["since"] >= first, first))


def _first(on: pd.Timestamp) -> pd.Timestamp:
    return (on.to_period("M") - _MONTHS + 1).start_time


def _contacts(world: ProgrammeWorld, teams: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    targets = _targets(world, rng)
    by_desa = teams.groupby("area_code").indices
    of = [by_desa.get(code) for code in targets["area_code"]]
    pick = rng.random(len(targets))
    team = np.array([-1 if at is None else at[int(p * len(at))] for at, p in zip(of, pick, strict=True)])
    usual = min(R["assisted"], MOST_CONTACTS / (len(targets) * (1 + R["again"] + R["again"] ** 2)))
    odds = np.log(usual / (1 - usual)) + teams["level"].to_numpy()[team]
    assisted = (team >= 0) & (rng.random(len(targets)) < 1 / (1 + np.exp(-odds)))
    again = 1 + np.minimum(rng.geometric(1 - R["again"], len(targets)) - 1, _MOST_AGAIN)
    who = np.repeat(np.flatnonzero(assisted), again[assisted])
    n = len(who)
    since = targets["since"].to_numpy()[who]
    length = (np.datetime64(world.on) - since) / np.timedelta64(1, "D")
    day = since + (rng.random(n) * length).astype(np.int64).astype("timedelta64[D]")
    odds = np.log(R["mbg"] / (1 - R["mbg"])) + rng.normal(0, R["mbg_sd"], len(teams))[team[who]]
    mbg = rng.random(n) < 1 / (1 + np.exp(-odds))
    duty = np.where(mbg, MBG_DUTY, np.array(DUTIES[:-1])[rng.choice(len(DUTIES) - 1, n, p=[0.55, 0.1, 0.1, 0.25])])
    told = rng.random((n, len(TOPICS))) < np.array([TOPICS_TOLD[topic] for topic in TOPICS])
    told[:, TOPICS.index("pranikah")] &= targets["group"].eq("catin").to_numpy()[who]
    risk, first = rng.random(n) < R["risk"], np.r_[True, who[1:] != who[:-1]] if n else np.array([], dtype=bool)
    waits = pd.to_timedelta(rng.exponential(R["referral_days"], n).astype(int), unit="D")
    sent_on = pd.Series(day) + waits
    sent = risk & (rng.random(n) < R["referred"]) & sent_on.le(world.on).to_numpy()
    newly = first & (rng.random(n) < R["newly_found"])
    frame = pd.DataFrame(
        {
            "contact_id": [f"P{i:05d}" for i in range(1, n + 1)],
            "team_id": teams["team_id"].to_numpy()[team[who]],
            "contact_date": pd.Series(day).dt.normalize(),
            "area_code": targets["area_code"].to_numpy()[who],
            "person_id": targets["nik"].astype(object).to_numpy()[who],
            "person_id_name": targets["name"].astype(object).to_numpy()[who],
            "person_id_birth_date": targets["birth_date"].to_numpy()[who],
            "group": targets["group"].to_numpy()[who],
            "duty": duty,
            "topics": [";".join(t for t, yes in zip(TOPICS, row, strict=True) if yes) or None for row in told],
            "newly_found": newly,
            "found_source": pd.Series(np.array(FOUND_SOURCES)[rng.integers(0, len(FOUND_SOURCES), n)]).where(newly),
            "risk_found": risk,
            "referred": sent,
            "referred_on": sent_on.dt.normalize().where(sent & (rng.random(n) >= R["referral_undated"])),
        }
    ).astype({"person_id": object, "contact_date": "datetime64[s]"})
    return _as_offices_write(frame, world.spec.code, rng)


def _as_offices_write(frame: pd.DataFrame, code: str, rng: np.random.Generator) -> pd.DataFrame:
    """Sessions without a person, a NIK that nobody knows, a row whose day was forgotten."""
    n = len(frame)
    session = rng.random(n) < R["session"]
    stranger = rng.random(n) < R["unknown_nik"]
    nobody = pd.Series([_NOBODY.format(code.replace(".", ""), i) for i in range(n)], index=frame.index)
    together = session & ~frame["risk_found"].to_numpy(dtype=bool)
    return frame.assign(
        person_id=frame["person_id"].mask(stranger, nobody).mask(together),
        person_id_name=frame["person_id_name"].mask(stranger | together),
        person_id_birth_date=frame["person_id_birth_date"].mask(stranger | together),
        contact_date=frame["contact_date"].mask(rng.random(n) < R["no_date"]),
    )


def _reports(teams: pd.DataFrame, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Every team and month; some offices list only those that came in, hence the gaps."""
    months = pd.period_range(on.to_period("M") - _MONTHS + 1, periods=_MONTHS, freq="M")
    team = np.repeat(teams["team_id"].to_numpy(), _MONTHS)
    n = len(team)
    steady = np.repeat(rng.random(len(teams)) ** 0.15, _MONTHS)  # a few teams write seldom
    filed = rng.random(n) < R["report_filed"] * steady
    ends = np.tile(months.end_time.normalize().to_numpy(), len(teams))
    mbg = filed & (rng.random(n) < 2 * R["mbg"])
    obstacle = pd.Series(np.array(OBSTACLE_KINDS)[rng.integers(0, len(OBSTACLE_KINDS), n)])
    return pd.DataFrame(
        {
            "team_id": team,
            "month": np.tile([str(month) for month in months], len(teams)),
            "filed": filed,
            "filed_on": pd.Series(ends + rng.integers(1, 15, n).astype("timedelta64[D]")).where(filed),
            "mbg_people": pd.Series(rng.integers(4, 30, n)).where(mbg),
            "mbg_days": pd.Series(rng.integers(4, 25, n)).where(mbg),
            "obstacles": obstacle.where(filed & (rng.random(n) < R["obstacle"])),
        }
    )


def _bodies(world: ProgrammeWorld, rng: np.random.Generator) -> pd.DataFrame:
    areas = areas_of(world.spec.code)
    last = world.on.to_period("Q") - 1
    quarters = pd.period_range(last - BODY_QUARTERS + 1, last, freq="Q")
    recorded = [area for area in areas if area.level == "district" or rng.random() < R["body_recorded"]]
    code = np.repeat([area.code for area in recorded], len(quarters))
    n, m = len(code), len(recorded)
    began = pd.Series(world.on - pd.to_timedelta(rng.integers(200, 900, m), unit="D")).dt.normalize()
    over = rng.random(m) < 2 * R["decree_over"]
    until = began + pd.DateOffset(years=LATEST_DECREE_YEARS)
    until = until.mask(over, world.on - pd.DateOffset(months=2))
    unwritten = rng.random(m) < R["decree_unwritten"]
    of = np.repeat(np.arange(m), len(quarters))
    planned, agreed = rng.integers(1, 4, n), rng.integers(0, 6, n)
    held = np.minimum(planned, rng.binomial(planned, 0.8) + (rng.random(n) < R["member_lacking"]))
    name = np.where(began > pd.Timestamp("2025-01-01"), "tp3s", "tpps")
    return pd.DataFrame(
        {
            "area_code": code,
            "quarter": np.tile([f"{q.year}-Q{q.quarter}" for q in quarters], m),
            "name": pd.Series(name[of]),
            "sk_number": pd.Series([f"SK/{k}/{day.year}" for k, day in enumerate(began, 1)])
            .mask(unwritten)
            .iloc[of]
            .to_numpy(),
            "sk_from": began.mask(unwritten).iloc[of].to_numpy(),
            "sk_until": until.mask(unwritten).iloc[of].to_numpy(),
            "open_ended": pd.Series(pd.NA, index=range(n), dtype="boolean"),
            "meetings_planned": planned,
            "meetings_held": held,
            "minutes": rng.binomial(held, 0.85),
            "reports_due": np.ones(n, dtype=int),
            "reports_on_time": rng.binomial(1, 0.7, n),
            "rtl_agreed": agreed,
            "rtl_done": rng.binomial(agreed, 0.6),
        }
    )


def _supervisions(world: ProgrammeWorld, rng: np.random.Generator) -> pd.DataFrame:
    areas = areas_of(world.spec.code)
    seen = [area for area in areas if area.level != "desa" or rng.random() < R["supervised"] / 2]
    n = len(seen)
    day = pd.Series(world.on - pd.to_timedelta(rng.integers(65, 420, n), unit="D")).dt.normalize()
    what = rng.integers(0, len(_FINDINGS), n)
    found = rng.random(n) < R["finding"]
    answered = found & (rng.random(n) < R["answered"])
    return pd.DataFrame(
        {
            "supervision_id": [f"B{i:03d}" for i in range(1, n + 1)],
            "area_code": [area.code for area in seen],
            "visited_on": day,
            "visitor": np.where([area.level == "desa" for area in seen], "pkb", "bkkbn"),
            "has_finding": found,
            "finding": pd.Series(np.array(_FINDINGS)[what]).where(found),
            "answered_on": (day + pd.to_timedelta(rng.integers(7, 60, n), unit="D")).where(answered),
            "answer": pd.Series(np.array(_ANSWERS)[what]).where(answered),
        }
    )
