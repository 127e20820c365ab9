from __future__ import annotations

from audit.register.ena_file import ena_sheet

NAMES = ["SURVDATE", "CLUSTER", "SEX", "MONTHS", "WEIGHT", "HEIGHT", "EDEMA"]
CHILD = ["2025-03-01", "3", "f", "14.2", "8.9", "74.1", "n"]
FILE = ["Survei uji\t2025", "\t".join(NAMES), "\t".join(CHILD), "", "[Planning]", "a\tb"]


def test_the_table_ends_at_the_first_empty_line_and_keeps_the_files_line_numbers():
    sheet = ena_sheet("\n".join(FILE))
    assert sheet is not None
    assert list(zip(sheet.numbers, sheet.rows, strict=True)) == [(2, NAMES), (3, CHILD)]


def test_tabs_after_the_last_column_are_no_cells():
    sheet = ena_sheet("\n".join([FILE[0], FILE[1], FILE[2] + "\t\t"]))
    assert sheet is not None
    assert sheet.rows[1] == CHILD


def test_another_text_is_no_such_file():
    assert ena_sheet("\n".join(FILE[1:])) is None  # begins with its header: a plain table
    assert ena_sheet("nama,berat\nA,9\n") is None


def test_an_as_file_is_read_as_a_survey(read):
    survey = read(*FILE, name="survei.as")
    assert (survey.summary.form, survey.summary.format) == ("as", "ena")
    assert survey.frame[["source_row", "sex", "age", "weight", "lenhei"]].values.tolist() == [[3, "f", 14.2, 8.9, 74.1]]
