"""
Log what was imported, so that nothing is imported twice.

Two places hold it: the old addresses in the articles themselves, and ``content/du-lieu/da-nhap.toml``,
which has one entry for each source that became an article::

    [[nhap]]
    tu = "bai.docx"
    bam = "9f86d0…"
    thanh = "bai-viet/tin-trong-huyen/2024/bai.md"
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from plugins.editors.importing.refusal import ImportRefused
from plugins.header.parse import parse
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.problems.data_file import data_file
from plugins.redirects.old_address import address_key
from plugins.vietnamese.letters import nfc

FILE = "du-lieu/da-nhap.toml"
_FILE_HEADER = "# Những nguồn đã nhập thành bài, để không nhập hai lần. Do lệnh import ghi; xóa một mục thì nguồn ấy nhập lại được.\n"


@dataclass(slots=True)
class ImportLog:
    """The articles that were imported, as paths below the content folder: by the source's digest, and by the old address."""

    content: Path
    by_digest: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, content: Path) -> ImportLog:
        """Return the log of a content folder; raise ImportRefused for one that cannot be read."""
        log = cls(content)
        log.by_digest = dict(_entries(content))
        for path in sorted(content.rglob("*")):
            if path.suffix.lower() in ARTICLE_ENDINGS and path.is_file():
                for address in _addresses_in(path):
                    log.by_address.setdefault(old_address_key(address), path.relative_to(content).as_posix())
        return log

    def known(self, digest: str, addresses: Iterable[str]) -> str:
        """Return the article that a source became, a path below the content folder; "" for a new source."""
        for address in addresses:
            if found := self.by_address.get(old_address_key(address)):
                return found
        return self.by_digest.get(digest, "")

    def add(self, origin: str, digest: str, article: str, addresses: Iterable[str]) -> None:
        """Log that a source, called ``origin`` in messages, became an article."""
        path = self.content / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        rows = {"tu": origin, "bam": digest, "thanh": article}
        lines = "".join(f"{name} = {json.dumps(text, ensure_ascii=False)}\n" for name, text in rows.items())
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write((_FILE_HEADER if is_new else "") + f"\n[[nhap]]\n{lines}")
        self.by_digest[digest] = article
        for address in addresses:
            self.by_address.setdefault(old_address_key(address), article)


def _entries(content: Path) -> Iterator[tuple[str, str]]:
    path = content / FILE
    if not path.exists():
        return
    file = data_file(path.read_bytes(), f"{content.name}/{FILE}")
    rows = file.rows("nhap")
    for fault in file.problems:
        raise ImportRefused(f"{fault} Hoặc lấy bản cũ từ git rồi chạy lại.")
    for row in rows:
        if isinstance(row, Mapping) and row.get("bam"):
            yield str(row["bam"]), str(row.get("thanh", ""))


def _addresses_in(path: Path) -> list[str]:
    try:
        head = path.read_bytes()[:20_000].decode("utf-8", "replace")
    except OSError:
        return []
    if "cũ" not in nfc(head) and "liases" not in head and "ddresses" not in head:
        return []
    return [one.strip() for one in parse("x.md", head).value("old_addresses").split(";") if one.strip()]


def source_digest(data: bytes) -> str:
    """Return the digest by which the log knows a source's bytes."""
    return hashlib.sha256(data).hexdigest()[:24]


def old_address(address: str) -> str:
    """
    Return the path and query of an old address as the header has it: letters stay, separators are encoded.

    >>> old_address("http://www.tho.gov.vn/tin/bài 1;x.html?id=2&amp;p=3#top")
    '/tin/bài%201%3Bx.html?id=2&p=3'
    """
    try:
        parts = urlsplit(_without_entities(address.strip()))
    except ValueError:
        return ""
    path = parts.path or "/"
    if not path.startswith("/"):
        path = f"/{path}"
    whole = nfc(_readable(path)) + (f"?{_readable(parts.query)}" if parts.query else "")
    return re.sub(r"[\s;\\<>\"]", lambda sign: quote(sign[0], safe=""), whole).replace("/../", "/")


def _without_entities(address: str) -> str:
    while "&amp;" in address:
        address = address.replace("&amp;", "&")
    return address


def _readable(part: str) -> str:
    """Return a part of an address in which percent-encoded letters are decoded; other characters stay encoded."""

    def decoded(found: re.Match[str]) -> str:
        text = unquote(found[0], errors="strict") if _is_utf8(found[0]) else found[0]
        return text if text.isalpha() else found[0]

    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", decoded, part)


def _is_utf8(encoded: str) -> bool:
    try:
        unquote(encoded, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def old_address_key(address: str) -> str:
    """
    Return what two spellings of one address share: what publishing takes for one is one here, but for ids that differ in case.

    >>> old_address_key("https://a.vn/Tin/B%C3%A0i.html?b=2&a=1") == old_address_key("http://www.a.vn/tin/bài.html/?a=1&b=2")
    True
    """
    # An article left out is lost; two whose addresses are one for publishing are told by a check.
    return address_key(old_address(address), exact_values=True)


def with_old_address(text: str, address: str) -> str:
    """
    Return an article's text with one more old address in its header.

    >>> with_old_address("Tiêu đề: A\\nĐường dẫn cũ: /a\\n\\nB", "/b")
    'Tiêu đề: A\\nĐường dẫn cũ: /a; /b\\n\\nB'
    """
    source = parse("x.md", text)
    lines = text.split("\n")
    if field_there := source.fields.get("old_addresses"):
        place = field_there.line - 1
        separator = "; " if lines[place].rstrip().endswith(tuple("/.")) or field_there.value else " "
        if lines[place].partition(":")[2].strip():
            lines[place] = f"{lines[place].rstrip()}{separator}{address}"
        else:
            lines.insert(place + 1, f"- {address}")
        return "\n".join(lines)
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    lines.insert(end, f"Đường dẫn cũ: {address}")
    return "\n".join(lines)
