"""One page for everybody: exact sizes, the numbers of the results, nothing hidden, nothing that runs together."""

from __future__ import annotations

import io
import json
import struct
from decimal import ROUND_HALF_UP, Decimal

import pypdf
import pypdfium2
import pytest
from PIL import Image

from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.disclosure.pictures import png_texts
from audit.language import number, percent
from audit.pipeline.infographics import INFOGRAPHIC, INFOGRAPHIC_PICTURE, write_infographic
from audit.reference.areas import areas_of
from audit.report.infographic import PICTURE_SIZE, infographic, render_infographic, render_infographic_picture
from audit.report.results_json import results_rows
from audit.report.typesetting import typeset

MONTH = "2025-08"
LEAST = 22  # pixels of the smallest letters in the picture
A4 = (595.3, 841.9)  # points
MANY = "32.02"  # 47 kecamatan
LONG = "16.09"  # a kecamatan of 31 letters


def size(png: bytes) -> tuple[int, int]:
    """Width and height, from the first chunk."""
    return struct.unpack(">II", png[16:24])


def words(pdf: bytes) -> str:
    return " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def of_the_district(context, id: str, **at: str) -> dict:
    """The row of hasil.json, read back as anybody would."""
    rows = json.loads(json.dumps(results_rows(context)))
    groups = "; ".join(f"{name}={level}" for name, level in at.items())
    (row,) = (
        r for r in rows
        if r["indikator"] == id and r["periode"] == MONTH and r["wilayah"]["tingkat"] == "district"
        and r["catatan"] == groups
    )  # fmt: skip
    return row


def boxes(page) -> list[tuple[float, float, float, float]]:
    text = page.get_textpage()
    return [text.get_rect(i) for i in range(text.count_rects())]


def together(boxes: list[tuple[float, float, float, float]]) -> list[tuple]:
    """Pairs of lines of which one covers a third or more of the other's height and some of its width."""
    found = []
    for i, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            wide = min(right, other[2]) - max(left, other[0])
            high = min(top, other[3]) - max(bottom, other[1])
            if wide > 1 and high > min(top - bottom, other[3] - other[1]) / 3:
                found.append(((left, bottom, right, top), other))
    return found


@pytest.fixture(scope="module")
def elsewhere(make_context, rates):
    """Return a function: the audit of another district, with one figure for all its kecamatan."""

    def make(code: str, name: str):
        areas = areas_of(code)
        places = {None: (180, 1000, 0.16, 0.2), **{k.code: (18, 100, 0.1, 0.24) for k in areas.kecamatan}}
        context = make_context()
        released = context.released | {"stunting": rates("stunting", places)}
        return make_context(released=released, areas=areas, district_code=code, district_name=name)

    return make


@pytest.fixture(scope="module")
def all_hidden(make_context, rates):
    """The audit with every figure about children withheld."""
    context = make_context()
    areas = [None, *(k.code for k in context.areas.kecamatan)]
    return make_context(released={id: rates(id, dict.fromkeys(areas)) for id in ("stunting", "coverage", "severity")})


def test_the_picture_is_exactly_as_phones_show_it(context):
    assert PICTURE_SIZE == (1080, 1350)
    assert size(render_infographic_picture(context)) == (1080, 1350)


def test_the_sheet_is_one_tagged_page_of_a4_in_its_language(context):
    reader = pypdf.PdfReader(io.BytesIO(render_infographic(context)))
    (page,) = reader.pages
    assert [float(x) for x in page.mediabox[2:]] == pytest.approx(A4, abs=0.1)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert str(reader.root_object["/Lang"]) == "id"


def test_the_same_audit_gives_the_same_bytes(context):
    assert render_infographic(context) == render_infographic(context)
    assert render_infographic_picture(context) == render_infographic_picture(context)


def test_the_numbers_are_those_of_the_results(context):
    stunting, coverage = of_the_district(context, "stunting", status="stunted"), of_the_district(context, "coverage")
    said = words(render_infographic(context))
    left = coverage["penyebut"] - coverage["pembilang"]
    assert percent(stunting["nilai"]) in said
    assert (
        f"Dari {number(stunting['penyebut'])} balita yang dapat dinilai, {number(stunting['pembilang'])} pendek" in said
    )
    assert f"di antara {percent(stunting['sk_bawah'])} dan {percent(stunting['sk_atas'])}" in said
    assert f"{number(left)} dari {number(coverage['penyebut'])} balita terdaftar belum diukur" in said
    assert percent(coverage["nilai"]) in said
    places = [
        row for row in results_rows(context)
        if row["indikator"] == "stunting" and row["periode"] == MONTH and row["wilayah"]["tingkat"] == "kecamatan"
        and not row["wilayah"]["kode"].endswith(".00")
    ]  # fmt: skip
    tiles = infographic(context, "a4")["places"]["tiles"]
    assert [(tile["name"], tile["value"]) for tile in tiles] == [
        (row["wilayah"]["nama"], percent(row["nilai"])) for row in places
    ]


