"""Who visits a site, as requests show it: search engines, networks, people who come from them. Injected code shows itself to some alone."""

from __future__ import annotations

import random
from dataclasses import dataclass

_PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
_DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
_PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Visitor:
    """
    A visitor: the name for reports, the User-Agent, where it comes from, its language and cookie.

    ``is_robot`` says that a host may refuse it because the request does not come from that robot's own network.
    """

    name: str
    agent: str
    referer: str = ""
    language: str = "vi-VN,vi;q=0.9,en;q=0.6"
    cookie: str = ""
    is_robot: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """The headers of its requests; unlike a check, no visitor asks caches for something fresh."""
        found = {"User-Agent": self.agent, "Accept": _PAGE, "Cache-Control": ""}
        if not self.is_robot:
            found |= {"Accept-Language": self.language, "Upgrade-Insecure-Requests": "1"}
            # Browsers say of each request what it is for; a check that does not can be told from them.
            found |= {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-User": "?1"}
            found["Sec-Fetch-Site"] = "cross-site" if self.referer else "none"
        if "Chrome/" in self.agent and not self.is_robot:
            found["Sec-CH-UA-Mobile"] = "?1" if "Mobile" in self.agent else "?0"
        found |= {"Referer": self.referer} if self.referer else {}
        return found | ({"Cookie": self.cookie} if self.cookie else {})


GOOGLEBOT = Visitor(
    "Googlebot", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", is_robot=True
)
FROM_GOOGLE = Visitor("điện thoại từ Google", _PHONE, "https://www.google.com/")
ROBOTS = (
    GOOGLEBOT,
    Visitor(
        "Googlebot điện thoại",
        f"{_PHONE} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        is_robot=True,
    ),
    Visitor(
        "Bingbot",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/130.0.0.0 Safari/537.36",
        is_robot=True,
    ),
    Visitor(
        "Cốc Cốc bot",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        is_robot=True,
    ),
    Visitor(
        "Facebook bot",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        is_robot=True,
    ),
    Visitor("Zalo bot", "Mozilla/5.0 (compatible; ZaloPC-linkpreview/1.0; +https://zalo.me)", is_robot=True),
)
PEOPLE = (
    FROM_GOOGLE,
    Visitor("máy tính từ Google", _DESKTOP, "https://www.google.com.vn/"),
    Visitor("iPhone từ Google", _IPHONE, "https://www.google.com/search?q=thong+bao"),
    Visitor(
        "từ Facebook",
        f"{_PHONE} [FBAN/EMA;FBLC/vi_VN;FBAV/420.0.0.8.74;]",
        "https://l.facebook.com/",
    ),
    Visitor(
        "từ Zalo", f"{_PHONE} Zalo android/12100684 ZaloTheme/light ZaloLanguage/vi", "https://chat.zalo.me/"
    ),
    Visitor("từ Cốc Cốc", f"{_DESKTOP} CocCoc/130.0.0", "https://coccoc.com/search?query=thong%20bao"),
    Visitor("từ Bing", _DESKTOP, "https://www.bing.com/"),
    Visitor("điện thoại", _PHONE),
    Visitor("iPhone", _IPHONE),
    Visitor("người đọc tiếng Anh", _DESKTOP, language="en-US,en;q=0.9"),
    Visitor("người đọc tiếng Trung", _DESKTOP, language="zh-CN,zh;q=0.9"),
    Visitor("người quay lại", _DESKTOP, cookie="visited=1; lang=vi; PHPSESSID=a1b2c3d4e5f6; session=1"),
)
VISITORS = (*ROBOTS, *PEOPLE)
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15"
# They are shown something else less often: a few pages of a sample are asked for as each.
RARER = (
    Visitor("Google kiểm tra trang", "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)", is_robot=True),
    Visitor("Googlebot ảnh", "Googlebot-Image/1.0", is_robot=True),
    Visitor("YandexBot", "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)", is_robot=True),
    Visitor(
        "Baiduspider",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        is_robot=True,
    ),
    Visitor("GPTBot", "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)", is_robot=True),
    Visitor("X bot", "Twitterbot/1.0", is_robot=True),
    Visitor("từ TikTok", f"{_PHONE} trill_350003 BytedanceWebview/d8a21c6", "https://www.tiktok.com/"),
    Visitor("từ Yahoo", _DESKTOP, "https://search.yahoo.com/"),
    Visitor("từ YouTube", _PHONE, "https://www.youtube.com/"),
    Visitor("iPhone từ Zalo", f"{_IPHONE} Zalo iOS/24.6", "https://chat.zalo.me/"),
    Visitor("máy Mac từ Google", _MAC, "https://www.google.com/"),
    Visitor("Firefox", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"),
    Visitor("iPad", _IPHONE.replace("iPhone; CPU iPhone OS", "iPad; CPU OS")),
    Visitor("người đọc tiếng Trung từ Google", _DESKTOP, "https://www.google.com/", "zh-CN,zh;q=0.9"),
)


def sample(paths: list[str], size: int, seed: int) -> list[str]:
    """
    Return some of the paths, which the seed chooses: who injects pages must not know which are asked for.

    >>> sample(["a", "b", "c", "d"], 2, 1) == sample(["d", "c", "b", "a"], 2, 1)
    True
    """
    chooser = random.Random(seed)
    return chooser.sample(sorted(paths), min(size, len(paths)))
