"""``aks verify`` finds what was changed, taken away or added, and knows a signature from a change."""

from __future__ import annotations

import io
import json
import shutil

import pypdf
import pytest
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject

from audit.cli import main
from audit.pipeline.keys import file_sha256, key_of
from audit.pipeline.manifest import read_manifest, write_manifest
from audit.pipeline.signature import make_keys

NAME = "reports/64.74-kota-bontang/2025-2"
PDF = "publik/laporan.pdf"
PARAMS = "params/64.74-kota-bontang.yaml"


def verify(capsys, *arguments: str) -> tuple[int, dict]:
    """Exit code, and what was found for one report."""
    capsys.readouterr()
    code = main(["verify", "--json", *arguments])
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == (1 if code else 0)
    [found] = json.loads(said.out)
    assert found["report"] == NAME
    assert found["intact"] == (code == 0)
    return code, found


def appended(content: bytes, change) -> bytes:
    """The same PDF with an incremental update, as signing tools write it."""
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(content)
    return out.getvalue()


def put_signature(writer: pypdf.PdfWriter, *, first: int) -> None:
    covered = ArrayObject(NumberObject(n) for n in (0, first, first, 10))
    signature = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/ByteRange"): covered,
            NameObject("/Contents"): ByteStringObject(bytes(64)),
        }
    )
    writer.root_object[NameObject("/AksSignature")] = writer._add_object(signature)


def sign_pdf(content: bytes) -> bytes:
    return appended(content, lambda writer: put_signature(writer, first=len(content) + 1))


def test_a_report_as_it_was_made_is_intact_also_elsewhere(report, capsys):
    code, found = verify(capsys)
    assert code == 0
    assert found["files"] == len(read_manifest(report)["outputs"]) >= 5
    assert (found["chain"], found["signature"], found["state"]) == ("first", "none", "draf")
    assert main(["verify"]) == 0
    assert NAME in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "file", "harm"),
    [
        ("changed", "publik/laporan.html", lambda path: path.write_bytes(path.read_bytes()[:-1] + b" ")),
        ("changed", PDF, lambda path: path.write_bytes(path.read_bytes() + b" ")),
        ("missing", "publik/hasil.json", lambda path: path.unlink()),
        ("unexpected", "publik/catatan.docx", lambda path: path.write_bytes(b"x")),
        ("unexpected", "manifest.json.bak", lambda path: path.write_bytes(b"x")),
    ],
)
def test_one_file_is_found(report, capsys, kind, file, harm):
    harm(report / file)
    code, found = verify(capsys, str(report))
    assert code == 11
    assert {k: found[k] for k in ("missing", "changed", "unexpected")} == {
        "missing": [], "changed": [], "unexpected": [], kind: [file],
    }  # fmt: skip
    assert main(["verify", NAME]) == 11
    assert file in capsys.readouterr().out


def test_the_index_is_the_one_that_the_manifests_give(finished, report, run_again, capsys):
    index = finished.root / "reports" / "index.html"
    whole = index.read_bytes()
    for kind, harm in (
        ("changed", lambda: index.write_bytes(whole.replace(b"Bontang", b"Bantang"))),
        ("missing", index.unlink),
    ):
        harm()
        assert main(["verify", "--json"]) == 11
        said = capsys.readouterr()
        [sound, found] = json.loads(said.out)
        assert (sound["report"], sound["intact"]) == (NAME, True)
        assert (found["report"], found["intact"], found[kind]) == ("reports/index.html", False, ["reports/index.html"])
        assert said.err.count("\n") == 1
        assert "reports/index.html" in said.err
        assert main(["verify"]) == 11
        assert "reports/index.html: TIDAK UTUH" in capsys.readouterr().out
        assert main(["verify", NAME]) == 0
        capsys.readouterr()
    assert run_again("run", PARAMS).returncode == 0
    assert index.read_bytes() == whole
    assert main(["verify"]) == 0


@pytest.mark.parametrize("level", ["report", "district"])
def test_a_report_that_was_removed_whole_is_missed(report, capsys, level):
    shutil.rmtree(report if level == "report" else report.parent)
    code, found = verify(capsys)
    assert (code, found["manifest"]) == (11, "gone")
    assert main(["verify"]) == 11
    assert "tidak ada, padahal tercantum" in capsys.readouterr().out


def test_a_report_that_was_moved_away_is_missed(finished, report, capsys):
    report.parent.rename(report.parent.with_name("disimpan"))
    assert main(["verify", "--json"]) == 11
    found = {entry["report"]: entry["manifest"] for entry in json.loads(capsys.readouterr().out)}
    assert found == {NAME: "gone", "reports/disimpan/2025-2": "intact"}


def test_a_report_without_a_signature_says_so_and_is_no_fault(report, tmp_path, capsys):
    assert main(["verify"]) == 0
    assert "belum ditandatangani" in capsys.readouterr().out
    public = make_keys(tmp_path / "kunci.pem")
    assert main(["verify", "--key", str(public)]) == 11
    assert "tanda tangan manifes tidak ada" in capsys.readouterr().out
    assert main(["sign", "--key", str(tmp_path / "kunci.pem"), NAME]) == 0
    assert main(["verify"]) == 0
    assert "belum ditandatangani" not in capsys.readouterr().out


