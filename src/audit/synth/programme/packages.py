"""Five service packages: what a desa has, and what a person received: invented rows.

Bengkalis runs the five packages with a cadre in each desa (KPM): forms of a year, and form 1 of nearly every desa. In
the other districts a few kelurahan try the forms for a quarter. No figure here is of a real desa.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.programme_sheets.packages import PACKAGES
from audit.reference.service_packages import ELEMENTS, PAUD_MONTHS
from audit.synth.programme.world import ProgrammeWorld
from audit.synth.world import generator

__all__ = ["rows"]


@dataclass(frozen=True)
class _Extent:
    """How much a district filed: kecamatan, desa in each, months of forms up to the newest, desa with a form 2C."""

    kecamatan: int
    desa: int
    months: int
    paud_desa: int
    every_form_1: bool


_FULL, _FEW = _Extent(2, 3, 12, 2, True), _Extent(2, 3, 3, 1, False)
_FULLEST = "14.03"
_NEWEST = pd.Period("2025-06", "M")  # the newest month of forms; the quarter that was over on the day of the audit
_CHILD_UNTIL, _PREGNANT_DAYS, _NIFAS_MONTHS = 24, 280, 2
# All shares are assumed: of months in which a service was had, of cells that nobody filled in, of rows with a mistake.
_SHARES = {
    "antenatal": 0.75, "iron_tablets": 0.8, "postnatal": 0.7, "nutrition_counselling": 0.55, "home_visit": 0.6,
    "weighing": 0.85, "length": 0.6, "parent_counselling": 0.5, "parenting": 0.4, "paud": 0.45,
}  # fmt: skip
_HAVE = {"safe_water": 0.82, "latrine": 0.76, "health_insurance": 0.85, "birth_certificate": 0.8}  # of people, all year
_IMMUNISED = {"immunisation_basic": 0.85, "immunisation_measles": 0.78}  # of children, once old enough
_FROM_MONTHS = {"immunisation_basic": 4, "immunisation_measles": 9, "parenting": 6}
_DESA_SD, _BLANK, _NOT_FILED, _MISTAKE = 0.1, 0.05, 0.05, 0.004
_RISTI, _KEK = 0.12, 0.1
_ELEMENT, _ELEMENT_BLANK = {"facility": 0.95, "staff": 0.85, "supply": 0.7, "schedule": 0.8}, 0.04
_STANDARD, _STANDARD_BLANK = 0.65, 0.2
_WORDS = ("ANC", "Pemeriksaan kehamilan", "K6", "Periksa Kehamilan")  # how puskesmas write one service
_UNKNOWN_WORDS, _UNKNOWN = ("Yandu plus", "Kegiatan lain-lain"), 0.02


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.packages``."""
    rng = generator(world.spec, "programme-packages")
    full = world.spec.code == _FULLEST
    extent = _FULL if full else _FEW
    desa = world.places.desa
    filing = _filing(desa, extent)
    quality = pd.Series(rng.normal(0, _DESA_SD, len(desa)), index=desa["code"])
    children = world.people.frame[["nik", "name", "birth_date"]].assign(
        area_code=desa["code"].to_numpy()[world.people.frame["desa_no"]]
    )
    young = children[children["area_code"].isin(filing)].reset_index(drop=True)
    contacts = world.lists.contacts
    women = contacts[contacts["area_code"].isin(filing) & contacts["group"].isin(["bumil", "nifas"])]
    women = women.drop_duplicates("nik", keep="last").reset_index(drop=True)
    months = pd.period_range(_NEWEST - extent.months + 1, _NEWEST, freq="M")
    mothers = _mothers(women, months, quality, rng)
    return {
        "package_availability": _availability(desa, set(desa["code"]) if extent.every_form_1 else filing, rng),
        "kpm_mothers": mothers,
        "kpm_children": _children(young, months, quality, rng),
        "kpm_paud": _paud(young, filing[: extent.paud_desa], months[-3:], quality, rng),
        "package_receipt": _listed(mothers, rng),
    }


def _filing(desa: pd.DataFrame, extent: _Extent) -> list[str]:
    """The first desa of the first kecamatan."""
    here = desa[desa["kecamatan_no"] < extent.kecamatan]
    return here.groupby("kecamatan_no").head(extent.desa)["code"].tolist()


