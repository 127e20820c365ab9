"""Charts: the same bytes every time, named, with nothing of a hidden row in them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.layout_engine import ConstrainedLayoutEngine

from audit.disclosure.released import ShownRow, ShownTable
from audit.report.figures import (
    PHONE,
    WIDE,
    PrevalenceLook,
    PublishedPoint,
    age_sex,
    bars_digits,
    caterpillar,
    dot_interval,
    funnel,
    funnel_plot,
    published_panel,
    stacked_severity,
    tile_grid,
)
from audit.report.figures.canvas import CLASSES, SEVERITY
from audit.results import Cell
from audit.survey import empirical_bayes
from audit.survey import funnel as place_in_funnel

HERE = Cell.of("2025-08", status="stunted")
HIDDEN = ShownRow(HERE, None, hidden=True)


def row(n: int, of: int = 100) -> ShownRow:
    return ShownRow(HERE, n, of, n / of, max(0, n / of - 0.05), min(1, n / of + 0.05))


def percent(p: float) -> str:
    return f"{p * 100:.1f}%"


def dots(rows) -> str:
    return dot_interval("uji", rows, alt="Uji", percent=percent, tick=percent, reference=(0.2, "Kota"), classes=str)


def severity(parts) -> str:
    places = [("Utara", dict(zip(SEVERITY, parts, strict=True)))]
    return stacked_severity("uji", places, alt="Uji", number=lambda n: f"{n:.0f}", names={s: s for s in SEVERITY})


def ages(rows) -> str:
    return age_sex(
        "uji", ["0–5"], {"m": [rows[0]], "f": [rows[1]]}, alt="Uji", percent=percent, names={"m": "L", "f": "P"}
    )


def digits(counts) -> str:
    cells = [Cell.of("2025-08", lenhei_digit=str(d)) for d in range(10)]
    table = ShownTable(
        "digits", "count", tuple(ShownRow(c, n) for c, n in zip(cells, counts, strict=True)), personal=False
    )
    return bars_digits("uji", table, alt="Uji", percent=percent, expected="10%", axis="angka", marked=[0])


def stages(rows) -> str:
    return funnel("uji", [(f"tahap {i}", r) for i, r in enumerate(rows)], alt="Uji", number=lambda n: f"{n:.0f}")


def whole(x: float) -> str:
    return f"{x:.0f}"


def corridor() -> str:
    n, names = [40, 90, 250], ("Kota", "95%", "99,8%")
    placed = place_in_funnel([4, 20, 30], n)
    return funnel_plot(
        "uji", n, placed, [False, True, False], alt="Uji", tick=percent, number=whole, axis="balita", names=names
    )


def worm() -> str:
    areas = empirical_bayes([4, 20, 30], [40, 90, 250])
    return caterpillar("uji", areas, [False, True, False], alt="Uji", tick=percent, axis="3 desa", name="semua")


def tiles(parts, paper=WIDE) -> str:
    look = PrevalenceLook(whole, {name: name for name in CLASSES}, "rahasia", "belum")
    return tile_grid("uji", [("Utara", parts)], alt="Uji", look=look, paper=paper)


def published() -> str:
    groups = [
        ("Survei", [PublishedPoint("A", 0.084, "8,4%", 0.06, 0.12), PublishedPoint("B", 0.179, "17,9%")]),
        ("Rutin", [PublishedPoint("C", 0.05, "5,0%")]),
    ]
    return published_panel("uji", groups, alt="Uji", tick=percent)


DRAWN = {
    "corridor": corridor,
    "worm": worm,
    "tiles": lambda: tiles([(row(12), True), (HIDDEN, True), (row(4, 10), True), (row(25), False)]),
    "published": published,
    "funnel": lambda: stages([row(90), row(20), HIDDEN]),
    "dots": lambda: dots([("Kota", row(20)), ("Utara", row(30)), ("Selatan", HIDDEN)]),
    "severity": lambda: severity((row(3), row(9))),
    "ages": lambda: ages((row(20), HIDDEN)),
    "digits": lambda: digits([30, 8, 8, 8, 8, 6, 8, 8, 8, 8]),
}


def words(svg: str) -> list[str]:
    return ["".join(t.itertext()).strip() for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_rows_give_the_same_bytes(name):
    assert DRAWN[name]() == DRAWN[name]()


@pytest.mark.parametrize("name", DRAWN)
def test_the_last_digits_of_the_layout_change_no_byte(name, monkeypatch):
    """The solver stops a little elsewhere on another machine."""
    settled = DRAWN[name]()
    solve, rng, moved = ConstrainedLayoutEngine.execute, np.random.default_rng(7), []

    def elsewhere(engine, figure):
        solve(engine, figure)
        for axes in figure.axes:
            axes.set_position(axes.get_position().bounds + rng.uniform(-1e-6, 1e-6, 4))
            moved.append(axes)

    monkeypatch.setattr(ConstrainedLayoutEngine, "execute", elsewhere)
    assert DRAWN[name]() == settled
    assert moved


@pytest.mark.parametrize("name", DRAWN)
def test_coordinates_have_two_digits_and_ids_no_hash(name):
    svg = DRAWN[name]()
    drawn = re.findall(r' (?:d|x|y|width|height|transform)="([^"]*)"', svg)
    assert drawn
    assert not re.search(r"\.\d{3}|-0(?![.\d])", " ".join(drawn))
    assert not re.search(r'id="[^"]*-[a-z]?[0-9a-f]{10}"', svg)


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_named_and_its_ids_are_its_own(name):
    svg = DRAWN[name]()
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Uji"
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert ids
    assert all(id.startswith("uji-") for id in ids)
    assert set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", svg)) <= set(ids)


@pytest.mark.parametrize("name", DRAWN)
def test_text_stays_text_in_our_letters_and_no_clock_is_in_it(name):
    svg = DRAWN[name]()
    assert words(svg)
    assert "Aks Sans" in svg
    assert "<metadata" not in svg
    assert "Matplotlib" not in svg


def test_a_name_is_escaped():
    svg = dot_interval("uji", [('A & "B" <c>', row(20))], alt='A & "B" <c>', percent=percent, tick=percent)
    assert ET.fromstring(svg).get("aria-label") == 'A & "B" <c>'


def test_a_hidden_place_has_a_star_and_no_mark():
    shown, hidden = dots([("Kota", row(20)), ("Utara", row(33))]), dots([("Kota", row(20)), ("Utara", HIDDEN)])
    assert words(hidden).count("*") == 1
    assert "33.0%" in words(shown)
    assert "33.0%" not in words(hidden)
    assert len(re.findall("<use", hidden)) < len(re.findall("<use", shown))


def test_on_a_phone_a_long_name_takes_two_lines_and_ids_are_apart():
    rows = [("Kota", row(20)), ("Kampung Tengah Barat Laut", row(30))]
    drawn = {p: dot_interval("uji", rows, alt="Uji", percent=percent, tick=percent, paper=p) for p in (WIDE, PHONE)}
    assert "Kampung Tengah Barat Laut" in words(drawn[WIDE])
    assert {"Kampung Tengah", "Barat Laut"} <= set(words(drawn[PHONE]))
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in drawn.values()]
    assert ids[0].isdisjoint(ids[1])


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_a_class_is_named_only_where_its_band_has_room(paper):
    def named(value: float) -> set[str]:
        rows = [("Kota", ShownRow(HERE, 1, 100, value, None, None))]
        drawn = dot_interval("uji", rows, alt="Uji", percent=percent, tick=percent, classes=str, paper=paper)
        return set(words(drawn)) & set(CLASSES)

    assert "very_low" in named(0.02)
    assert "very_low" not in named(0.6)


def test_two_hidden_values_draw_the_same_picture():
    few, many = ShownRow(HERE, None, hidden=True), ShownRow(HERE, None, None, None, hidden=True)
    assert dots([("Kota", row(20)), ("Utara", few)]) == dots([("Kota", row(20)), ("Utara", many)])


def test_too_few_children_get_a_dash_and_few_a_hollow_dot():
    assert "–" in words(dots([("Kota", row(20)), ("Utara", row(3, 19))]))
    assert "fill: #ffffff" in dots([("Kota", row(20)), ("Utara", row(9, 49))])
    assert "fill: #ffffff" not in dots([("Kota", row(20)), ("Utara", row(9, 50))])


def test_a_place_with_a_hidden_part_has_no_bar():
    drawn = severity((HIDDEN, row(9)))
    assert "*" in words(drawn)
    assert "9" not in words(drawn)


@pytest.mark.parametrize("value", [0, 100])
def test_none_and_all_can_be_drawn(value):
    assert ET.fromstring(dots([("Kota", row(value))])) is not None
    assert ET.fromstring(ages((row(value), row(value)))) is not None


def test_nothing_to_draw_can_be_drawn():
    assert words(dots([("Kota", HIDDEN)])).count("*") == 1
    assert words(ages((HIDDEN, HIDDEN))).count("*") == 2
    assert ET.fromstring(severity((row(0), row(0)))) is not None
    assert ET.fromstring(digits([0] * 10)) is not None


def test_bands_are_the_classes_of_who():
    drawn = dots([("Kota", row(60))])
    assert {"low", "medium", "high", "very_high"} <= set(words(drawn))
    assert all(colour.lower() in drawn for colour in CLASSES.values())


def places(svg: str) -> dict[str, float]:
    """Where each word of a chart stands, from the top."""
    found = {}
    for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        at = t.get("y") or re.findall(r"translate\(\S+ ([\d.]+)\)", t.get("transform") or "")[0]
        found["".join(t.itertext()).strip()] = float(at)
    return found


def test_the_name_of_the_reference_stands_clear_of_the_last_place():
    at = places(dots([("Kota X", row(20)), ("Utara", row(30)), ("Selatan", row(21))]))
    apart = at["Selatan"] - at["Utara"]
    assert at["Kota"] - at["Selatan"] > 0.75 * apart


def test_a_reference_far_right_has_its_name_on_the_left():
    def anchors(at: float) -> list[str]:
        drawn = dot_interval(
            "uji", [("A", row(50))], alt="Uji", percent=percent, tick=percent, reference=(at, "Batas"), whole=True
        )
        return re.findall(r"text-anchor: (\w+)[^>]*>Batas<", drawn)

    assert anchors(0.8) == ["end"]
    assert anchors(0.3) in ([], ["start"])


def test_a_hidden_stage_is_a_star_without_a_bar():
    shown, hidden = stages([row(90), row(20), row(7)]), stages([row(90), row(20), HIDDEN])
    assert "7" in words(shown)
    assert "7" not in words(hidden)
    assert words(hidden).count("*") == 1
    assert len(re.findall("<path", hidden)) < len(re.findall("<path", shown))


def test_a_way_with_nobody_on_it_can_be_drawn():
    assert words(stages([row(0), row(0)])).count("0") == 2


def test_a_tile_has_its_class_only_where_it_can_be_assessed():
    high = CLASSES["high"].lower()
    assert tiles([(row(25), True)]).count(high) == tiles([(row(12), True)]).count(high) + 1
    assert tiles([(row(25), False)]).count(high) == tiles([(row(12), True)]).count(high)
    assert "25" in words(tiles([(row(25), False)]))


def test_a_hidden_tile_has_a_star_and_a_hatch_and_one_of_few_children_a_dash():
    assert words(tiles([(HIDDEN, True)])).count("*") == 1
    assert tiles([(HIDDEN, True)]).count("<pattern") == tiles([(row(12), True)]).count("<pattern") >= 1
    assert tiles([(HIDDEN, True), (HIDDEN, False)]).count("url(#") > tiles([(row(12), True)]).count("url(#")
    assert "–" in words(tiles([(row(4, 10), True)]))


def test_looks_without_a_class_weigh_little():
    """Both hatches stand in the legend of every map: dots, a circle each, once made a page of 1 MB."""
    patterns = re.findall(r"<pattern.*?</pattern>", tiles([(HIDDEN, True), (row(12), False)]), re.DOTALL)
    assert len(patterns) == 2
    assert sum(map(len, patterns)) < 5_000


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_tiles_that_do_not_fit_go_on_the_next_line_under_one_name(paper):
    drawn = tiles([(row(i), True) for i in range(30)], paper)
    assert words(drawn).count("Utara") == 1
    assert {str(i) for i in range(30)} <= set(words(drawn))


def test_charts_of_all_desa_and_of_published_figures_join_no_two_points():
    assert not {"Utara", "Selatan"} & set(words(corridor()) + words(worm()))
    figures = ET.fromstring(published())
    lines = [e.get("d", "") for e in figures.iter("{http://www.w3.org/2000/svg}path")]
    places = [set(re.findall(r"[ML] [\d.]+ ([\d.]+)", d)) for d in lines if "#0b4f5c" not in d]
    assert all(len(p) <= 2 for p in places if p)
