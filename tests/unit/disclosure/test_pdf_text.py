from __future__ import annotations

import io
import zlib

import pypdf
import pytest
import typst
from pypdf.annotations import FreeText, Text
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from audit.disclosure.extract import extract
from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.disclosure.pdf_text import beside_pages

WHO = "Ani Lestari"
REGISTER = Identities.of([WHO, "Budi Santoso"], niks=["1771994508230001"])
STANDARD = ["ua-1"]
HEAD = '#set document(title: "Laporan", date: none)\n#set text(lang: "id")\n= Bab\n'


def set_pdf(body: str, *, head: str = HEAD, standards: list[str] = STANDARD) -> bytes:
    return typst.compile((head + body).encode(), format="pdf", pdf_standards=standards)


def changed(change) -> bytes:
    """A plain document with something put in by a PDF editor."""
    writer = pypdf.PdfWriter(io.BytesIO(set_pdf("teks")))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def script(text: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(text)})


def hits(pdf: bytes, tmp_path, register: Identities = REGISTER) -> set[tuple[str, str]]:
    file = tmp_path / "laporan.pdf"
    file.write_bytes(pdf)
    return {(hit.kind, hit.place) for hit in scan([file], register).hits}


def stream(head: bytes, data: bytes) -> bytes:
    """A file with one more object, which nothing refers to."""
    body = b"\n900 0 obj\n<<" + head + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream\nendobj\n"
    return set_pdf("teks").replace(b"\nxref", body + b"\nxref", 1)


PLANTED = {
    "alternative text of a figure": f'#figure(rect(), alt: "Anak {WHO}", caption: [Gambar])',
    "alternative text of a formula": f'#math.equation(alt: "{WHO}", $x$)',
    "link target": '#link("https://contoh.invalid/?q=Ani%20Lestari")[sini]',
    "link with a plus": '#link("https://contoh.invalid/?q=Ani+Lestari")[sini]',
    "address of a letter": '#link("mailto:ani.lestari@contoh.invalid")[sini]',
    "heading in the outline": f"#show heading: none\n== {WHO}",
}


@pytest.mark.parametrize("place", PLANTED)
def test_what_typst_writes_beside_the_pages(tmp_path, place):
    assert ("name", "#metadata") in hits(set_pdf(PLANTED[place]), tmp_path)


@pytest.mark.parametrize("field", ["title", "author", "keywords", "description"])
def test_what_the_document_says_of_itself(tmp_path, field):
    head = '#set document(title: "Laporan", date: none)\n#set document(' + f'{field}: "{WHO}")\n#set text(lang: "id")\n'
    assert hits(set_pdf("= Bab", head=head), tmp_path) == {("name", "#metadata")}


@pytest.mark.parametrize("coding", ["latin-1", "utf-16"])
def test_marks_of_a_pdf_editor(tmp_path, coding):
    who = WHO if coding == "latin-1" else f"{WHO} – ş"
    changes = {
        "metadata": lambda w: w.add_metadata({"/Keterangan": who}),
        "outline": lambda w: w.add_outline_item(title=who, page_number=0),
        "note": lambda w: w.add_annotation(page_number=0, annotation=Text(rect=(9, 9, 99, 99), text=who)),
        "text on the page": lambda w: w.add_annotation(
            page_number=0, annotation=FreeText(rect=(9, 9, 99, 99), text=who)
        ),
        "destination": lambda w: w.add_named_destination(title=who, page_number=0),
        "script": lambda w: w.root_object.update({NameObject("/OpenAction"): script(f"var a = '{who}'")}),
        "language": lambda w: w.root_object.update({NameObject("/Lang"): TextStringObject(who)}),
    }
    for name, change in changes.items():
        assert ("name", "#metadata") in hits(changed(change), tmp_path), name


