"""How the letters of a file are stored."""

from __future__ import annotations

import unicodedata

from badcases.case import MARK, Action, Case, article, good_article
from badcases.site import add_sections

TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text: str) -> bytes:
    """
    Return text as old Windows stores it: tone marks follow their letters.

    >>> cp1258("Thọ")
    b'Tho\\xf2'
    """
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts) + tone)
    return "".join(out).encode("cp1258")


def nfd(text: str) -> str:
    """Return text with every mark apart from its letter."""
    return unicodedata.normalize("NFD", text)


NFC_AND_NFD = f"Xuân Phong và {nfd('Xuân Phong')} cùng một tên. {MARK}\n"
LOOKALIKE = Case(
    "081-enc-latin-lookalike-d",
    Action.REPAIR_WARN,
    "Chữ Đ gõ bằng Ð (U+00D0)",
    {"content/thu.md": good_article("Ðoàn xã Thọ Diên ra quân", section="Ðoàn thể – Ðời sống")},
    ("U+00D0",),
    shows=("Đoàn xã Thọ Diên",),
    setup=lambda site: add_sections(site, ("Đoàn thể – Đời sống", "doan-the-doi-song")),
)

CASES: tuple[Case, ...] = (
    article(
        "060-enc-nfd-body",
        Action.REPAIR,
        "Cả tệp là NFD, kể cả tên trường",
        nfd(good_article(body=f"Sông Chu mùa nước nổi. {MARK}\n")),
        shows=("Sông Chu mùa nước nổi",),
    ),
    article("061-enc-bom", Action.OK, "UTF-8 có BOM", "\ufeff" + good_article()),
    article("062-enc-double-bom", Action.REPAIR, "Hai BOM liền nhau", "\ufeff\ufeff" + good_article()),
    article("065-enc-windows-1258", Action.QUARANTINE, "Windows-1258", cp1258(good_article()), "1258"),
    article(
        "066-enc-tcvn3",
        Action.QUARANTINE,
        "Chữ TCVN3 dán vào",
        good_article(
            "HuyÖn ñy Thä Xu©n häp bµn viÖc n«ng", body=f"N«ng d©n c¸c x· ®· lµm xong viÖc. {MARK}\n"
        ),
        "TCVN3",
    ),
    article(
        "067-enc-vni",
        Action.QUARANTINE,
        "Chữ VNI dán vào",
        good_article(
            "Huyeän uûy Thoï Xuaân hoïp baøn vieäc noâng",
            body=f"Noâng daân caùc xaõ ñaõ laøm xong nhieàu vieäc. {MARK}\n",
        ),
        "VNI",
    ),
    article("070-enc-crlf", Action.OK, "Xuống dòng CRLF", good_article().replace("\n", "\r\n")),
    article("071-enc-cr-only", Action.OK, "Xuống dòng CR", good_article().replace("\n", "\r")),
    article(
        "072-enc-nul", Action.QUARANTINE, "Byte NUL trong bài", good_article(body=f"Một\0hai {MARK}\n"), "NUL"
    ),
    article("075-enc-zero-width-key", Action.REPAIR, "U+200B trước “Tiêu đề”", "\u200b" + good_article()),
    article(
        "076-enc-zero-width-body",
        Action.REPAIR,
        "U+200B, U+00AD rải trong bài",
        good_article(body=f"Làng\u200b nghề b\u00adánh gai Tứ Trụ {MARK}\n"),
        shows=("Làng nghề bánh gai",),
        hides=("Làng\u200b", "b\u00adánh"),
    ),
    article(
        "077-enc-bidi-body",
        Action.QUARANTINE,
        "U+202E trong bài",
        good_article(body=f"Mở tệp \u202efdp.exe\u202c {MARK}\n"),
        "U+202E",
    ),
    article(
        "080-enc-mixed-normal",
        Action.REPAIR,
        "Một chữ lẫn NFC và NFD",
        good_article(body=NFC_AND_NFD),
        shows=("Xuân Phong và Xuân Phong cùng",),
    ),
    LOOKALIKE,
)
