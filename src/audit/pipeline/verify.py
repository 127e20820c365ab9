"""Is a report as it was made? Its files against its manifest, the manifest against the cycle before and its signature.

A detached check: nothing is changed, no network is needed. Whoever can rewrite a manifest whole can deceive this check
unless the manifest is signed, or a later cycle, whose manifest holds its hash, is at hand. Of a report that was removed
whole, a later cycle knows too, and ``audit.pipeline.index`` as long as no run has written its page anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from audit.pipeline.keys import file_sha256
from audit.pipeline.manifest import (
    FINAL,
    MANIFEST,
    SIGNATURE,
    hashed_files,
    previous_manifest_sha256,
    read_manifest,
)
from audit.pipeline.pdf_update import signed_later

__all__ = ["Verification", "verify"]

Chain = Literal["first", "intact", "changed", "missing", "unknown"]
Signed = Literal["none", "unchecked", "good", "bad", "absent"]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found; names of files are relative to the report.

    manifest : there and sound, ``missing``, ``changed`` (no manifest of ours, or its run key fits no longer), or
        ``gone`` with the whole folder.
    chain : the manifest of the cycle before: none then and now (``first``), the same (``intact``), another, or gone.
    signature : ``unchecked`` where no public key was given, ``absent`` where one was and there is no signature.
    signed_later : PDFs whose original bytes are whole and were signed afterwards; no fault.
    """

    manifest: Literal["intact", "missing", "changed", "gone"]
    state: str = ""
    files: int = 0
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    signed_later: tuple[str, ...] = ()
    chain: Chain = "unknown"
    signature: Signed = "none"

    @property
    def complete(self) -> bool:
        """Whether every file that the run made is there, unchanged."""
        return self.manifest == "intact" and not (self.missing or self.changed)

    @property
    def intact(self) -> bool:
        """Whether nothing at all is wrong."""
        sound = self.chain in ("first", "intact") and self.signature not in ("bad", "absent")
        return self.complete and sound and not self.unexpected

    @property
    def final(self) -> bool:
        """Whether the report must never be overwritten: approved, or signed in whatever way."""
        return self.state == FINAL or bool(self.signed_later) or self.signature not in ("none", "absent")


def verify(report: Path, *, public_key: Path | None = None) -> Verification:
    """Check one report folder; with a public key its signature too, which must then be there.

    Raises ``InputError`` for a key file that holds no Ed25519 public key.
    """
    if not report.is_dir():
        return Verification("gone")
    signature = _signature(report, public_key)
    manifest = read_manifest(report)
    if manifest is None:
        there = (report / MANIFEST).is_file()
        return Verification("changed" if there else "missing", signature=signature)
    found = hashed_files(report)
    listed = {output["path"]: output for output in manifest["outputs"]}
    differing = {name: output for name, output in listed.items() if name in found and _differs(found[name], output)}
    later = tuple(name for name, output in differing.items() if _signed_later(found[name], output))
    return Verification(
        "intact",
        state=manifest["state"],
        files=len(listed),
        missing=tuple(sorted(listed.keys() - found.keys())),
        changed=tuple(sorted(differing.keys() - set(later))),
        unexpected=tuple(sorted(found.keys() - listed.keys())),
        signed_later=later,
        chain=_chain(manifest["inputs"].get("previous"), previous_manifest_sha256(report)),
        signature=signature,
    )


def _differs(path: Path, output: Mapping[str, Any]) -> bool:
    return path.stat().st_size != output["bytes"] or file_sha256(path) != output["sha256"]


def _signed_later(path: Path, output: Mapping[str, Any]) -> bool:
    return path.suffix == ".pdf" and signed_later(path.read_bytes(), size=output["bytes"], sha256=output["sha256"])


def _chain(recorded: str | None, now: str | None) -> Chain:
    if recorded == now:
        return "intact" if now else "first"
    return "changed" if now else "missing"


def _signature(report: Path, public_key: Path | None) -> Signed:
    there = (report / SIGNATURE).is_file()
    if public_key is None:
        return "unchecked" if there else "none"
    from audit.pipeline.signature import is_signed_by

    good = is_signed_by(report, public_key)
    if not there:
        return "absent"
    return "good" if good else "bad"
