"""Budget lines, realisation, what a service costs, and the district's own programmes: invented rows.

Amounts grow with the register and vary by chance; offices, activities and mistakes stand in the tables of the
reference. Bontang, which watches how its money is used, hands in most.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from audit.reference.money_rules import VOLUNTEER
from audit.synth.programme.world import ProgrammeWorld
from audit.synth.world import generator

__all__ = ["rows"]

_FULLEST = "64.74"
_NOMENCLATURE = "Kepmendagri 900.1.15.5-1317/2023"
_FRAMEWORK = "aksi8_2018_2024"
_SPREAD = 0.12  # of amounts around those of the table, as a share
_ROUND = 100_000  # budgets are written in hundred thousands of rupiah
# What the offices of a district call themselves, where the table has a plainer name.
_OFFICES = {
    "14.03": {"Bappeda": "Bappeda", "Dinas KB": "DPPKBP3A"},
    "17.71": {"Bappeda": "Bapelitbang", "Dinas KB": "DP3AP2KB"},
    "19.71": {"Bappeda": "Bapelitbangda", "Dinas KB": "DPPKBP3A"},
    "35.71": {"Bappeda": "Bappeda", "Dinas KB": "DP3AP2KB"},
    "64.74": {"Bappeda": "Bapperida", "Dinas KB": "DP3AKB"},
}


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.money``."""
    rng = generator(world.spec, "programme-money")
    return {
        "budget_lines": pd.DataFrame(_lines(world, rng), dtype=object),
        "cost_ingredients": pd.DataFrame(_ingredients(world), dtype=object),
        "service_gaps": pd.DataFrame(_gaps(world), dtype=object),
        "local_programmes": pd.DataFrame(_outputs(world), dtype=object),
    }


def _of_district(world: ProgrammeWorld, name: str) -> list[dict[str, str]]:
    full = world.spec.code == _FULLEST
    return [row for row in _table(name) if full or not row["full"]]


def _lines(world: ProgrammeWorld, rng: np.random.Generator) -> list[dict[str, Any]]:
    spec, offices = world.spec, _OFFICES.get(world.spec.code, {})
    found = []
    for n, row in enumerate(_of_district(world, "sample_budget_lines"), start=1):
        amount = float(row["rupiah_per_child"]) * spec.register_size.value * rng.normal(1, _SPREAD)
        allocated = round(amount / _ROUND) * _ROUND
        used = float(row["used"]) * rng.normal(1, _SPREAD / 2) if row["used"] else None
        found.append(
            {
                "line_id": f"{n}",
                "area_code": spec.code,
                "year": world.on.year,
                "opd": f"{offices.get(row['opd'], row['opd'])} {spec.name}",
                "budget_code": row["code"] or None,
                "nomenclature": _NOMENCLATURE if row["code"] else None,
                "activity": row["activity"],
                "service": row["service"] or None,
                "source": row["source"] or None,
                "framework": _FRAMEWORK if row["action"] else None,
                "action": row["action"] or None,
                "package": row["package"] or None,
                "intervention": row["intervention"] or None,
                "direct": row["direct"] == "yes",
                "allocated_rupiah": allocated,
                "realised_rupiah": None if used is None else round(allocated * used),
                "as_of": world.on,
            }
        )
    return found + _slips(found)


def _slips(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What real offices hand in too: a line twice under another number, and one whose year nobody wrote."""
    number = len(found)
    return [
        found[1] | {"line_id": f"{number + 1}"},
        found[4] | {"line_id": f"{number + 2}", "year": None},
    ]


def _ingredients(world: ProgrammeWorld) -> list[dict[str, Any]]:
    reached = _reached(world)
    found = []
    for n, row in enumerate(_of_district(world, "sample_ingredients"), start=1):
        people = reached[row["service"]]
        each = float(row["quantity_per_reached"]) * people if row["quantity_per_reached"] else None
        found.append(
            {
                "ingredient_id": f"{n}",
                "area_code": world.spec.code,
                "service": row["service"],
                "year": world.on.year,
                "kind": row["kind"],
                "item": row["item"],
                "fixed": row["fixed"] == "yes" if row["kind"] != VOLUNTEER else None,
                "quantity": float(row["quantity"]) if row["quantity"] else each,
                "unit": row["unit"],
                "price_rupiah": _number(row["price_rupiah"]),
                "price_low_rupiah": _number(row["low"]),
                "price_high_rupiah": _number(row["high"]),
                "persons_reached": people,
                "source": "Rekap kegiatan (data contoh)",
            }
        )
    return found


def _gaps(world: ProgrammeWorld) -> list[dict[str, Any]]:
    reached, children = _reached(world), world.spec.register_size.value
    needy = [row for row in _of_district(world, "sample_ingredients") if row["needed_share"]]
    return [
        {
            "gap_id": f"{n}",
            "area_code": world.spec.code,
            "service": row["service"],
            "year": world.on.year,
            "needed": round(children * float(row["needed_share"])),
            "reached": reached[row["service"]],
            "gap_low": None,
            "gap_high": None,
            "taken_up_percent": _number(row["taken_up"]),
            "taken_up_low_percent": _number(row["taken_up_low"]),
            "taken_up_high_percent": _number(row["taken_up_high"]),
            "source": "Catatan pelayanan tahun lalu (data contoh)" if row["taken_up"] else None,
        }
        for n, row in enumerate(needy, start=1)
    ]


def _reached(world: ProgrammeWorld) -> dict[str, int]:
    """Persons whom each service reached in the year, as a share of the children of the register."""
    shares = {row["service"]: row["reached_share"] for row in _table("sample_ingredients") if row["reached_share"]}
    return {service: round(world.spec.register_size.value * float(share)) for service, share in shares.items()}


def _outputs(world: ProgrammeWorld) -> list[dict[str, Any]]:
    own = [row for row in _table("sample_outputs") if row["code"] == world.spec.code]
    return [
        {
            "output_id": f"{n}",
            "area_code": world.spec.code,
            "programme": row["programme"],
            "output": row["output"],
            "unit": row["unit"],
            "counts_people": row["people"] == "yes",
            "planned": _number(row["planned"]),
            "reached": _number(row["reached"]),
            "next_step": row["next_step"] or None,
            "due_on": pd.Timestamp(row["due_on"]) if row["due_on"] else None,
            "source": f"{row['source']} (data contoh)",
            "as_of": world.on,
        }
        for n, row in enumerate(own, start=1)
    ]


def _number(said: str) -> int | None:
    return int(said) if said else None


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = (files("audit.reference") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
