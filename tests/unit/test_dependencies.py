"""What the project stands on: every library that a run needs may be used by anybody, and is the one that is locked."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
# Families that may be used, changed and passed on together with ours (MIT); MPL asks it of changed files alone.
FREE = r"MIT(-0|-CMU)?|0?BSD(-\d-Clause)?|Apache(-2\.0)?|ISC|MPL|PSF(-2\.0)?|Python|Zlib|CC0-1\.0|Mozilla"
KNOWN = re.compile(rf"\b({FREE})\b", re.IGNORECASE)
BINDING = re.compile(r"\b[AL]?GPL|General Public|Commons Clause|SSPL|proprietary", re.IGNORECASE)


def locked(lock: str) -> list[Requirement]:
    """Packages of a lock that belong on this machine."""
    lines = re.findall(
        r"^([\w.\-]+==[^\s;\\]+)(?:\s*;\s*([^\\\n]*?))?\s*\\?$", (REPOSITORY / lock).read_text("utf-8"), re.M
    )
    found = [Requirement(f"{name} ; {marker}" if marker else name) for name, marker in lines]
    return [requirement for requirement in found if requirement.marker is None or requirement.marker.evaluate()]


def licence(about: metadata.PackageMetadata) -> str:
    """What a package says of its licence: the expression, else the classifiers, else the first line of the text."""
    classifiers = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    text = (about.get("License") or "").strip().partition("\n")[0]
    return about.get("License-Expression") or " / ".join(classifiers) or text


@pytest.mark.parametrize("requirement", locked("requirements.lock"), ids=lambda r: r.name)
def test_a_library_is_free_and_is_the_one_that_is_locked(requirement: Requirement) -> None:
    found = metadata.distribution(requirement.name)
    assert requirement.specifier.contains(found.version, prereleases=True)
    said = licence(found.metadata)
    assert KNOWN.search(said), f"no licence that is known: {said!r}"
    assert not BINDING.search(said), said


def test_the_lock_is_read_whole_and_other_licences_would_be_seen() -> None:
    assert len(locked("requirements.lock")) > 100
    for said in ("GNU General Public License v3", "LGPL-3.0", "MIT AND GPL-2.0", "SSPL-1.0"):
        assert BINDING.search(said)
    assert not KNOWN.search("Other/Proprietary License")
