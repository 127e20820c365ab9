"""The half-year after a synthetic register: what the files say of the same people once some have been helped.

For tests of a whole cycle only. Children grow on, some who were helped faster; women give birth; people move and die.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.sample_registers import DistrictSpec
from audit.synth.answers import draw_life
from audit.synth.attendance import attend
from audit.synth.files import MONTHS
from audit.synth.gain import gain_of
from audit.synth.layouts import eppgbm2025
from audit.synth.measuring import measure
from audit.synth.people import People
from audit.synth.people_files import Lists, draw_lists, write_later_lists
from audit.synth.record import write_frame
from audit.synth.rows import sheet_rows
from audit.synth.women import later_contacts
from audit.synth.world import generator, make_world

__all__ = ["LATER_FILES", "LATER_MONTHS", "FollowUp", "simulate_follow_up"]

LATER_MONTHS = pd.period_range(MONTHS[-1] + 1, periods=6, freq="M")  # the next mass weighing is the last of them
LATER_FILES = ("eppgbm-2026.xlsx", "ibu-2026.xlsx", "riwayat-anak-2026.csv", "status-hidup-2026.csv")
_NOBODY: Mapping[str, str] = MappingProxyType({})
_BEFORE_DAYS = 30  # people are gone before the next mass weighing
_CAUGHT_UP_Z = 1.0  # height for age that helped children gain in half a year: more than real ones, so that it is seen


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What happened, by NIK: ``outcomes`` has nik, before and after (measured stunted, missing where not measured),
    and gone (pindah, meninggal, menolak, missing for everybody else)."""

    on: pd.Timestamp
    outcomes: pd.DataFrame


def simulate_follow_up(
    spec: DistrictSpec, folder: Path, *, helped: Collection[str] = (), gone: Mapping[str, str] = _NOBODY
) -> FollowUp:
    """Write the files of the next half-year (``LATER_FILES``) for the register of ``spec``; equal input, equal bytes.

    ``helped`` are NIKs of children and women whose risks got less; ``gone`` says of some what became of them (pindah,
    meninggal, menolak) beside those who are drawn. Nobody is born into the new register: it holds the same people,
    without those who are gone. ``truth-outcomes.parquet`` stands beside the files.
    """
    world = make_world(spec)
    places, day, later_day = world.places, MONTHS[-1].end_time.normalize(), LATER_MONTHS[-1].end_time.normalize()
    drawn = draw_lists(spec, world.people, places, day, generator(spec, "lists"))
    before = measure(
        world.people,
        places,
        attend(spec, world.people, places, list(MONTHS), generator(spec, "attendance")),
        generator(spec, "measuring"),
    )
    people = _helped(world.people, helped)
    rng = generator(spec, "later")
    left = _gone(people, drawn, gone, later_day, rng)
    attended = attend(spec, people, places, list(LATER_MONTHS), generator(spec, "later_attendance"))
    there = ~attended["child_no"].isin(np.flatnonzero(people.frame["nik"].isin(left["nik"])))
    visits = measure(people, places, attended[there].reset_index(drop=True), generator(spec, "measuring"))
    rows = sheet_rows(spec, people, places, visits.assign(gain=gain_of(people, visits)))

    folder.mkdir(parents=True, exist_ok=True)
    eppgbm2025.write(folder / LATER_FILES[0], rows)
    contacts = later_contacts(drawn.contacts, day, later_day, helped, rng)
    histories = _later_histories(drawn.histories, later_day - day, helped)
    write_later_lists(
        folder,
        contacts[~contacts["nik"].isin(left["nik"])],
        histories[~histories["nik"].isin(left["nik"])],
        left,
        generator(spec, "later_gaps"),
    )
    outcomes = _outcomes(people, before, visits, left)
    write_frame(folder / "truth-outcomes.parquet", outcomes)
    return FollowUp(later_day, outcomes)


def _helped(people: People, helped: Collection[str]) -> People:
    level = people.growing.level + _CAUGHT_UP_Z * people.frame["nik"].isin(list(helped)).to_numpy()
    return replace(people, growing=replace(people.growing, level=level))


def _gone(
    people: People, drawn: Lists, told: Mapping[str, str], day: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """Everybody who is no longer there: those of the first list, and those of this half-year."""
    frame, before = people.frame, day - pd.Timedelta(days=_BEFORE_DAYS)
    child = frame[["nik", "name", "birth_date"]].assign(mother_name=frame["mother"])
    woman = drawn.contacts.drop_duplicates("nik")[["nik", "name", "birth_date", "mother_name"]]
    newly = draw_life(len(child), before, rng)
    new = newly.drop(columns="no").join(child.iloc[newly["no"]].reset_index(drop=True))
    either = pd.concat([child, woman], ignore_index=True)
    chosen = either[either["nik"].isin(list(told))]
    chosen = chosen.assign(status=chosen["nik"].map(told), date=before)
    parts = [drawn.life[new.columns.tolist()], chosen[new.columns.tolist()], new]
    return pd.concat(parts, ignore_index=True).drop_duplicates("nik").reset_index(drop=True)


def _later_histories(histories: pd.DataFrame, passed: pd.Timedelta, helped: Collection[str]) -> pd.DataFrame:
    """The same answers half a year on; of those helped, everything that can change is well."""
    well = {
        "animal_protein": True, "meals_enough": True, "immunised_for_age": True, "vitamin_a": True,
        "recent_illness": "", "parenting_class": True,
    }  # fmt: skip
    better = histories["nik"].isin(list(helped))
    changed = {field: histories[field].mask(better & histories[field].notna(), value) for field, value in well.items()}
    return histories.assign(recorded_on=histories["recorded_on"] + passed, **changed)


def _outcomes(people: People, before: pd.DataFrame, after: pd.DataFrame, gone: pd.DataFrame) -> pd.DataFrame:
    nik = people.frame["nik"]
    return pd.DataFrame(
        {
            "nik": nik,
            "before": _stunted(before, len(nik)),
            "after": _stunted(after, len(nik)),
            "gone": nik.map(gone.set_index("nik")["status"]),
        }
    )


def _stunted(visits: pd.DataFrame, n: int) -> pd.Series:
    """Whether the last measured height for age of each child is stunted; missing where there is none."""
    known = visits.dropna(subset="haz").sort_values(["child_no", "visit_date"], kind="stable")
    last = known.drop_duplicates("child_no", keep="last").set_index("child_no")["haz"]
    return last.lt(STUNTED_BELOW).reindex(range(n)).astype("boolean")
