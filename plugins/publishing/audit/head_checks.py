"""Check the head and the frame of a page: is it whole, may search engines have it, can everybody read and fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import unescape

from plugins.article.reserved_slugs import OwnSlug
from plugins.building.edition.html_addresses import attributes_of
from plugins.problems import Problem, error, warning
from plugins.publishing.audit.html_patterns import LINKED_DATA, head_end
from plugins.publishing.audit.linked_data import linked_data_faults
from plugins.publishing.audit.site_base import SiteBase

_HEAD_TAG = re.compile(r"<([mlbMLB][a-zA-Z]+) ([^>]*)>")
_LOADING_TAG = re.compile(r"<(?:link|script)\b([^<>]*)>", re.IGNORECASE)
_THEME = f"{OwnSlug.THEME}/"
_PLAIN_TAG = re.compile(r"(?:name|property|http-equiv)=\"([^\"]+)\" content=\"([^\"]*)\"")
# The names by which search engines are told in a head.
_ROBOTS = ("robots", "googlebot", "bingbot", "coccocbot", "coccocbot-web", "slurp")
_TELLING = frozenset(
    {
        *("viewport", "charset", "refresh", "content-security-policy", "description", "canonical"),
        *(
            "og:type",
            "og:url",
            "og:title",
            "article:published_time",
            "article:modified_time",
            "og:updated_time",
        ),
        *_ROBOTS,
    }
)
_FIELD = re.compile(r"<(input|select|textarea|INPUT|SELECT|TEXTAREA)\b((?:\"[^\"]*\"|'[^']*'|[^\"'<>])*)>")
_EMPTY = re.compile(r"<(a|button)\b((?:\"[^\"]*\"|'[^']*'|[^\"'<>])*)>\s*</\1>", re.IGNORECASE)
_NOTHING = ("></a>", "> </a>", ">\n</a>", "></button>", "> </button>", ">\n</button>")
_TIME = re.compile(r"<time datetime=\"([^\"]*)\"")
_EMPTY_MAIN = re.compile(r"<main[^>]*>\s*</main>")
# Elements in which everything else lies. No other name begins as theirs.
_PAIRS = ("div", "main", "section", "article", "ul", "footer")
_NAMES_ITSELF = frozenset({"hidden", "submit", "button", "reset", "image"})
_LABELS = ("aria-label", "aria-labelledby", "title")
_REFERS = re.compile(r" (for|aria-labelledby|aria-describedby)=\"([^\"<>]+)\"")
_EMPTY_HEADING = re.compile(r"<(h[1-6])\b[^>]*>\s*</\1>")
# “none” is both noindex and nofollow; the security policy quotes its own.
_MAYBE_HIDDEN = re.compile(r"noindex|unavailable_after|[\"' :,]none[\"' ,]", re.IGNORECASE)
_HIDDEN = re.compile(r"\b(?:noindex|unavailable_after|none)\b", re.IGNORECASE)
_LOOSE_POLICY = re.compile(
    r"'unsafe-inline'|'unsafe-eval'|(?:src|action)[^;]*\s(?:\*|https?:)(?=[\s;]|$)|(?:default|script|style|object)-src[^;]*\sdata:"
)
_ZOOM = re.compile(r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*(?:0|1)(?:\.\d+)?\b")
_DURATION = re.compile(
    r"P(?=.)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?|\d{4}|\d{4}-W\d\d|\d{2}:\d{2}(?::\d{2})?|\d{4}-\d{2}|\d{2}-\d{2}"
)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """
    What the checks of the whole output ask of a page.

    ``has_page_head``: it has a head as every theme writes one, and many others do; ``loads_theme``: its head names a
    file of the theme; ``is_article``: it says that it is an article; ``is_hidden`` tells search engines to leave it out.
    """

    has_page_head: bool
    loads_theme: bool
    is_article: bool
    is_hidden: bool


@lru_cache(maxsize=1 << 14)
def _read_tag(tag: str, written: str) -> tuple[str, str] | None:
    """Return the name, in lower case, and the value of what a tag of the head sets; None where nothing here matters."""
    if plain := _PLAIN_TAG.fullmatch(written):
        name, value = plain[1].lower(), unescape(plain[2])
        return (name, value) if name in _TELLING else None
    attributes = attributes_of(written)
    if tag.lower() == "base":
        return "base", attributes.get("href", "")
    if tag.lower() == "link":
        is_canonical = attributes.get("rel", "").lower() == "canonical"
        return ("canonical", attributes.get("href", "")) if is_canonical else None
    if "charset" in attributes:
        return "charset", attributes["charset"]
    name = (attributes.get("property") or attributes.get("name") or attributes.get("http-equiv", "")).lower()
    return (name, attributes.get("content", "")) if name in _TELLING else None


def page_marks(path: str, text: str, base: SiteBase) -> PageMarks:
    """Return what a page says of itself in its head."""
    head = text[: head_end(text)]
    hidden = bool(_MAYBE_HIDDEN.search(head)) and any(
        name in _ROBOTS and _HIDDEN.search(value) for name, value, _ in _tags(head)
    )
    return PageMarks(
        has_page_head='name="viewport"' in head or 'property="og:type"' in head,
        loads_theme=_loads_theme(path, head, base),
        is_article='property="og:type" content="article"' in head,
        is_hidden=hidden,
    )


def _loads_theme(path: str, head: str, base: SiteBase) -> bool:
    """Tell whether a head names a stylesheet, script or picture that lies in the portal's own theme."""
    for found in _LOADING_TAG.finditer(head):
        if _THEME in found[1]:
            attributes = attributes_of(found[1])
            address = attributes.get("href") or attributes.get("src", "")
            if any(target.startswith(_THEME) for target in base.targets(address, path)):
                return True
    return False


