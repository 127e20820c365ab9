"""Contacts with pregnant, post-partum and breastfeeding women: the list of a puskesmas, before its gaps."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from audit.reference.sample_registers import DistrictSpec, rates
from audit.synth.bodies import body, haemoglobin, thinner
from audit.synth.families import Families
from audit.synth.people import MONTHS_REGISTERED, People
from audit.synth.places import Places

__all__ = ["draw_contacts", "later_contacts", "number_pregnant"]

_WEEK = 7
_FIRST_CONTACT_WEEKS = 5
_CONTACT_DAYS = 28  # the newest contact lies so long back at most
_BETWEEN_CONTACTS_DAYS = (56, 91)
_NIFAS_DAYS, _NIFAS_CONTACT_DAYS = 42, (3, 41)  # reference/practice.md 5.1
_BIRTHS_OF_DAYS = 91  # post-partum contacts of births of the last quarter
_BREASTFED_DAYS = 730
_NEXT_PREGNANCY_DAYS, _FERTILE_AGAIN_DAYS = 270, 60  # on the list, and pregnant, no sooner after a birth
_HB_BETWEEN_CONTACTS = 0.2  # g/dL (SD)
_DAYS_A_MONTH = 30.4375
_ARM_WELL_CM, _HB_WELL = 24.0, 11.5  # of women who were helped
_WELL_KG, _SMALL_KG = 3.2, 2.6  # newborns of women who were helped, and of others
_NAMES = ("nik", "name", "birth_date", "kk", "household_id", "area_code", "kecamatan", "desa", "posyandu")
_TABLETS = {"ttd": 90, "mms": 180}  # of a pregnancy (reference/practice.md C9)
_TABLETS_FROM_WEEKS, _TABLETS_BY_WEEKS = 8, 36
_VISITS_OF_TERM, _MISSED_VISITS = 7.0, 2.0  # antenatal visits by term; fewer with the factor


def number_pregnant(spec: DistrictSpec) -> int:
    """Pregnant women of a district with a contact: births of a year for the weeks of a pregnancy, as far as listed."""
    r = rates()
    a_year = spec.register_size.value * 12 / MONTHS_REGISTERED
    return max(round(a_year * r["pregnancy_weeks"] / 52 * r["pregnant_listed"]), 4)


def draw_contacts(
    families: Families, people: People, places: Places, pregnant: int, on: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """Contacts up to a day, one row each: ``family_no`` and columns of ``audit.schemas.people.WOMEN``, all known."""
    woman = _women(families, places, rng)
    expecting = _expecting(families, pregnant, on, rng)
    parts = [
        _pregnancies(families, woman, expecting, on, rng),
        _post_partum(families, people, woman, on, rng),
        _breastfeeding(families, woman, expecting, on, rng),
    ]
    yes = ("proteinuria", "chronic_disease", "danger_sign", "has_stunted_child", "birth_complication", "breastfeeding")
    contacts = pd.concat(parts, ignore_index=True).astype(dict.fromkeys(yes, "boolean"))
    contacts["smoke_at_home"] = families.frame["household_smoker"].to_numpy(dtype=bool)[contacts["family_no"]]
    return contacts.sort_values(["family_no", "contact_date"], kind="stable", ignore_index=True)


def _women(families: Families, places: Places, rng: np.random.Generator) -> pd.DataFrame:
    """What is of a woman rather than of one contact, by family."""
    frame, r, n = families.frame, rates(), len(families.frame)
    wealth = frame["wealth"].to_numpy()
    puskesmas, names = pd.factorize(places.desa["puskesmas"], sort=True)
    gives_mms = (rng.random(len(names)) < r["mms"])[puskesmas]
    return pd.DataFrame(
        {
            "arm": thinner(wealth, r["arm_low_pregnant"], rng),
            "hb": haemoglobin(wealth, "anaemic_pregnant", rng),
            "product": np.where(gives_mms[frame["desa_no"].to_numpy()], "mms", "ttd"),
            "hypertensive": rng.random(n) < r["hypertension"],
            "chronic_disease": rng.random(n) < r["chronic_disease"],
            "fetuses": np.where(rng.random(n) < r["twin_births"], 2, 1),
        }
    )


def _expecting(families: Families, pregnant: int, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Who is pregnant on the day, ``family_no`` and ``weeks``: some mothers of the register, and other women."""
    since = (on - families.frame["last_birth"]).dt.days.to_numpy(dtype=float)
    may = np.flatnonzero(since[: families.of_child.max() + 1] >= _NEXT_PREGNANCY_DAYS)
    mothers = np.sort(rng.choice(may, min(len(may), pregnant - len(families.pregnant)), replace=False))
    no = np.concatenate([mothers, families.pregnant])
    weeks = rng.uniform(_FIRST_CONTACT_WEEKS, rates()["pregnancy_weeks"], len(no))
    possible = np.fmin(since[no] - _FERTILE_AGAIN_DAYS, np.inf) / _WEEK
    return pd.DataFrame({"family_no": no, "weeks": np.fmin(weeks, possible)})


