"""The forms of indicators and of families at risk fill every column of their tables."""

from __future__ import annotations

from audit.reference.essential_indicators import essential_indicators
from audit.reference.family_identities import OFFICIAL_COLUMNS
from audit.reference.programme_sheets.indicators import SHEETS
from audit.schemas import TABLES


def test_each_column_of_the_table_has_its_field_and_the_key_is_required():
    for sheet in SHEETS:
        table = TABLES[sheet.table]
        assert {field.name for field in sheet.fields} == set(table.names)
        assert set(table.key) == set(sheet.required)
        assert len(sheet.name) <= 31


def test_all_29_indicators_are_offered_by_their_own_names():
    words = SHEETS[0].fields[0].words
    assert list(words) == [indicator.id for indicator in essential_indicators()]
    assert len(set(words.values())) == 29


def test_the_columns_of_the_published_table_are_understood():
    also = {name for field in SHEETS[1].fields for name in field.also}
    assert set(OFFICIAL_COLUMNS) <= also


def test_no_header_means_two_fields():
    for sheet in SHEETS:
        headers = [name.casefold() for field in sheet.fields for name in (field.header, *field.also)]
        assert len(headers) == len(set(headers))