def _tags(head: str, start: int = 0) -> Iterator[tuple[str, str, int]]:
    """Yield name and value of the telling tags of a head, with their places."""
    for found in _HEAD_TAG.finditer(head, start):
        if tag := _read_tag(found[1], found[2]):
            yield *tag, found.start()


def comment_without_end(text: str) -> int | None:
    """
    Return where a comment begins that nothing closes, so that browsers show nothing of the page from there on.

    >>> comment_without_end("a<!-- b <!-- c"), comment_without_end("<!-- a --> b")
    (1, None)
    """
    found = text.find("<!--", text.rfind("-->") + 1)
    return found if found >= 0 else None


def check_page(path: str, text: str, base: SiteBase, marks: PageMarks) -> Iterator[Problem]:
    """Yield the faults of a page's head and frame; what a page must have is asked only of the portal's own pages."""
    yield from _frame(path, text)
    if (place := comment_without_end(text)) is not None:
        message = "chú thích <!-- không có --> đóng lại: trình duyệt bỏ cả phần còn lại của trang."
        yield error(path, _line(text, place), "khung-trang", message)
    end = head_end(text)
    head = text[:end]
    yield from _head(path, head, base, has_page_head=marks.has_page_head)
    for name, value, place in _tags(text, end) if "http-equiv" in text[end:].lower() else ():
        if name == "refresh":
            yield error(path, _line(text, place), "may-tim-kiem", _sent_elsewhere(value))
    for found in LINKED_DATA.finditer(head):
        for fault in linked_data_faults(found[1], has_page_head=marks.has_page_head):
            yield error(path, _line(text, found.start()), "may-doc-hong", fault)
    if marks.is_article and "application/ld+json" not in head:
        yield error(
            path,
            0,
            "may-doc-hong",
            "bài không có khối JSON-LD: máy tìm kiếm không biết tên bài và ngày đăng.",
        )
    if marks.has_page_head and "<h1" not in text:
        yield error(
            path,
            0,
            "khung-trang",
            "trang không có <h1>: người dùng trình đọc màn hình không biết trang nói gì.",
        )
    if marks.has_page_head and text.count("<h1") > 1:
        yield warning(path, 0, "khung-trang", "trang có hai <h1>: không rõ đâu là tên trang.")
    if "<main" not in text and 'property="og:type"' in head:
        yield error(path, 0, "khung-trang", "trang không có <main>: không có phần chính để nhảy tới.")
    yield from _fields(path, text)
    yield from _names(path, text)
    for found in _TIME.finditer(text):
        if not is_moment(found[1]):
            message = f'<time datetime="{found[1][:40]}"> không phải ngày giờ máy đọc được.'
            yield error(path, _line(text, found.start()), "may-doc-hong", message)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _frame(path: str, text: str) -> Iterator[Problem]:
    end = text.rfind("</html>")
    if end < 0 or "</body>" not in text[end - 2000 if end > 2000 else 0 : end]:
        yield error(
            path,
            _line(text, len(text)),
            "trang-do-dang",
            "trang bị cắt giữa chừng: thiếu </body> hoặc </html>. Dựng lại.",
        )
    elif text[end + 7 :].strip() or text.find("</html>") < end:
        yield error(
            path,
            _line(text, end),
            "trang-do-dang",
            "có nội dung sau </html>: trang bị chèn thêm hoặc ghép hai lần.",
        )
    if not text.lstrip("\ufeff \n\r\t")[:9].lower().startswith("<!doctype"):
        yield error(path, 1, "trang-do-dang", "trang không mở đầu bằng <!DOCTYPE html>.")
    for name in _PAIRS:
        opened, closed = text.count(f"<{name}"), text.count(f"</{name}")
        if opened != closed:
            message = f"<{name}> mở {opened} lần mà đóng {closed} lần: phần sau của trang hiện sai chỗ."
            yield error(path, 0, "trang-do-dang", message)
    if found := _EMPTY_MAIN.search(text):
        yield error(path, _line(text, found.start()), "trang-do-dang", "phần chính <main> của trang trống.")


