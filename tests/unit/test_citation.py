"""``CITATION.cff`` can be read by what reads such files, and names the version that is here."""

from __future__ import annotations

import tomllib

import pytest
import yaml

# Citation File Format 1.2.0: what must be there, and all that may be.
REQUIRED = {"authors", "cff-version", "message", "title"}
ALLOWED = REQUIRED | {
    "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url",
    "preferred-citation", "references", "repository", "repository-artifact", "repository-code", "type", "url",
    "version",
}  # fmt: skip
ENTITY = {
    "address", "alias", "city", "country", "date-end", "date-start", "email", "fax", "location", "name", "orcid",
    "post-code", "region", "tel", "website",
}  # fmt: skip


@pytest.fixture(scope="module")
def citation(repository):
    return yaml.safe_load((repository / "CITATION.cff").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project(repository):
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_its_fields_are_those_of_the_format(citation):
    assert set(citation) >= REQUIRED
    assert set(citation) <= ALLOWED
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert citation["authors"] and all("name" in author and set(author) <= ENTITY for author in citation["authors"])
    assert len(citation["keywords"]) == len(set(citation["keywords"]))


def test_version_and_licence_are_those_of_the_project(citation, project):
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]


def test_its_authors_are_those_of_the_licence(citation, repository):
    assert citation["authors"][0]["name"] in (repository / "LICENSE").read_text(encoding="utf-8")
