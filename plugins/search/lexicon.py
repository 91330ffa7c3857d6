"""What a browser reads questions with: the portal's named pages, other words for a thing, slips of spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.author.registry import Authors
from plugins.pages import addresses
from plugins.pages.site import Site
from plugins.pages.story_groups import TAXONOMIES, StoryGroups
from plugins.pages.views import PortalView
from plugins.registers.register_parts import PARTS
from plugins.search.own_pages import named_office_pages
from plugins.search.words import words_in
from plugins.vietnamese.letters import fold
from plugins.vietnamese.misspellings import CERTAIN, listed, right_phrases

# A tag leads somewhere if several articles have it; so many tags, those of most articles, are told.
_ENOUGH, _MOST_TAGS = 2, 300
STANDING, SECTION, AUTHOR, ORGANISATION, TAG, COMMUNE, YEAR_LIST = range(7)
# What each kind is called in a result, and how people name the kind before the name.
KINDS = (
    ("Trang của cổng", ("trang", "mục")),
    ("Chuyên mục", ("chuyên mục", "mục", "trang", "tin", "tin tức", "bài về", "tin về", "chủ đề")),
    (
        "Tác giả",
        (
            *("tác giả", "người viết", "nhà báo", "phóng viên", "cây bút", "author", "tg"),
            *("bài của", "bài viết của", "bài do", "tin bài do", "bài", "bài viết", "tin bài", "viết"),
        ),
    ),
    (
        "Cơ quan",
        ("cơ quan", "đơn vị", "tin bài của", "bài của", "bài viết của", "bài", "bài viết", "tin bài"),
    ),
    ("Thẻ", ("thẻ", "chủ đề", "tag", "từ khóa", "nhãn", "bài về")),
    ("Địa bàn", ("địa bàn", "trang", "tin", "tin tức", "bài về", "tin về", "chuyện ở", "văn bản của")),
    ("Lưu trữ", ("lưu trữ", "tin", "tin tức", "tin bài", "bài", "bài viết")),
)
# How people ask: no page is looked for by these words.
QUESTIONS = (
    *("làm sao", "làm sao để", "làm thế nào", "làm thế nào để", "như thế nào", "thế nào", "phải làm gì", "cách nào"),
    *("ở đâu", "tại đâu", "chỗ nào", "nơi nào", "khi nào", "lúc nào", "bao giờ", "ngày nào", "năm nào", "mấy giờ"),
    *("là gì", "là ai", "là bao nhiêu", "có bao nhiêu", "bao nhiêu", "có mấy", "được không", "có được không", "vì sao", "tại sao"),
    *("tôi muốn", "cho tôi hỏi", "cho hỏi", "xin hỏi", "muốn biết", "tìm hiểu về", "thông tin về"),
    *("cho em hỏi", "cho mình hỏi", "cho hỏi về", "xin cho hỏi", "xin cho biết", "cho biết", "em muốn", "em cần", "tôi cần"),
    *("muốn hỏi", "muốn xem", "muốn tìm", "cần tìm", "tôi muốn hỏi", "tôi muốn xem", "tôi muốn tìm", "tôi cần tìm"),
    *("làm sao để xem", "làm sao để tìm", "làm sao để biết", "làm thế nào để xem", "làm thế nào để tìm", "làm sao xem", "làm sao biết"),
    *("phải làm sao", "thì làm sao", "thì làm thế nào", "thì phải làm sao", "thì phải làm gì", "thì phải làm như thế nào"),
    *("phải làm như thế nào", "làm như thế nào", "bằng cách nào", "ra sao", "như nào", "vào ngày nào", "vào lúc nào"),
    *("cần gì", "cần những gì", "cần giấy tờ gì", "cần những giấy tờ gì", "gồm những gì", "gồm giấy tờ gì", "có những gì"),
    *("bao lâu", "mất bao lâu", "trong bao lâu", "mấy ngày", "bao nhiêu tiền", "hết bao nhiêu tiền", "mất bao nhiêu tiền"),
    *("tin về", "tin tức về", "bài về", "bài viết về", "các bài về", "ngày mấy", "hôm nào", "đâu là", "hướng dẫn cách", "hướng dẫn làm", "của tôi", "nhà tôi"),
    *("diễn ra ở đâu", "diễn ra khi nào", "tổ chức ở đâu", "tổ chức khi nào", "được tổ chức khi nào", "bắt đầu khi nào"),
    *("nói gì", "nói về gì", "quy định gì", "có gì", "có gì mới", "để làm gì", "nghĩa là gì", "là như thế nào", "mấy người"),
    *("của ai", "do ai", "do ai ban hành", "ai ban hành", "đến năm nào", "từ năm nào", "vào năm nào", "đến khi nào", "từ khi nào", "đến bao giờ"),
    *("vậy ạ", "thế ạ", "ạ", "gì", "nào", "tôi", "vậy"),
)  # fmt: skip
# What else may stand beside a name without asking for anything else.
ASIDES = (
    *("ai", "ai là", "ông", "bà", "đồng chí", "người nào", "gặp", "gọi"),
    *("cách", "muốn", "thì", "phải", "có thể", "tôi", "xem", "tìm", "vào", "gửi", "các", "những", "của", "về", "cho"),
    *("với", "tại", "ở", "trên", "để", "và", "nhân dân", "người dân", "thủ tục", "quy trình", "hướng dẫn", "các bước"),
    *("trang", "cổng", "cổng thông tin", "trang web", "website", "web", "cơ quan", "đơn vị", "văn phòng"),
    *("ubnd", "ủy ban", "ủy ban nhân dân", "xã", "phường", "thị trấn", "huyện", "tỉnh"),
)  # fmt: skip
# What may stand before and behind what is asked for. It may be a part of that too ("tin học"): it is left out only where no
# page has all that was typed.
_BEFORE = (
    *(
        "tìm",
        "tìm kiếm",
        "tra cứu",
        "tra",
        "xem",
        "hỏi",
        "hỏi về",
        "về",
        "nói về",
        "giới thiệu",
        "giới thiệu về",
    ),
    *(
        "liên quan đến",
        "danh sách",
        "các",
        "những",
        "một số",
        "hình ảnh",
        "bài viết",
        "bài",
        "tin tức",
        "tin",
        "thông tin",
    ),
    *(
        "cho em xin",
        "cho tôi xin",
        "cho mình xin",
        "cho xin",
        "xin",
        "giúp tôi",
        "giúp em",
        "giúp mình",
        "tôi",
        "em",
        "mình",
    ),
    *(
        "bác",
        "anh chị",
        "bạn ơi",
        "ad ơi",
        "alo",
        "muốn",
        "cần",
        "đang",
        "có ai biết",
        "ai biết",
        "tải",
        "tải về",
    ),
    *("cổng thông tin", "làm", "thủ tục", "hồ sơ", "giúp", "tìm hiểu", "xin hỏi", "để"),
)
_BEHIND = (
    *(
        "mới nhất",
        "hiện nay",
        "hôm nay",
        "gần đây",
        "pdf",
        "file pdf",
        "đâu",
        "đâu rồi",
        "chỉ giúp",
        "giúp với",
        "với",
    ),
    *(
        "nhé",
        "nha",
        "trên cổng",
        "quê mình",
        "huyện mình",
        "xã mình",
        "ở huyện mình",
        "ở xã mình",
        "quê em",
        "ở chỗ nào",
    ),
)
# What stands before the place that the whole portal is of, at the end of what is asked for: “đặc sản của huyện”.
_BEFORE_HERE = ("ở", "tại", "của", "trên địa bàn", "trong địa bàn")
# What a place may be, the longer before those that they end with.
_UNITS = ("đặc khu", "thành phố", "thị trấn", "thị xã", "phường", "huyện", "quận", "tỉnh", "xã")
# What people call the lists of all names of a kind.
_LISTS = {
    addresses.AUTHORS: ("danh sách tác giả", "các tác giả", "người viết"),
    addresses.ORGANISATIONS: ("danh sách cơ quan", "các cơ quan"),
    addresses.TAGS: ("danh sách thẻ", "các thẻ", "chủ đề"),
    addresses.COMMUNES: ("danh sách xã", "các xã", "các xã phường", "trang của xã", "trang các xã"),
}
# What initials may have before or behind a short form: HLHPN is the Hội of LHPN, UBNDH the UBND of a huyện.
OFFICES = ("Hội", "Ban", "Phòng", "Sở", "Trung tâm", "Đoàn", "Chi cục", "Chi hội", "Đảng bộ", "Công an")
PLACES = ("huyện", "xã", "tỉnh", "phường", "thành phố", "thị trấn", "Đảng bộ", "Chi bộ")


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page that a name stands for; ``others`` are its other names, ``count`` says how many articles it lists, 0 for none."""

    kind: int
    name: str
    address: str
    count: int = 0
    others: tuple[str, ...] = ()


