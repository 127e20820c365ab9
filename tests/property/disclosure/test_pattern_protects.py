"""Whatever the register, no withheld small count can be confined: checked against the people themselves.

The reader here knows nothing of our equations: a table is people by desa, sex and status, every published cell is a sum
of them, and the smallest and largest whole number that a cell can be comes from an integer programme, or in tiny
registers from listing every register that fits.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from audit.disclosure.attack import attack
from audit.disclosure.pattern import Pattern, solve_pattern
from audit.disclosure.printed import printed_by
from audit.disclosure.release import release
from audit.reference.disclosure_rules import MIN_WIDTH, SMALL_COUNT
from audit.results import Cell, CountTable, Partition, RateTable, Result

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # to shrink a failure takes minutes and tells little more
PERIOD = "2025-08"
AREA = Partition("area", {"": ("A", "B"), "A": ("A1", "A2", "A3"), "B": ("B1", "B2")})
SEX = Partition("sex", {"": ("m", "f")})
STATUS = Partition(
    "status",
    {
        "": ("haz_known", "haz_unknown"),
        "haz_known": ("stunted", "not_stunted"),
        "stunted": ("severely_stunted", "moderately_stunted"),
    },
)
PARTITIONS = (AREA, SEX, STATUS)
INSIDE = {p.attribute: {None: tuple(p.leaves())} for p in PARTITIONS}
for _p in PARTITIONS:
    for _level in {part for parts in _p.children.values() for part in parts}:
        INSIDE[_p.attribute][_level] = tuple(_p.leaves(_level))
FINEST = list(product(INSIDE["area"][None], INSIDE["sex"][None], INSIDE["status"][None]))
TABLES = {
    "district": [(None, None)],
    "kecamatan": [("A", None), ("B", None)],
    "desa": [(d, None) for d in INSIDE["area"][None]],
    "sex": [(None, "m"), (None, "f")],
    "kecamatan_sex": list(product(("A", "B"), ("m", "f"))),
    "desa_sex": list(product(INSIDE["area"][None], ("m", "f"))),
}
STATUSES = [None, "haz_known", "stunted", "severely_stunted", "not_stunted", "haz_unknown"]

registers = st.lists(
    st.one_of(st.integers(0, 3), st.integers(0, 12), st.integers(20, 60)), min_size=len(FINEST), max_size=len(FINEST)
).map(lambda counts: dict(zip(FINEST, counts, strict=True)))
sparse = st.lists(st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2, 7]), min_size=len(FINEST), max_size=len(FINEST)).map(
    lambda counts: dict(zip(FINEST, counts, strict=True))
)
publications = st.lists(
    st.tuples(st.sampled_from(sorted(TABLES)), st.sampled_from(STATUSES)), min_size=1, max_size=9, unique=True
)
shares = st.lists(st.sampled_from(sorted(TABLES)), max_size=3, unique=True)


def people(cell: Cell) -> list[int]:
    """Indices of the finest groups inside a cell."""
    inside = [INSIDE[a][cell.level(a)] for a in ("area", "sex", "status")]
    return [j for j, group in enumerate(FINEST) if all(g in i for g, i in zip(group, inside, strict=True))]


def count(register: dict, cell: Cell) -> int:
    return sum(register[FINEST[j]] for j in people(cell))


def tables(register: dict, publication: list[tuple[str, str | None]]) -> list[Result]:
    results: list[Result] = []
    for name, status in publication:
        cells = tuple(Cell.of(PERIOD, area=a, sex=s, status=status) for a, s in TABLES[name])
        counts = tuple(count(register, c) for c in cells)
        results.append(CountTable(f"{name}.{status}", cells, counts, PARTITIONS))
    return results


class People:
    """All registers that fit what is shown."""

    def __init__(self, register: dict, pattern: Pattern, cells: list[Cell], *, told: bool = True) -> None:
        """``told``: the reader even knows which withheld counts are not zero."""
        rows = np.array([[float(j in set(people(c))) for j in range(len(FINEST))] for c in cells])
        truth = np.array([count(register, c) for c in cells], dtype=float)
        self.low, self.high = truth.copy(), truth.copy()
        for i, cell in enumerate(cells):
            if pattern.hides(cell):
                self.low[i] = float(told and pattern.hidden[cell.key] != "below")
                self.high[i] = np.inf
        self.rows, self.cells = rows, cells

    def interval(self, cell: Cell) -> tuple[int, int]:
        goal = np.zeros(len(FINEST))
        goal[people(cell)] = 1.0
        ends = []
        for sign in (1.0, -1.0):
            found = milp(
                sign * goal,
                integrality=np.ones(len(FINEST)),
                bounds=Bounds(0, 500),
                constraints=LinearConstraint(self.rows, self.low, self.high),
                options={"presolve": False},  # with it HiGHS called 7 the least where 1 was the truth (scipy 1.17.1)
            )
            ends.append(round(float(goal @ np.rint(found.x))))
        return ends[0], ends[1]


def rates(register: dict, names: list[str]) -> list[Result]:
    """Share of the stunted among those with a known height."""
    known = tables(register, [(name, "haz_known") for name in names])
    stunted = tables(register, [(name, "stunted") for name in names])
    return [RateTable(f"rate.{name}", n, d) for name, n, d in zip(names, stunted, known, strict=True)]


def facts_of(results: list[Result], pattern: Pattern):
    return [fact for result in results for fact in release(result, pattern).facts]


@settings(max_examples=120, phases=PHASES)
@given(register=st.one_of(registers, sparse), publication=publications, shares=shares)
def test_no_withheld_small_count_can_be_confined(register, publication, shares):
    results = [*tables(register, publication), *rates(register, shares)]
    pattern = solve_pattern(results)
    cells = sorted(printed_by(results).counts)
    reader = People(register, pattern, cells)
    for cell in cells:
        true = count(register, cell)
        assert pattern.hides(cell) or not 0 < true < SMALL_COUNT
        if pattern.hides(cell) and true < SMALL_COUNT:
            low, high = reader.interval(cell)
            assert low <= true <= high
            assert high - low >= MIN_WIDTH, f"{cell.key} lies in {low}..{high}"


def test_tables_that_cross_confine_no_withheld_small_count():
    counts = [
        6, 59, 1, 9, 20, 10, 1, 10, 0, 3, 3, 3, 50, 3, 3, 10, 59, 2, 8, 2,
        3, 25, 0, 52, 31, 0, 2, 31, 7, 3, 0, 50, 5, 42, 7, 32, 1, 11, 2, 3,
    ]  # fmt: skip
    register = dict(zip(FINEST, counts, strict=True))
    publication = [
        ("district", "haz_unknown"), ("desa_sex", "haz_known"), ("kecamatan", "stunted"),
        ("kecamatan_sex", "severely_stunted"), ("desa", "severely_stunted"), ("kecamatan_sex", None),
        ("desa_sex", "not_stunted"),
    ]  # fmt: skip
    results = [*tables(register, publication), *rates(register, ["district"])]
    pattern = solve_pattern(results)
    cell = Cell.of(PERIOD, area="B1", sex="m", status="not_stunted")
    low, high = People(register, pattern, sorted(printed_by(results).counts)).interval(cell)
    assert high - low >= MIN_WIDTH


@settings(max_examples=60, phases=PHASES)
@given(register=st.one_of(registers, sparse), publication=publications, shares=shares)
def test_the_attack_finds_nothing_in_what_is_released(register, publication, shares):
    results = [*tables(register, publication), *rates(register, shares)]
    assert attack(facts_of(results, solve_pattern(results)), PARTITIONS).found == ()


@settings(max_examples=60, phases=PHASES)
@given(register=st.one_of(registers, sparse), publication=publications)
def test_the_attack_finds_what_hiding_small_counts_alone_leaves_open(register, publication):
    """Hide the counts of 1 to 4 and nothing else: whatever then follows by a single difference must be found."""
    results = tables(register, publication)
    counts = printed_by(results).counts
    small = {c for c in counts if 0 < counts[c] < SMALL_COUNT}
    naive = Pattern(dict.fromkeys((c.key for c in small), "small"), frozenset(c.key for c in counts if c not in small))
    open_cells = {
        part.key
        for partition in PARTITIONS
        for whole in set(counts) - small
        for parts in [
            [whole.replace(partition.attribute, p) for p in partition.below(whole.level(partition.attribute))]
        ]
        if parts and set(parts) <= set(counts)
        for part in parts
        if small.intersection(parts) == {part}
    }
    found = {f.cell for f in attack(facts_of(results, naive), PARTITIONS).found}
    assert open_cells <= found


@settings(max_examples=40, phases=PHASES)
@given(place=st.sampled_from(FINEST), known=st.integers(5, 30), publication=publications)
def test_the_only_stunted_child_of_a_district_is_nowhere(place, known, publication):
    desa, sex, _ = place
    register = {group: known if group[2] == "not_stunted" else 0 for group in FINEST}
    register[desa, sex, "severely_stunted"] = 1
    results = tables(register, [*publication, ("desa", "stunted"), ("district", "stunted"), ("desa", "haz_known")])
    pattern = solve_pattern(results)
    reader = People(register, pattern, sorted(printed_by(results).counts), told=False)
    for level in INSIDE["area"][None]:
        low, high = reader.interval(Cell.of(PERIOD, area=level, status="stunted"))
        assert low == 0
        assert high >= MIN_WIDTH


def test_sums_by_sex_do_not_tell_the_desa_of_the_only_stunted_child():
    register = {group: 6 if group[2] == "not_stunted" else 0 for group in FINEST}
    register["B1", "f", "severely_stunted"] = 1
    publication = [
        ("kecamatan_sex", "stunted"), ("kecamatan_sex", "haz_known"), ("kecamatan", "haz_known"),
        ("desa_sex", "not_stunted"), ("desa", "stunted"), ("district", "stunted"), ("desa", "haz_known"),
    ]  # fmt: skip
    results = tables(register, publication)
    reader = People(register, solve_pattern(results), sorted(printed_by(results).counts), told=False)
    assert reader.interval(Cell.of(PERIOD, area="B1", status="stunted"))[0] == 0


@settings(max_examples=60, phases=PHASES)
@given(
    counts=st.lists(st.integers(0, 4), min_size=4, max_size=4),
    margins=st.sets(st.sampled_from(["total", "rows", "columns"])),
)
def test_listing_every_register_of_a_tiny_district(counts, margins):
    """Two desa by two sexes, every register of up to twelve children a cell that agrees with what is shown."""
    area, sex = Partition("area", {"": ("A", "B")}), Partition("sex", {"": ("m", "f")})
    inner = [Cell.of(PERIOD, area=a, sex=s) for a in "AB" for s in "mf"]
    sums = {cell: (j,) for j, cell in enumerate(inner)}
    if "total" in margins:
        sums[Cell.of(PERIOD)] = (0, 1, 2, 3)
    if "rows" in margins:
        sums |= {Cell.of(PERIOD, area="A"): (0, 1), Cell.of(PERIOD, area="B"): (2, 3)}
    if "columns" in margins:
        sums |= {Cell.of(PERIOD, sex="m"): (0, 2), Cell.of(PERIOD, sex="f"): (1, 3)}
    true = {cell: sum(counts[j] for j in members) for cell, members in sums.items()}
    pattern = solve_pattern([CountTable("t", tuple(true), tuple(true.values()), (area, sex))])
    fits = np.array(list(product(range(13), repeat=4)))
    for cell, members in sums.items():
        values = fits[:, members].sum(axis=1)
        if pattern.hides(cell):
            fits = fits[values >= (pattern.hidden[cell.key] != "below")]
        else:
            fits = fits[values == true[cell]]
    assert len(fits)
    for cell, members in sums.items():
        if pattern.hides(cell) and true[cell] < SMALL_COUNT:
            values = fits[:, members].sum(axis=1)
            assert values.max() - values.min() >= MIN_WIDTH


@pytest.mark.parametrize("seed", range(3))
def test_everything_small_is_hidden_to_the_last_cell(seed):
    """A register so sparse that nearly all must go still has a pattern."""
    drawn = np.random.default_rng(seed).integers(0, 3, len(FINEST))
    register = dict(zip(FINEST, (int(n) for n in drawn), strict=True))
    results = tables(register, [(name, status) for name in TABLES for status in STATUSES])
    pattern = solve_pattern(results)
    assert attack(facts_of(results, pattern), PARTITIONS).found == ()


def test_an_unprinted_remainder_is_confined_by_no_two_tables_together():
    """Nobody prints the not stunted girls of B, and no single sum gives them; several tables together did."""
    counts = [
        7,
        0,
        7,
        0,
        0,
        0,
        1,
        2,
        1,
        1,
        0,
        2,
        1,
        1,
        0,
        2,
        1,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        1,
        2,
        0,
        0,
        2,
        2,
        1,
        0,
        1,
        0,
        0,
        0,
        1,
        1,
        0,
        0,
    ]
    printed = [("desa", None), ("desa", "severely_stunted"), ("sex", None), ("kecamatan_sex", "stunted")]
    printed += [("kecamatan", "haz_unknown"), ("district", "stunted"), ("desa", "not_stunted"), ("kecamatan_sex", None)]
    results = tables(dict(zip(FINEST, counts, strict=True)), [*printed, ("sex", "not_stunted")])
    assert attack(facts_of(results, solve_pattern(results)), PARTITIONS).found == ()
