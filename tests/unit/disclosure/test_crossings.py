from __future__ import annotations

from audit.disclosure.crossings import crossings
from audit.results import Cell

P = "2025-08"
ABOVE = {
    "area": {"A": {""}, "B": {""}, "A1": {"A"}, "A2": {"A"}},
    "sex": {"m": {""}, "f": {""}},
    "status": {"stunted": {""}, "severe": {"stunted"}},
}


def cell(area: str | None = None, sex: str | None = None, status: str | None = None) -> Cell:
    return Cell.of(P, area=area, sex=sex, status=status)


def test_two_tables_with_a_total_alone_bind_no_crossing():
    """Whatever the sums of rows and columns are, there is a table that has them."""
    cells = {cell(), *(cell(area=a) for a in "AB"), *(cell(sex=s) for s in "mf")}
    assert crossings(cells, ABOVE) == frozenset()


def test_a_crossing_inside_a_third_sum_is_bound():
    """Severe by desa, severe by kecamatan and sex, stunted by desa and sex: each holds severe by desa and sex."""
    cells = {cell("A", None, "severe"), cell("A1", None, "severe"), cell("A", "m", "severe")}
    assert crossings(cells, ABOVE) == frozenset()
    third = {cell("A", "m", "stunted"), cell("A1", None, "stunted"), cell("A", None, "stunted")}
    third |= {cell("A1", "m", "stunted")}
    assert crossings(cells | third, ABOVE) == {cell("A1", "m", "severe")}


def test_three_tables_of_two_attributes_bind_the_table_of_all_three():
    some = {"area": "A", "sex": "m", "status": "stunted"}
    cells = {cell(), *(cell(**{a: level}) for a, level in some.items())}
    pairs = [("area", "sex"), ("area", "status"), ("sex", "status")]
    assert crossings(cells | {cell(**{a: some[a] for a in pair}) for pair in pairs[:2]}, ABOVE) == frozenset()
    assert crossings(cells | {cell(**{a: some[a] for a in pair}) for pair in pairs}, ABOVE) == {cell(**some)}


def test_what_is_known_and_what_is_of_another_period_is_no_crossing():
    cells = {cell("A", None, "severe"), cell("A1", None, "severe"), cell("A", "m", "severe"), cell("A1", "m", "severe")}
    cells |= {cell("A", "m", "stunted"), cell("A1", None, "stunted"), cell("A", None, "stunted")}
    cells |= {cell("A1", "m", "stunted")}
    assert crossings(cells, ABOVE) == frozenset()
    elsewhere = {Cell("2025-02", c.at) if c.level("status") == "stunted" else c for c in cells}
    assert crossings(elsewhere - {cell("A1", "m", "severe")}, ABOVE) == frozenset()


def test_two_sums_along_one_attribute_and_one_along_another_bind():
    """Months are split into ages in two ways, and both are printed by desa."""
    above = {"age": {"12": {"12-23", "06-23"}, "12-23": {""}, "06-23": {""}}, "area": {"A": {""}}}
    cells = {Cell.of(P, age=age, area=area) for age in ("12-23", "06-23", None) for area in ("A", None)}
    assert crossings(cells | {Cell.of(P, age="12")}, above) == {Cell.of(P, age="12", area="A")}
    assert crossings({c for c in cells if c.level("age") != "06-23"} | {Cell.of(P, age="12")}, above) == frozenset()
