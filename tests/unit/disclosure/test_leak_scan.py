from __future__ import annotations

from datetime import date

import pytest

from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.errors import DisclosureError

NIK = "1771994508230001"
REGISTER = Identities.of(
    ["Siti Rahmawati", "Ani Lestari", "Melati", "Sari Dewi", "Padang Jati", "Budi Santoso"],
    niks=[NIK, "9999999999999999"],
    phones=["0736-21345"],
    addresses=["Jl. Kenanga No. 7"],
    dates=[date(2023, 9, 3)],
)


def kinds(tmp_path, text: str, name: str = "x.txt", **options) -> set[str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return {hit.kind for hit in scan([file], REGISTER, **options).hits}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.txt", "kasus SITI   RAHMAWATI, 14 bulan"),
        ("x.txt", "Síti\nRahmawati"),
        ("x.txt", "Siti Rahma-\n  wati"),
        ("x.txt", "Siti Rahma\u00adwati"),
        ("x.txt", "Siti_Rahmawati"),
        ("x.txt", "siti-rahmawati"),
        ("x.txt", "foto/SitiRahmawati.jpg"),
        ("x.txt", "sitirahmawati@contoh.invalid"),
        ("x.html", '<div id="sitirahmawati1"></div>'),
        ("x.txt", "Rahmawati, Siti"),
        ("x.txt", "RAHMAWATI ;\n Siti"),
        ("x.txt", "Siti; Rahmawati"),
        ("x.txt", "1. Lestari,Ani (14 bulan)"),
        ("x.html", "<td>Siti</td><td>Rahmawati</td>"),
        ("x.html", "<b>Si</b>ti&nbsp;Rahma&shy;wati"),
        ("x.html", '<img alt="Siti Rahmawati">'),
        ("x.html", "<!-- Siti Rahmawati -->"),
        ("x.html", "<script>var a = 'Siti Rahmawati'</script>"),
        ("x.html", "<script>var a = 'Siti\\u0020Rahmawati'</script>"),
        ("x.html", "<script>var a = 'Siti Rahm\\x61w\\u{61}ti'</script>"),
        ("x.html", "<script>var a = 'S&#x69;ti Rahm%61wati'</script>"),
        ("x.js", "a = 'S\\u0069ti' +\n 'Rahmawati'"),
        ("x.svg", "<svg><text>Siti&#x20;Rahm&#97;wati</text></svg>"),
        ("x.svg", '<svg><a href="?n=Siti%2520Rahmawati"/></svg>'),
        ("x.json", '{"a": "S&#x69;ti&nbsp;Rahmawati"}'),
        ("x.json", '{"a": "S\\\\u0069ti Rahmawati"}'),
        ("x.json", '{"a": "Siti%20Rahmawati"}'),
        ("x.svg", "<svg><text><tspan>Siti</tspan><tspan>Rahmawati</tspan></text></svg>"),
        ("x.svg", '<svg><path d="M 0 0" aria-label="Siti Rahmawati"/></svg>'),
        ("x.json", '{"a": "Siti\\u0020Rahmawati"}'),
        ("x.ipynb", '{"cells": [{"source": ["df[\\"Siti ", "Rahmawati\\"]"]}]}'),
        ("Siti Rahmawati.txt", ""),
    ],
)
def test_full_names_wherever_they_stand(tmp_path, name, text):
    assert kinds(tmp_path, text, name) == {"name"}


@pytest.mark.parametrize(
    "text",
    [
        "Siti Nurbaya dan Rahmawati",
        "Rahmawati Siti",
        "Rahmawati, Ani, Siti",
        "melati dan mawar",
        "Sitirahmawatini",
        "siti r",
        "%7B Siti%2C Nurbaya %7D\nx\ny\nRahmawati",
    ],
)
def test_other_words_are_no_names(tmp_path, text):
    assert kinds(tmp_path, text) == set()


def test_names_of_one_word_count_in_lists_of_persons_alone(tmp_path):
    assert kinds(tmp_path, "Nama,z\nMelati,1\n", "x.csv") == {"name"}
    assert kinds(tmp_path, "Bunga,z\nMelati,1\n", "y.csv") == set()


def test_names_of_areas_are_excepted_and_listed(tmp_path):
    file = tmp_path / "x.html"
    file.write_text("<td>Padang Jati</td><td>Sari</td><td>Dewi</td>", encoding="utf-8")
    report = scan([file], REGISTER, excepted=["Padang Jati", "Sari", "Dewi"])
    assert report.hits == ()
    assert report.excepted == ("padang jati", "sari dewi")


def test_names_of_areas_are_excepted_in_any_order_and_run_together(tmp_path):
    assert kinds(tmp_path, "Dewi, Sari; padangjati", excepted=["Padang Jati", "Sari", "Dewi"]) == set()
    assert kinds(tmp_path, "Universitas Padangjati", excepted=["Universitas Padangjati"]) == set()
    assert kinds(tmp_path, "Dewi, Sari", excepted=["Sari"]) == {"name"}