def test_attached_files_are_opened_and_their_names_read(tmp_path):
    inside = changed(lambda w: w.add_attachment("daftar.csv", f"Nama\n{WHO}\n".encode()))
    assert ("name", "#daftar.csv") in hits(inside, tmp_path)
    named = changed(lambda w: w.add_attachment("Ani Lestari.txt", b"x"))
    assert ("name", "#metadata") in hits(named, tmp_path)
    set_with = set_pdf(f'#pdf.attach("data.txt", bytes("{WHO}"), description: "data")', standards=[])
    assert ("name", "#data.txt") in hits(set_with, tmp_path)


def test_a_file_attached_to_a_note_alone_cannot_be_read(tmp_path):
    note = stream(b"/Type/Filespec/EF<</F 901 0 R>>", b"")
    assert ("unread", "#metadata") in hits(note, tmp_path)


def test_what_an_earlier_version_said_is_still_there(tmp_path):
    before = changed(lambda w: w.add_metadata({"/Author": WHO}))
    writer = pypdf.PdfWriter(io.BytesIO(before), incremental=True)
    writer.add_metadata({"/Author": "Tim teknis"})
    out = io.BytesIO()
    writer.write(out)
    assert pypdf.PdfReader(out).metadata.author == "Tim teknis"
    assert ("name", "#metadata") in hits(out.getvalue(), tmp_path)


@pytest.mark.parametrize(
    ("head", "data"),
    [
        (b"", b"Ani Lestari"),
        (b"/Filter/FlateDecode", zlib.compress(b"1 0 0 1 3 4 cm (Ani Lestari) Tj")),
        (
            b"/Filter[/FlateDecode]",
            zlib.compress(b"/Span <</ActualText <FEFF0041006e00690020004c006500730074006100720069>>> BDC"),
        ),
        (b"/Type/ObjStm/N 1/First 6", b"950 0 (Ani\\040Lest\\\nari)"),
        (b"/Type/Metadata", b"<?xpacket begin='x'?><x>Ani Lestari</x>"),
        (b"/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff\xfe\x00\x0dAni Lestari\xff\xd9"),
    ],
)
def test_objects_that_nothing_refers_to(tmp_path, head, data):
    assert ("name", "#metadata") in hits(stream(head, data), tmp_path)


def test_comments_and_what_follows_the_end(tmp_path):
    pdf = set_pdf("teks")
    assert ("name", "#metadata") in hits(pdf + b"\nAni Lestari", tmp_path)
    assert ("nik", "#metadata") in hits(pdf + b"\n% 1771994508230001", tmp_path)


def test_coordinates_are_no_telephone_numbers(tmp_path):
    register = Identities.of([], phones=["0812 3456 7890"])
    content = stream(b"", b"0 812.3456 7890 0 cm 0 0 m 081 234 l 567890 w")
    assert hits(content, tmp_path, register) == set()


@pytest.mark.parametrize(
    ("head", "data"),
    [(b"/Filter/LZWDecode", b"x"), (b"/Subtype/Image/Filter/JPXDecode", b"x"), (b"/Filter/FlateDecode", b"x")],
)
def test_what_is_packed_in_an_unknown_way_is_a_hit(tmp_path, head, data):
    assert ("unread", "") in hits(stream(head, data), tmp_path)


def test_an_encrypted_file_is_a_hit(tmp_path):
    assert ("unread", "") in hits(changed(lambda w: w.encrypt("", "rahasia", algorithm="RC4-128")), tmp_path)


def test_strings_with_brackets_escapes_and_both_alphabets():
    pdf = b"1 0 obj <</A (a (b) \\) c) /B (\\101\\n\\\nB) /C <414> /D <FEFF00C9> /E (\xef\xbb\xbf\xc3\x89) /F (\xe9)>>"
    assert beside_pages(pdf).strings == "a (b) ) c\nA\nB\nA@\nÉ\nÉ\né"


def test_a_clean_document_has_no_hit(tmp_path):
    assert hits(set_pdf('Prevalensi #link("https://contoh.invalid/")[stunting] 19,5%.'), tmp_path) == set()
    assert len(list(extract(set_pdf("a"), "x.pdf"))) == 3
