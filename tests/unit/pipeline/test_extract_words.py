"""Codebook and terms say what the recipient must know, in both languages."""

from __future__ import annotations

import pytest
from extract_universe import audit_params, extract_params, universe

from audit.disclosure.linking_attack import LinkAttack
from audit.pipeline.extract_flow import flow
from audit.pipeline.extract_tables import make_tables
from audit.pipeline.extract_words import codebook, terms


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_codebook_names_every_table_column_and_figure(language):
    one = universe(z="half", z_agreed="Pasal 3")
    made = make_tables(one, b"kunci")
    audit = audit_params().model_copy(update={"language": language})
    attack = LinkAttack(("sex", "age"), 100, 3, 0.2)
    said = codebook("uji", one.extract, audit, made, [attack], flow(one, made))
    for name, frame in made.tables.items():
        assert f"`{name}.csv`" in said
        assert all(f"| `{column}` |" in said for column in frame)
    assert {"id": "3,0%", "en": "3.0%"}[language] in said
    assert "20%" in said
    assert str(made.enforced["persons"].after.k) in said
    assert "{" not in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_terms_hold_numbers_expiry_and_the_districts_right_to_read(language):
    audit = audit_params().model_copy(update={"language": language})
    extract = extract_params(impact_assessment="DPIA/7", z="tenth", z_agreed="Pasal 3")
    said = terms("uji", extract, audit)
    for words in ("CONTOH/1", "DPIA/7", "Pasal 3", "Pasal 4", "CONTOH/2", "Universitas Contoh", "30", "2026"):
        assert words in said, words
    assert "{" not in said


def test_where_consent_was_given_no_decision_is_named():
    said = terms("uji", extract_params(consent={"basis": "given"}), audit_params())
    assert "Hanya orang yang menyetujui penelitian" in said
    assert "CONTOH/2" not in said
