"""A params file that YAML cannot read: the sentence names the line and the cause that people make, not YAML's own."""

from __future__ import annotations

import pytest

from audit.errors import ParamsError
from audit.pipeline.params_file import read_params_file

NAME = "17.71-kota-bengkulu.yaml"
GOOD = """district: {code: "17.71", name: "Kota Bengkulu"}
months: ["2025-02", "2025-08"]
forum:
  kind: diseminasi
  date: 2025-10-08
sources:
  - id: eppgbm
    kind: eppgbm
    path: data/raw/17.71/a.xlsx
    handover: "BA-1"
"""


def refusal(folder, content: bytes) -> ParamsError:
    path = folder / NAME
    path.write_bytes(content)
    with pytest.raises(ParamsError) as caught:
        read_params_file(path, folder)
    assert NAME in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "id", "line"),
    [
        ("    kind: eppgbm", "\tkind: eppgbm", "tab", "8"),
        ("    kind: eppgbm", "    kind: eppgbm\t", "tab", "8"),
        ("    kind: eppgbm", "      kind: eppgbm", "indent", "8"),
        ("    kind: eppgbm", "  kind: eppgbm", "indent", "8"),
        ("  date: 2025", "    date: 2025", "indent", "5"),
        ("  - id: eppgbm", "  id: eppgbm", "indent", "8"),
        ("    kind: eppgbm", "    kind:eppgbm", "colon_glued", "8"),
        ("path: data/raw/17.71/a.xlsx", "path: data/raw/feb: a.xlsx", "colon_inside", "9"),
        ("path: data/raw/17.71/a.xlsx", r'path: "data\raw\17.71\a.xlsx"', "backslash", "9"),
        ("path: data/raw/17.71/a.xlsx", "path: @a.xlsx", "needs_quotes", "9"),
        ('"Kota Bengkulu"', '"Kota Bengkulu', "quote_open", "1"),
        ('"BA-1"', '"BA-1', "quote_open", "10"),
        ('"BA-1"', "'BA-1", "quote_open", "10"),
        ('"2025-02", ', '"2025-02" ', "bracket", "2"),
        ('"2025-08"]', '"2025-08"', "bracket", "2"),
        ('"BA-1"', "-", "dash_alone", "10"),
        ('"BA-1"', "\u201cBA-1\u201d", "curly_quotes", "10"),
        ('    handover: "BA-1"', "    id: lagi", "key_twice", "10"),
    ],
)
def test_the_cause_and_its_line_are_named(tmp_path, old, new, id, line):
    assert old in GOOD
    told = refusal(tmp_path, GOOD.replace(old, new, 1).encode())
    assert (told.id, told.values["line"]) == (f"params.{id}", line)


def read_again(folder, content: bytes) -> dict[str, object]:
    path = folder / NAME
    path.write_bytes(content)
    return read_params_file(path).content


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (GOOD.replace("BA-1", "BA \u2013 1").encode("cp1252"), "encoding"),
        (GOOD.encode("utf-16"), "encoding"),
        (GOOD.encode("utf-16-le"), "encoding"),
        (b"", "empty"),
        (b"\n# hanya catatan\n", "empty"),
        (b"- a\n", "no_keys"),
        (b"halo\n", "no_keys"),
        (b"PK\x03\x04\x14\x00", "no_text"),
        (rb"{\rtf1\ansi district}", "no_text"),
    ],
)
def test_what_is_no_plain_text_with_keys_says_so(tmp_path, content, id):
    assert refusal(tmp_path, content).id == f"params.{id}"


def test_the_line_of_a_character_in_another_encoding_is_named(tmp_path):
    assert refusal(tmp_path, GOOD.replace("BA-1", "\u00e9").encode("cp1252")).values["line"] == "10"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_editors_of_windows_write_is_read(tmp_path, encoding, ending):
    content = read_again(tmp_path, GOOD.replace("\n", ending).encode(encoding))
    assert content["months"] == ["2025-02", "2025-08"]


def test_lines_and_writing_are_those_of_the_file(tmp_path):
    path = tmp_path / NAME
    path.write_text(GOOD.replace('"17.71"', "14.10"), encoding="utf-8")
    file = read_params_file(path)
    assert (file.line(("sources", 0, "path")), file.written(("district", "code"))) == ("9", "14.10")
    assert file.written(("months", 1)) == '"2025-08"'
    assert file.line(("sources", 0, "cut_off")) == "7"  # not there: where its group begins


def test_a_date_that_no_calendar_has_stays_text(tmp_path):
    content = read_again(tmp_path, GOOD.replace("2025-10-08", "2025-02-30").encode())
    assert content["forum"] == {"kind": "diseminasi", "date": "2025-02-30"}


@pytest.mark.parametrize("name", ["17.71-kota-bengkulu.yaml.txt", "17.71-kota-bengkuluu.yaml"])
def test_an_absent_file_is_told_with_one_of_nearly_its_name(tmp_path, name):
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(ParamsError, match=name) as caught:
        read_params_file(tmp_path / NAME)
    assert caught.value.id == "params.no_file_near"


@pytest.mark.parametrize("name", ["folder", "a" * 5000, "a\0b"])
def test_what_is_no_file_is_a_slip(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(ParamsError) as refused:
        read_params_file(tmp_path / name)
    assert refused.value.id == "params.unreadable"
