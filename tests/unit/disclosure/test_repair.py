from __future__ import annotations

from audit.disclosure.primary import Primary
from audit.disclosure.repair import audit
from audit.disclosure.system import Equation, System
from audit.results import Cell


def audited(
    equations: dict[str, str], counts: dict[str, int], *, hidden: str, below: str, price: dict[str, float]
) -> str:
    """Names of the cells, one letter each, that are hidden in the end."""
    names = sorted(counts)
    index = {name: i for i, name in enumerate(names)}
    system = System(
        tuple(Cell.of("2025", x=name) for name in names),
        len(names),
        tuple(Equation(index[whole], tuple(index[p] for p in parts)) for whole, parts in equations.items()),
    )
    pattern = {index[name]: "small" for name in hidden}
    truth = {index[name]: count for name, count in counts.items()}
    parts = frozenset(index[name] for name in below)
    primary = Primary(truth, dict(pattern), frozenset(), parts, frozenset())
    audit(system, primary, pattern, {index[name]: by for name, by in price.items()}, k=5, width=3)
    return "".join(names[i] for i in sorted(pattern))


COUNTS = {"W": 2, "a": 2, "b": 0, "T": 10, "s": 8, "V": 9, "u": 1}
SUMS = {"W": "ab", "T": "as", "V": "su"}  # s is 8 at most, so that a is 2 at least, and 9 at most: wide, but placed


def test_a_part_of_a_small_cell_is_not_known_to_have_somebody_in_it():
    assert audited(SUMS, COUNTS, hidden="Wabsu", below="ab", price={"T": 1.0, "V": 5.0}) == "TWabsu"
    assert audited(SUMS, COUNTS, hidden="Wabsu", below="ab", price={"T": 5.0, "V": 1.0}) == "VWabsu"


def test_a_small_count_that_is_no_part_of_a_small_cell_may_be_known_not_to_be_zero():
    assert audited(SUMS, COUNTS, hidden="Wabsu", below="", price={"T": 1.0, "V": 5.0}) == "Wabsu"


def test_a_part_that_is_all_there_is_of_a_small_cell_has_its_people():
    sums, counts = {"W": "a", "T": "Ws"}, {"W": 2, "a": 2, "T": 10, "s": 8}
    assert audited(sums, counts, hidden="Was", below="a", price={"T": 1.0}) == "Was"
