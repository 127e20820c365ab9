from __future__ import annotations

import pytest

from audit.errors import InputError
from audit.register.decisions import read_decisions


@pytest.fixture
def written(tmp_path):
    def write(*lines: str):
        path = tmp_path / "putuskan.csv"
        path.write_text("\n".join(["pair_id;a_name;decision", *lines]), encoding="utf-8")
        return path

    return write


def test_decided_rows_come_back_and_undecided_ones_do_not(written):
    found = read_decisions(written("a-b;X;Sama", "c-d;Y;", "e-f;Z; BEDA ", "a-b;X;sama"))
    assert found.to_dict("list") == {"pair_id": ["a-b", "e-f"], "decision": ["sama", "beda"]}


@pytest.mark.parametrize(
    ("lines", "id"),
    [(["a-b;X;mungkin"], "linkage.decision_unknown"), (["a-b;X;sama", "a-b;X;beda"], "linkage.decision_twice")],
)
def test_an_answer_that_is_none_is_named_by_its_row(written, lines, id):
    with pytest.raises(InputError) as refused:
        read_decisions(written(*lines))
    assert refused.value.id == id
    assert f"baris {len(lines) + 1}" in str(refused.value)


def test_a_list_that_went_out_to_excel_comes_back(tmp_path, link, later):
    listed = link({"name": "BY NY SITI ROHMAH"}, later, later | {"name": "Bunga Lestari", "weight_kg": 9.0}).to_decide
    listed.assign(decision="beda").to_excel(tmp_path / "putuskan.xlsx", index=False)
    assert read_decisions(tmp_path / "putuskan.xlsx")["pair_id"].tolist() == listed["pair_id"].tolist()
