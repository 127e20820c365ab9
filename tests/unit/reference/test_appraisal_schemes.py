"""A province may bring its own scheme; one that contradicts itself is refused with the part that does."""

from __future__ import annotations

import pytest

from audit.errors import ReferenceDataError
from audit.language import has
from audit.reference.appraisal_schemes import appraisal_scheme, read_schemes, scheme_ids

HEAD = "own:\n  framework: aksi8_2018_2024\n  dated: '2023'\n  source: SK Gubernur\n  confidence: H\n"
GOOD = (
    HEAD + "  grades: [A, B, C]\n  points: {A: 100, B: 75, C: 50}\n"
    "  indicators:\n    '1.1': {action: analisis_situasi, weight: 2, anchors: {A: 1, B: 0.75, C: 0.5}}\n"
    "  bands:\n    - {id: good, at_least: 75, title: {id: baik, en: good}}\n"
)


def test_a_whole_scheme_scores_and_what_ships_does_not():
    assert read_schemes(GOOD, "skema.yaml")["own"].scores
    assert [id for id in scheme_ids() if appraisal_scheme(id).scores] == []


@pytest.mark.parametrize("id", scheme_ids())
def test_what_ships_says_what_it_lacks(id):
    scheme = appraisal_scheme(id)
    assert scheme.gaps
    assert all(has(f"convergence.gap.{gap}") for gap in scheme.gaps)
    assert all(set(band.title) == {"id", "en"} for band in scheme.bands)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("points: {A: 100, B: 75, C: 50}", "points: {A: 100, B: 100, C: 50}", "points"),
        ("points: {A: 100, B: 75, C: 50}", "points: {A: 100, B: 75}", "points"),
        ("anchors: {A: 1, B: 0.75, C: 0.5}", "anchors: {A: 0.5, B: 0.75, C: 1}", "1.1"),
        ("anchors: {A: 1, B: 0.75, C: 0.5}", "anchors: {A: 1, D: 0.5}", "1.1"),
        ("anchors: {A: 1, B: 0.75, C: 0.5}", "anchors: {A: 100, B: 75}", "1.1"),
        ("weight: 2", "weight: 0", "1.1"),
        ("action: analisis_situasi, ", "", "indicators"),
        ("  source: SK Gubernur\n", "", "source"),
        ("  grades:", "  letters:", "letters"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(old, new, part):
    assert old in GOOD
    with pytest.raises(ReferenceDataError, match=rf"own pada berkas skema\.yaml.*{part}"):
        read_schemes(GOOD.replace(old, new), "skema.yaml")


@pytest.mark.parametrize("text", ["", "- a", "own: 3"])
def test_a_file_that_holds_no_scheme_is_refused(text):
    with pytest.raises(ReferenceDataError):
        read_schemes(text, "skema.yaml")


def test_an_unknown_scheme_is_refused():
    with pytest.raises(ReferenceDataError, match="kemajuan_2025"):
        appraisal_scheme("nasional")
