"""A report says under which plan of analysis it was made, when that was locked, and what was done otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.report import PlanRecord, report_identity

PLAN = PlanRecord("rencana.pdf", "ab12" * 16, date(2025, 8, 1))


def said(context) -> dict[str, str]:
    return {item.term: item.meaning for item in report_identity(context).public.terms}


def test_nothing_is_said_of_a_plan_that_there_is_not(context):
    assert "Rencana analisis" not in said(context)


def test_its_lock_and_every_deviation_are_said(context):
    locked = said(replace(context, analysis_plan=PLAN))["Rencana analisis"]
    assert locked == "rencana.pdf (kode ab12ab12ab12), dikunci 1 Agustus 2025"
    changed = replace(PLAN, deviations=("luaran kedua ditambahkan", "anak di bawah 6 bulan dikeluarkan"))
    told = said(replace(context, analysis_plan=changed))["Rencana analisis"]
    assert told.startswith(locked)
    assert all(deviation in told for deviation in changed.deviations)
