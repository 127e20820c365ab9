"""What people get wrong in sound YAML: each sentence names line and key and shows the form that would be right."""

from __future__ import annotations

from datetime import date

import pytest

from audit.errors import ParamsError
from audit.pipeline import load_params

NAME = "17.71-kota-bengkulu.yaml"
GOOD = """district: {code: "17.71", name: "Kota Bengkulu"}
cycle: "2025-2"
as_of: 2025-09-15
months: ["2025-02", "2025-08"]
forum:
  kind: diseminasi
  date: 2025-10-08
target: {type: survey_prevalence, percent: 14.0, survey: SSGI, year: 2029, document: "RPJMD"}
sources:
  - id: eppgbm
    kind: eppgbm
    path: data/raw/17.71/a.xlsx
    producer: "Dinas Kesehatan"
    cut_off: 2025-08-31
    handover: "BA-1"
    publishable: true
decisions:
  - {rule: coverage, who: "Dinkes", by: 2025-11-30, money: {status: funded, rupiah: 5000000, source: "APBD"}}
"""


def load(folder, content: str):
    path = folder / NAME
    path.write_text(content, encoding="utf-8")
    return load_params(path)


@pytest.mark.parametrize(
    ("old", "new", "line", "shown"),
    [
        *(
            ("date: 2025-10-08", f"date: {day}", "7", "2025-10-08")
            for day in ("08/10/2025", "8-10-2025", "8 Oktober 2025", "2025-10-8", "2025/10/08", "2025-02-30", "45938")
        ),
        ("date: 2025-10-08", "date: 2025-10-08 09:00:00", "7", "2025-10-08"),
        *(("publishable: true", f"publishable: {said}", "16", "true untuk") for said in ("ya", "tidak", '"true"', 1)),
        ('"17.71"', "17.71", "1", '"17.71"'),
        ('"17.71"', "14.10", "1", '"14.10"'),
        *(('"17.71"', code, "1", 'misalnya "17.71"') for code in ('"1771"', "1771", '"17,71"', '"17.71.01"')),
        ("percent: 14.0", "percent: 0.14", "8", "14 untuk 14 persen"),
        ("percent: 14.0", "percent: 14,1", "8", "misalnya 14.1"),
        *(("percent: 14.0", f"percent: {share}", "8", "misalnya 14.1") for share in ('"14,1"', "14%", '"14"')),
        ("percent: 14.0", "percent: 140", "8", "kurang dari 100"),
        ("year: 2029", 'year: "2029"', "8", "misalnya 2029"),
        ("year: 2029", "year: 29", "8", "2018 atau lebih"),
        *(
            ('["2025-02", "2025-08"]', months, "4", '"2025-08"')
            for months in (
                '["Februari 2025", "Agustus 2025"]', '["02-2025"]', '["2025-8"]', "[2025-08-01]", "2025-08", "{a: b}",
            )
        ),
        *(('cycle: "2025-2"', f"cycle: {cycle}", "2", '"2025-2"') for cycle in ('"2025-02"', "2", '"semester 2"')),
        ("  date: 2025-10-08", "date: 2025-10-08", "7", "bagian dari forum"),
        ("    kind: eppgbm", "    jenis: eppgbm", "11", "id, kind, path"),
        ("    kind: eppgbm", "    Kind: eppgbm", "11", "maksudnya kind"),
        ("kind: eppgbm", "kind: excel", "11", "eppgbm, registered, life_status, decisions, mapped"),
        ("  - id: eppgbm", "    id: eppgbm", "9", "tanda - dan satu spasi"),
        ("path: data/raw/17.71/a.xlsx", "path: D:/a.xlsx", "12", "data/raw/"),
        ("id: eppgbm\n", "id: e-PPGBM 2025\n", "10", "eppgbm-2025"),
        ("id: eppgbm\n", "id: 2025\n", "10", "eppgbm-2025"),
        ('handover: "BA-1"', "handover: 0123", "15", '"0123"'),
        ('producer: "Dinas Kesehatan"', "producer:", "13", "kosong"),
        ('producer: "Dinas Kesehatan"', "producer: [a, b]", "13", "satu teks"),
        ('producer: "Dinas Kesehatan"', f"producer: {'a' * 301}", "13", "300 huruf"),
        *(("rupiah: 5000000", f"rupiah: {sum}", "18", "150000000") for sum in ("5.000.000", "5.000", "Rp5 juta")),
        ('money: {status: funded, rupiah: 5000000, source: "APBD"}', "money: APBD", "18", "status, rupiah, source"),
    ],
)  # fmt: skip
def test_the_line_is_named_and_the_right_form_shown(tmp_path, old, new, line, shown):
    assert old in GOOD
    with pytest.raises(ParamsError) as caught:
        load(tmp_path, GOOD.replace(old, new, 1))
    sentence = str(caught.value)
    assert caught.value.id != "params.wrong_value"
    assert caught.value.exit_code == 10
    assert f"{NAME} baris {line}" in sentence.replace(" sekitar baris", " baris")
    assert shown in sentence
    assert "None" not in sentence


def test_a_date_between_quotation_marks_is_a_date(tmp_path):
    assert load(tmp_path, GOOD.replace("date: 2025-10-08", 'date: "2025-10-08"')).forum.date == date(2025, 10, 8)


@pytest.mark.parametrize("month", ["2025-08", "'2025-08'"])
def test_a_month_need_not_be_quoted(tmp_path, month):
    assert load(tmp_path, GOOD.replace('"2025-08"', month)).months == ("2025-02", "2025-08")


def test_a_key_missing_from_a_group_names_where_the_group_begins(tmp_path):
    with pytest.raises(ParamsError) as caught:
        load(tmp_path, GOOD.replace("    cut_off: 2025-08-31\n", ""))
    assert (caught.value.id, caught.value.values["line"]) == ("params.missing_inside", "10")
    assert "sources.cut_off" in str(caught.value)