def test_a_name_that_runs_together_into_a_word_of_the_report_is_none(tmp_path):
    register = Identities.of(["Keca Matan", "Keca Batan"])
    file = tmp_path / "x.txt"
    file.write_text("satu kecamatan", encoding="utf-8")
    assert scan([file], register).hits == ()
    file.write_text("kecabatan", encoding="utf-8")
    assert {hit.masked for hit in scan([file], register).hits} == {"k… b…"}


def test_a_name_made_of_two_area_names_on_one_line_is_a_name(tmp_path):
    assert kinds(tmp_path, "ibu Sari Dewi", excepted=["Sari", "Dewi"]) == {"name"}


@pytest.mark.parametrize(
    "text",
    [NIK, "NIK:1771 9945 0823 0001", "177199-450823-0001", "17.71.99.450823.0001", f"x\n{NIK}\ny", "9999999999999999"],
)
def test_identity_numbers(tmp_path, text):
    assert kinds(tmp_path, text) == {"nik"}


@pytest.mark.parametrize(
    "text",
    [
        "0.1771994508230009",
        "1771999908230001",
        "1771994508230000",
        "17719945082300012",
        "a1771994508230001f",
        "1 234 567 890 123 456",
    ],
)
def test_other_long_numbers(tmp_path, text):
    assert kinds(tmp_path, text) == set()


COUNTS = ("1771", "9945", "0823", "0002")  # of four places; run together they are built as a NIK is


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        ("<row><c><v>", '</v></c><c r="B2" s="2"><v>', "</v></c></row>"),
        ("<c:pt><c:v>", '</c:v></c:pt>\n <c:pt idx="1"><c:v>', "</c:v></c:pt>"),
        ("<a:tc><a:p><a:t>", "</a:t></a:p></a:tc><a:tc><a:p><a:t>", "</a:t></a:p></a:tc>"),
        ("<tr><td>", "</td> <td>", "</td></tr>"),
        ("<p>", "</p><p>", "</p>"),
    ],
)
def test_a_row_of_counts_is_nobodys_number_and_a_number_over_two_cells_is_still_somebodys(
    tmp_path, before, between, after
):
    assert kinds(tmp_path, before + between.join(COUNTS) + after, "x.xml") == set()
    assert kinds(tmp_path, before + "".join(COUNTS) + after, "x.xml") == {"nik"}
    assert kinds(tmp_path, before + between.join((NIK[:6], NIK[6:])) + after, "x.xml") == {"nik"}
    assert kinds(tmp_path, f"{before}<b>17719945</b><i>08230002</i>{after}", "x.xml") == {"nik"}


@pytest.mark.parametrize("text", ["0812 3456 7890", "+62 812-3456-7890", "6281234567890", "0736-21345", "(0736) 21345"])
def test_telephone_numbers(tmp_path, text):
    assert kinds(tmp_path, text) == {"phone"}


def test_the_telephone_of_an_office_is_excepted(tmp_path):
    assert kinds(tmp_path, "0812 3456 7890", excepted=["+62 812 3456 7890"]) == set()


def test_addresses(tmp_path):
    assert kinds(tmp_path, "di JL KENANGA,\nno 7") == {"address"}
    assert kinds(tmp_path, "Jl. Kenanga No. 70") == set()


def test_an_address_is_compared_by_its_words(tmp_path):
    assert kinds(tmp_path, "Jalan Kenanga Nomor 7") == {"address"}
    assert kinds(tmp_path, "https://peta.invalid/?q=Jl.%20Kenanga+No.7") == {"address"}


def test_the_address_of_an_office_or_of_a_place_is_excepted(tmp_path):
    file = tmp_path / "x.txt"
    file.write_text("Kantor: Jl. Kenanga No. 7, Anggut", encoding="utf-8")
    report = scan([file], REGISTER, excepted=["Dinas Kesehatan, Jl. Kenanga No. 7", "Kantor: Jl. Kenanga No. 7"])
    assert (report.hits, report.excepted) == ((), ("jl kenanga no 7",))
    lives = Identities.of([], addresses=["Anggut Atas", "Griya Anggut Atas"])
    file.write_text("Anggut Atas 12, Griya Anggut Atas", encoding="utf-8")
    assert {h.masked for h in scan([file], lives, excepted=["Anggut Atas"]).hits} == {"g… a… a…"}


def test_links_say_what_they_say_unescaped(tmp_path):
    for link in (
        "?q=Siti%20Rahmawati",
        "?q=S%69ti+Rahmawati",
        f"tel:{NIK[:4]}%20{NIK[4:8]}%20{NIK[8:12]}%20{NIK[12:]}",
    ):
        assert kinds(tmp_path, f'<a href="https://contoh.invalid/{link}">x</a>', "x.html")
    assert kinds(tmp_path, "12%20 dari 100%25", "x.txt") == set()


