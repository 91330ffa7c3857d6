"""Judge mail addresses that readers are asked to write to."""

from __future__ import annotations

import re

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(rf"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:{_LABEL}\.)+[A-Za-z]{{2,24}}")
_LONGEST = 254


def is_mail_address(text: str) -> bool:
    """
    Tell whether a text is one mail address that every program takes, without a name around it.

    >>> [is_mail_address(one) for one in ("gopy@thoxuan.gov.vn", "phong.ktht+gopy@a-b.vn")]
    [True, True]
    >>> [is_mail_address(one) for one in ("gopy@", "gopy thoxuan.gov.vn", "a@b", "a..b@c.vn", "a@b.vn?cc=x@y.vn", "a@b.vn; c@d.vn")]
    [False, False, False, False, False, False]
    """
    return len(text) <= _LONGEST and _MAIL.fullmatch(text) is not None
