"""Read the bytes that a ``data:`` address holds."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as InvalidBase64
from urllib.parse import unquote, unquote_to_bytes


def bytes_of_data_url(address: str) -> bytes | None:
    """
    Return the bytes of a picture that an address holds itself, None where it holds none.

    >>> bytes_of_data_url("data:image/png;base64,aGk=")
    b'hi'
    """
    found = re.match(r"data:image/[\w.+-]+((?:;[\w=.-]+)*),", address, re.IGNORECASE)
    if not found:
        return None
    content = address[found.end() :]
    if "base64" not in found[1].lower():
        return unquote_to_bytes(content)
    try:
        return b64decode(unquote(content), validate=False)
    except (InvalidBase64, ValueError):
        return None
