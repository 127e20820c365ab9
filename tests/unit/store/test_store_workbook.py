"""New workbooks: nothing half written, the same bytes, nobody else reads them."""

from __future__ import annotations

import os
import stat

import pytest

from audit.errors import OutputError
from audit.store import new_workbook


def written(path):
    with new_workbook(path) as book:
        book.add_worksheet("Data").write_string(0, 0, "=1+1")
    return path


def test_the_same_content_gives_the_same_bytes(tmp_path):
    assert written(tmp_path / "a.xlsx").read_bytes() == written(tmp_path / "b.xlsx").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owner-only files")
def test_nobody_but_the_owner_may_read_it(tmp_path):
    assert stat.S_IMODE(written(tmp_path / "a.xlsx").stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


def test_a_place_where_nothing_can_be_written_is_one_sentence(tmp_path):
    with pytest.raises(OutputError) as refused:
        written(tmp_path / "tidak-ada" / "a.xlsx")
    assert (refused.value.id, refused.value.exit_code) == ("store.workbook_not_written", 17)


def test_nothing_is_written_where_the_content_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), new_workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet(str(1 // 0))
    assert list(tmp_path.iterdir()) == []
