"""What a prepared audit gives back: to the public edition numbers alone, to the restricted one its rows too."""

from __future__ import annotations

import subprocess
import sys

from audit.pipeline.load import load_params
from audit.pipeline.open import open_audit
from audit.pipeline.prepared import load_results
from audit.results import CheckResult, LineList

PARAMS = "params/64.74-kota-bontang.yaml"
OPEN = """
import sys
from audit import pipeline, report
context = pipeline.open_audit(district_code="64.74", cycle="2025-2", edition={edition!r})
report.severity(context), report.quality_scorecard(context), report.desa_funnel(context)
print(*sorted({{"pandas", "pyarrow", "scipy"}} & sys.modules.keys()))
"""


def test_without_rows_every_number_and_no_row_is_read(finished):
    folder = finished.interim(load_params(finished.root / PARAMS))
    whole, numbers = load_results(folder), load_results(folder, rows=False)
    lists = {id for id, result in whole.items() if isinstance(result, LineList)}
    assert lists
    assert list(numbers) == [id for id in whole if id not in lists]
    checks = {id: result for id, result in whole.items() if isinstance(result, CheckResult)}
    assert any(check.table is not None for check in checks.values())
    assert all(numbers[id].table is None for id in checks)
    assert all(numbers[id] == whole[id] for id in numbers if id not in checks)


def test_a_public_notebook_loads_no_data_frame(finished):
    done = subprocess.run(
        [sys.executable, "-c", OPEN.format(edition="publik")],
        capture_output=True, text=True, check=True, cwd=finished.root,
    )  # fmt: skip
    assert done.stdout.split() == []


def test_the_restricted_edition_has_its_rows(finished):
    context = open_audit(district_code="64.74", cycle="2025-2", edition="terbatas")
    assert len(context.released["stunted_children"].restricted.rows)
    assert "stunted_children" not in open_audit(district_code="64.74", cycle="2025-2", edition="publik").released