def test_the_hundred_dots_are_the_shares_rounded_half_up(context):
    stunting = of_the_district(context, "stunting", status="stunted")
    severe = of_the_district(context, "severity", status="severely_stunted")
    short, worst = (
        int(Decimal(100 * n / stunting["penyebut"]).quantize(Decimal(1), ROUND_HALF_UP))
        for n in (stunting["pembilang"], severe["pembilang"])
    )
    groups = {group["look"]: group["n"] for group in infographic(context, "phone")["dots"]["groups"]}
    assert groups == {"severe": worst, "moderate": short - worst, "rest": 100 - short}


@pytest.mark.parametrize("form", ["a4", "phone"])
@pytest.mark.parametrize(
    ("code", "name"), [("17.71", "Kota Bengkulu"), (MANY, "Kabupaten Sukabumi"), (LONG, "Kabupaten OKU Selatan")]
)
def test_no_words_run_together_and_none_leave_the_page(elsewhere, form, code, name):
    pdf = typeset("infographic.typ", infographic(elsewhere(code, name), form))
    (page,) = pypdfium2.PdfDocument(pdf)
    width, height = page.get_size()
    found = boxes(page)
    assert len(found) > 30
    assert together(found) == []
    assert all(left >= 0 and bottom >= 0 and right <= width and top <= height for left, bottom, right, top in found)


@pytest.mark.parametrize("form", ["a4", "phone"])
def test_a_figure_that_may_change_says_so_where_no_kecamatan_can_be_assessed(make_context, rates, form):
    context = make_context()
    places = [None, *(k.code for k in context.areas.kecamatan)]
    few = rates("coverage", dict.fromkeys(places, (600, 1000, 0.57, 0.63)))
    doubted = make_context(released=context.released | {"coverage": few})
    said = infographic(doubted, form)
    assert said["figure"]["lines"][-1].startswith("Masih dapat berubah")
    assert {tile["look"] for tile in said["places"]["tiles"]} == {"unassessed"}
    assert "cakupan di bawah 80%" in said["places"]["note"]
    assert not any("Masih dapat berubah" in line for line in infographic(context, form)["figure"]["lines"])
    (page,) = pypdfium2.PdfDocument(typeset("infographic.typ", said))
    assert together(boxes(page)) == []


def test_words_that_run_together_would_be_seen():
    assert together([(0, 0, 100, 10), (50, 4, 150, 14)]) != []
    assert together([(0, 0, 100, 10), (0, 11, 100, 21)]) == []


def test_the_smallest_letters_of_the_picture_can_be_read_at_arms_length(elsewhere):
    reader = pypdf.PdfReader(
        io.BytesIO(typeset("infographic.typ", infographic(elsewhere(MANY, "Kabupaten Sukabumi"), "phone")))
    )
    sizes: list[float] = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: sizes.append(size) if text.strip() else 0
    )
    assert reader.pages[0].mediabox.width == PICTURE_SIZE[0]
    assert min(sizes) >= LEAST


def test_places_of_a_district_too_large_to_name_are_counted_by_class(elsewhere):
    many = elsewhere(MANY, "Kabupaten Sukabumi")
    groups = {group["look"]: group["n"] for group in infographic(many, "phone")["places"]["groups"]}
    assert groups["medium"] + groups.get("unassessed", 0) == len(areas_of(MANY).kecamatan)
    said = words(typeset("infographic.typ", infographic(many, "phone")))
    assert "Sedang (10–<20%)" in said
    assert areas_of(MANY).kecamatan[0].name not in said


def test_one_kecamatan_alone_is_one_tile(make_context, rates):
    context = make_context()
    one = context.areas.kecamatan[0]
    released = context.released | {
        "stunting": rates("stunting", {None: (20, 100, 0.1, 0.3), one.code: (20, 100, 0.1, 0.3)})
    }
    alone = make_context(released=released)
    (tile,) = infographic(alone, "phone")["places"]["tiles"]
    assert tile["name"] == one.name
    assert size(render_infographic_picture(alone)) == PICTURE_SIZE


