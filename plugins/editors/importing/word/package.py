"""Open a .docx file: an archive of XML parts; neither the archive nor the XML is trusted."""

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

MAX_PARTS = 4_000
MAX_PART_BYTES = 150_000_000
MAX_XML_BYTES = 30_000_000
MAX_TOTAL_BYTES = 600_000_000
# Text compresses to a tenth, a page of nothing but spaces to a thousandth; what compresses to a hundredth was made to do harm.
MAX_COMPRESSION, COMPRESSION_CHECKED_FROM = 100, 20_000_000

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
class Relationship:
    """What a part refers to by an id: another part, or an address outside of the file; ``kind`` is such as "header"."""

    target: str
    is_external: bool
    kind: str = ""


@dataclass(frozen=True)
class Package:
    """The parts of an archive, each read and parsed once, when it is needed; what is read of a part changes none of it."""

    archive: zipfile.ZipFile
    sizes: dict[str, int] = field(default_factory=dict)
    _roots: dict[str, Element] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """The parts' names as the archive has them, by the names in small letters."""
        return {name.lower().lstrip("/"): name for name in self.sizes}

    def data(self, name: str) -> bytes | None:
        """Return a part's bytes, None where there is no such part or it is damaged."""
        real = self.names.get(name.lower())
        if real is None:
            return None
        try:
            with self.archive.open(real) as part:
                # What the archive says of a part's size may be a lie.
                content = part.read(MAX_PART_BYTES + 1)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
            return None
        if len(content) > MAX_PART_BYTES:
            raise ImportRefused(TOO_LARGE)
        return content

    def xml(self, name: str) -> Element | None:
        """Return a part's root element, None where there is no such part; raise ImportRefused where it is no XML."""
        if name in self._roots:
            return self._roots[name]
        content = self.data(name)
        if content is None:
            return None
        if len(content) > MAX_XML_BYTES:
            raise ImportRefused(TOO_LARGE)
        try:
            root = parse_xml(content)
        except DoctypeRefused:
            raise ImportRefused(STRANGE_XML) from None
        except (ParseError, ValueError, LookupError):
            raise ImportRefused(DAMAGED) from None
        self._roots[name] = root
        return root

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return what a part refers to, by the ids that it uses."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for one in root if root is not None else ():
            target, is_external = one.get("Target", ""), one.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = posixpath.basename(one.get("Type", ""))
            found[one.get("Id", "")] = Relationship(target, is_external, kind)
        return found


def open_package(data: bytes) -> Package:
    """Return the archive in bytes; raise ImportRefused for what is no archive, or is made to do harm."""
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise ImportRefused(LOCKED)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ImportRefused(DAMAGED) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefused(LOCKED)
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    is_bomb = total > COMPRESSION_CHECKED_FROM and total / packed > MAX_COMPRESSION
    if len(entries) > MAX_PARTS or total > MAX_TOTAL_BYTES or is_bomb:
        raise ImportRefused(TOO_LARGE)
    if any(entry.file_size > MAX_PART_BYTES for entry in entries):
        raise ImportRefused(TOO_LARGE)
    return Package(archive, {entry.filename: entry.file_size for entry in entries})