def named_pages(site: Site, groups: StoryGroups, authors: Authors) -> Iterator[NamedPage]:
    """Yield the pages of a portal that have names: the office's and its own ones, years, sections, authors, organisations, communes, the common tags."""
    root = site.portal.root
    quick = [(link.text, link.href.removeprefix(f"{root}/")) for link in site.portal.quick]

    def others(address: str, known: Sequence[str] = ()) -> tuple[str, ...]:
        return (*known, *(text for text, target in quick if target == address))

    for story in site.standing:
        if story.listed:
            yield NamedPage(STANDING, story.article.title, story.address, 0, others(story.address))
    for page in named_office_pages(site):
        yield NamedPage(STANDING, page.title, page.address, 0, others(page.address, page.others))
    called = {part.address: part.called for part in PARTS}
    for link in (*site.portal.registers, site.portal.sitemap, site.portal.archive):
        if link:
            address = link.href.removeprefix(f"{root}/")
            yield NamedPage(STANDING, link.text, address, 0, others(address, called.get(address, ())))
    for year, stories in groups.by_year.items():
        # By its number alone a year is rather one in a text than its list.
        yield NamedPage(
            YEAR_LIST, f"Năm {year}", addresses.year(addresses.ARCHIVE, year), len(stories), (str(year),)
        )
    for section in site.sections.all:
        address = addresses.section(section.path)
        known = (*filter(None, (section.short_name,)), *section.aliases)
        yield NamedPage(SECTION, section.title, address, 0, others(address, known))
    for kind, taxonomy in zip((AUTHOR, ORGANISATION, TAG, COMMUNE), TAXONOMIES, strict=True):
        terms = groups.terms[taxonomy.base]
        if terms or not taxonomy.may_lack:
            yield NamedPage(
                STANDING,
                taxonomy.title,
                taxonomy.base,
                0,
                others(taxonomy.base, _LISTS.get(taxonomy.base, ())),
            )
        if kind == TAG:
            common = sorted(terms, key=lambda term: -len(term.stories))[:_MOST_TAGS]
            terms = [term for term in common if len(term.stories) >= _ENOUGH]
        for term in terms:
            known = _other_names(authors, term.address) if kind == ORGANISATION else ()
            yield NamedPage(kind, term.name, term.address, len(term.stories), others(term.address, known))


