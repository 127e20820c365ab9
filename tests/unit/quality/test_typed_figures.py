"""A percentage that does not follow from the numbers beside it is found; one that does, a date and a path are not."""

from __future__ import annotations

import pytest

from audit.quality.typed_figures import lint_files, typed_figures, wrong_figures


@pytest.mark.parametrize(
    "text",
    [
        "6,459/11,435 printed as 58.48 %",
        "Hadir 6.459 dari 11.435 balita (58,48 %).",
        "58,48 persen (6.459 dari 11.435)",
        "6459 balita dari 11435 sasaran, yaitu 58,48%",
        "6,459 of 11,435 children = 58.48 per cent",
    ],
)
def test_the_release_that_printed_58_48_is_found(text):
    # Bontang, noted in the reference on data: 6,459 of 11,435 is 56.48 %.
    (wrong,) = wrong_figures(text, "rilis.txt")
    assert (wrong.numerator, wrong.denominator, wrong.percent) == (6459, 11435, 58.48)
    assert round(wrong.computed, 2) == 56.48


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("6.459/11.435, yaitu 56,48 %", 1),
        ("1.389/9.884 = 14,05 %", 1),  # Bontang, as published
        ("2 dari 3 (66,7%), 1 dari 4 (25 %)", 2),
        ("cakupan 80 % menjadi 3 dari 4 (75 %)", 1),
        ("1 dari 8 anak (12 %), juga 1 dari 8 anak (13 %)", 2),  # a half may be rounded either way
        ("0 dari 12 (0 %)", 1),
    ],
)
def test_right_figures_agree(text, n):
    assert len(typed_figures(text)) == n
    assert wrong_figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "12/08/2025 naik 5 %",
        "Pasal 3/2025: 50 %",
        "5 dari 0 (10 %)",
        "data/2024/10 berisi 100 %",
        "17,6 % menurut SSGI",
        "",
    ],
)
def test_what_is_no_ratio_is_passed_over(text):
    assert typed_figures(text) == ()


def test_files_are_named_with_their_line(tmp_path):
    file = tmp_path / "17.71-kota.yaml"
    file.write_text("a: 1\nwords: 'hadir 1 dari 2 (49 %)'\n", encoding="utf-8")
    (wrong,) = lint_files([file])
    assert (wrong.file, wrong.line, wrong.text) == ("17.71-kota.yaml", 2, "1 dari 2 (49 %")


def test_params_and_notebooks_of_the_project_hold_no_wrong_figure(repository):
    files = [*(repository / "params").rglob("*.yaml"), *(repository / "notebooks").rglob("*.ipynb")]
    assert files
    assert lint_files(sorted(files)) == ()
