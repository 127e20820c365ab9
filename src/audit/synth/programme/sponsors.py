"""Sponsors: donors, what they promised, and what arrived: invented rows, with the slips of real ledgers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH, STUNTED_BELOW
from audit.reference.sponsor_rules import DONOR_KINDS, TARGET_RULES
from audit.synth.identity import full_names
from audit.synth.programme.world import ProgrammeWorld
from audit.synth.world import generator

__all__ = ["rows"]

_FULLEST = "19.71"  # Pangkalpinang, whose own programme this is
_CHILDREN, _FAMILIES, _DONORS = (320, 180, 190), (60, 45, 40), ("baas", "genting")
_SHARE_OF_KIND = (0.38, 0.1, 0.16, 0.14, 0.22)  # in the order of DONOR_KINDS; one OPD head takes two children
_MONTHS = {"baas": (6,), "genting": (3, 6, 12)}
_FITTING = 0.86  # of the children supported were short when it began
_KEPT = 0.78  # of the months promised have a delivery
_PROOF, _VALUE_KNOWN = 0.82, 0.93
_HONEY, _FORMULA = 0.25, 0.3  # of deliveries to babies below 12 and 6 months
_RISK_NOTED = 0.8
_LONG_AGO = 0.15  # of the children began in October and not in March
# Item: usual quantity, unit, rupiah.
_FOOD = {
    "beras": (5, "kg", 75_000),
    "telur": (30, "butir", 60_000),
    "susu": (12, "kotak", 72_000),
    "ikan": (2, "kg", 70_000),
    "madu": (1, "botol", 45_000),
    "susu_pertumbuhan": (1, "kotak", 98_000),
}
_OF_FOOD = (0.3, 0.32, 0.16, 0.1, 0.06, 0.06)
_FAMILY_ITEMS = {
    "makanan_siap": (30, "porsi", 450_000),
    "telur": (30, "butir", 60_000),
    "paket_sembako": (1, "paket", 250_000),
    "jamban": (1, "unit", 2_500_000),
    "air_bersih": (1, "sambungan", 1_200_000),
    "madu": (1, "botol", 45_000),
}
_OF_FAMILY = (0.42, 0.2, 0.24, 0.05, 0.05, 0.04)
_SLIPS = 4  # rows of each kind of slip


@dataclass(frozen=True)
class _Size:
    children: int
    families: int
    donors: int


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.sponsors``.

    Slips: honey and formula for babies, a NIK that nobody has, a row that names nobody, an output without a proof, a
    delivery of no known sponsorship, one typed twice, one without a day, a child with two sponsors.
    """
    rng = generator(world.spec, "programme-sponsors")
    size = _Size(*(_CHILDREN if world.spec.code == _FULLEST else _FAMILIES))
    donors = _donors(world, size.donors, rng)
    begun = pd.concat([_children(world, size.children, rng), _families(world, size.families, rng)], ignore_index=True)
    offered = {programme: donors.loc[donors["programme"].eq(programme), "donor_id"].to_numpy() for programme in _DONORS}
    begun["donor_id"] = [rng.choice(offered[programme]) for programme in begun["programme"]]
    begun["sponsorship_id"] = [f"OTA-{n:04d}" for n in range(1, len(begun) + 1)]
    brought = _deliveries(begun, world.on, rng)
    return {"donors": donors, "sponsorships": _with_slips(begun, world), "deliveries": _slipped(brought)}


def _donors(world: ProgrammeWorld, n: int, rng: np.random.Generator) -> pd.DataFrame:
    kind = rng.choice(DONOR_KINDS, n, p=_SHARE_OF_KIND)
    names = full_names(n, "father", rng)
    firm = {"bumn_bumd": "BUMD Contoh", "swasta": "PT Contoh", "komunitas": "Komunitas Contoh"}
    said = [f"{firm[k]} {name}" if k in firm else name for k, name in zip(kind, names, strict=True)]
    joined = world.on - pd.to_timedelta(rng.integers(1, 420, n), unit="D")
    frame = pd.DataFrame(
        {
            "donor_id": said,
            "kind": kind,
            "joined_on": joined,
            "programme": rng.choice(_DONORS, n, p=(0.6, 0.4)),
            "places": rng.choice((1, 2, 3, 5), n, p=(0.4, 0.35, 0.15, 0.1)),
        }
    ).drop_duplicates("donor_id", ignore_index=True)
    frame.loc[frame.index[:_SLIPS], "kind"] = None
    return frame


