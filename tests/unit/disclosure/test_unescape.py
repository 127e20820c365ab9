from __future__ import annotations

import pytest

from audit.disclosure.unescape import unescaped, unescaped_lines


@pytest.mark.parametrize(
    "coded",
    [
        "\\u0053iti",
        "\\u{53}iti",
        "\\x53iti",
        "&#83;iti",
        "&#x53;iti",
        "%53iti",
        "%2553iti",
        "&amp;#x53;iti",
        "\\u002553iti",
    ],
)
def test_characters_written_as_codes(coded):
    assert unescaped(coded) == "Siti"


@pytest.mark.parametrize("text", ["", "19,5% dari 20", "a & b", "C:\\data\\utama", "\\u{ffffff}"])
def test_what_is_no_code_stays(text):
    assert unescaped(text) == text
    assert list(unescaped_lines(text)) == []


def test_lines_with_codes_come_with_their_neighbours_and_apart_from_others():
    lines = ["a", "b", "%63", "d", "e", "f", "g", "h%20"]
    assert list(unescaped_lines("\n".join(lines))) == ["b\nc\nd", "g\nh "]
