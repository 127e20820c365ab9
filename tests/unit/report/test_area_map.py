"""Maps: neighbours keep their common border, what may not be shown is hatched, and a page stays light."""

from __future__ import annotations

import re

import numpy as np
import pytest

from audit import report
from audit.disclosure.released import ShownRow
from audit.reference.areas import areas_of
from audit.register.boundaries import Boundaries
from audit.report.figures import PHONE, WIDE, PrevalenceLook, area_map
from audit.report.figures.canvas import CLASSES
from audit.report.figures.outlines import light_outlines
from audit.results import Cell

DESA = [a.code for a in areas_of("17.71").desa]
HERE = Cell.of("2025-08", status="stunted")
HIDDEN = ShownRow(HERE, None, hidden=True)
LOOK = PrevalenceLook(lambda n: f"{n:.0f}", {name: name for name in CLASSES}, "rahasia", "belum")


def square(west: float, south: float = 0.0, side: float = 1.0) -> np.ndarray:
    return np.array([102 + west, -3 + south]) + side * np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])


def row(n: int, of: int = 100) -> ShownRow:
    return ShownRow(HERE, n, of, n / of)


def drawn(*areas: tuple[ShownRow, bool], paper=WIDE) -> str:
    shapes = {f"{i}": (square(i),) for i in range(len(areas))}
    points = {f"{i}": area for i, area in enumerate(areas)}
    return area_map("uji", shapes, points, alt="Uji", look=LOOK, paper=paper)


def words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_an_area_has_its_class_only_where_it_can_be_assessed():
    high = CLASSES["high"].lower()
    assert drawn((row(25), True)).count(high) == drawn((row(12), True)).count(high) + 1
    assert drawn((row(25), False)).count(high) == drawn((row(12), True)).count(high)


def test_what_may_not_be_shown_is_hatched_with_a_star():
    hidden = drawn((HIDDEN, True), (row(12), True))
    assert words(hidden).count("*") == 1
    assert hidden.count("url(#") > drawn((row(25), True), (row(12), True)).count("url(#")
    assert "–" in words(drawn((row(2, 9), True)))


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_the_same_map_is_the_same_bytes(paper):
    areas = ((row(12), True), (HIDDEN, True), (row(25), False))
    assert drawn(*areas, paper=paper) == drawn(*areas, paper=paper)


def test_a_number_stands_only_where_it_has_room():
    shapes = {"a": (square(0),), "b": (square(1, side=0.02),)}
    svg = area_map("uji", shapes, {"a": (row(12), True), "b": (row(25), True)}, alt="Uji", look=LOOK)
    assert "12" in words(svg)
    assert "25" not in words(svg)


def test_neighbours_keep_their_common_border():
    along = np.linspace(0, 1, 4000)
    border = np.column_stack([102.5 + 0.01 * np.sin(40 * along), along - 3])
    west = np.vstack([border, [[102, -2], [102, -3]], border[:1]])
    east = np.vstack([border, [[103, -2], [103, -3]], border[:1]])
    light = light_outlines({"w": (west,), "e": (east,)})
    common = [{tuple(point) for point in light[code][0] if 100 < point[0] < 1400} for code in "we"]
    assert common[0] == common[1]
    assert 50 < len(common[0]) < 1500


def test_a_map_is_light_however_fine_its_outlines_are():
    turn = np.linspace(0, 2 * np.pi, 200_000)
    round_ = np.column_stack([102 + np.cos(turn) * (1 + 0.2 * np.sin(3000 * turn)), -3 + np.sin(turn)])
    assert len(light_outlines({"a": (np.vstack([round_, round_[:1]]),)})["a"][0]) <= 8000


def test_an_islet_below_a_step_is_still_drawn():
    light = light_outlines({"large": (square(0),), "islet": (square(2, side=1e-6),)})
    assert len(light["islet"]) == 1
    assert np.ptp(light["islet"][0], axis=0).tolist() == [2, 2]


@pytest.fixture
def with_map(make_context):
    def make(level: str, codes: list[str], **more):
        shapes = {code: (square(i % 10, i // 10),) for i, code in enumerate(codes)}
        found = Boundaries(level, shapes, more.get("without", ()), more.get("unmatched", ()))
        return report.stunting_by_desa(make_context(boundaries=found)).public

    return make


def test_outlines_give_a_map_in_place_of_tiles(with_map):
    content = with_map("desa", DESA)
    assert content.figure.alt.startswith("Peta berwarna")
    assert "bukan batas resmi" in content.reading
    assert content.source.endswith("Batas wilayah: .")


def test_a_map_of_kecamatan_stands_over_the_same_table(with_map, context):
    content = with_map("kecamatan", [a.code for a in context.areas.kecamatan])
    assert content.figure.alt.startswith("Peta berwarna")
    assert content.tables == report.stunting_by_desa(context).public.tables


def test_what_the_file_lacks_or_has_too_much_is_counted_and_named(with_map):
    reading = with_map("desa", DESA[1:], without=(DESA[0],), unmatched=tuple("ABCDEFG")).reading
    assert "1 wilayah tidak tergambar karena tidak ada di berkas batas: Pagar Dewa." in reading
    assert "7 bentuk di berkas batas tidak digambar" in reading
    assert "A, B, C, D, E, dan lainnya" in reading


def test_a_map_shows_no_more_than_the_table(with_map):
    content = with_map("desa", DESA)
    printed = {cell.text.split(",")[0].removeprefix("† ") for r in content.tables[0].rows for cell in r.cells}
    inside = {word for word in words(content.figure.svg) if word.isdigit()}
    rounded = {f"{cell.value * 100:.0f}" for r in content.tables[0].rows for cell in r.cells if cell.value is not None}
    assert inside <= rounded | printed
