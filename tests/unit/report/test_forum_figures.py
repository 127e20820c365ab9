"""The first figures for the forum: coverage with bounds, and the funnel with the places outside in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.language import text
from audit.report.figures.coverage_box import Reach, coverage_box
from audit.results import Cell, CheckResult, CountTable, RateTable, Sentence

MONTH = "2025-08"
BOUNDS = {"weighted": 19.0, "weighted_age": 19.2, "low": 16.0, "high": 24.0, "best": 14.0, "worst": 36.0}


def with_bounds(context, bounds: dict[str, float] | None = None, cover: RateTable | None = None, **changes):
    checks = [
        CheckResult(f"coverage_bounds.{name}", MONTH, "good", value, "percent", 4000, Sentence("situation.bounds"))
        for name, value in (BOUNDS if bounds is None else bounds).items()
    ]
    results = [*checks, *([cover] if cover else [])]
    pattern = solve_pattern(results)
    return replace(context, released={**context.released, **{r.id: release(r, pattern) for r in results}}, **changes)


def coverage(context, shares: list[tuple[int, int]]) -> RateTable:
    """D/S of the district's first desa, and the district's as their sum."""
    desa = [Cell.of(MONTH, area=a.code) for a in context.areas.desa[: len(shares)]]
    cells = (Cell.of(MONTH), *desa)
    measured = (sum(d for d, _ in shares), *(d for d, _ in shares))
    listed = (sum(s for _, s in shares), *(s for _, s in shares))
    of = tuple(cell.replace("population", "registered") for cell in cells)
    partitions = (context.areas.partition,)
    return RateTable(
        "coverage", CountTable("coverage", cells, measured, partitions), CountTable("coverage.of", of, listed)
    )


def printed(content, table: int = 0) -> dict[str, str]:
    return {row.cells[0].text: row.cells[1].text for row in content.tables[table].rows}


def test_desa_are_counted_in_their_groups_with_the_limit_between_them(context):
    cover = coverage(context, [(50, 100), (79, 100), (80, 100), (90, 100), (99, 100), (100, 100), (120, 100)])
    content = report.forum_coverage(with_bounds(context, cover=cover)).public
    assert list(printed(content).values()) == ["1", "0", "1", "1", "2", "2"]
    limit = "80%"
    assert content.paragraphs[0] == text("forum_figure.below", count=2, of=7, limit=limit)
    missing = len(context.areas.desa) - 7
    assert content.paragraphs[1] == text("forum_figure.not_counted", n=missing)


def test_the_title_says_how_many_were_measured_and_how_far_the_others_can_move_the_figure(context):
    content = report.forum_coverage(with_bounds(context, cover=coverage(context, [(75, 100), (85, 100)]))).public
    assert content.title == text("forum_figure.coverage_title", percent="80,0%", low="16,0%", high="24,0%")
    assert list(printed(content, 1).values())[1:] == ["16,0–24,0%", "14,0–36,0%"]
    assert content.title in content.figure.alt


def test_a_withheld_bound_leaves_its_panel_out_and_is_not_told(context):
    cover = coverage(context, [(75, 100), (85, 100)])
    content = report.forum_coverage(with_bounds(context, {"low": 16.0, "high": 24.0, "best": 14.0}, cover)).public
    assert content.title == text("forum_figure.coverage_title_alone", percent="80,0%")
    assert len(content.tables) == 1
    assert "24,0" not in str(content)


def test_without_a_list_of_registered_children_there_is_one_sentence(context):
    bare = replace(context, released={id: r for id, r in context.released.items() if id != "coverage"})
    assert report.forum_coverage(bare).public.paragraphs == (text("report.not_available"),)


def test_the_funnel_is_that_of_notebook_20_with_its_places_in_a_sentence(context):
    forum, own = report.forum_funnel(context).public, report.desa_funnel(context).public
    assert forum.title == own.title
    assert forum.figure.alt == own.figure.alt
    assert forum.tables == own.tables[:1]
    places = {row.cells[-1].text: [] for row in own.tables[-1].rows} if len(own.tables) > 1 else {}
    for row in own.tables[-1].rows if places else ():
        places[row.cells[-1].text].append(row.cells[0].text)
    for where, names in places.items():
        words = next(said for said in forum.paragraphs if where.split()[0] in said.lower())
        assert all(name in words for name in names) or str(len(names)) in words
    outside = len(forum.paragraphs) > 1
    assert forum.paragraphs[-1] == text(f"forum_figure.funnel_{'tables' if outside else 'none'}")


def test_where_no_desa_differs_nothing_is_called_a_reason_to_look_closer(context, monkeypatch):
    monkeypatch.setattr("audit.report.sections.desa_funnel._OUTER", ())  # no place counts as outside
    forum = report.forum_funnel(context).public
    assert forum.title.startswith("Belum ada desa atau kelurahan yang jelas berbeda")
    assert "alasan" not in " ".join(forum.paragraphs)


@pytest.mark.parametrize("language", ["id", "en"])
def test_both_languages_and_both_editions_are_drawn(context, language):
    block = report.forum_coverage(with_bounds(context, language=language, edition="terbatas"))
    assert block.public.figure
    assert block.restricted.figure


def test_a_box_is_the_same_bytes_with_and_without_its_second_panel():
    groups = [("di bawah 80%", 3, True), ("80% atau lebih", 9, False)]
    reaches = [Reach("diukur", 0.2, 0.2, "20%"), Reach("batas", 0.0, 1.0, "0-100%")]
    words = {"alt": "uji", "tick": str, "number": str, "names": ("desa", "persen"), "limit": "batas 80%"}
    assert coverage_box("u", groups, reaches, **words) == coverage_box("u", groups, reaches, **words)
    assert "0-100%" in coverage_box("u", groups, reaches, **words)
    assert "persen" not in coverage_box("u", groups, [], **words)
    assert "desa" in coverage_box("u", [("semua", 0, True)], [], **words)
