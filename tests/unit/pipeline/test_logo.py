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
