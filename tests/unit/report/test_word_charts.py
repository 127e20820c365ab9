"""Charts as pictures: in order, in proportion, the same bytes."""

from __future__ import annotations

import struct

import pytest

from audit.report.word.charts import chart_pictures

WIDE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><rect width="400" height="100" fill="red"/></svg>'
TALL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 900"><rect width="100" height="900" fill="blue"/></svg>'
)


def pixels(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_no_chart_is_no_picture():
    assert chart_pictures([]) == ()


def test_one_chart_and_several_keep_their_order_and_their_shape():
    (alone,) = chart_pictures([WIDE])
    first, second = chart_pictures([WIDE, TALL])
    assert first == alone
    assert first.wide_cm / first.tall_cm == pytest.approx(4, rel=0.01)
    assert second.tall_cm / second.wide_cm == pytest.approx(9, rel=0.01)
    for picture in (first, second):
        wide, tall = pixels(picture.png)
        assert wide / tall == pytest.approx(picture.wide_cm / picture.tall_cm, rel=0.02)
        assert picture.wide_cm <= 16.5  # between the margins
        assert picture.tall_cm <= 24


def test_equal_drawings_give_equal_bytes():
    assert chart_pictures([TALL, WIDE]) == chart_pictures([TALL, WIDE])


def test_a_drawing_without_a_size_is_a_bug():
    with pytest.raises(ValueError, match="viewBox"):
        chart_pictures(["<svg/>"])
