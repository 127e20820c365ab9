"""A detached Ed25519 signature over ``manifest.json``: who stands behind a report, checked offline.

``manifest.json.sig`` holds the 64 bytes of the signature and nothing else, so that any tool can check it, for example
``openssl pkeyutl -verify -rawin -pubin -inkey PUBLIC.pem -in manifest.json -sigfile manifest.json.sig``.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from audit.errors import InputError, OutputError
from audit.pipeline.manifest import MANIFEST, SIGNATURE
from audit.store import owner_only, run_lock, writing

__all__ = ["is_signed_by", "make_keys", "sign"]


def make_keys(private: Path) -> Path:
    """Write a new private key (PEM, owner only) and its public half beside it, whose path is returned.

    Raises ``OutputError`` where either file is there already.
    """
    public = private.with_suffix(".pub.pem")
    for path in (private, public):
        if path.exists():
            raise OutputError("pipeline.key_exists", file=path.name)
    key = Ed25519PrivateKey.generate()
    with writing(private):
        private.touch(mode=0o600)
        owner_only(private)
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return public


def sign(report: Path, private: Path) -> Path:
    """Sign the manifest of a report, once; returns the signature's path.

    Raises ``InputError`` for a file that is no unencrypted Ed25519 key, ``OutputError`` for a report signed before.
    """
    key = _private(private)
    target = report / SIGNATURE
    with run_lock(report), writing(target):
        if target.exists():
            raise OutputError("pipeline.already_signed", report=f"{report.parent.name}/{report.name}")
        target.write_bytes(key.sign((report / MANIFEST).read_bytes()))
    return target


def is_signed_by(report: Path, public: Path) -> bool:
    """Whether the signature of a report is there and was made with the private half of ``public``."""
    key = _public(public)
    try:
        key.verify((report / SIGNATURE).read_bytes(), (report / MANIFEST).read_bytes())
    except (InvalidSignature, FileNotFoundError):
        return False
    return True


def _private(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise InputError("pipeline.no_private_key", file=path.name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError("pipeline.no_private_key", file=path.name)
    return key


def _public(path: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise InputError("pipeline.no_public_key", file=path.name) from error
    if not isinstance(key, Ed25519PublicKey):
        raise InputError("pipeline.no_public_key", file=path.name)
    return key
