"""The district's own programmes: output, reach and gap of each as its office wrote them, and the next step.

Units that may be persons, families, cadres or teams go through disclosure; the others do not. What an office typed (the
name of an output, its unit, the next step) is public: it is the office's list of its programmes, and the scan for names
reads every public page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from audit.results import Cell, CountTable, CountValue, Finding, Partition, Result, Sentence, Value

__all__ = ["programme_outputs"]


def programme_outputs(rows: pd.DataFrame, programmes: Iterable[str], cycle: str) -> Iterator[Result]:
    """A finding ``own_programme.<programme>.<n>`` for each output; ``own_programme_people`` where units may be people.

    ``rows`` are LOCAL_PROGRAMMES; those of a programme that params do not name are left out. ``gap`` is
    planned less reached, absent where either is unknown; more reached than planned is a gap of none.
    """
    known = list(programmes)
    own = rows[rows["programme"].isin(known)].sort_values(["programme", "output_id"])
    cells: dict[Cell, int] = {}
    children: dict[str, tuple[str, ...]] = {}
    found: list[Finding] = []
    for programme in known:
        lines = own[own["programme"].eq(programme)].to_dict("records")
        for n, row in enumerate(lines, start=1):
            name = f"{programme}.{n:02d}"
            numbers = {key: int(row[key]) for key in ("planned", "reached") if not pd.isna(row[key]) and row[key] >= 0}
            if {"planned", "reached"} <= set(numbers):
                numbers["gap"] = max(numbers["planned"] - numbers["reached"], 0)
            values: dict[str, Value] = {
                key: str(row[key]).strip() for key in ("output", "unit", "next_step", "source") if not pd.isna(row[key])
            }
            values |= {key: row[key].date() for key in ("as_of", "due_on") if not pd.isna(row[key])}
            if pd.isna(row["counts_people"]) or row["counts_people"]:
                own_cells = {key: Cell.of(cycle, own_programme=f"{name}.{key}") for key in numbers}
                cells |= {cell: numbers[key] for key, cell in own_cells.items()}
                if "gap" in numbers and numbers["reached"] <= numbers["planned"]:
                    children[f"{name}.planned"] = (f"{name}.reached", f"{name}.gap")
                values |= {key: CountValue(cell, numbers[key]) for key, cell in own_cells.items()}
            else:
                values |= numbers
            sentence = Sentence("money.programme.line", {"programme": programme})
            found.append(Finding(f"own_programme.{name}", sentence, values=values))
    if cells:
        people = (Partition("own_programme", children),)
        yield CountTable("own_programme_people", tuple(cells), tuple(cells.values()), people)
    yield from found
