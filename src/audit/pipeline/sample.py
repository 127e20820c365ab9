"""The synthetic registers under data/sample: made once, made anew when asked."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from audit.errors import ReferenceDataError
from audit.pipeline.project import Project
from audit.store import staged

__all__ = ["ensure_sample", "make_sample", "sample_codes"]

_TRUTH = "truth.json"


def sample_codes() -> tuple[str, ...]:
    """Districts that have a synthetic register."""
    from audit.reference.sample_registers import SAMPLE_REGISTERS

    return tuple(SAMPLE_REGISTERS)


def ensure_sample(codes: Sequence[str], project: Project, *, jobs: int) -> tuple[tuple[str, int], ...]:
    """Make the registers that are not there yet; returns the names and numbers of children of those made."""
    missing = [code for code in codes if not (project.sample / code / _TRUTH).is_file()]
    return make_sample(missing, project, jobs=jobs)


def make_sample(codes: Sequence[str], project: Project, *, jobs: int) -> tuple[tuple[str, int], ...]:
    """Make registers anew, each whole or not at all, ``jobs`` at a time."""
    for code in codes:
        if code not in sample_codes():
            raise ReferenceDataError("pipeline.no_sample", code=code)
    if not codes:
        return ()
    with ProcessPoolExecutor(min(jobs, len(codes)), mp_context=multiprocessing.get_context("spawn")) as pool:
        return tuple(pool.map(_make, codes, [project.sample / code for code in codes]))


def _make(code: str, folder: Path) -> tuple[str, int]:
    from audit.reference.sample_registers import SAMPLE_REGISTERS
    from audit.synth import make_register

    spec = SAMPLE_REGISTERS[code]
    with staged(folder) as partial:
        summary = make_register(spec, partial)
    return spec.name, summary.children
