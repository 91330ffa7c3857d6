"""Judge postal addresses that readers are asked to write to."""

from __future__ import annotations

import re

_LONGEST = 300
_NOT_POSTAL = re.compile(r"@|://|www\.", re.IGNORECASE)


def is_postal_address(text: str) -> bool:
    """
    Tell whether a letter could find its way by a text: two words and more, no address of the web.

    >>> [is_postal_address(one) for one in ("Khu 3, xã Thọ Xuân, tỉnh Thanh Hóa", "UBND xã", "12", "gopy@a.vn", "Trụ sở https://a.vn")]
    [True, True, False, False, False]
    """
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) > 1 and len(text) <= _LONGEST and not _NOT_POSTAL.search(text)
