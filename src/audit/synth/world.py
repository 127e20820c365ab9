"""The world behind a synthetic register: places and people of a district, always the same for the same spec."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from audit.reference.sample_registers import DistrictSpec
from audit.synth import truth
from audit.synth.attendance import Registered, registered
from audit.synth.files import FILES, MONTHS
from audit.synth.measuring import birth_lengths
from audit.synth.people import People, make_people
from audit.synth.places import Places, make_places

__all__ = ["World", "generator", "make_world"]

TARGET_MONTHS = FILES[-1].months  # with denominators; the last one is calibrated
_STAGES = (
    "places", "people", "attendance", "measuring", "dirt", "lists", "gaps", "later_attendance", "later", "later_gaps",
    "programme-actions", "programme-packages", "programme-indicators", "programme-companions", "programme-sponsors",
    "programme-money", "programme-forums",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """Places, people and who is registered in each month that has denominators."""

    places: Places
    people: People
    months: list[Registered]


def generator(spec: DistrictSpec, stage: str) -> np.random.Generator:
    """The random numbers of one stage; no stage changes those of another."""
    return np.random.default_rng([spec.seed, int(spec.code.replace(".", "")), _STAGES.index(stage)])


def make_world(spec: DistrictSpec) -> World:
    """Draw places and people, and calibrate growth so that the share of ``spec`` is truly stunted in the last month."""
    places = make_places(spec, generator(spec, "places"))
    start, end = MONTHS[0].start_time, MONTHS[-1].end_time.normalize()
    people = make_people(spec, places, start, end, generator(spec, "people"))
    months = [registered(people, places, month) for month in TARGET_MONTHS]
    return World(places, _calibrated(people, months[-1], spec.stunted.value), months)


def _calibrated(people: People, month: Registered, target: float) -> People:
    """Shift everybody's growth so that the target share of those registered in a month is truly stunted."""
    shift = truth.calibrate(people.growing.of(month.child), month.months_old, target)
    people = replace(people, growing=replace(people.growing, shift=shift))
    return replace(people, frame=people.frame.assign(birth_length_cm=birth_lengths(people)))
