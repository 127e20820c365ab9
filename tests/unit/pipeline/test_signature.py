"""Signing offline; the signature is plain Ed25519 over the bytes of the manifest."""

from __future__ import annotations

import base64
import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from audit.errors import InputError, OutputError
from audit.pipeline.manifest import write_manifest
from audit.pipeline.signature import is_signed_by, make_keys, sign

# RFC 8032, section 7.1, test 3: secret key, public key, message and signature.
SECRET = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
PUBLIC = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
MESSAGE = "af82"
SIGNATURE = (
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)
DER_PRIVATE, DER_PUBLIC = "302e020100300506032b657004220420", "302a300506032b6570032100"  # RFC 8410


def pem(label: str, der: str) -> bytes:
    return b"-----BEGIN %s-----\n%s\n-----END %s-----\n" % (
        label.encode(), base64.b64encode(bytes.fromhex(der)), label.encode()
    )  # fmt: skip


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "17.71-kota-bengkulu" / "2025-2"
    folder.mkdir(parents=True)
    write_manifest(folder, {"a": 1})
    return folder


def test_the_signature_is_that_of_the_standard(report, tmp_path):
    (tmp_path / "k.pem").write_bytes(pem("PRIVATE KEY", DER_PRIVATE + SECRET))
    (tmp_path / "p.pem").write_bytes(pem("PUBLIC KEY", DER_PUBLIC + PUBLIC))
    (report / "manifest.json").write_bytes(bytes.fromhex(MESSAGE))
    assert sign(report, tmp_path / "k.pem").read_bytes().hex() == SIGNATURE
    assert is_signed_by(report, tmp_path / "p.pem")


def test_one_changed_byte_is_refused(report, tmp_path):
    public = make_keys(tmp_path / "k.pem")
    assert not is_signed_by(report, public)
    sign(report, tmp_path / "k.pem")
    assert is_signed_by(report, public)
    content = (report / "manifest.json").read_bytes()
    (report / "manifest.json").write_bytes(content.replace(b"1", b"2"))
    assert not is_signed_by(report, public)


def test_keys_are_pem_and_the_private_one_is_the_owners(tmp_path):
    public = make_keys(tmp_path / "dinkes.pem")
    assert public == tmp_path / "dinkes.pub.pem"
    load_pem_public_key(public.read_bytes())
    load_pem_private_key((tmp_path / "dinkes.pem").read_bytes(), None)
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "dinkes.pem").stat().st_mode) == 0o600


@pytest.mark.parametrize("there", ["k.pem", "k.pub.pem"])
def test_no_key_is_overwritten(tmp_path, there):
    (tmp_path / there).write_bytes(b"ada")
    with pytest.raises(OutputError) as refused:
        make_keys(tmp_path / "k.pem")
    assert there in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_other_keys_are_refused_by_name(report, tmp_path):
    make_keys(tmp_path / "k.pem")
    key = load_pem_private_key((tmp_path / "k.pem").read_bytes(), None)
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"rahasia"))
    curve = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for content in (locked, curve, b"bukan"):
        (tmp_path / "lain.pem").write_bytes(content)
        with pytest.raises(InputError, match=r"lain\.pem"):
            sign(report, tmp_path / "lain.pem")
        with pytest.raises(InputError, match=r"lain\.pem"):
            is_signed_by(report, tmp_path / "lain.pem")
    with pytest.raises(InputError, match=r"tidak-ada\.pem"):
        sign(report, tmp_path / "tidak-ada.pem")
