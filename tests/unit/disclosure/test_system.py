from __future__ import annotations

from audit.disclosure.system import build, is_worrying
from audit.reference.groups import SEX, STATUS
from audit.results import Cell, Partition

P = "2025-08"
AREA = Partition("area", {"": ("A", "B"), "A": ("A1", "A2")})


def equations(cells, partitions):
    system = build(cells, partitions)
    return {(system.cells[e.whole].key, frozenset(system.cells[p].key for p in e.parts)) for e in system.equations}


def test_a_whole_is_the_sum_of_its_parts():
    cells = [Cell.of(P), Cell.of(P, area="A"), Cell.of(P, area="B")]
    assert equations(cells, [AREA]) == {(P, frozenset({f"{P}|area=A", f"{P}|area=B"}))}


def test_the_one_missing_part_is_a_cell_of_its_own():
    cells = [Cell.of(P, status="haz_known"), Cell.of(P, status="stunted")]
    assert (f"{P}|status=haz_known", frozenset({f"{P}|status=stunted", f"{P}|status=not_stunted"})) in equations(
        cells, [STATUS]
    )


def test_several_missing_parts_are_one_cell_together():
    cells = [Cell.of(P), Cell.of(P, sex="m")]
    assert equations(cells, [SEX]) == {(P, frozenset({f"{P}|sex=m", f"{P}|sex=f+unknown"}))}


def test_parts_are_tied_to_a_total_through_wholes_that_nobody_prints():
    cells = [Cell.of(P), *(Cell.of(P, area=a, sex=s) for a in "AB" for s in ("m", "f", "unknown"))]
    found = equations(cells, [AREA, SEX])
    assert (P, frozenset({f"{P}|area=A", f"{P}|area=B"})) in found
    assert (f"{P}|area=A", frozenset(f"{P}|area=A|sex={s}" for s in ("m", "f", "unknown"))) in found


def test_remainders_of_two_tables_are_tied_to_each_other():
    cells = [Cell.of(P, area=a, status=s) for a in (None, "A") for s in ("haz_known", "stunted")]
    found = equations(cells, [AREA, STATUS])
    assert (
        f"{P}|area=B|status=haz_known",
        frozenset({f"{P}|area=B|status=stunted", f"{P}|area=B|status=not_stunted"}),
    ) in found


def test_an_attribute_without_partition_ties_nothing():
    assert equations([Cell.of(P, population="registered"), Cell.of(P)], [AREA]) == set()


def test_cells_of_two_periods_are_not_tied():
    cells = [Cell.of("2025-02"), Cell.of("2025-08", area="A"), Cell.of("2025-08", area="B")]
    assert all(whole != "2025-02" for whole, _ in equations(cells, [AREA]))


def test_a_remainder_of_records_is_not_worrying_unless_it_counts_stunted_children():
    assert not is_worrying(Cell.of(P, area="A", status="haz_unknown"))
    assert not is_worrying(Cell.of(P, area="17.71.01.00"))
    assert is_worrying(Cell.of(P, area="17.71.01.00", status="stunted"))
    assert is_worrying(Cell.of(P, area="A", sex="f+unknown"))
    assert is_worrying(Cell.of(P, area="A", status="not_stunted"))
