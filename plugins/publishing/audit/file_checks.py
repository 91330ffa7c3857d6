"""Check files by their names and bytes: what must not be public, pictures and fonts that are damaged, places in photos."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal
from xml.etree import ElementTree

from plugins.article.reserved_slugs import OwnSlug
from plugins.problems import Level, Problem, error
from plugins.search.index_files import ENDING

# Left by editors, programs and break-ins, or secrets; hosts give them to whoever asks.
_FORBIDDEN = re.compile(
    r"(?:^|/)(?:\.(?!well-known/|nojekyll$|htaccess$)[^/]+|[^/]*~|#[^/]*#|thumbs\.db|desktop\.ini|__macosx|node_modules|__pycache__|cgi-bin"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|wp-config[^/]*|web\.config|(?:docker-compose|dockerfile)[^/]*|composer\.(?:json|lock)"
    r"|package(?:-lock)?\.json|error_log|access_log|phpinfo[^/]*|(?:publish|pelican)conf\.py)(?:/|$)"
    r"|requirements[^/]*\.(?:txt|in)|(?:sw|service-?worker|firebase-messaging-sw)\.js|credentials\.json|\.log\.\d+|passwords?\.txt"
    r"|\.(?:php\d?|phtml|shtml?|stm|inc|hta|swf|cfm|wsf|phar|asp|aspx|ascx|ashx|asmx|jsp|jspx|cgi|pl|py|pyc|rb|sh|bash|bat|cmd|ps1|vbs|exe|dll|msi|scr|apk|jar|war"
    r"|bak|old|orig|save|swp|swo|tmp|temp|part|crdownload|copy|log|sql|sqlite\d?|db|mdb|ini|conf|cfg|env|lock"
    r"|pem|key|p12|pfx|kdbx|ppk|htpasswd|toml|yml|yaml|md|rst|less|scss|ts|tsx|map|psd|ai|xcf|rej|patch|diff)$"
    r"|\.(?:php|bak|old|sql|env)[.~_-]",
    re.IGNORECASE,
)
# What begins so is run, whatever it is called.
_PROGRAM = re.compile(rb"MZ.{58}|\x7fELF|#!\s*/|\s*<\?php|\xca\xfe\xba\xbe", re.DOTALL)
# Whole sites and databases packed up, and pages by names that nothing here writes, or looks into.
_NEVER_WRITTEN = re.compile(
    rf"(?!{OwnSlug.ATTACHMENTS}/).*\.(?:zip|rar|7z|tar|t?gz|bz2|xz|dump|rdb|mht|mhtml|htm|xhtml|xht|svgz|docm|xlsm)",
    re.IGNORECASE,
)
_SIGNS: tuple[tuple[tuple[str, ...], bytes], ...] = (
    ((".jpg", ".jpeg"), b"\xff\xd8\xff"),
    ((".png",), b"\x89PNG\r\n\x1a\n"),
    ((".gif",), b"GIF8"),
    ((".webp",), b"RIFF"),
    ((".woff2",), b"wOF2"),
    ((".woff",), b"wOFF"),
    ((".pdf",), b"%PDF"),
    ((".gz",), b"\x1f\x8b"),
    ((".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"), b"PK"),
)
_LARGEST_PACKED = 1 << 24
_BOXES = (".avif", ".heic", ".mp4", ".m4a")
# Between pixels a mark is one of these, or a zero or a restart, which stand for pixels.
_JPEG_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_TABLES = frozenset({0xC4, 0xDA, 0xDB, 0xDD, 0xFE, *range(0xE0, 0xF0)})
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
_BARE_SVG = re.compile(
    r"<script|\son\w+\s*=|javascript:|<foreignobject|<!(?:entity|doctype)|(?:href|src)\s*=\s*[\"'](?:https?:)?//",
    re.IGNORECASE,
)


def forbidden_file(path: str) -> Iterator[Problem]:
    """
    Yield that a file must not be public, by its name.

    >>> [bool(list(forbidden_file(path))) for path in (".env", "a/.git/HEAD", "x.php", "index.html.bak", "tin/index.html", ".well-known/security.txt")]
    [True, True, True, True, False, False]
    """
    # Documents of an article keep the names of kinds that may be attached; source files are not among these.
    if _FORBIDDEN.search(path) or _NEVER_WRITTEN.fullmatch(path):
        yield error(
            path,
            0,
            "tep-cam",
            "tệp này không được công bố: mã chạy trên máy chủ, bản sao lưu hay tệp bí mật. Xóa đi, tìm xem ai đặt vào.",
        )


def broken_file(path: str, data: bytes) -> Iterator[Problem]:
    """Yield that a file is empty, cut off, or something else than its name says, and what a photo tells of its place."""
    name = path.lower()
    if not data:
        if not name.rpartition("/")[2].startswith("."):
            yield error(path, 0, "tep-hong", "tệp trống.")
        return
    is_document = path.startswith(f"{OwnSlug.ATTACHMENTS}/")
    if _PROGRAM.match(data) or (name.endswith(PICTURES) and b"<?php" in data):
        yield error(
            path,
            0,
            "tep-cam",
            "bên trong là chương trình, không phải tài liệu hay ảnh. Xóa đi, tìm xem ai đặt vào.",
        )
        return
    if fault := _damage(name, data):
        broken = error(path, 0, "tep-hong", f"{fault}. Dựng lại; nếu vẫn vậy thì chép lại tệp gốc.")
        yield replace(broken, level=Level.WARNING) if is_document else broken
    elif name.endswith(PICTURES) and tells_place(data):
        message = "ảnh ghi nơi chụp (GPS): ai tải về cũng biết. Bỏ thông tin ấy rồi dựng lại."
        found = error(path, 0, "anh-vi-tri", message)
        yield replace(found, level=Level.WARNING) if is_document else found


def _damage(name: str, data: bytes) -> str:
    for endings, sign in _SIGNS:
        if name.endswith(endings) and not data.startswith(sign):
            return f"bên trong không phải là {endings[0][1:]}"
    if name.endswith((".jpg", ".jpeg")):
        return _jpeg(data)
    if name.endswith(".png"):
        return _png(data)
    if name.endswith(".gif") and data.rstrip(b"\0")[-1:] != b";":
        return "ảnh bị cắt giữa chừng"
    if name.endswith(".webp") and (
        data[8:12] != b"WEBP" or int.from_bytes(data[4:8], "little") + 8 > len(data)
    ):
        return "ảnh bị cắt giữa chừng"
    if name.endswith(".woff2") and int.from_bytes(data[8:12], "big") != len(data):
        return "phông chữ bị cắt giữa chừng"
    if name.endswith(".pdf") and b"%%EOF" not in data[-2048:]:
        return "tệp PDF bị cắt giữa chừng"
    if name.endswith(ENDING):
        return _packed(data)
    if name.endswith(_BOXES):
        return _boxes(data)
    return _drawing(data) if name.endswith(".svg") else ""


def _drawing(data: bytes) -> str:
    if _BARE_SVG.search(data.decode("utf-8", "replace")):
        return "hình SVG có mã hoặc tải từ nơi khác"
    try:
        # Nothing that declares entities comes this far.
        ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return "hình SVG sai cú pháp XML"
    return ""


def _packed(data: bytes) -> str:
    """Unpack a part of the search index: it says itself where it ends."""
    unpacker = zlib.decompressobj(wbits=15)
    try:
        unpacker.decompress(data, _LARGEST_PACKED)
    except zlib.error:
        return "tệp bị hỏng giữa chừng"
    return "" if unpacker.eof and not unpacker.unused_data else "tệp bị cắt giữa chừng"


def _jpeg(data: bytes) -> str:
    """Walk the segments of a JPEG file to its picture, and look for its end."""
    place, cut = 2, "ảnh bị cắt giữa chừng"
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            return "ảnh bị hỏng ở phần đầu"
        kind = data[place + 1]
        if kind == 0xFF:
            place += 1
            continue
        if kind == 0xDA:
            break
        if kind in (0xD8, 0xD9) or kind < 0xC0:
            return "ảnh bị hỏng ở phần đầu"
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    else:
        return cut
    return _scans(data, place, cut)


def _scans(data: bytes, place: int, cut: str) -> str:
    """Walk the passes of a JPEG file from the first on: between the pixels of two stand tables, behind the last the end."""
    while found := _JPEG_MARK.search(data, place):
        kind, place = data[found.end() - 1], found.end()
        if kind == 0xD9:
            return "có dữ liệu lạ nối sau ảnh" if data[place:].strip(b"\0") else ""
        if kind not in _JPEG_TABLES:
            return "ảnh bị hỏng giữa chừng"
        place += int.from_bytes(data[place : place + 2], "big")
    return cut


def _png(data: bytes) -> str:
    place = 8
    while place + 12 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        end = place + 12 + size
        if end > len(data):
            break
        if zlib.crc32(data[place + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return "ảnh bị hỏng giữa chừng"
        if kind == b"IEND":
            return "có dữ liệu lạ nối sau ảnh" if data[end:].strip(b"\0") else ""
        place = end
    return "ảnh bị cắt giữa chừng"


def _boxes(data: bytes) -> str:
    """Walk the boxes of an ISO media file: each says how long it is."""
    if data[4:8] != b"ftyp":
        return "bên trong không phải là ảnh hay phim"
    place = 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        if size == 0:
            return ""
        if size < 8:
            return "tệp bị hỏng giữa chừng"
        place += size
    return "" if place == len(data) else "tệp bị cắt giữa chừng"


def tells_place(data: bytes) -> bool:
    """Tell whether a picture holds where it was taken, as Exif or XMP."""
    about = _about(data)
    if b"GPSLatitude" in about or b"GPSLongitude" in about:
        return True
    for mark in (b"II*\0", b"MM\0*"):
        place = about.find(mark)
        while place >= 0:
            if _has_gps(about[place : place + 65536]):
                return True
            place = about.find(mark, place + 1)
    return False


def _about(data: bytes) -> bytes:
    """Return the part of a picture in which it tells of itself, its pixels left out where that is cheap to know."""
    if data.startswith(b"\xff\xd8"):
        return data[: data.find(b"\xff\xda")]
    if data.startswith(b"RIFF"):
        # Flags of the extended format: 8 for Exif, 4 for XMP.
        return data if data[12:16] == b"VP8X" and data[20] & 0x0C else b""
    if data[4:8] == b"ftyp" and not (b"Exif" in data[:8192] or b"mime" in data[:8192]):
        return b""
    return data


def _has_gps(tiff: bytes) -> bool:
    """Tell whether the first directory of Exif data names a directory of places that is not empty."""
    order: Literal["little", "big"] = "little" if tiff.startswith(b"II") else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    start = number(4, 4)
    for one in range(min(number(start, 2), 200)):
        entry = start + 2 + 12 * one
        if number(entry, 2) == 0x8825 and entry + 12 <= len(tiff):
            return number(number(entry + 8, 4), 2) > 0
    return False