def test_a_key_that_is_not_there_is_one_sentence(report, tmp_path, capsys):
    assert main(["verify", "--key", str(tmp_path / "hilang.pub.pem")]) == 11
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "hilang.pub.pem" in said.err


def test_logs_and_working_papers_may_change(report, capsys):
    (report / "terbatas" / "kerja" / "run.log").write_text("lain", encoding="utf-8")
    (report / "x.log").write_text("lain", encoding="utf-8")
    assert verify(capsys)[0] == 0


def test_a_manifest_that_was_changed_or_is_gone(report, capsys):
    manifest = read_manifest(report)
    manifest["inputs"]["params"]["as_of"] = "2025-09-16"
    write_manifest(report, manifest)
    code, found = verify(capsys)
    assert (code, found["manifest"]) == (11, "changed")
    (report / "manifest.json").unlink()
    code, found = verify(capsys)
    assert (code, found["manifest"]) == (11, "missing")


def test_the_chain_to_the_cycle_before(report, capsys):
    shutil.copytree(report, report.with_name("2025-1"))
    assert verify(capsys, NAME)[1]["chain"] == "changed"  # an earlier cycle that this report did not know of
    before = report.with_name("2025-1")
    manifest = read_manifest(report)
    manifest["inputs"]["previous"] = file_sha256(before / "manifest.json")
    manifest["run_key"] = key_of(manifest["inputs"])
    write_manifest(report, manifest)
    assert verify(capsys, NAME)[1]["chain"] == "intact"
    write_manifest(before, read_manifest(before) | {"state": "disahkan"})
    code, found = verify(capsys, NAME)
    assert (code, found["chain"]) == (11, "changed")
    shutil.rmtree(before)
    code, found = verify(capsys, NAME)
    assert (code, found["chain"]) == (11, "missing")


def test_a_signature_of_the_manifest(report, tmp_path, capsys):
    key, other = tmp_path / "kunci.pem", tmp_path / "lain.pem"
    public, stranger = make_keys(key), make_keys(other)
    code, found = verify(capsys, "--key", str(public))
    assert (code, found["signature"]) == (11, "absent")
    assert main(["sign", "--key", str(key), NAME]) == 0
    assert verify(capsys)[1]["signature"] == "unchecked"
    code, found = verify(capsys, "--key", str(public))
    assert (code, found["signature"]) == (0, "good")
    assert verify(capsys, "--key", str(stranger))[1]["signature"] == "bad"
    write_manifest(report, read_manifest(report) | {"state": "disahkan"})
    code, found = verify(capsys, "--key", str(public))
    assert (code, found["signature"]) == (11, "bad")


def test_keys_are_made_and_used_by_one_command_and_nothing_is_signed_twice(report, tmp_path, capsys):
    key = tmp_path / "kunci.pem"
    assert main(["sign", "--new-key", "--key", str(key), NAME]) == 0
    assert verify(capsys, "--key", str(tmp_path / "kunci.pub.pem"))[0] == 0
    assert main(["sign", "--key", str(key), NAME]) == 17
    assert main(["sign", "--new-key", "--key", str(key)]) == 17
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_what_is_not_intact_is_not_signed(report, tmp_path, capsys):
    (report / "publik" / "hasil.json").write_text("[]", encoding="utf-8")
    assert main(["sign", "--new-key", "--key", str(tmp_path / "kunci.pem"), NAME]) == 11
    assert list(tmp_path.glob("*.pem")) == []
    assert not (report / "manifest.json.sig").exists()


def test_a_pdf_signed_later_is_told_from_a_changed_one(report, capsys):
    path = report / PDF
    original = path.read_bytes()
    path.write_bytes(sign_pdf(original))
    code, found = verify(capsys)
    assert (code, found["signed_later"], found["changed"]) == (0, [PDF], [])
    assert main(["verify"]) == 0
    assert f"isi asli utuh, ditandatangani kemudian: {PDF}" in capsys.readouterr().out
    path.write_bytes(b"%PDF-1.6" + sign_pdf(original)[8:])
    code, found = verify(capsys)
    assert (code, found["signed_later"], found["changed"]) == (11, [], [PDF])


def test_a_pdf_signed_later_is_not_replaced(finished, report, capsys):
    path = report / PDF
    path.write_bytes(sign_pdf(path.read_bytes()))
    assert main(["run", PARAMS]) == 0
    assert main(["run", "--force", PARAMS]) == 17
    assert "tidak ditimpa" in capsys.readouterr().err


def test_a_report_that_is_not_there_is_one_sentence(report, capsys):
    assert main(["verify", "reports/64.74-kota-bontang/2019-1"]) == 11
    assert capsys.readouterr().err.count("\n") == 1


def test_without_any_report_there_is_nothing_wrong(finished, capsys):
    shutil.rmtree(finished.root / "reports")
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("content", [b"", b"tidak", b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"])
def test_a_file_that_is_no_key_is_one_sentence(report, tmp_path, capsys, content):
    key = tmp_path / "bukan.pem"
    key.write_bytes(content)
    assert main(["verify", "--key", str(key)]) == 11
    assert main(["sign", "--key", str(key), NAME]) == 11
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("bukan.pem" in line for line in told)
