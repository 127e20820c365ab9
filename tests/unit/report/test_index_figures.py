"""Figures of the index are those of the public results: of the district alone, and withheld where they are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from audit.reference.published import published_for
from audit.report import decisions
from audit.report.index_figures import Figure, Headline, Promised, headline_from, headline_of, headline_read, surveys


def row(id, indicator, level="district", period="2025-08", hidden=False, **numbers):
    given = {"pembilang": 18, "penyebut": 100, "nilai": 0.18, "sk_bawah": 0.12, "sk_atas": 0.26}
    if hidden:
        given = dict.fromkeys(given)
    place = {"kode": "x", "nama": "x", "tingkat": level}
    said = {"id": id, "indikator": indicator, "wilayah": place, "periode": period, "disamarkan": hidden}
    return given | said | numbers


ROWS = [
    row("stunting|2025-08|status=stunted", "stunting"),
    row("stunting|2025-02|status=stunted", "stunting", period="2025-02", hidden=True),
    row("stunting|2025-08|area=17.71.01|status=stunted", "stunting", level="kecamatan"),
    row("stunting_age_sex|2025-08|status=stunted", "stunting_age_sex"),
    row("coverage|2025-08", "coverage", pembilang=90, nilai=0.9, sk_bawah=None, sk_atas=None),
    row("coverage|2025-08|age=baduta", "coverage"),
]


def test_only_the_whole_district_by_month():
    found = headline_of(ROWS)
    assert found.coverage == (Figure("2025-08", 90, 100, 0.9, None, None, False),)
    assert [figure.period for figure in found.stunting] == ["2025-02", "2025-08"]
    assert found.stunting[1] == Figure("2025-08", 18, 100, 0.18, 0.12, 0.26, False)


def test_a_withheld_row_gives_no_number_whatever_stands_in_it():
    (figure,) = headline_of([row("coverage|2025-08", "coverage", hidden=True, pembilang=3)]).coverage
    assert figure == Figure("2025-08", None, None, None, None, None, True)


def test_no_rows_no_figures():
    assert headline_of([]) == Headline()


def promise(state: str, n: int | None, place: str = "x"):
    return row(f"promises_by_state|2025-2|forum_of={place}|promise={state}", "promises_by_state", period="2025-2",
               pembilang=n)  # fmt: skip


def test_promises_are_those_of_the_district_that_were_not_cancelled():
    rows = [promise("done", 2), promise("overdue", 3), promise("cancelled", 4), promise("done", 7, place="x.01")]
    assert headline_of(rows).promised == Promised(2, 5)
    assert headline_of([promise("overdue", 3)]).promised == Promised(0, 3)


def test_no_promise_and_one_withheld_are_told_as_nothing():
    assert headline_of([promise("done", 0), promise("cancelled", 2)]).promised is None
    assert headline_of([promise("done", 2), promise("overdue", None)]).promised is None


def test_decisions_and_rating_are_those_of_page_one(context):
    found = headline_from(context, ROWS)
    shown = decisions(context).to_json()["public"]["decisions"]
    assert shown
    assert list(found.decisions) == [one["rule"] for one in shown]
    assert found.coverage == headline_of(ROWS).coverage


def test_a_manifest_of_an_older_version_has_figures_alone():
    stored = headline_of(ROWS).to_json()
    for name in ("promised", "decisions", "rating"):
        del stored[name]
    assert headline_read(stored) == headline_of(ROWS)


def test_a_manifest_gives_back_what_was_put_in():
    found = replace(headline_of(ROWS), promised=Promised(1, 6), decisions=("coverage", "sponsors"), rating="poor")
    assert headline_read(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize("code", ["17.71", "64.74", "35.71"])
def test_surveys_are_the_newest_undisputed_ones(code):
    told = [row for row in published_for(code) if row.kind == "survei" and not row.disputed and row.percent is not None]
    names = [name for name, _ in surveys(code)]
    assert names == [row.source for row in told][-2:]
    assert all(0 < share < 1 for _, share in surveys(code))


def test_a_district_about_which_nothing_was_published_has_none():
    assert surveys("11.01") == ()
