"""A params file with the least that it may hold, and what a test adds to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from audit.pipeline import load_params
from audit.pipeline.params import AuditParams

LEAST = """district: {code: "17.71", name: "Kota Bengkulu"}
cycle: "2025-2"
as_of: 2025-09-15
months: ["2025-08"]
forum: {kind: diseminasi, date: 2025-10-08}
sources:
  - {id: eppgbm, kind: eppgbm, path: data/raw/a.xlsx, producer: "Dinkes", cut_off: 2025-08-31}
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., AuditParams]:
    """Write the file with these lines at its end, and read it."""

    def written(more: str = "") -> AuditParams:
        path = tmp_path / "17.71-kota-bengkulu.yaml"
        path.write_text(LEAST + more, encoding="utf-8")
        return load_params(path)

    return written