def test_what_is_hidden_is_said_and_no_number_of_it_stands_anywhere(all_hidden):
    said = infographic(all_hidden, "a4")
    assert said["figure"]["number"] == "*"
    assert said["head"]["title"] == "Angka balita pendek disamarkan"
    assert said["head"]["sub"] == "Jumlah balita yang belum diukur disamarkan."
    assert said["dots"]["groups"] == []
    assert {tile["value"] for tile in said["places"]["tiles"]} == {"*"}
    assert {tile["look"] for tile in said["places"]["tiles"]} == {"withheld"}
    assert said["services"]["bars"][0] == {"name": "Balita terdaftar yang diukur", "value": "disamarkan", "share": None}
    page = words(render_infographic(all_hidden))
    assert "%" not in page.replace("<2,5%", "").replace("2,5–<10%", "")
    assert size(render_infographic_picture(all_hidden)) == PICTURE_SIZE


def test_what_is_not_recorded_is_said_to_be(make_context):
    empty = make_context(released={}, sources=())
    said = infographic(empty, "phone")
    assert said["head"]["title"] == "Angka balita pendek belum dapat dinilai"
    assert "belum tercatat" in said["head"]["sub"]
    assert said["places"]["sub"] == "Angka menurut kecamatan belum tercatat."
    assert {bar["value"] for bar in said["services"]["bars"]} == {"belum tercatat"}
    assert "mini lokakarya" in said["cards"][2]["words"]
    assert size(render_infographic_picture(empty)) == PICTURE_SIZE


def test_no_child_is_red(make_context, rates):
    """Only tiles of areas have warm colours: without any, no pixel of the picture is red."""
    context = make_context()
    shown = {None: (400, 1000, 0.37, 0.43), **dict.fromkeys(k.code for k in context.areas.kecamatan)}
    hidden = make_context(
        released=context.released | {"stunting": rates("stunting", shown)}, sample=False, state="disahkan"
    )
    picture = Image.open(io.BytesIO(render_infographic_picture(hidden))).convert("RGB")
    colours = picture.getcolors(maxcolors=1 << 24)
    assert colours is not None
    assert sum(n for n, (red, green, blue) in colours if red > green + 40 and red > blue + 40) == 0
    assert sum(n for n, (red, green, blue) in colours if blue > red + 40) > 10_000  # the colour of the page is there


def test_sample_and_draft_are_marked_until_it_is_approved(make_context):
    draft = words(render_infographic(make_context(sample=True, state="draf")))
    assert "DATA CONTOH (angka rekaan)" in draft
    assert "DRAF" in draft
    assert "boleh disebarluaskan" not in draft
    final = words(render_infographic(make_context(sample=False, state="disahkan")))
    assert "DATA CONTOH" not in final
    assert "DRAF" not in final
    assert "PUBLIK: boleh disebarluaskan" in final


def test_source_day_class_and_key_stand_on_the_picture(context):
    (said,) = (text for text in png_texts(render_infographic_picture(context)) if text.startswith("Description"))
    for part in ("Sumber: Dinas Kesehatan Kota Bengkulu", "31 Agustus 2025", "PUBLIK", "kode 0123456789ab"):
        assert part in said


def test_four_roles_have_a_card_and_the_heads_of_places_the_decisions_with_a_day(context):
    cards = infographic(context, "phone")["cards"]
    assert [card["title"] for card in cards] == ["Kader & TPK", "Keluarga", "Camat & lurah", "Media"]
    assert "pemeriksaan anak sangat pendek (paling lambat 30 September 2025)" in cards[2]["words"]


def test_the_restricted_edition_draws_the_same_public_page(make_context):
    assert infographic(make_context(edition="terbatas"), "a4") == infographic(make_context(), "a4")


def test_english_words_throughout(make_context):
    said = words(render_infographic(make_context(language="en")))
    for part in ("children measured", "Where?", "What each of us can do", "PUBLIC"):
        assert part in said


@pytest.mark.parametrize("file", [INFOGRAPHIC, INFOGRAPHIC_PICTURE])
def test_the_leak_scan_reads_the_words_of_both_files(tmp_path, context, file):
    """A word of the page stands for somebody's name: the scan must find it in the picture too."""
    write_infographic(context, tmp_path)
    days = {context.as_of, *(source.cut_off for source in context.sources)}
    clean = scan([tmp_path / file], Identities.of(["Bukan Siapapun Disini"]), declared_dates=_declared(context) | days)
    assert clean.hits == ()
    report = scan(
        [tmp_path / file], Identities.of(["Yang dapat kita lakukan"]), declared_dates=_declared(context) | days
    )
    assert {hit.kind for hit in report.hits} == {"name"}


def _declared(context) -> set:
    found = (r.public for id, r in context.released.items() if id.startswith("decision."))
    return {finding.values["by_when"] for finding in found}
