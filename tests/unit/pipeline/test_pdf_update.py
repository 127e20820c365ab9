"""What counts as "signed later": the original whole, a signature over it, every page as before."""

from __future__ import annotations

import hashlib
import io

import pypdf
import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from audit.pipeline.pdf_update import signed_later


def square(side: int) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(f"20 20 {side} {side} re f".encode())
    return stream


@pytest.fixture(scope="module")
def original() -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(100, 100)
    page[NameObject("/Contents")] = writer._add_object(square(30))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def update(content: bytes, *, covered: int | None, change=lambda writer: None) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    numbers = [] if covered is None else [0, covered, covered, 5]
    entry = DictionaryObject({NameObject("/ByteRange"): ArrayObject(map(NumberObject, numbers))})
    writer.root_object[NameObject("/AksSignature")] = writer._add_object(entry)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue()[: len(content)] == content
    return out.getvalue()


def judge(original: bytes, content: bytes) -> bool:
    return signed_later(content, size=len(original), sha256=hashlib.sha256(original).hexdigest())


def another_page(writer: pypdf.PdfWriter) -> None:
    writer.add_blank_page(100, 100)


def another_drawing(writer: pypdf.PdfWriter) -> None:
    writer.pages[0][NameObject("/Contents")] = writer._add_object(square(60))


def test_a_signature_over_the_whole_original_is(original):
    assert judge(original, update(original, covered=len(original)))


def test_a_second_signature_after_the_first_is(original):
    once = update(original, covered=len(original))
    assert judge(original, update(once, covered=len(once)))


def test_the_original_itself_is_not(original):
    assert not judge(original, original)


def test_an_update_without_a_signature_is_not(original):
    assert not judge(original, update(original, covered=None))


def test_a_signature_that_does_not_cover_the_original_is_not(original):
    assert not judge(original, update(original, covered=len(original) - 1))


def test_a_signature_over_bytes_that_are_not_there_is_not(original):
    assert not judge(original, update(original, covered=10 * len(original)))


@pytest.mark.parametrize("change", [another_page, another_drawing])
def test_an_update_that_changes_what_is_seen_is_not(original, change):
    assert not judge(original, update(original, covered=len(original), change=change))


def test_a_changed_original_is_not(original):
    signed = update(original, covered=len(original))
    assert not judge(original, signed.replace(b"30 30 re", b"31 30 re", 1))


def test_anything_else_appended_is_not(original):
    assert not judge(original, original + b"x")
    assert not judge(original, original + b"/ByteRange [0 9999 9999 1] %%EOF")


def test_what_is_no_pdf_is_not():
    content = b"no pdf"
    assert not judge(content, content + b"/ByteRange [0 6 6 1] %%EOF")
