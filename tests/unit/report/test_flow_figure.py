"""The flow figure prints every step once, in order, with what was left out to the right."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from audit.report.figures.flow_figure import FlowStep, flow_figure

PARTS = [
    (
        "Baris",
        [FlowStep("dibaca", "1.000"), FlowStep("bukan <data>", "20", left_out=True), FlowStep("disimpan", "980")],
    ),
    ("Anak", [FlowStep("di register", "400")]),
]


def test_every_step_stands_once_in_its_order():
    svg = flow_figure(PARTS)
    texts = [text.text for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["Baris", "dibaca", "1.000", "bukan <data>", "20", "disimpan", "980", "Anak", "di register", "400"]
    assert flow_figure(PARTS) == svg


def test_what_is_left_out_stands_to_the_right_and_nothing_leaves_the_sheet():
    svg = flow_figure(PARTS)
    boxes = [
        tuple(map(float, box)) for box in re.findall(r'<rect x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"', svg)
    ]
    lefts = [box[0] for box in boxes]
    assert lefts[1] > lefts[0] == lefts[2] == lefts[3]
    width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
    assert all(x + w <= width and y + h <= height for x, y, w, h in boxes)
    assert all(low[1] + low[3] <= high[1] for low, high in pairwise(boxes))


def test_long_words_are_broken_inside_their_box():
    words = "tanpa panjang atau tinggi badan yang dapat dipakai menurut batas WHO"
    short, long = (flow_figure([("Anak", [FlowStep(w, "7", left_out=True)])]) for w in ("tanpa", words))
    texts = [text.text for text in ElementTree.fromstring(long).iter("{http://www.w3.org/2000/svg}text")]
    assert " ".join(texts[1:-1]) == words
    assert len(texts) > 3
    high, low = (float(re.search(r'<rect .*? height="(.+?)"', svg).group(1)) for svg in (long, short))
    assert high > low