def _pregnancies(
    families: Families, woman: pd.DataFrame, expecting: pd.DataFrame, on: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """The newest contact of every pregnant woman, and an earlier one of some."""
    no, weeks = expecting["family_no"].to_numpy(), expecting["weeks"].to_numpy()
    back = rng.integers(0, _CONTACT_DAYS, len(no))
    before = back + rng.integers(*_BETWEEN_CONTACTS_DAYS, len(no))
    twice = (weeks - before / _WEEK >= _FIRST_CONTACT_WEEKS) & (rng.random(len(no)) < rates()["earlier_contact"])
    no, back = np.concatenate([no, no[twice]]), np.concatenate([back, before[twice]])
    weeks = np.concatenate([weeks, weeks[twice]]) - back / _WEEK
    return _contact(families, woman, no, on - pd.to_timedelta(back, unit="D"), weeks, rng)


def _contact(
    families: Families,
    woman: pd.DataFrame,
    no: np.ndarray,
    day: pd.DatetimeIndex,
    weeks: np.ndarray,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """What is noted of pregnant women at one contact, at these weeks of gestation."""
    frame, her = families.frame.iloc[no].reset_index(drop=True), woman.iloc[no].reset_index(drop=True)
    r, n, weeks = rates(), len(no), np.maximum(np.floor(weeks), 1)
    height, hypertensive = frame["mother_height_cm"].to_numpy(), her["hypertensive"].to_numpy()
    systolic, diastolic = _blood_pressure(hypertensive, rng)
    since = (day - pd.DatetimeIndex(frame["last_birth"])).days.to_numpy(dtype=float)
    return pd.DataFrame(
        {
            "family_no": no,
            "group": "bumil",
            "contact_date": day,
            "height_cm": height,
            "weight_kg": body(her["arm"].to_numpy(), height, weeks, rng),
            "muac_cm": np.round(her["arm"].to_numpy(), 1),
            "hb_g_dl": np.round(her["hb"].to_numpy() + rng.normal(0, _HB_BETWEEN_CONTACTS, n), 1),
            "systolic_mmhg": systolic,
            "diastolic_mmhg": diastolic,
            "random_glucose_mg_dl": _glucose(n, rng),
            "proteinuria": rng.random(n) < np.where(hypertensive, r["proteinuria_hypertension"], r["proteinuria"]),
            "chronic_disease": her["chronic_disease"],
            "danger_sign": rng.random(n) < r["danger_sign"],
            "children_alive": frame["children"],
            "birth_interval_months": np.floor(since / _DAYS_A_MONTH),
            "has_stunted_child": frame["stunted_child"],
            "gestation_weeks": weeks,
            "fetuses": her["fetuses"],
            "antenatal_visits": _visits(weeks, frame["anc_below_6"].to_numpy()),
            "supplement_product": her["product"],
            "supplement_tablets": _tablets(weeks, her["product"].to_numpy(), frame["ttd_below_90"].to_numpy(), rng),
        }
    )


def _blood_pressure(high: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    r, n = rates(), len(high)
    usual = np.minimum(np.round(rng.normal(r["blood_pressure_mean"], r["blood_pressure_sd"], n)), 139)
    systolic = np.where(high, rng.integers(140, 171, n), usual)
    diastolic = np.where(high, rng.integers(90, 111, n), np.clip(np.round(usual * 0.65), 50, 89))
    return systolic.astype(float), diastolic.astype(float)


def _glucose(n: int, rng: np.random.Generator) -> np.ndarray:
    r = rates()
    usual = np.clip(np.round(rng.normal(r["glucose_mean"], r["glucose_sd"], n)), 65, 199)
    return np.where(rng.random(n) < r["glucose_high"], rng.integers(200, 300, n), usual).astype(float)


def _visits(weeks: np.ndarray, few: np.ndarray) -> np.ndarray:
    due = np.floor(weeks / rates()["pregnancy_weeks"] * _VISITS_OF_TERM)
    return np.maximum(due - _MISSED_VISITS * few, 1.0)


def _tablets(weeks: np.ndarray, product: np.ndarray, few: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Tablets taken so far: all that are due, or with the factor a part of them."""
    whole = np.where(product == "mms", _TABLETS["mms"], _TABLETS["ttd"])
    due = np.clip((weeks - _TABLETS_FROM_WEEKS) / (_TABLETS_BY_WEEKS - _TABLETS_FROM_WEEKS), 0, 1.1)
    taken = np.where(few, rng.uniform(0.3, 0.95, len(weeks)), rng.uniform(1.0, 1.05, len(weeks)))
    return np.floor(whole * np.where(few, np.minimum(due, 1.0), due) * taken)


def _post_partum(
    families: Families, people: People, woman: pd.DataFrame, on: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """Mothers of the births of the last quarter: a contact within six weeks, and mostly one of the pregnancy."""
    frame, r = people.frame.assign(family_no=families.of_child), rates()
    births = frame[frame["birth_date"] > on - pd.Timedelta(days=_BIRTHS_OF_DAYS)]
    newborns = births.groupby("family_no").size()
    first = births.drop_duplicates("family_no").sort_values("family_no", ignore_index=True)
    no, born, n = first["family_no"].to_numpy(), pd.DatetimeIndex(first["birth_date"]), len(first)
    day = born + pd.to_timedelta(rng.integers(*_NIFAS_CONTACT_DAYS, n), unit="D")
    shares = [r[f"contraception_{kind}"] for kind in ("long_acting", "modern", "traditional")]
    weeks = first["gestation_weeks"].to_numpy()
    contacts = pd.DataFrame(
        {
            "family_no": no,
            "group": "nifas",
            "contact_date": day,
            "height_cm": families.frame["mother_height_cm"].to_numpy()[no],
            "muac_cm": np.round(woman["arm"].to_numpy()[no], 1),
            "hb_g_dl": np.round(woman["hb"].to_numpy()[no], 1),
            "children_alive": families.frame["children"].to_numpy()[no],
            "delivery_date": born,
            "birth_gestation_weeks": weeks,
            "newborn_weight_kg": first["birth_weight_kg"].to_numpy(),
            "newborn_length_cm": first["birth_length_cm"].to_numpy(),
            "newborns": newborns.reindex(no).to_numpy(),
            "birth_complication": rng.random(n) < r["birth_complication"],
            "breastfeeding": rng.random(n) < r["breastfed_at_birth"],
            "contraception": np.array(["mkjp", "modern", "tradisional", "tidak"])[
                np.searchsorted(np.cumsum(shares), rng.random(n))
            ],
        }
    )
    before = rng.integers(*_BETWEEN_CONTACTS_DAYS, n)
    seen = rng.random(n) < r["antenatal_contact_of_nifas"]
    antenatal = _contact(
        families,
        woman,
        no[seen],
        (born - pd.to_timedelta(before, unit="D"))[seen],
        (weeks - before / _WEEK)[seen],
        rng,
    )
    antenatal["birth_interval_months"] = np.nan  # the youngest child of the register is the one she carries
    antenatal["children_alive"] = np.maximum(antenatal["children_alive"] - 1, 0)
    antenatal["fetuses"] = newborns.reindex(no[seen]).to_numpy()
    return pd.concat([contacts[day <= on], antenatal], ignore_index=True)


def _breastfeeding(
    families: Families, woman: pd.DataFrame, expecting: pd.DataFrame, on: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """Mothers of children up to two years who are not pregnant again, as far as the list reaches them."""
    frame, r = families.frame, rates()
    age = (on - frame["last_birth"]).dt.days.to_numpy(dtype=float)
    no = np.setdiff1d(
        np.flatnonzero((age > _NIFAS_DAYS + _CONTACT_DAYS) & (age < _BREASTFED_DAYS)), expecting["family_no"]
    )
    no = no[rng.random(len(no)) < r["breastfeeding_listed"]]
    back = rng.integers(0, _CONTACT_DAYS, len(no))
    still = r["breastfed_at_birth"] - r["breastfeeding_stops"] * age[no] / _DAYS_A_MONTH
    return pd.DataFrame(
        {
            "family_no": no,
            "group": "busui",
            "contact_date": on - pd.to_timedelta(back, unit="D"),
            "height_cm": frame["mother_height_cm"].to_numpy()[no],
            "muac_cm": np.round(woman["arm"].to_numpy()[no], 1),
            "children_alive": frame["children"].to_numpy()[no],
            "delivery_date": frame["last_birth"].to_numpy()[no],
            "breastfeeding": rng.random(len(no)) < still,
        }
    )


def later_contacts(
    contacts: pd.DataFrame, on: pd.Timestamp, later: pd.Timestamp, helped: Collection[str], rng: np.random.Generator
) -> pd.DataFrame:
    """One contact each, up to a later day, with those who were pregnant: still so, or after birth at term.

    ``contacts`` name the women; for those with a NIK in ``helped`` arm, blood and tablets are as they should be.
    """
    newest = contacts.drop_duplicates("family_no", keep="last")
    pregnant = newest[newest["group"].eq("bumil") & newest["contact_date"].gt(on - pd.Timedelta(days=_CONTACT_DAYS))]
    term = rates()["pregnancy_weeks"]
    weeks = pregnant["gestation_weeks"] + (later - pregnant["contact_date"]).dt.days / _WEEK
    born = later - pd.to_timedelta(((weeks - term) * _WEEK).round(), unit="D")
    delivered = weeks.ge(term).to_numpy()
    seen = born + pd.to_timedelta(rng.integers(*_NIFAS_CONTACT_DAYS, len(pregnant)), unit="D")
    better = pregnant["nik"].isin(list(helped))
    still = pregnant[~delivered].assign(
        contact_date=later,
        gestation_weeks=np.floor(weeks),
        danger_sign=False,
        muac_cm=lambda f: f["muac_cm"].mask(better, f["muac_cm"].clip(lower=_ARM_WELL_CM)),
        hb_g_dl=lambda f: f["hb_g_dl"].mask(better, f["hb_g_dl"].clip(lower=_HB_WELL)),
        antenatal_visits=_visits(weeks[~delivered].to_numpy(), np.zeros((~delivered).sum(), dtype=bool)),
    )
    kept = ["family_no", "height_cm", "children_alive", "smoke_at_home", *_NAMES]
    after = pregnant.loc[delivered, kept].assign(
        group="nifas",
        contact_date=seen,
        delivery_date=born,
        children_alive=lambda f: f["children_alive"] + 1,
        birth_gestation_weeks=term,
        newborn_weight_kg=np.where(better[delivered], _WELL_KG, _SMALL_KG),
        newborns=1.0,
        birth_complication=False,
        breastfeeding=True,
        contraception="mkjp",
    )
    out = pd.concat([still, after], ignore_index=True)
    return out[out["contact_date"] <= later].sort_values(["area_code", "kk"], kind="stable", ignore_index=True)