def _other_names(authors: Authors, address: str) -> tuple[str, ...]:
    """Return the other names that the registry has for the organisation of a page, without marks: it keeps none in their places."""
    slug = address.removeprefix(addresses.ORGANISATIONS).rstrip("/")
    return tuple(
        fold(name) for name, organisation in authors.organisations.items() if organisation.slug == slug
    )


def here_of(portal: PortalView) -> dict[str, list[str]]:
    """Return what names the place that all of a portal is of, what says at the end of a question that it is asked there, what else may stand around a question."""
    short = portal.short_name if any(words_in(portal.short_name)) else portal.name
    if not any(words_in(short)):
        return {"names": [], "ends": [], "before": list(_BEFORE), "behind": list(_BEHIND)}
    unit = re.search(
        rf"\b({'|'.join(_UNITS)})\s+{re.escape(short)}", f"{portal.authority}\n{portal.name}", re.IGNORECASE
    )
    _, found, more = portal.authority.partition(short)
    names = [f"{short}{more}"] if found and more else []
    names += [f"{unit[1]} {name}" for name in (*names, short)] if unit else []
    names.append(short)
    ends = [*names, *([unit[1]] if unit else [])]
    asked = [f"{before} {end}" for before in _BEFORE_HERE for end in ends]
    return {"names": names, "ends": asked, "before": list(_BEFORE), "behind": list(_BEHIND)}


def lexicon(
    site: Site, groups: StoryGroups, authors: Authors, synonyms: Sequence[tuple[str, str]]
) -> Mapping[str, object]:
    """Return what a question is read with, as the manifest of the index tells it; ``groups`` are those of the site's articles."""
    return {
        "kinds": KINDS,
        "named": [
            [page.kind, page.name, page.address, page.count, *page.others]
            for page in named_pages(site, groups, authors)
        ],
        "questions": QUESTIONS,
        "here": here_of(site.portal),
        "asides": [*ASIDES, site.portal.short_name, site.portal.name],
        "own": site.portal.short_name,
        "offices": OFFICES,
        "places": PLACES,
        "synonyms": _by_meaning(synonyms),
        "misspelt": list(listed(CERTAIN).items()),
        "wellSpelt": right_phrases(),
    }


def _by_meaning(synonyms: Sequence[tuple[str, str]]) -> list[list[str]]:
    """
    Return what is meant before all that is typed for it, a row for each: many words stand for one thing, which is then told once.

    >>> _by_meaning([("sổ đỏ", "giấy chứng nhận"), ("góp ý", "lấy ý kiến"), ("bìa đỏ", "giấy chứng nhận")])
    [['giấy chứng nhận', 'sổ đỏ', 'bìa đỏ'], ['lấy ý kiến', 'góp ý']]
    """
    rows: dict[str, list[str]] = {}
    for typed, meant in synonyms:
        rows.setdefault(meant, [meant]).append(typed)
    return list(rows.values())
