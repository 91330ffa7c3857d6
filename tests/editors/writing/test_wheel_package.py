"""The editor's script comes out of one wheel, as it was locked, and only of that."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from plugins.editors.writing import wheel_package
from plugins.editors.writing.wheel_package import SCRIPT, LockedWheel, NoWheel, editor_script, locked_wheel
from plugins.files.checksum import sha256


def a_wheel(files: dict[str, bytes]) -> bytes:
    """Return an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return made.getvalue()


GOOD = a_wheel({SCRIPT: b"export {}", "django_prose_editor/__init__.py": b"import django"})
LOCKED = LockedWheel("django-prose-editor", "1.0", "bo.whl", sha256(GOOD))


def brings(monkeypatch: pytest.MonkeyPatch, data: bytes | None) -> list[int]:
    """Let downloads bring these bytes; return a list that has an entry for each."""
    asked: list[int] = []

    def downloaded(wheel: LockedWheel) -> bytes:
        asked.append(1)
        if data is None:
            raise NoWheel("không có mạng")
        return data

    monkeypatch.setattr(wheel_package, "_downloaded", downloaded)
    return asked


def test_what_is_locked_is_one_version_with_its_checksum() -> None:
    """And no address of any host."""
    wheel = locked_wheel()

    assert len(wheel.sha256) == 64
    assert wheel.version in wheel.file
    assert "://" not in json.dumps(wheel_package.LOCK.read_text("utf-8"))


def test_it_is_downloaded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From then on no network is wanted."""
    asked = brings(monkeypatch, GOOD)

    assert editor_script(tmp_path / "goi", LOCKED) == b"export {}"
    assert editor_script(tmp_path / "goi", LOCKED) == b"export {}"
    assert len(asked) == 1


def test_another_file_is_never_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that was downloaded, nor one that somebody put there."""
    brings(monkeypatch, GOOD + b"\0")
    with pytest.raises(NoWheel, match="mã băm"):
        editor_script(tmp_path, LOCKED)
    assert list(tmp_path.iterdir()) == []
    asked = brings(monkeypatch, GOOD)
    (tmp_path / "bo.whl").write_bytes(GOOD + b"\0")
    assert editor_script(tmp_path, LOCKED) == b"export {}"
    assert len(asked) == 1


@pytest.mark.parametrize("data", [b"", b"PK", a_wheel({"x.js": b""}), a_wheel({SCRIPT: b"a" * 5_000_000})])
def test_a_wheel_without_the_script_is_told(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words."""
    brings(monkeypatch, data)
    with pytest.raises(NoWheel, match="không có tệp"):
        editor_script(tmp_path, LockedWheel("bo", "1.0", "bo.whl", sha256(data)))


def test_without_network_the_fault_is_told(tmp_path: Path) -> None:
    """pip's own words, and what to do."""
    with pytest.raises(NoWheel, match="cần mạng"):
        editor_script(tmp_path, LockedWheel("khong-co-goi-nao-ten-the-nay", "0.0.1", "x.whl", "0" * 64))
