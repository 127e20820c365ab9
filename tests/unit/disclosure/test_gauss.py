from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from audit.disclosure.gauss import eliminate
from audit.disclosure.system import Equation, System
from audit.results import Cell


def grid(rows: int, columns: int) -> System:
    """A table with its margins and its total: cells, then row sums, then column sums, then the total."""
    n = rows * columns
    equations = [Equation(n + i, tuple(range(i * columns, (i + 1) * columns))) for i in range(rows)]
    equations += [Equation(n + rows + j, tuple(range(j, n, columns))) for j in range(columns)]
    total = n + rows + columns
    equations.append(Equation(total, tuple(range(n, n + rows))))
    equations.append(Equation(total, tuple(range(n + rows, n + rows + columns))))
    return System(tuple(Cell.of("2025", x=str(i)) for i in range(total + 1)), total + 1, tuple(equations))


def determined(system: System, hidden: set[int]) -> set[int]:
    """Hidden cells that follow from the shown ones: rank of the hidden columns without each, by numpy."""
    columns = sorted(hidden)
    matrix = np.zeros((len(system.equations), len(system.cells)))
    for e, terms in enumerate(system.terms):
        for cell, sign in terms:
            matrix[e, cell] = sign
    rank = np.linalg.matrix_rank(matrix[:, columns]) if columns else 0
    return {c for c in columns if np.linalg.matrix_rank(matrix[:, [d for d in columns if d != c]]) < rank}


def test_one_hidden_cell_of_a_table_takes_three_with_it():
    system = grid(3, 3)
    back = eliminate(system, protected={0}, zeros=(), show=range(15, 0, -1))
    assert len(back) == 3
    assert determined(system, {0, *back}) == set()


def test_a_table_without_hidden_cells_stays_whole():
    assert eliminate(grid(3, 4), protected=(), zeros=(), show=range(19, -1, -1)) == ()


@given(st.integers(2, 4), st.integers(2, 5), st.data())
def test_no_protected_cell_follows_from_the_shown_ones(rows, columns, data):
    system = grid(rows, columns)
    protected = data.draw(st.sets(st.integers(0, rows * columns - 1), min_size=1))
    order = data.draw(st.permutations([i for i in range(len(system.cells)) if i not in protected]))
    back = eliminate(system, protected=protected, zeros=(), show=order)
    hidden = protected | set(back)
    assert determined(system, hidden).isdisjoint(protected)


@given(st.integers(2, 4), st.integers(2, 4), st.data())
def test_nothing_is_kept_back_in_vain(rows, columns, data):
    system = grid(rows, columns)
    protected = data.draw(st.sets(st.integers(0, rows * columns - 1), min_size=1))
    order = [i for i in range(len(system.cells) - 1, -1, -1) if i not in protected]
    back = eliminate(system, protected=protected, zeros=(), show=order)
    if back:
        last = back[-1]
        assert determined(system, protected | set(back) - {last}) & protected
