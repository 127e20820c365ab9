"""The truth beside the files: what an analysis, a linkage or a check of data quality can be held against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from audit.language import LANGUAGES, text
from audit.reference.sample_registers import GROWTH, DistrictSpec, Figure
from audit.synth.effects import Effect

__all__ = ["write_frame", "write_truth"]


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as Parquet; equal frames give equal bytes."""
    frame.to_parquet(path, index=False, compression="zstd")


def write_truth(
    path: Path,
    spec: DistrictSpec,
    *,
    summary: Mapping[str, object],
    effects: list[Effect],
    attendance: Mapping[str, float],
    shift: float,
    errors: Mapping[str, int],
) -> None:
    """Write seed, coefficients, implied effects, counts, and every figure with its source."""
    figures = {name: figure for name in spec.__slots__ if isinstance(figure := getattr(spec, name), Figure)}
    assumed = sorted({f.assumption for f in figures.values() if f.assumption} | {"synth.assumed_projection"})
    truth = {
        "mark": _words("synth.sample_data"),
        "seed": spec.seed,
        "summary": dict(summary),
        "attendance": dict(attendance),
        "errors": dict(errors),
        "growth": asdict(GROWTH) | {"shift": shift},
        "factors": [asdict(effect) for effect in effects],
        "figures": {name: asdict(figure) for name, figure in figures.items()},
        "assumptions": {id: _words(id) for id in assumed},
    }
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _words(id: str) -> dict[str, str]:
    return {language: text(id, language) for language in LANGUAGES}
