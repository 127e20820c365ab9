"""Words for a message: the language goes by place."""

from __future__ import annotations

import pytest

from audit.language import text


def test_a_language_by_name_is_refused_since_it_would_be_dropped_without_a_word():
    assert text("report.page", "en") == "Page"
    with pytest.raises(TypeError, match="by place"):
        text("report.page", language="en")
