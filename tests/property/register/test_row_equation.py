"""Whatever stands in the rows of a register, each is kept or set aside, once."""

from __future__ import annotations

import csv

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from audit.errors import InputError
from audit.register import read_visits

HEADER = ["NIK", "Nama", "JK", "Tgl Lahir", "Tgl Ukur", "BB", "TB", "Posyandu"]
CELLS = st.one_of(
    st.sampled_from(["", "-", "JUMLAH", "L", "P", "1771994508230001", "2023-08-05", "25/02/2025", "10,5", "80", "Ani"]),
    st.text(st.characters(codec="utf-8", exclude_characters='"\x00', exclude_categories=("Cs", "Cc")), max_size=8),
)
UNDECIDED = ("register.sex_coding", "register.dates_undecidable", "register.dates_mixed")  # of the file, not of a row


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(rows=st.lists(st.lists(CELLS, max_size=10), min_size=1, max_size=12))
def test_rows_read_are_rows_kept_and_rows_set_aside(tmp_path, rows):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])
    filled = [i for i, row in enumerate(rows, start=2) if any("".join(cell.split()) for cell in row)]
    try:
        result = read_visits(path)
    except InputError as refused:
        assume(refused.id not in UNDECIDED)
        assert refused.id == "register.no_rows"
        assert not filled
        return
    aside = result.set_aside
    dropped = aside.loc[aside["scope"].eq("row"), "source_row"].tolist()
    kept = result.records["source_row"].tolist()
    assert sorted([*kept, *dropped]) == filled
    assert result.summary.rows_read == len(filled) == result.summary.rows_kept + result.summary.rows_set_aside
    assert set(aside.loc[aside["scope"].eq("cell"), "source_row"]) <= set(kept)
