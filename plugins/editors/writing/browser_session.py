"""Who may write: pages of this server alone, with the token of this start; an open page gets the next one by its cookie."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.editors.preview.allowed_hosts import is_own_origin
from plugins.files.atomic_write import write_atomically

COOKIE = "cong_phong_viet"
TOKEN_HEADER = "x-ma-lan-chay"
_KEY_FILE, _KEY_BYTES, _ID_BYTES = "khoa", 32, 16
_VALUE = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class BrowserSession:
    """
    The token of one start, and the key that tells which cookies this machine gave out.

    A page asks for the token when it opens, and again when the command was started anew. It is given to those who show
    a cookie of ours, from a page of this host; the key outlives the process, so a page that is open stays one of ours.
    """

    key: bytes
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def cookie_header(self) -> str:
        """Return the header that gives a browser a cookie that only requests of our own pages bring along."""
        name = secrets.token_hex(_ID_BYTES)
        return f"{COOKIE}={name}.{self._signature(name)}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Strict"

    def _signature(self, name: str) -> str:
        return hmac.new(self.key, name.encode("ascii"), hashlib.sha256).hexdigest()

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request brings a cookie that this machine gave out."""
        for part in headers.get("cookie", "").split(";"):
            name, _, value = part.strip().partition("=")
            found = _VALUE.fullmatch(value)
            if name == COOKIE and found and hmac.compare_digest(found[2], self._signature(found[1])):
                return True
        return False

    def may_renew(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a page may have the token: one of this host, in a browser with our cookie."""
        return is_own_page(headers) and self.knows(headers)

    def may_write(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request may read and write: it may renew, and shows the token of this start."""
        shown = headers.get(TOKEN_HEADER, "").encode("utf-8")
        return self.may_renew(headers) and secrets.compare_digest(shown, self.token.encode("ascii"))


def is_own_page(headers: Mapping[str, str]) -> bool:
    """Tell whether a page of this host sent JSON, which neither a form nor a page of another host can."""
    return (
        headers.get("content-type", "").partition(";")[0].strip() == "application/json"
        and is_own_origin(headers.get("origin", ""), headers.get("host", ""))
        and headers.get("sec-fetch-site", "same-origin") == "same-origin"
    )


def session_of(folder: Path) -> BrowserSession:
    """Return the session of this start; the key lies in a folder, and is made where there is none. Raises OSError."""
    file = folder / _KEY_FILE
    key = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
    if len(key) != _KEY_BYTES:
        key = os.urandom(_KEY_BYTES)
        write_atomically(file, key, mode=0o600)
    return BrowserSession(key)
