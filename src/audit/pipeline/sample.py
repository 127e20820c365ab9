"""The synthetic registers under data/sample: made once, made anew when asked."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from audit.errors import EngineError
from audit.pipeline.project import Project
from audit.pipeline.schedule import work_through
from audit.store import repair, staged

__all__ = ["ensure_sample", "make_sample", "sample_codes"]

_NEWEST = "program-forum.xlsx"  # the newest kind: older samples are made anew


def sample_codes() -> tuple[str, ...]:
    """Districts that have a synthetic register."""
    from audit.reference.sample_registers import SAMPLE_REGISTERS

    return tuple(SAMPLE_REGISTERS)


def ensure_sample(codes: Sequence[str], project: Project, *, jobs: int) -> tuple[tuple[str, int], ...]:
    """Make the registers that are not there yet; returns the names and numbers of children of those made."""
    missing = [code for code in codes if not (project.sample / code / _NEWEST).is_file()]
    return make_sample(missing, project, jobs=jobs)


def make_sample(codes: Sequence[str], project: Project, *, jobs: int, dirt: bool = True) -> tuple[tuple[str, int], ...]:
    """Make registers anew, each whole or not at all, ``jobs`` at a time; with errors as real ones have, or without.

    Raises ``ReferenceDataError`` (exit 12), before anything is written, for a code without a sample register.
    """
    from audit.reference.sample_registers import district_spec

    for code in codes:
        district_spec(code)
    if not codes:
        return ()
    made: dict[str, tuple[str, int]] = {}

    def finished(code: str, future: Future[tuple[str, int]]) -> tuple[str, ...]:
        try:
            made[code] = future.result()
        except BrokenProcessPool as died:
            raise EngineError("pipeline.process_died", step=code) from died
        return ()

    try:
        work_through(
            codes,
            submit=lambda pool, code: pool.submit(_make, code, project.sample / code, dirt),
            finished=finished,
            jobs=min(jobs, len(codes)),
        )
    except BaseException:
        for code in codes:
            repair(project.sample / code)
        raise
    return tuple(made[code] for code in codes)


def _make(code: str, folder: Path, dirt: bool) -> tuple[str, int]:
    from audit.reference.sample_registers import district_spec
    from audit.synth import make_register

    spec = district_spec(code)
    with staged(folder) as partial:
        summary = make_register(spec, partial, dirt=dirt)
    return spec.name, summary.children
