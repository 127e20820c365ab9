"""Classes of Permenkes 2/2020 on the rounded z, as a real export shows them (reference/data.md, finding 2)."""

from __future__ import annotations

import numpy as np
import pytest

from audit.synth.layouts.labels import class_labels


@pytest.mark.parametrize(
    ("index", "z", "label"),
    [
        ("haz", -3.01, "Sangat Pendek"),
        ("haz", -3.00, "Pendek"),
        ("haz", -2.01, "Pendek"),
        ("haz", -2.00, "Normal"),
        ("haz", 3.00, "Normal"),
        ("haz", 3.01, "Tinggi"),
        ("haz", 6.01, "Outlier"),
        ("haz", 999.99, "Outlier"),
        ("waz", -3.00, "Kurang"),
        ("waz", 1.00, "Normal"),
        ("waz", 1.02, "Risiko Lebih"),
        ("waz", -6.01, "Outlier"),
        ("whz", -3.01, "Gizi Buruk"),
        ("whz", -2.01, "Gizi Kurang"),
        ("whz", 1.00, "Gizi Baik"),
        ("whz", 1.02, "Risiko Gizi Lebih"),
        ("whz", 2.01, "Gizi Lebih"),
        ("whz", 3.00, "Gizi Lebih"),
        ("whz", 3.01, "Obesitas"),
        ("whz", np.nan, "-"),
    ],
)
def test_label_of_a_z_score(index: str, z: float, label: str) -> None:
    assert class_labels(index, np.array([z])).tolist() == [label]


def test_no_rows_give_no_labels() -> None:
    assert class_labels("haz", np.array([])).tolist() == []
