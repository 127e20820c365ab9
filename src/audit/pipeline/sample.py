"""The synthetic registers under data/sample: made once, made anew when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import EngineError
from audit.pipeline.project import Project
from audit.pipeline.schedule import work_through
from audit.store import repair, staged

if TYPE_CHECKING:
    from audit.reference.sample_registers import DistrictSpec

__all__ = ["absent", "make_sample"]

_NEWEST = {True: "program-forum.xlsx", False: "sasaran-2025.csv"}  # of a complete register, and of one that is not


def absent(specs: Sequence[DistrictSpec], project: Project) -> tuple[DistrictSpec, ...]:
    """Those whose register is not there yet, or is older than its newest kind of file."""
    return tuple(spec for spec in specs if not (project.sample / spec.code / _NEWEST[spec.complete]).is_file())


def make_sample(
    specs: Sequence[DistrictSpec],
    project: Project,
    *,
    jobs: int,
    dirt: bool = True,
    progress: Callable[[str], None] | None = None,
) -> tuple[tuple[str, int], ...]:
    """Make registers anew, each whole or not at all, ``jobs`` at a time, the largest first; names and children.

    With errors as real ones have, or without. ``progress`` is told the name of each that is made.
    """
    if not specs:
        return ()
    by_code = {spec.code: spec for spec in sorted(specs, key=lambda spec: -spec.register_size.value)}
    made: dict[str, tuple[str, int]] = {}

    def finished(code: str, future: Future[tuple[str, int]]) -> tuple[str, ...]:
        try:
            made[code] = future.result()
        except BrokenProcessPool as died:
            raise EngineError("pipeline.process_died", step=code) from died
        if progress:
            progress(made[code][0])
        return ()

    try:
        work_through(
            by_code,
            submit=lambda pool, code: pool.submit(_make, by_code[code], project.sample / code, dirt),
            finished=finished,
            jobs=min(jobs, len(specs)),
        )
    except BaseException:
        for code in by_code:
            repair(project.sample / code)
        raise
    return tuple(made[spec.code] for spec in specs)


def _make(spec: DistrictSpec, folder: Path, dirt: bool) -> tuple[str, int]:
    from audit.synth import make_register

    with staged(folder) as partial:
        summary = make_register(spec, partial, dirt=dirt)
    return spec.name, summary.children