def _head(path: str, head: str, base: SiteBase, *, has_page_head: bool) -> Iterator[Problem]:
    values: dict[str, list[str]] = {}
    for name, value, place in _tags(head):
        if fault := _fault_of_tag(name, value):
            yield error(path, _line(head, place), *fault)
        values.setdefault(name, []).append(value)
    if has_page_head:
        yield from _named_as_another(path, values, base)
        yield from _missing(path, values)


def _fault_of_tag(name: str, value: str) -> tuple[str, str] | None:
    """
    Return the code and the message of what a tag of the head does wrong, None where it does nothing wrong.

    >>> _fault_of_tag("viewport", "width=device-width, user-scalable=no"), _fault_of_tag("og:updated_time", "2024-06-30")
    (('khung-trang', 'viewport cấm phóng to: người mắt kém không đọc được.'), None)
    """
    if name == "base":
        return "may-tim-kiem", f'<base href="{value}"> đổi hướng mọi liên kết của trang.'
    if name == "refresh":
        return "may-tim-kiem", _sent_elsewhere(value)
    if name == "content-security-policy" and (loose := _LOOSE_POLICY.search(value)):
        return "khung-trang", f"chính sách bảo mật của trang bị nới ({loose[0].strip()})."
    if name == "viewport" and _ZOOM.search(value):
        return "khung-trang", "viewport cấm phóng to: người mắt kém không đọc được."
    if name.endswith("_time") and not is_moment(value):
        return "may-doc-hong", f"{name} “{value[:40]}” không phải một thời điểm."
    return None


def _sent_elsewhere(refresh: str) -> str:
    return f"meta refresh đưa người đọc đi nơi khác (“{refresh[:80]}”)."


def _named_as_another(path: str, values: Mapping[str, list[str]], base: SiteBase) -> Iterator[Problem]:
    """Yield the addresses by which a page says that it is another one."""
    own, canonical = base.own_address(path), values.get("canonical", [])
    for one in [*canonical, *values.get("og:url", [])]:
        if base.siteurl and one != own:
            message = f"trang tự nhận địa chỉ chính là “{one[:100]}”, không phải “{own}”: máy tìm kiếm sẽ bỏ trang này."
            yield error(path, 0, "may-tim-kiem", message)
    if len(canonical) > 1:
        yield error(path, 0, "may-tim-kiem", "trang có hai địa chỉ chính (canonical).")


