"""One synthetic register of a district: people, growth, visits, files, and the truth beside them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.sample_registers import MASS_WEIGHINGS, DistrictSpec
from audit.synth import truth
from audit.synth.attendance import Registered, attend
from audit.synth.effects import effects
from audit.synth.files import MONTHS, Written, write_files
from audit.synth.gain import gain_of
from audit.synth.layouts import targets
from audit.synth.measuring import measure
from audit.synth.people import People
from audit.synth.people_files import draw_lists, write_lists
from audit.synth.places import Places
from audit.synth.programme import ProgrammeWorld, write_programme
from audit.synth.record import write_frame, write_truth
from audit.synth.rows import sheet_rows
from audit.synth.true_risks import true_risks
from audit.synth.world import generator, make_world

__all__ = ["RegisterSummary", "make_register"]

_VISIT_TRUTH = (
    "file", "sheet_row", "child_id", "visit_date", "age_days", "true_haz", "true_length_cm", "true_whz",
    "true_weight_kg", "wrong_position", "measure", "lenhei_cm", "weight_kg", "haz", "waz", "whz",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterSummary:
    """What was made. Shares (0-1) are of the last month: stunted of those registered, and of those measured."""

    code: str
    children: int
    registered: int
    visits: int
    errors: int
    stunted_target: float
    stunted_true: float
    stunted_measured: float


def make_register(spec: DistrictSpec, folder: Path, *, dirt: bool = False) -> RegisterSummary:
    """Make one register in ``folder`` (made if absent, files in it replaced); equal specs give equal bytes.

    Writes ``eppgbm-2025.xlsx`` (what a district would have), ``eppgbm-2024.xlsx`` and ``puskesmas-2024.csv`` (four
    older months of the puskesmas that weighs monthly, in older layouts) and ``sasaran-2025.csv`` (children registered
    and projected); for a ``complete`` spec the lists of ``audit.synth.people_files`` and the workbooks of
    ``audit.synth.programme``; and what only a test may read: ``truth.json``, ``truth-*.parquet`` (visits by file and
    row, lists by row without gaps, who is at risk by which rule) and ``errors.csv``. With ``dirt`` errors are put into
    the register's files, else ``errors.csv`` is empty.
    """
    world = make_world(spec)
    places, people, months = world.places, world.people, world.months
    attended = attend(spec, people, places, list(MONTHS), generator(spec, "attendance"))
    visits = measure(people, places, attended, generator(spec, "measuring"))
    rows = sheet_rows(spec, people, places, visits.assign(gain=gain_of(people, visits)))

    folder.mkdir(parents=True, exist_ok=True)
    written = write_files(folder, rows, dirt=dirt, rng=generator(spec, "dirt"))
    targets.write(folder / "sasaran-2025.csv", spec, people, places, months)
    written.errors.to_csv(folder / "errors.csv", index=False, lineterminator="\n", encoding="utf-8")
    write_frame(folder / "truth-children.parquet", _children_truth(people, places, months[-1]))
    write_frame(folder / "truth-visits.parquet", _visits_truth(people, written.rows))
    day = MONTHS[-1].end_time.normalize()
    if spec.complete:
        drawn = draw_lists(spec, people, places, day, generator(spec, "lists"))
        write_lists(folder, drawn, generator(spec, "gaps"))
        write_programme(folder, ProgrammeWorld(spec, people, places, drawn, rows, day))
        for name, frame in drawn.truth().items():
            write_frame(folder / f"truth-{name}.parquet", frame)
        write_frame(folder / "truth-risks.parquet", true_risks(people, drawn, rows, day))
    summary = _summary(spec, people, written, months[-1])
    write_truth(
        folder / "truth.json",
        spec,
        summary=asdict(summary),
        effects=effects(people.growing.of(months[-1].child), months[-1].months_old),
        attendance=_attendance(rows, months),
        shift=people.growing.shift,
        errors={str(kind): int(n) for kind, n in written.errors["kind"].value_counts().sort_index().items()},
    )
    return summary


def _true_haz(people: People, month: Registered) -> np.ndarray:
    return truth.haz(people.growing.of(month.child), month.months_old)


def _children_truth(people: People, places: Places, month: Registered) -> pd.DataFrame:
    """Everybody ever registered; true_haz on posyandu day of ``month``, missing where not registered then."""
    desa = places.desa.iloc[people.frame["desa_no"].to_numpy()]
    haz = np.full(len(people.frame), np.nan)
    haz[month.child] = _true_haz(people, month)
    return people.frame.drop(columns=["desa_no", "posyandu_no"]).assign(
        area_code=desa["code"].to_numpy(),
        puskesmas=desa["puskesmas"].to_numpy(),
        posyandu=places.posyandu["name"].to_numpy()[people.frame["posyandu_no"]],
        true_haz=haz,
    )


def _visits_truth(people: People, rows: pd.DataFrame) -> pd.DataFrame:
    child_id = people.frame["child_id"].to_numpy()[rows["child_no"].to_numpy()]
    return rows.assign(child_id=child_id)[list(_VISIT_TRUTH)]


def _attendance(rows: pd.DataFrame, months: list[Registered]) -> dict[str, float]:
    """D/S of each mass weighing: children measured of those registered."""
    weighed = rows.groupby(rows["visit_date"].dt.to_period("M"))["child_no"].nunique()
    return {str(m.month): float(weighed[m.month] / len(m.child)) for m in months if m.month.month in MASS_WEIGHINGS}


def _summary(spec: DistrictSpec, people: People, written: Written, month: Registered) -> RegisterSummary:
    rows = written.rows
    measured = rows.loc[rows["visit_date"].dt.to_period("M") == month.month, "haz"].dropna()
    return RegisterSummary(
        code=spec.code,
        children=len(people.frame),
        registered=len(month.child),
        visits=len(rows),
        errors=len(written.errors),
        stunted_target=spec.stunted.value,
        stunted_true=float((_true_haz(people, month) < STUNTED_BELOW).mean()),
        stunted_measured=float((measured < STUNTED_BELOW).mean()),
    )
