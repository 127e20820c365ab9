"""The synthetic registers under data/sample."""

from __future__ import annotations

import pytest

from audit.errors import ReferenceDataError
from audit.pipeline.project import Project
from audit.pipeline.sample import make_sample


def test_nothing_is_made_where_one_code_has_no_register(tmp_path):
    with pytest.raises(ReferenceDataError, match=r"17\.71") as refused:
        make_sample(["64.74", "31.71"], Project(tmp_path), jobs=1)
    assert refused.value.exit_code == 12
    assert list(tmp_path.iterdir()) == []