@pytest.mark.parametrize(
    "text",
    [
        "05/01/2024",
        "5-1-2024",
        "05.01.2024",
        "2024-01-05",
        "2024-01-05T00:00:00Z",
        "5 Januari 2024",
        "5 JANUARI\n2024",
        "5 Jan 2024",
        "5-Jan-2024",
        "January 5, 2024",
        "Jan 5 2024",
        "D:20240105120000Z",
    ],
)
def test_full_dates_unless_declared(tmp_path, text):
    assert kinds(tmp_path, text) == {"date"}
    assert kinds(tmp_path, text, declared_dates=[date(2024, 1, 5)]) == set()
    assert kinds(tmp_path, text, declared_dates=[date(2024, 1, 6)]) == {"date"}


@pytest.mark.parametrize(
    "text",
    ["03-09-23", "03.09.23", "03/09/23", "3/9/23", "lahir 3-9-23.", "3-Sep-23", "03/sept/23", "(03.09.23, 1,5 kg)"],
)
def test_a_date_with_a_short_year_is_one_where_somebody_was_born_or_seen_then(tmp_path, text):
    assert kinds(tmp_path, text) == {"date"}
    assert kinds(tmp_path, text, declared_dates=[date(2023, 9, 3)]) == set()
    assert kinds(tmp_path, text.replace("3", "4", 1)) == set()


@pytest.mark.parametrize(
    "text",
    ["3.9.23", "17.03.09.23", "03.09.23.1005", "03-09-23-4", "0.03.09.23", "03.09.234", "03-09.23", "a03-09-23f"],
)
def test_codes_and_versions_are_no_dates_with_a_short_year(tmp_path, text):
    assert kinds(tmp_path, text) == set()


def test_the_code_of_an_area_is_no_date(tmp_path):
    assert kinds(tmp_path, "kecamatan 03.09.23", excepted=["03.09.23"]) == set()
    assert kinds(tmp_path, "lahir 03-09-23", excepted=["03.09.23"]) == {"date"}


@pytest.mark.parametrize(
    "text", ["Januari 2024", "2024-01", "17.71.01.1005", "31/02/2024", "versi 1.2.2024.5", "0.05.01.2024"]
)
def test_other_numbers_are_no_full_dates(tmp_path, text):
    assert kinds(tmp_path, text) == set()


def test_a_file_that_cannot_be_read_is_a_hit(tmp_path):
    assert kinds(tmp_path, "x", "x.exe") == {"unread"}


def test_a_hit_says_where_and_masks_what(tmp_path):
    (tmp_path / "publik").mkdir()
    file = tmp_path / "publik" / "hasil.json"
    file.write_text(f'{{"a": "Ani Lestari {NIK} 05/01/2024"}}', encoding="utf-8")
    report = scan([file], REGISTER, base=tmp_path)
    assert {(h.file, h.kind, h.masked) for h in report.hits} == {
        ("publik/hasil.json", "name", "a… l…"),
        ("publik/hasil.json", "nik", "1…"),
        ("publik/hasil.json", "date", "2024-…"),
    }
    assert (report.files, report.characters > 0) == (1, True)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_hit_stops_the_report_in_one_sentence(tmp_path, language):
    from audit.language import text

    samples = {
        "name": "Ani Lestari",
        "nik": NIK,
        "phone": "081234567890",
        "address": "Jl Kenanga No 7",
        "date": "2024-01-05",
    }
    for kind, sample in samples.items():
        file = tmp_path / "x.txt"
        file.write_text(sample, encoding="utf-8")
        with pytest.raises(DisclosureError) as stopped:
            scan([file], REGISTER).check()
        assert stopped.value.id == f"disclosure.leak_{kind}"
        sentence = text(stopped.value.id, language, **stopped.value.values)
        assert "x.txt" in sentence
        assert sample not in sentence


def test_a_clean_set_passes(tmp_path):
    file = tmp_path / "x.md"
    file.write_text("Prevalensi 19,5% dari 2.431 balita di Kecamatan Ratu Samban, Agustus 2025.", encoding="utf-8")
    scan([file], REGISTER).check()
    assert scan([], REGISTER).files == 0


@pytest.mark.parametrize(
    ("entry", "excepted", "found"),
    [
        ("Melati Indah", (), {"name"}),
        ("Melati Indah", ("Melati Indah",), set()),  # an area that has a child's name among its words
        ("Melati", ("Melati Indah",), {"name"}),
        ("Melati Indah Sekali", ("Melati Indah",), {"name"}),
    ],
)
def test_a_name_of_one_word_in_a_list_is_nobodys_only_where_the_whole_entry_is_an_area(
    tmp_path, entry, excepted, found
):
    assert kinds(tmp_path, f'[{{"nama": "{entry}"}}]', "x.json", excepted=excepted) == found
    assert kinds(tmp_path, f"nama,nilai\n{entry},1\n", "x.csv", excepted=excepted) == found