def _children(world: ProgrammeWorld, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Children who were measured, most of them short, from soon after that day on."""
    seen = world.rows.dropna(subset=["haz"])
    parts = []
    for month, share in (("2024-10", _LONG_AGO), ("2025-02", 1 - _LONG_AGO)):
        there = seen[seen["visit_date"].dt.strftime("%Y-%m").eq(month)].drop_duplicates("child_no")
        wanted = round(n * share)
        short = there["haz"].lt(STUNTED_BELOW).to_numpy()
        for group, size in ((there[short], round(wanted * _FITTING)), (there[~short], round(wanted * (1 - _FITTING)))):
            at = rng.choice(len(group), min(size, len(group)), replace=False)
            parts.append(group.iloc[np.sort(at)])
    chosen = pd.concat(parts, ignore_index=True).drop_duplicates("child_no", ignore_index=True)
    return pd.DataFrame(
        {
            "person_id": chosen["nik"],
            "person_id_name": chosen["name"],
            "person_id_birth_date": chosen["birth_date"],
            "programme": "baas",
            "form": rng.choice(("bahan_pangan", "uang"), len(chosen), p=(0.9, 0.1)),
            "months_planned": rng.choice(_MONTHS["baas"], len(chosen)),
            "started_on": chosen["visit_date"].dt.normalize()
            + pd.to_timedelta(rng.integers(5, 75, len(chosen)), unit="D"),
            "distributor": "TPK kelurahan",
            "birth_date": chosen["birth_date"],
        }
    )


def _families(world: ProgrammeWorld, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Families of young children, those without a latrine or safe water more often."""
    born, on = world.people.frame["birth_date"], world.on
    young = (born > on - pd.Timedelta(days=round(TARGET_RULES["genting"].oldest_months * DAYS_PER_MONTH))) & (
        born <= on
    )
    home = world.people.frame.loc[young].sort_values("birth_date").drop_duplicates("household_id", keep="last")
    listed = world.lists.households
    listed = listed[listed["household_id"].isin(home["household_id"])]
    lacks = listed["safe_water"].eq(False) | listed["healthy_latrine"].eq(False)
    weight = np.where(lacks.to_numpy(dtype=bool, na_value=False), 9.0, 1.0)
    at = np.sort(rng.choice(len(listed), min(n, len(listed)), replace=False, p=weight / weight.sum()))
    chosen = listed.iloc[at].reset_index(drop=True)
    noted = rng.random(len(chosen)) < _RISK_NOTED
    return pd.DataFrame(
        {
            "household_id": chosen["kk"],
            "programme": "genting",
            "form": rng.choice(("makanan_jadi", "bahan_pangan", "non_nutrisi"), len(chosen), p=(0.5, 0.35, 0.15)),
            "months_planned": rng.choice(_MONTHS["genting"], len(chosen)),
            "started_on": on - pd.to_timedelta(rng.integers(20, 230, len(chosen)), unit="D"),
            "at_risk_before": pd.Series(noted, dtype="boolean").where(noted),
            "distributor": "Kampung KB",
            "birth_date": home.set_index("household_id")["birth_date"].reindex(chosen["household_id"]).to_numpy(),
        }
    )


def _deliveries(begun: pd.DataFrame, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    months = begun["months_planned"].to_numpy()
    each = begun.loc[begun.index.repeat(months)].reset_index(drop=True)
    number = np.concatenate([np.arange(m) for m in months])
    shift = number * DAYS_PER_MONTH + rng.integers(0, 25, len(each))
    each = each.assign(delivered_on=(each["started_on"] + pd.to_timedelta(shift.round(), unit="D")).dt.normalize())
    each = each[(each["delivered_on"] <= on).to_numpy() & (rng.random(len(each)) < _KEPT)].reset_index(drop=True)
    child = each["programme"].eq("baas").to_numpy()
    item = np.where(
        child,
        rng.choice(list(_FOOD), len(each), p=_OF_FOOD),
        rng.choice(list(_FAMILY_ITEMS), len(each), p=_OF_FAMILY),
    ).astype(object)
    age = (each["delivered_on"] - each["birth_date"]).dt.days.to_numpy() / DAYS_PER_MONTH
    for below, share, given in ((12, _HONEY, "madu"), (6, _FORMULA, "susu_formula")):
        item = np.where(child & (age < below) & (rng.random(len(each)) < share), given, item)
    usual = {**_FAMILY_ITEMS, **_FOOD, "susu_formula": (2, "kotak", 110_000)}
    value = np.array([usual[one][2] for one in item], dtype=float)
    return pd.DataFrame(
        {
            "sponsorship_id": each["sponsorship_id"],
            "delivered_on": each["delivered_on"],
            "item": item,
            "quantity": [usual[one][0] for one in item],
            "unit": [usual[one][1] for one in item],
            "value_rupiah": np.where(rng.random(len(each)) < _VALUE_KNOWN, value, np.nan),
            "proof": pd.Series([f"BAST-{n:05d}" for n in range(1, len(each) + 1)], dtype=object).where(
                rng.random(len(each)) < _PROOF
            ),
        }
    )


def _with_slips(begun: pd.DataFrame, world: ProgrammeWorld) -> pd.DataFrame:
    """Some rows as they come: a NIK that nobody has, nobody named, two sponsors of one child, one who has moved."""
    own = begun.drop(columns="birth_date")
    twice = own.iloc[:_SLIPS].assign(donor_id=own["donor_id"].iloc[_SLIPS : 2 * _SLIPS].to_numpy())
    last = own["started_on"].max()
    life = world.lists.life
    gone = life[life["nik"].isin(world.people.frame["nik"])].iloc[:_SLIPS]
    named = {"person_id": "nik", "person_id_name": "name", "person_id_birth_date": "birth_date"}
    moved = own.iloc[: len(gone)].assign(started_on=last, **{to: gone[of].to_numpy() for to, of in named.items()})
    nobody = own.iloc[2 * _SLIPS : 3 * _SLIPS].assign(started_on=last, **dict.fromkeys(named))
    no_such = own.iloc[3 * _SLIPS : 4 * _SLIPS].assign(
        person_id=[f"{world.spec.code.replace('.', '')}99310225{n:04d}" for n in range(1, _SLIPS + 1)],
        person_id_name=None, person_id_birth_date=None, started_on=last,
    )  # fmt: skip
    more = pd.concat([twice, moved, nobody, no_such], ignore_index=True)
    more["sponsorship_id"] = [f"OTA-{len(own) + n:04d}" for n in range(1, len(more) + 1)]
    return pd.concat([own, more], ignore_index=True)


def _slipped(brought: pd.DataFrame) -> pd.DataFrame:
    """A delivery typed twice, one without a day, one of no sponsorship, one before it began."""
    typed = brought.iloc[:_SLIPS].assign(proof=None)
    no_day = brought.iloc[_SLIPS : 2 * _SLIPS].assign(delivered_on=None)
    unknown = brought.iloc[2 * _SLIPS : 3 * _SLIPS].assign(sponsorship_id="OTA-9999")
    early = brought.iloc[3 * _SLIPS : 4 * _SLIPS]
    early = early.assign(delivered_on=early["delivered_on"] - pd.Timedelta(days=400))
    out = pd.concat([brought, typed, no_day, unknown, early], ignore_index=True)
    return out.assign(delivery_id=[f"ST-{n:05d}" for n in range(1, len(out) + 1)])
