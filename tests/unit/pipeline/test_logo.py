"""The emblem on the title page: made small, bare of metadata, or refused with one sentence."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from audit.errors import InputError
from audit.pipeline.logo import read_logo


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_small_picture_keeps_its_size_its_colours_and_what_shows_through(tmp_path):
    path = tmp_path / "lambang.png"
    picture = Image.new("RGBA", (3, 2), (0, 0, 0, 0))
    picture.putpixel((1, 1), (200, 10, 20, 255))
    picture.save(path)
    read = opened(read_logo(path, "lambang.png"))
    assert (read.format, read.size, read.mode) == ("PNG", (3, 2), "RGBA")
    assert read.getpixel((1, 1)) == (200, 10, 20, 255)
    assert read.getpixel((0, 0))[3] == 0


def test_a_large_photograph_becomes_small_and_keeps_its_shape(tmp_path):
    path = tmp_path / "lambang.jpg"
    Image.new("RGB", (2000, 1000), "green").save(path)
    assert opened(read_logo(path, "lambang.jpg")).size == (480, 240)


def test_what_else_a_file_says_does_not_leave(tmp_path):
    path = tmp_path / "lambang.png"
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "seseorang")
    Image.new("RGB", (8, 8)).save(path, pnginfo=said, dpi=(96, 96))
    assert b"seseorang" in path.read_bytes()
    content = read_logo(path, "lambang.png")
    assert b"seseorang" not in content
    assert opened(content).info == {}


def test_the_same_file_gives_the_same_bytes(tmp_path):
    path = tmp_path / "lambang.png"
    Image.effect_noise((90, 70), 40).save(path)
    assert read_logo(path, "a") == read_logo(path, "a")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"])
def test_what_is_no_picture_is_refused_by_name(tmp_path, content):
    path = tmp_path / "lambang.png"
    path.write_bytes(content)
    with pytest.raises(InputError) as told:
        read_logo(path, "data/raw/lambang.png")
    assert told.value.id == "params.logo_unreadable"
    assert "data/raw/lambang.png" in str(told.value)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
SQUARE = '<rect width="40" height="20" fill="#102030"/>'


def test_an_svg_is_drawn_in_its_own_shape(tmp_path):
    path = tmp_path / "lambang.svg"
    path.write_text(SVG.format(SQUARE), encoding="utf-8")
    read = opened(read_logo(path, "lambang.svg"))
    assert (read.format, read.size) == ("PNG", (480, 240))
    assert read.getpixel((200, 100)) == (16, 32, 48, 255)
    assert read_logo(path, "a") == read_logo(path, "a")


def test_nothing_but_the_drawing_of_an_svg_goes_further(tmp_path):
    path = tmp_path / "lambang.svg"
    more = "<script>alert(1)</script><desc>rahasia</desc>"
    path.write_text(SVG.format(SQUARE + more), encoding="utf-8")
    content = read_logo(path, "lambang.svg")
    assert not any(word in content for word in (b"alert", b"rahasia"))
    assert opened(content).getpixel((400, 200)) == (16, 32, 48, 255)


@pytest.mark.parametrize("content", ["", "<html/>", "<svg", SVG.format("<rect"), SVG.format("")])
def test_what_is_no_svg_is_refused_by_name(tmp_path, content):
    path = tmp_path / "lambang.svg"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_logo(path, "data/raw/lambang.svg")
    assert told.value.id == "params.logo_unreadable"


def test_an_svg_that_points_elsewhere_is_refused(tmp_path):
    path = tmp_path / "lambang.svg"
    path.write_text(SVG.format(SQUARE + '<image href="http://contoh.invalid/a.png" width="9" height="9"/>'), "utf-8")
    with pytest.raises(InputError) as told:
        read_logo(path, "lambang.svg")
    assert told.value.id == "params.logo_unreadable"


def test_an_svg_of_megabytes_is_refused(tmp_path):
    path = tmp_path / "lambang.svg"
    path.write_text(SVG.format(" " * 2_000_001), encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_logo(path, "lambang.svg")
    assert told.value.id == "params.logo_large"


def test_half_a_picture_is_refused(tmp_path):
    path = tmp_path / "lambang.png"
    Image.effect_noise((200, 200), 40).save(path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InputError) as told:
        read_logo(path, "lambang.png")
    assert told.value.id == "params.logo_unreadable"


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path):
    path = tmp_path / "lambang.png"
    Image.new("1", (8000, 8000)).save(path)
    with pytest.raises(InputError) as told:
        read_logo(path, "lambang.png")
    assert told.value.id == "params.logo_large"
