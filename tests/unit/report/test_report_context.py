"""A report context holds released results and nothing raw."""

from __future__ import annotations

import json

import pytest

from audit.results import Cell, CountTable


def test_a_raw_result_is_refused(make_context):
    raw = CountTable("severity", (Cell("2025-08"),), (3,))
    with pytest.raises(TypeError, match="severity was not released"):
        make_context(released={"severity": raw})


def test_a_report_without_a_month_is_refused(make_context):
    with pytest.raises(ValueError, match="month"):
        make_context(months=())


def test_the_newest_month_is_the_last(context):
    assert context.month == "2025-08"


def test_the_period_is_said_in_words(context, make_context):
    assert context.period == "Siklus 2 tahun 2025, pengukuran Februari 2025 dan Agustus 2025"
    assert make_context(language="en").period == "Cycle 2 of 2025, measurements of February 2025 and August 2025"


def test_the_frame_is_plain_json_with_twelve_digits_of_the_key(context):
    meta = context.meta()
    assert json.loads(json.dumps(meta)) == meta
    assert meta["run_key"] == "0123456789ab"
    assert meta["forum_date"] == "24 September 2025"
    assert meta["edition"] == "publik"
