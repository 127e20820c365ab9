"""The border: real files in, tidy records out, nothing lost. Floor 2."""

from audit.register.read import read_visits
from audit.register.result import ImportResult, ImportSummary
from audit.register.workbook import write_set_aside

__all__ = ["ImportResult", "ImportSummary", "read_visits", "write_set_aside"]
