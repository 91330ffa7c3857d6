"""The manager's package comes through npm, and only as it was written down."""

from __future__ import annotations

import io
import json
import os
import stat
import tarfile
from pathlib import Path

import pytest

from plugins.editors.hosted import npm_package
from plugins.editors.hosted.npm_package import (
    NotInstalled,
    install,
    locked_package,
    matches,
    scripts,
)

ROOM = Path(npm_package.__file__).resolve().parent


def an_archive(files: dict[str, bytes]) -> bytes:
    """Return a package's archive."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as packed:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    return made.getvalue()


FILES = {
    "package/dist/decap-cms.js": b"all",
    "package/dist/12.decap-cms.js": b"part",
    "package/dist/decap-cms.js.map": b"map",
    "package/dist/cms.js": b"again",
    "package/dist/a.wasm": b"wasm",
    "package/dist/../../ra-ngoai.decap-cms.js": b"out",
    "package/package.json": b"{}",
}


def test_what_is_written_down_is_one_version_with_its_checksum() -> None:
    """And no address of any host."""
    package = locked_package()
    written = json.loads((ROOM / "decap-cms.json").read_text("utf-8"))

    assert (package.name, package.integrity[:7]) == ("decap-cms", "sha512-")
    assert "://" not in json.dumps(written)


def test_only_what_a_browser_needs_is_taken() -> None:
    """Nothing is unpacked outside, no map, no second copy."""
    assert scripts(an_archive(FILES)) == {
        "decap-cms.js": b"all",
        "12.decap-cms.js": b"part",
        "a.wasm": b"wasm",
    }


def an_npm(folder: Path, archive: bytes, code: int = 0) -> None:
    """Put a program called npm into a folder, which brings an archive."""
    (folder / "goi.tgz").write_bytes(archive)
    npm = folder / "npm"
    npm.write_text(
        f'#!/bin/sh\nfor last; do :; done\ncp "{folder}/goi.tgz" "$last/decap-cms-x.tgz"\nexit {code}\n',
        "utf-8",
    )
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which programs are looked for before all others."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return programs


def lock(monkeypatch: pytest.MonkeyPatch, archive: bytes) -> None:
    """Write down an archive as the one to be had."""
    import base64
    import hashlib

    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    monkeypatch.setattr(
        npm_package, "locked_package", lambda: npm_package.LockedPackage("decap-cms", "1.0.0", integrity)
    )
    assert matches(archive, integrity)


def test_it_is_installed_once(elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is asked of npm."""
    archive = an_archive(FILES)
    lock(monkeypatch, archive)
    an_npm(elsewhere, archive)
    place = install(tmp_path / "goi")
    (elsewhere / "npm").unlink()

    assert install(tmp_path / "goi") == place
    assert (place / "decap-cms.js").read_bytes() == b"all"
    assert [file.name for file in (tmp_path / "goi").iterdir()] == [place.name]


@pytest.mark.parametrize("way", ["changed", "added", "removed", "linked", "archive too"])
def test_what_was_changed_since_is_not_started(
    way: str, elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every start compares all files with the locked archive; a changed one is unpacked again, without npm where it can."""
    archive = an_archive(FILES)
    lock(monkeypatch, archive)
    an_npm(elsewhere, archive)
    place = install(tmp_path / "goi")
    script = place / "decap-cms.js"
    if way == "changed":
        script.write_bytes(b"evil")
    elif way == "added":
        (place / "x.decap-cms.js").write_bytes(b"evil")
    elif way == "removed":
        (place / "12.decap-cms.js").unlink()
    elif way == "linked":
        (tmp_path / "evil.js").write_bytes(b"all")
        script.unlink()
        script.symlink_to(tmp_path / "evil.js")
    else:
        evil = an_archive({"package/dist/decap-cms.js": b"evil"})
        (place / npm_package.ARCHIVE).write_bytes(evil)
        script.write_bytes(b"evil")
    if way != "archive too":
        (elsewhere / "npm").unlink()

    assert install(tmp_path / "goi") == place
    found = {file.name: file.read_bytes() for file in place.iterdir() if not file.is_symlink()}
    assert found == {**scripts(archive), npm_package.ARCHIVE: archive}


def test_another_archive_is_not_used(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever put it there."""
    lock(monkeypatch, an_archive(FILES))
    an_npm(elsewhere, an_archive({"package/dist/decap-cms.js": b"evil"}))
    with pytest.raises(NotInstalled, match="mã băm không khớp"):
        install(tmp_path / "goi")

    assert list((tmp_path / "goi").iterdir()) == []


def test_a_machine_without_npm_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And that everything else works without it."""
    monkeypatch.setattr(npm_package.shutil, "which", lambda name: None)
    with pytest.raises(NotInstalled, match=r"cần npm một lần.*không cần npm"):
        install(tmp_path / "goi")


def test_what_npm_says_is_passed_on(elsewhere: Path, tmp_path: Path) -> None:
    """A machine without a network, a full disk."""
    (elsewhere / "npm").write_text("#!/bin/sh\necho 'npm error network' >&2\nexit 1\n", "utf-8")
    (elsewhere / "npm").chmod(0o755)
    with pytest.raises(NotInstalled, match="npm error network"):
        install(tmp_path / "goi")