def _missing(path: str, values: Mapping[str, list[str]]) -> Iterator[Problem]:
    """Yield what the head of every page has, and this one lacks."""
    for name in ("viewport", "charset"):
        if name not in values:
            yield error(path, 0, "khung-trang", f"trang thiếu <meta> {name}.")
    # What a theme gives to its pages it gives to all; a theme of Pelican's own kind may have none of these.
    if "og:type" not in values:
        return
    for name in ("og:title", "canonical", "content-security-policy"):
        if not any(one.strip() for one in values.get(name, [])):
            yield error(path, 0, "khung-trang", f"trang thiếu {name} trong <head>.")
    # An article without a paragraph has nothing to describe it with.
    if not any(one.strip() for one in values.get("description", [])):
        yield warning(path, 0, "khung-trang", "trang thiếu description: máy tìm kiếm tự chọn một câu.")


def _fields(path: str, text: str) -> Iterator[Problem]:
    """Yield fields without a name and, as reminders, links and buttons with nothing in them."""
    for found in _fields_in(text):
        attributes = attributes_of(found[2])
        if attributes.get("type", "").lower() == "password":
            message = "ô nhập mật khẩu: cổng không hỏi mật khẩu của ai. Xem ai đặt vào."
            yield error(path, _line(text, found.start()), "trang-la", message)
        if attributes.get("type", "").lower() in _NAMES_ITSELF or any(attributes.get(one) for one in _LABELS):
            continue
        identity = attributes.get("id", "")
        if identity and f'for="{identity}"' in text:
            continue
        if text.rfind("<label", 0, found.start()) > text.rfind("</label", 0, found.start()):
            continue
        message = f"ô <{found[1]}> không có nhãn: người dùng trình đọc màn hình không biết phải điền gì."
        yield error(path, _line(text, found.start()), "khung-trang", message)
    for found in _EMPTY.finditer(text) if any(one in text for one in _NOTHING) else ():
        attributes = attributes_of(found[2])
        if any(attributes.get(one) for one in _LABELS):
            continue
        message = f"<{found[1]}> không có chữ: không ai biết nó để làm gì."
        if found[1].lower() == "button":
            yield error(path, _line(text, found.start()), "khung-trang", message)
        elif "href" in attributes:
            yield warning(path, _line(text, found.start()), "khung-trang", message)


def _names(path: str, text: str) -> Iterator[Problem]:
    """Yield headings without a word, and names that elements take from others which are not there."""
    for found in _EMPTY_HEADING.finditer(text):
        message = f"<{found[1]}> không có chữ: mục lục của trình đọc màn hình có một mục trống."
        yield warning(path, _line(text, found.start()), "khung-trang", message)
    for found in _REFERS.finditer(text):
        if text.rfind("<", 0, found.start()) < text.rfind(">", 0, found.start()):
            # A text, not a tag.
            continue
        for identity in found[2].split():
            if f'id="{identity}"' not in text and not re.search(
                rf"\bid\s*=\s*['\"]?{re.escape(identity)}\b", text
            ):
                message = f'{found[1]}="{identity}" chỉ tới phần không có trong trang: ô hay mục này mất tên.'
                yield error(path, _line(text, found.start()), "khung-trang", message)


def _fields_in(text: str) -> Iterator[re.Match[str]]:
    for name in ("<input", "<select", "<textarea", "<INPUT", "<SELECT", "<TEXTAREA"):
        place = text.find(name)
        while place >= 0:
            if found := _FIELD.match(text, place):
                yield found
            place = text.find(name, place + 1)


@lru_cache(maxsize=1 << 12)
def is_moment(text: str) -> bool:
    """
    Tell whether a text is a moment, a day, a month or a duration as HTML and schema.org have them.

    >>> [is_moment(one) for one in ("2024-06-30T08:00:00+07:00", "2024-06", "P3D", "30/06/2024", "2024-02-31", "")]
    [True, True, True, False, False, False]
    """
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return bool(_DURATION.fullmatch(text))
    return True
