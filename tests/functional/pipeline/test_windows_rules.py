"""What would not work on a Windows laptop, tried on any system."""

from __future__ import annotations

import re
from itertools import chain

from audit.pipeline.params import DistrictParams
from audit.reference.areas import district_codes

LONGEST_PATH = 200  # characters, DESIGN section 8; Windows itself stops at 260
PLACE = 70  # of them before ours: drive, the user's folder, OneDrive, Documents, the checkout
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def test_every_path_is_short_and_legal_whatever_the_district(finished):
    names = [DistrictParams(code=code, name=name).folder for code, name in district_codes().items()]
    longest = max(names, key=len)
    assert len(names) > 500
    written = [p.relative_to(finished.root).as_posix() for p in finished.root.rglob("*")]
    assert any(path.startswith("reports/64.74-kota-bontang/2025-2/terbatas/kerja/") for path in written)
    renamed = [
        path.replace("64.74-kota-bontang", longest).replace("/2025-2/", "/2025-2.partial/") + ".partial"
        for path in written
    ]
    assert max(map(len, renamed)) + PLACE < LONGEST_PATH
    parts = set(chain(names, *(path.split("/") for path in written)))
    assert [part for part in parts if FORBIDDEN.search(part) or DEVICES.match(part)] == []


def test_a_report_open_elsewhere_stays_and_is_one_sentence(report, tree, run_again):
    before = tree(report)
    done = run_again("run", "--force", "params/64.74-kota-bontang.yaml", OPEN_ELSEWHERE="2025-2")
    assert done.returncode == 17
    assert len(done.stderr.splitlines()) == 1
    assert "terbuka di program lain" in done.stderr
    assert tree(report) == before
    assert sorted(p.name for p in report.parent.iterdir() if p.is_dir()) == ["2025-2"]
