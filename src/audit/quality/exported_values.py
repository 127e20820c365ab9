"""What the file printed about a row, held against WHO's tables: z-scores that differ, labels that contradict."""

from __future__ import annotations

import pandas as pd

from audit.anthropometry import classify
from audit.quality.found_rows import found, joined
from audit.reference.anthropometry_rules import CLASSES, PUBLISHED_DIGITS, ClassedIndex
from audit.results import Cell, CountTable, RateTable

__all__ = ["exported_rows", "label_agreement"]

_SAME = 10 ** -(PUBLISHED_DIGITS + 1)  # z; equal in the two printed digits
# Labels of e-PPGBM in the order of the classes (domain notes 6.2); what else it prints ("-", "Outlier") names no class.
_LABELS: dict[ClassedIndex, tuple[tuple[str, ...], ...]] = {
    "haz": (("sangat pendek",), ("pendek",), ("normal",), ("tinggi",)),
    "waz": (
        ("sangat kurang", "berat badan sangat kurang"),
        ("kurang", "berat badan kurang"),
        ("normal", "berat badan normal"),
        ("risiko lebih", "risiko berat badan lebih"),
    ),
    "whz": (
        ("gizi buruk",),
        ("gizi kurang",),
        ("gizi baik", "normal"),
        ("risiko gizi lebih", "berisiko gizi lebih"),
        ("gizi lebih",),
        ("obesitas",),
    ),
}


def exported_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows (``found_rows.judged_rows``) whose exported z or label is not what the measurement gives.

    ``exported_z``: the file's z differs from ours in its two printed digits; ``against`` is ours. Where the posture is
    not recorded, the 0.7 cm between lying and standing may be all the difference.
    ``label_contradicts``: the label is not the class (Permenkes 2/2020) of the z beside it in the file, or of ours
    where the file has none; ``against`` is that class.
    """
    return joined([part for index in _LABELS for part in (_scores(rows, index), _labels(rows, index))])


def _scores(rows: pd.DataFrame, index: str) -> pd.DataFrame:
    theirs, ours = rows[f"exported_{index}"].round(PUBLISHED_DIGITS), rows[index].round(PUBLISHED_DIGITS)
    return found(rows, (theirs - ours).abs() > _SAME, "exported_z", f"exported_{index}", ours)


def label_agreement(cycle: str, rows: pd.DataFrame) -> RateTable:
    """Share of rows whose label is the class of the z beside it, by index. Counts rows, not people.

    ``rows`` (``found_rows.judged_rows`` or ``survey.snapshot``) without a label or a z are left out; 0 of 0 where the
    file has no such column: that is "not recorded", not agreement.
    """
    cells, agree, of = [], [], []
    for index in _LABELS:
        said, by_z = _classes(rows, index)
        both = said.notna() & by_z.notna()
        cells.append(Cell.of(cycle, label=index))
        agree.append(int((both & said.eq(by_z)).sum()))
        of.append(int(both.sum()))
    matching = tuple(cell.replace("agrees", "yes") for cell in cells)
    return RateTable(
        "label_agreement",
        CountTable("label_agreement", matching, tuple(agree), personal=False),
        CountTable("label_agreement.of", tuple(cells), tuple(of), personal=False),
    )


def _labels(rows: pd.DataFrame, index: ClassedIndex) -> pd.DataFrame:
    said, by_z = _classes(rows, index)
    contradicts = said.notna() & by_z.notna() & said.ne(by_z)
    return found(rows, contradicts, "label_contradicts", f"exported_{index}_label", by_z)


def _classes(rows: pd.DataFrame, index: ClassedIndex) -> tuple[pd.Series, pd.Series]:
    """The class that the file's label names, and that of its z, or of ours where it has none; missing where none is."""
    column = f"exported_{index}_label"
    ids = CLASSES["permenkes2020"][index].ids
    meaning = {word: id for id, words in zip(ids, _LABELS[index], strict=True) for word in words}
    said = rows[column].map(
        {label: meaning.get(" ".join(label.casefold().split())) for label in rows[column].dropna().unique()}
    )
    z = rows[f"exported_{index}"].fillna(rows[index])
    by_z = pd.Series(classify(z, index=index), index=rows.index).astype("object")  # pyright: ignore
    return said, by_z
