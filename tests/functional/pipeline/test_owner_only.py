"""What is not for the public is for its owner alone: folders 0700, files 0600, whatever the mask of the user."""

from __future__ import annotations

import os
import stat

import pytest

from audit.pipeline import load_params

PARAMS = "params/64.74-kota-bontang.yaml"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions; the encrypted disk is advised there")
def test_every_file_of_a_run_that_is_not_public(finished, report):
    params = load_params(finished.root / PARAMS)
    folders = [report / "terbatas", finished.vault(params), finished.interim(params)]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for top in folders for path in (top, *top.rglob("*"))}
    assert sum(path.is_file() for path in modes) > 10
    assert {path.relative_to(finished.root).as_posix(): oct(mode) for path, mode in modes.items()} == {
        path.relative_to(finished.root).as_posix(): "0o700" if path.is_dir() else "0o600" for path in modes
    }
