"""A list of old addresses of every kind, and ways in which people ask for them."""

from __future__ import annotations

import random
import unicodedata
from urllib.parse import quote

from plugins.redirects.old_address import parse_old_address
from plugins.redirects.redirect_table import (
    GoneAddress,
    Origin,
    PatternTarget,
    PrefixRedirect,
    Redirect,
    RedirectTable,
    redirect_table,
)

SITEURL = "https://thoxuan.thanhhoa.gov.vn"
OLD = (
    ("/web/trang-chu/tin-tức/Họp báo quý 3.html", "tin-trong-huyen/"),
    ("/web/trang-chu/van-hoa/le-hoi-lam-kinh-2022.html", "van-hoa-du-lich/"),
    ("/portal/Pages/2023-11-29/hoi-lhpn-chu-trongvi5x3u4r.aspx", "doan-the/"),
    ("/portal/pages/2024-5-7/ngày hội đọc sáchab12cd34.aspx", "thong-bao/"),
    ("/kinh-te-chinh-tri/ocop-567630", "kinh-te-nong-nghiep/"),
    ("/default.aspx?tabid=10&id=55", "gioi-thieu/"),
    ("/default.aspx?id=56", "lien-he/"),
    ("/tim.aspx?tu=%C4%90%C6%B0%E1%BB%9Dng%20L%C3%A1ng", "tro-nang/"),
    ("/chi-tiet.aspx", "so-quy-hoach/"),
    ("/chi-tiet.aspx?id=7", "tro-nang/"),
    ("/a+b&c=d/(1).html", "ban-quyen/"),
    ("/portal/pages/2019-01-09/gọi là “mới” \"q\" 'z' $1 {x}.aspx", "thong-bao/"),
    ("/back\\slash ;|~!@.html", "thong-bao/"),
    ("/web/trang-chủ/x.html", "thong-bao/"),
    ("/ngoai", "https://thanhhoa.gov.vn/portal/"),
)
LONG = "quyet-dinh-phe-duyet-quy-hoach-chi-tiet-xay-dung-khu-dan-cu"
PATTERN_TARGETS = (
    PatternTarget(
        "tin-trong-huyen/2019/nhung-nga-duong-qua-tho-xuan/",
        ("nhung-nga-duong-qua-tho-xuan", "những-ngả-đường-qua-thọ-xuân"),
        "2019-3-5",
    ),
    PatternTarget("van-hoa-du-lich/2021/tro-xuan-pha/", ("tro-xuan-pha",), "2021-11-20"),
    PatternTarget("tin-trong-huyen/2023/quy-hoach-2030/", ("quy-hoach-2030",), "2023-12-1"),
    PatternTarget("tin-trong-huyen/2024/default/", ("default",), "2024-1-1"),
    PatternTarget("thong-bao/2024/dai/", (LONG,), "2024-2-10"),
    PatternTarget("thong-bao/2022/hop/", ("hop-dan",), "2022-1-2"),
    PatternTarget("thong-bao/2023/hop/", ("hop-dan",), "2023-1-2"),
    PatternTarget("doan-the/", ("doan-the", "cac-doan-the")),
)


def the_table() -> RedirectTable:
    """Return the list."""
    redirects = [Redirect(old, to, Origin.ARTICLE) for text, to in OLD if (old := parse_old_address(text))]
    prefixes = [
        PrefixRedirect(_old("/web/van-ban"), "so-quy-hoach/"),
        PrefixRedirect(_old("/web/anh-cu"), "van-hoa-du-lich/", True),
        PrefixRedirect(_old("/thử nghiệm"), None),
    ]
    gone = [GoneAddress(_old("/tin/2020/đăng nhầm/"), "dữ liệu cá nhân"), GoneAddress(_old("/bo.aspx"), "cũ")]
    return redirect_table(redirects, prefixes, gone, PATTERN_TARGETS)


def _old(text: str):  # type: ignore[no-untyped-def]
    old = parse_old_address(text)
    assert old is not None
    return old


REQUESTED = (
    *(text for text, _ in OLD),
    *(
        "/default.aspx?x=1&id=55&TabID=10",
        "/default.aspx?id=57",
        "/chi-tiet.aspx?id=8",
        "/chi-tiet.aspx?utm_source=zalo&id=7",
        "/chi-tiet.aspx?utm_source=zalo&amp;fbclid=x&amp;id=7",
        "//chi-tiet.aspx?id=7",
        "/web//trang-chu/van-hoa//le-hoi-lam-kinh-2022.html",
    ),
    *(
        "/tim.aspx?tu=%C4%90%C6%B0%E1%BB%9Dng%20L%C3%A1ng",
        "/tim.aspx?x=1&tu=%c4%90%c6%b0%e1%bb%9dng+L%c3%a1ng",
    ),
    "/WEB/TRANG-CHỦ/X.HTML",
    *("/web/van-ban", "/web/van-ban/2020/a b.pdf", "/web/anh-cu/x/y.jpg", "/web/anh-cu/", "/web/anh-cua"),
    *("/thử nghiệm/1", "/tin/2020/đăng nhầm", "/bo.aspx", "/khong-co", "/web/khong-co.html"),
    *(
        "/portal/pages/2019-03-05/nhung-nga-duong-qua-tho-xuanabcd1234.aspx",
        "/portal/pages/2019-3-5/nhung-nga-duong-qua-tho-xuan-468686.aspx",
    ),
    *("/vi/Pages/2021-11-20/tro-xuan-pha.aspx", "/portal/pages/2020-1-1/tro-xuan-phaqwertyui.aspx"),
    *("/portal/pages/2023-12-01/quy-hoach-203012345678.aspx", "/portal/pages/2024-1-1/defaultabcdefgh.aspx"),
    *(f"/portal/pages/2024-02-10/{LONG[:45]}abcdefgh.aspx", f"/web/trang-chu/{LONG[:50]}.html"),
    *(
        "/web/trang-chu/van-hoa/tro-xuan-pha.html",
        "/web/trang-chu/tro-xuan-pha(2).html",
        "/web/trang-chu/tro-xuan-pha-1.html",
    ),
    *("/van-hoa/tro-xuan-pha-567630", "/a/b/tro-xuan-pha-567630.html", "/web/trang-chu/hop-dan.html"),
    *(
        "/portal/pages/2022-1-2/hop-dan-12345.aspx",
        "/web/trang-chu/doan-the",
        "/web/trang-chu/cac-doan-the.html",
    ),
    *("/web/trang-chu", "/web/trang-chu.html", "/portal/pages/default.aspx", "/Home.aspx", "/index.php"),
    "/web/trang-chu/những-ngả-đường-qua-thọ-xuân.html",
)


def spelled(text: str, chance: random.Random) -> str:
    """Return an address as some browser or some person writes it: escapes, letters, capitals, slashes, zeros."""
    path, mark, query = text.partition("?")
    path = unicodedata.normalize(chance.choice(["NFC", "NFD"]), path)
    if path.lower().endswith(".aspx"):
        path = chance.choice([path, path.lower(), path.upper()])
    written = quote(path, safe="/()&=+")
    if chance.random() < 0.5:
        written = "".join(
            part if not number else "%" + part[:2].lower() + part[2:]
            for number, part in enumerate(written.split("%"))
        )
    if chance.random() < 0.3:
        written += "/"
    return f"{written}{mark}{query}"
