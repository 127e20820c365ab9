"""The lock files: every package exact and with check sums, no address, what the project needs inside, both alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = {
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["build"]],
    "requirements-dev.lock": [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)],
}
PLACES = [
    {"python_version": minor, "python_full_version": f"{minor}.9", "sys_platform": system, "os_name": os_name}
    for minor in ("3.11", "3.12", "3.13")
    for system, os_name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))
]


def entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each entry of a lock: its requirement and its hashes."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    for line in filter(None, map(str.strip, joined.splitlines())):
        requirement, *hashes = line.split("--hash=")
        yield requirement.strip(), [value.strip() for value in hashes]


def read(lock: str) -> str:
    return (REPOSITORY / lock).read_text(encoding="utf-8")


def installed(lock: str, place: dict[str, str]) -> Iterator[tuple[Requirement, list[str]]]:
    """What a lock installs in a place, each with its hashes."""
    environment = {**default_environment(), **place}
    for line, hashes in entries(read(lock)):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            yield requirement, hashes


def faults(text: str) -> list[str]:
    """What no lock may hold."""
    found = [
        f"an address or option: {word}" for word in ("://", "index", "find-links", "--extra", " @ ") if word in text
    ]
    for requirement, hashes in entries(text):
        if not re.fullmatch(r"[a-z0-9.-]+==[A-Za-z0-9.+!]+( ; .+)?", requirement):
            found.append(f"not one exact version: {requirement}")
        if not hashes or not all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes):
            found.append(f"no sha256: {requirement}")
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_exact_with_check_sums_and_without_an_address(lock):
    text = read(lock)
    assert len(list(entries(text))) >= len(NEEDED[lock])
    assert faults(text) == []


@pytest.mark.parametrize(
    "planted",
    ["six>=1.17 --hash=sha256:" + "0" * 64, "six==1.17.0", "six==1.17.0 --hash=md5:00", "six @ file:///six.whl"],
)
def test_a_planted_fault_is_found(planted):
    assert faults(planted + "\n")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['python_version']}-{place['sys_platform']}")
@pytest.mark.parametrize("lock", LOCKS)
def test_each_system_and_python_gets_one_version_of_everything_needed_and_within_bounds(lock, place):
    chosen: dict[str, list[str]] = {}
    for requirement, _ in installed(lock, place):
        (pin,) = requirement.specifier
        chosen.setdefault(canonicalize_name(requirement.name), []).append(pin.version)
    assert {name: versions for name, versions in chosen.items() if len(versions) > 1} == {}
    for needed in map(Requirement, NEEDED[lock]):
        (version,) = chosen[canonicalize_name(needed.name)]
        assert needed.specifier.contains(version), needed


def test_the_build_tools_are_inside_so_that_installing_fetches_none():
    build_system = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["build-system"][
        "requires"
    ]
    assert {Requirement(line).name for line in build_system} == {"hatchling", "editables"}
    for lock in LOCKS:
        names = {Requirement(line).name for line, _ in entries(read(lock))}
        assert {"hatchling", "editables", "tzdata"} <= names


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['python_version']}-{place['sys_platform']}")
def test_the_development_lock_holds_all_of_the_other_unchanged(place):
    run, dev = ({f"{one.name}{one.specifier}": hashes for one, hashes in installed(lock, place)} for lock in LOCKS)
    assert run.items() <= dev.items()
