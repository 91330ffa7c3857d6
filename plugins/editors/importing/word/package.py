"""A .docx file is opened: an archive of XML parts, neither of which is trusted."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element, ParseError

from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.untrusted_xml import DoctypeRefused, parse_xml

MOST_PARTS = 4_000
LARGEST_PART = 150_000_000
LARGEST_XML = 30_000_000
LARGEST_WHOLE = 600_000_000
# A text packs to a tenth, a page of nothing but spaces to a thousandth; what packs to a hundredth was made to do harm.
DENSEST, DENSE_FROM = 100, 20_000_000

DAMAGED = (
    "tệp Word bị hỏng, không mở được. Mở tệp bằng Word, chọn “Lưu thành” một tệp .docx mới rồi nhập lại."
)
TOO_LARGE = (
    "tệp Word bung ra quá lớn, giống tệp được tạo để làm treo máy; không mở. Kiểm tra nơi gửi tệp này."
)
STRANGE_XML = (
    "tệp Word khai báo thực thể XML, điều mà Word không bao giờ làm; không mở. Kiểm tra nơi gửi tệp này."
)
LOCKED = "tệp Word có mật khẩu. Mở tệp, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ tài liệu), lưu rồi nhập lại."


@dataclass(frozen=True)
class Relation:
    """What a part refers to by a short name: another part, or an address outside."""

    target: str
    outside: bool


@dataclass(frozen=True)
class Package:
    """The parts of an archive, each read when it is asked for."""

    archive: zipfile.ZipFile
    sizes: dict[str, int] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """Parts' names in small letters, and as the archive has them."""
        return {name.lower().lstrip("/"): name for name in self.sizes}

    def data(self, name: str) -> bytes | None:
        """Return a part's bytes, None where there is no such part or it is damaged."""
        real = self.names.get(name.lower())
        if real is None:
            return None
        try:
            with self.archive.open(real) as part:
                # What the archive says of a part's size may be a lie.
                content = part.read(LARGEST_PART + 1)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
            return None
        if len(content) > LARGEST_PART:
            raise ImportRefused(TOO_LARGE)
        return content

    def xml(self, name: str) -> Element | None:
        """Return a part's root element, None where there is no such part; raise Refused where it is no XML."""
        content = self.data(name)
        if content is None:
            return None
        if len(content) > LARGEST_XML:
            raise ImportRefused(TOO_LARGE)
        try:
            root = parse_xml(content)
        except DoctypeRefused:
            raise ImportRefused(STRANGE_XML) from None
        except (ParseError, ValueError, LookupError):
            raise ImportRefused(DAMAGED) from None
        return root

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the short names in it."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for one in root if root is not None else ():
            target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = Relation(target, outside)
        return found


def open_package(data: bytes) -> Package:
    """Return the archive that bytes are; raise Refused for what is none, or is made to do harm."""
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise ImportRefused(LOCKED)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ImportRefused(DAMAGED) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefused(LOCKED)
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    dense = whole > DENSE_FROM and whole / packed > DENSEST
    if len(entries) > MOST_PARTS or whole > LARGEST_WHOLE or dense:
        raise ImportRefused(TOO_LARGE)
    if any(entry.file_size > LARGEST_PART for entry in entries):
        raise ImportRefused(TOO_LARGE)
    return Package(archive, {entry.filename: entry.file_size for entry in entries})
