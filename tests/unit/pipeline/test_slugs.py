"""Short names for files."""

from __future__ import annotations

import pytest

from audit.pipeline.slugs import slug


@pytest.mark.parametrize(
    ("name", "most", "short"),
    [
        ("Bontang Utara", 20, "bontang-utara"),
        ("Buay Pematang Ribu Ranau Tengah", 20, "buay-pematang-ribu"),
        ("Padangsidimpuan", 8, "padangsi"),
        ("  Mawar / Melati ", 20, "mawar-melati"),
        ("Lima Puluh", 10, "lima-puluh"),
        ("...", 20, ""),
    ],
)
def test_small_letters_and_hyphens_cut_at_a_word(name, most, short):
    assert slug(name, most=most) == short
