"""The RO-Crate of a report: opened by others' software, of the same bytes again, private, and in the manifest."""

from __future__ import annotations

import json
import re

import pytest
from light_project import PARAMS

from audit.errors import DisclosureError
from audit.pipeline import load_params
from audit.pipeline.crate import CRATE, write_crate
from audit.pipeline.keys import file_sha256
from audit.pipeline.manifest import hashed_files, read_manifest
from audit.pipeline.scanning import scan_public
from audit.store import read_identities


@pytest.fixture
def crate(report):
    """Opened as an archive would."""
    from rocrate.rocrate import ROCrate

    return ROCrate(report)


def test_others_open_it_and_find_every_public_file_as_it_is(crate, report):
    public = {name: path for name, path in hashed_files(report).items() if name.startswith("publik/")}
    files = {entity.id: entity for entity in crate.data_entities}
    assert set(files) == set(public)
    assert len(public) > 10
    for name, path in public.items():
        assert (files[name]["sha256"], files[name]["contentSize"]) == (file_sha256(path), path.stat().st_size)


def test_it_says_what_was_run_on_what(crate, report):
    inputs = read_manifest(report)["inputs"]
    run = crate.get("#run")
    assert run.type == "CreateAction"
    assert [source["identifier"] for source in run["object"]] == [f"sha256:{s['sha256']}" for s in inputs["sources"]]
    assert {result.id for result in run["result"]} == {entity.id for entity in crate.data_entities}
    assert run["instrument"]["identifier"] == f"sha256:{inputs['code']}"
    assert crate.root_dataset["identifier"] == read_manifest(report)["run_key"]
    assert crate.root_dataset["datePublished"] == inputs["params"]["as_of"]
    assert crate.root_dataset["conformsTo"].id.startswith("https://w3id.org/ro/wfrun/process/")


def test_every_reference_leads_somewhere(report):
    graph = json.loads((report / CRATE).read_text(encoding="utf-8"))["@graph"]
    ids = [entity["@id"] for entity in graph]
    assert len(ids) == len(set(ids))
    asked = set(re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(graph)))
    assert {id for id in asked - set(ids) if not id.startswith("https://w3id.org/ro/crate/")} == set()


def test_the_manifest_holds_it_and_it_holds_nothing_of_the_manifest_or_the_machine(report, finished):
    outputs = {output["path"]: output["sha256"] for output in read_manifest(report)["outputs"]}
    assert outputs[CRATE] == file_sha256(report / CRATE)
    said = (report / CRATE).read_text(encoding="utf-8")
    assert "terbatas/" not in said
    assert str(finished.root) not in said
    assert "manifest" not in said


def test_the_same_inputs_give_the_same_bytes(report, finished):
    params = load_params(finished.root / PARAMS, root=finished.root)
    before = (report / CRATE).read_bytes()
    (report / CRATE).unlink()
    write_crate(report, read_manifest(report)["inputs"], params)
    assert (report / CRATE).read_bytes() == before


def test_a_name_in_it_stops_the_report(report, finished):
    params = load_params(finished.root / PARAMS, root=finished.root)
    scan_public([report / CRATE], params, finished, base=report)
    child = read_identities(finished.vault(params))["name"].dropna().loc[lambda names: names.str.contains(" ")].iloc[0]
    inputs = read_manifest(report)["inputs"] | {"sources": [{"id": child, "sha256": "0" * 64}]}
    write_crate(report, inputs, params)
    with pytest.raises(DisclosureError):
        scan_public([report / CRATE], params, finished, base=report)
