"""The border: real files in, tidy records out, nothing lost. Floor 2.

Names load when first used: what notebooks need of this package reads no register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.on_demand import on_demand

if TYPE_CHECKING:
    from audit.register.read import read_visits
    from audit.register.result import ImportResult, ImportSummary
    from audit.register.workbook import write_set_aside

_HOMES = {"ImportResult": "result", "ImportSummary": "result", "read_visits": "read", "write_set_aside": "workbook"}
__all__ = ["ImportResult", "ImportSummary", "read_visits", "write_set_aside"]

on_demand(__name__, _HOMES)