def _grid(people: pd.DataFrame, months: pd.PeriodIndex, since: np.ndarray, until: np.ndarray) -> pd.DataFrame:
    """One row a person and month from ``since`` to below ``until`` (numbers of months): ``at`` and ``month``."""
    number = np.asarray(months.year * 12 + months.month)
    at, column = np.nonzero((number >= since[:, None]) & (number < until[:, None]))
    return pd.DataFrame({"at": at, "month": np.asarray(months.astype(str))[column], "number": number[column]})


def _number(days: pd.Series) -> np.ndarray:
    return (days.dt.year * 12 + days.dt.month).to_numpy(dtype="float64", na_value=np.inf)


def _mothers(women: pd.DataFrame, months: pd.PeriodIndex, quality: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    began = women["contact_date"] - pd.to_timedelta(women["gestation_weeks"] * 7, unit="D")
    delivered = women["delivery_date"]
    began = began.fillna(delivered - pd.Timedelta(days=_PREGNANT_DAYS))
    until = np.minimum(_number(delivered) + _NIFAS_MONTHS, _number(began + pd.Timedelta(days=_PREGNANT_DAYS)) + 2)
    rows = _grid(women, months, _number(began) + 1, until)
    after = rows["number"].to_numpy() >= _number(delivered)[rows["at"]]
    status = rng.choice(["normal", "risti", "kek"], len(women), p=[1 - _RISTI - _KEK, _RISTI, _KEK])
    ids = women["nik"].to_numpy(dtype=object)
    good = quality.reindex(women["area_code"]).to_numpy()
    month_of = np.asarray(rows["number"] - _number(began)[rows["at"]])
    out = rows[["month"]].assign(
        person_id=ids[rows["at"]],
        person_id_name=women["name"].to_numpy(dtype=object)[rows["at"]],
        mother_status=status[rows["at"]],
        pregnancy_month=np.where(after, np.nan, np.minimum(month_of, 9)),
        delivery_date=delivered.where(delivered.notna()).array.take(rows["at"].to_numpy()),
    )
    out.loc[~after, "delivery_date"] = pd.NaT
    for fact in ("antenatal", "iron_tablets", "nutrition_counselling", "home_visit"):
        out[fact] = _had(_SHARES[fact] + good[rows["at"]], rng).mask(pd.Series(after))
    out["postnatal"] = _had(_SHARES["postnatal"] + good[rows["at"]], rng).mask(pd.Series(~after))
    return _filed(_with_states(out, rows["at"].to_numpy(), len(women), rng), rng)


def _children(
    children: pd.DataFrame, months: pd.PeriodIndex, quality: pd.Series, rng: np.random.Generator
) -> pd.DataFrame:
    born = _number(children["birth_date"])
    rows = _grid(children, months, born, born + _CHILD_UNTIL)
    at, age = rows["at"].to_numpy(), (rows["number"].to_numpy() - born[rows["at"]])
    good = quality.reindex(children["area_code"]).to_numpy()[at]
    out = rows[["month"]].assign(person_id=children["nik"].to_numpy(dtype=object)[at], **_named(children, at))
    weighed = rng.random(len(rows)) < _SHARES["weighing"] + good
    status = rng.choice(["normal", "underweight", "stunted"], len(children), p=[0.75, 0.1, 0.15])
    mat = {"normal": "green", "underweight": "yellow", "stunted": "red"}
    measured = weighed & (rng.random(len(rows)) < _SHARES["length"])
    out["nutrition_status"] = status[at]
    out["growth_mat"] = np.where(measured, [mat[word] for word in status[at]], "not_measured")
    for fact, share in _IMMUNISED.items():
        will = rng.random(len(children)) < share
        out[fact] = pd.Series(will[at], dtype="boolean").mask(pd.Series(age < _FROM_MONTHS[fact]))
    out["weighing"], out["length"] = pd.array(weighed, dtype="boolean"), pd.array(measured, dtype="boolean")
    for fact in ("parent_counselling", "home_visit", "parenting"):
        out[fact] = _had(_SHARES[fact] + good, rng).mask(pd.Series(age < _FROM_MONTHS.get(fact, 0)))
    return _filed(_with_states(out, at, len(children), rng, certificate=True), rng)


def _paud(
    children: pd.DataFrame, filing: list[str], months: pd.PeriodIndex, quality: pd.Series, rng: np.random.Generator
) -> pd.DataFrame:
    own = children[children["area_code"].isin(filing)].reset_index(drop=True)
    born = _number(own["birth_date"])
    oldest = min(PAUD_MONTHS[1], round(5 * 12 * DAYS_PER_MONTH / DAYS_PER_MONTH))  # the register ends at five years
    rows = _grid(own, months, born + PAUD_MONTHS[0], born + oldest)
    goes = rng.random(len(own)) < _SHARES["paud"]
    came = pd.Series(goes[rows["at"]] & (rng.random(len(rows)) < 1 - _NOT_FILED), dtype="boolean")
    out = rows[["month"]].assign(person_id=own["nik"].to_numpy(dtype=object)[rows["at"]], paud=came)
    out = out.assign(**_named(own, rows["at"]))
    return _filed(out, rng)


def _named(people: pd.DataFrame, at: np.ndarray | pd.Series) -> dict[str, np.ndarray]:
    """What tells who it is where a register masks the NIK."""
    return {f"person_id_{name}": people[name].to_numpy()[at] for name in ("name", "birth_date")}


def _had(share: np.ndarray, rng: np.random.Generator) -> pd.Series:
    return pd.Series(rng.random(len(share)) < share, dtype="boolean")


def _with_states(
    out: pd.DataFrame, at: np.ndarray, people: int, rng: np.random.Generator, *, certificate: bool = False
) -> pd.DataFrame:
    for fact, share in _HAVE.items():
        if fact != "birth_certificate" or certificate:
            out[fact] = pd.array((rng.random(people) < share)[at], dtype="boolean")
    return out


def _filed(out: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """As cadres file it: some rows not at all, some cells empty, now and then a NIK that nobody has or no month."""
    for column in out.columns.difference(["month", "person_id", "person_id_name", "person_id_birth_date"]):
        out[column] = out[column].mask(pd.Series(rng.random(len(out)) < _BLANK))
    out = out[rng.random(len(out)) >= _NOT_FILED].reset_index(drop=True)
    wrong = rng.random(len(out))
    unknown = wrong < _MISTAKE
    out["person_id"] = out["person_id"].mask(unknown, out["person_id"].str[:12] + "9999")
    out["person_id_name"] = out["person_id_name"].mask(unknown, "TIDAK DIKENAL")
    out["month"] = out["month"].mask(wrong > 1 - _MISTAKE)
    return out.sort_values(["month", "person_id"], ignore_index=True)


def _availability(desa: pd.DataFrame, filing: set[str] | list[str], rng: np.random.Generator) -> pd.DataFrame:
    codes = sorted(set(filing))
    codes = [code for code, late in zip(codes, rng.random(len(codes)) < _NOT_FILED, strict=True) if not late]
    every = pd.MultiIndex.from_product([codes, list(PACKAGES)], names=["area_code", "package"]).to_frame(index=False)
    for element in ELEMENTS:
        there = pd.Series(rng.random(len(every)) < _ELEMENT[element], dtype="boolean")
        every[element] = there.mask(pd.Series(rng.random(len(every)) < _ELEMENT_BLANK))
    quarter = f"{_NEWEST.year}-Q{_NEWEST.quarter}"
    days = pd.to_timedelta(rng.integers(0, 20, len(every)), unit="D")
    return every.assign(quarter=quarter, noted_on=_NEWEST.end_time.normalize() - days)


def _listed(mothers: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Antenatal visits as the puskesmas lists them, with whether the content was complete, under several names."""
    seen = mothers[mothers["antenatal"].eq(True).to_numpy(dtype=bool, na_value=False) & mothers["month"].notna()]
    seen = seen.drop_duplicates(["person_id", "month"])
    n = len(seen)
    words = np.array(_WORDS, dtype=object)[rng.integers(0, len(_WORDS), n)]
    other = np.array(_UNKNOWN_WORDS, dtype=object)[rng.integers(0, len(_UNKNOWN_WORDS), n)]
    marks = pd.Series(rng.random(n) < _STANDARD, dtype="boolean").mask(pd.Series(rng.random(n) < _STANDARD_BLANK))
    return pd.DataFrame(
        {
            "person_id": seen["person_id"].to_numpy(dtype=object),
            "person_id_name": seen["person_id_name"].to_numpy(),
            "month": seen["month"].to_numpy(dtype=object),
            "fact": np.where(rng.random(n) < _UNKNOWN, other, words),
            "times": np.ones(n),
            "to_standard": marks,
        }
    )
