"""What offices have said, as the params name it."""

from __future__ import annotations

import pytest

from audit.errors import InputError
from audit.pipeline import load_params
from audit.pipeline.prepare import prepare
from audit.pipeline.project import Project


def test_a_slip_in_the_statements_is_told_before_anything_is_computed(tmp_path, repository, monkeypatch):
    params = load_params(repository / "params" / "17.71-kota-bengkulu.yaml")
    source = params.sources[0].model_copy(update={"kind": "statements", "path": "pernyataan.csv"})
    lines = "Tanggal;Instansi;Jenis Angka;Persen;Sumber\n13/05/2025;Dinas;perkiraan;17;x\n"
    (tmp_path / "pernyataan.csv").write_text(lines, encoding="utf-8")
    monkeypatch.setattr("audit.pipeline.prepare.current_inputs", lambda *_: {})
    monkeypatch.setattr("audit.pipeline.prepare.refer_at_once", lambda *_: (None, None))  # that nobody waits for
    monkeypatch.setattr("audit.pipeline.prepare.propose", lambda *_: pytest.fail("computed before"))
    with pytest.raises(InputError) as refused:
        prepare(params.model_copy(update={"sources": (source,)}), Project(tmp_path))
    assert refused.value.id == "statement.kind"
