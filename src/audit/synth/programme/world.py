"""What the invented rows of a programme are drawn from: the district, its people and places, and the day."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from audit.reference.sample_registers import DistrictSpec
from audit.synth.people import People
from audit.synth.people_files import Lists
from audit.synth.places import Places

__all__ = ["ProgrammeWorld"]


@dataclass(frozen=True)
class ProgrammeWorld:
    """One district on the day of its lists. ``rows`` are the measurements as ``audit.synth.rows`` gives them.

    Randomness is drawn from ``audit.synth.world.generator(spec, "<topic>")``, a stream of each topic's own.
    """

    spec: DistrictSpec
    people: People
    places: Places
    lists: Lists
    rows: pd.DataFrame
    on: pd.Timestamp
