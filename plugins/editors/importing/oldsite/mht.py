"""Read .mht files: web pages that a browser saved in one file, with their pictures."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MhtPage:
    """The page in a .mht file: its HTML, charset and address, and the pictures saved with it by their addresses."""

    html: bytes
    charset: str
    address: str
    files: Mapping[str, bytes]


def read_mht(data: bytes) -> MhtPage | None:
    """Return the page in a .mht file, None where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    html: bytes | None = None
    charset = address = ""
    files: dict[str, bytes] = {}
    for part in message.walk():
        location = str(part.get("Content-Location", "")).strip()
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_type() == "text/html" and html is None:
            html, charset, address = content, str(part.get_content_charset() or ""), location
        elif part.get_content_maintype() == "image":
            files[location] = content
            if content_id := str(part.get("Content-ID", "")).strip("<>"):
                files[f"cid:{content_id}"] = content
    return None if html is None else MhtPage(html, charset, address, files)
