"""hasil.json: every public number once, in order, and none that is hidden."""

from __future__ import annotations

import json
from dataclasses import replace

from audit.disclosure.released import ShownCheck, ShownTable
from audit.report import results_rows
from audit.report.results_json import COLUMNS


def test_columns_and_order(context):
    rows = results_rows(context)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [r["id"] for r in rows] == sorted(r["id"] for r in rows)
    assert len({r["id"] for r in rows}) == len(rows)
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows


def test_every_public_row_is_there(context):
    expected = 0
    for released in context.released.values():
        if isinstance(released.public, ShownTable):
            expected += len(released.public.rows)
        elif isinstance(released.public, ShownCheck):
            expected += 1 + sum(len(t.rows) for t in released.public.tables)
    assert len(results_rows(context)) == expected > 200


def test_a_hidden_row_holds_no_number(context):
    hidden = [r for r in results_rows(context) if r["disamarkan"]]
    assert hidden
    assert all(r[c] is None for r in hidden for c in ("pembilang", "penyebut", "nilai", "sk_bawah", "sk_atas"))


def test_the_restricted_edition_changes_nothing(context):
    assert results_rows(replace(context, edition="terbatas")) == results_rows(context)


def test_a_row_in_full(context):
    row = next(r for r in results_rows(context) if r["id"] == "stunting|2025-08|area=17.71.01|status=stunted")
    assert row["wilayah"] == {"kode": "17.71.01", "nama": "Selebar", "tingkat": "kecamatan"}
    assert row["nilai"] == row["pembilang"] / row["penyebut"]
    assert row["sk_bawah"] < row["nilai"] < row["sk_atas"]
    assert (row["indikator"], row["periode"], row["metode"], row["catatan"]) == (
        "stunting",
        "2025-08",
        "wilson",
        "status=stunted",
    )


def test_a_score_is_a_row_too(context):
    row = next(r for r in results_rows(context) if r["id"] == "digits.lenhei|2025-08")
    assert (row["metode"], row["catatan"], row["penyebut"]) == ("score", "poor", 6000)
