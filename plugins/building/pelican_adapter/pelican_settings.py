"""
What each setting of Pelican 4.12 means here: honoured, without effect and why, or refused.

Nothing of Pelican is imported here. docs/en/pelican-settings.md shows the same table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from plugins.building.pelican_adapter.article_settings import file_of_address
from plugins.building.pelican_adapter.prose_settings import further_extensions, unheard_options
from plugins.building.pelican_adapter.setting_kinds import LISTS_ALONE, says_off
from plugins.building.pelican_adapter.settings_lines import SettingPlace
from plugins.building.pelican_adapter.shown_settings import link_faults
from plugins.building.sources.shown_links import PLACE
from plugins.problems.problem import Problem, warning
from plugins.vietnamese.nearest import nearest


class Use(Enum):
    """What becomes of a setting; the value is how the page of settings calls it."""

    HONOURED = "honoured"
    PELICAN_THEMES = "honoured under a theme made for Pelican; under ours told"
    TOLD = "without effect, told"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PelicanSetting:
    """One documented setting: what becomes of it, and why, for the page of settings and for who set it in vain."""

    name: str
    use: Use
    note: str
    reason: str = ""

    def is_vain(self, *, pelican_theme: bool) -> bool:
        """Tell whether setting it has no effect."""
        return self.use is Use.TOLD or (self.use is Use.PELICAN_THEMES and not pelican_theme)


def _group(use: Use, names: str, note: str, reason: str = "") -> list[PelicanSetting]:
    return [PelicanSetting(name, use, note, reason) for name in names.split()]


_ARTICLE_ADDRESS = (
    "drafts and translations have no addresses of their own; `ARTICLE_SAVE_AS` and `PAGE_SAVE_AS` are honoured",
    "bài nháp, bản dịch không có địa chỉ riêng; ARTICLE_SAVE_AS, PAGE_SAVE_AS thì có tác dụng",
)
_SLUG = (
    "slugs are made of Vietnamese names without their marks; `Slug:` in the header sets another",
    "đường dẫn của bài là chữ không dấu; muốn khác thì viết “Đường dẫn:” ở đầu bài",
)
_FEEDS = (
    "the portal makes its own feeds in `feeds/`; under a theme made for Pelican these come beside them",
    "giao diện của cổng có nguồn tin riêng ở feeds/",
)
_LISTS = (
    "addresses and parts of lists are our theme's own",
    "giao diện của cổng tự định địa chỉ và cách chia trang của danh sách",
)
_OWN_PAGES = "rendered by Pelican's own generator and loader, with its context, into the staging folder, and checked like every page; each build is then from nothing"
_MENU = "links before the sections in the menu; one that is no plain address (`/…`, `https://`, `mailto:`, `tel:`), or has no page, is told and left out"
_FOOT = "a group at the foot of every page, checked as `MENUITEMS` is"
_EXTENSIONS = (
    "extensions beside those that the portal and Pelican have by themselves; told, since each build is then from nothing and no text takes a short way; "
    "what they make goes through the table of allowed tags, and other options than extensions are told"
)
_TYPED = "`False`: titles, summaries and bodies stay as they are typed; `True`: the portal's Vietnamese typography, which stands in the place of typogrify"
_SHOWN = (
    "what menus and columns show comes from `don-vi.toml` and `chuyen-muc.toml` under our theme",
    "giao diện của cổng lấy tên, liên hệ, liên kết từ du-lieu/don-vi.toml, menu từ du-lieu/chuyen-muc.toml",
)
_TYPOGRAPHY = (
    "typography is Vietnamese and made by `plugins/vietnamese/typography`",
    "cổng tự sửa dấu câu theo lối chữ Việt",
)
_TEMPLATES = (
    "templates of our theme are looked up and escaped as the portal needs it",
    "giao diện của cổng có cách tìm mẫu và cách thoát ký tự riêng",
)
_DATES = (
    "our theme writes dates in Vietnamese, never by the machine's locale",
    "giao diện của cổng viết ngày theo lối Việt Nam, không theo máy",
)
_SUMMARY = (
    "a summary is the header's, else the first paragraph, cut by `SUMMARY_MAX_LENGTH`",
    "tóm tắt lấy từ đầu bài, không có thì lấy đoạn đầu; cắt ngắn thì dùng SUMMARY_MAX_LENGTH",
)
_STATIC = (
    "static files are copied, at their own paths or where `EXTRA_PATH_METADATA` says; articles never are",
    "tệp tĩnh luôn được chép, ở đường dẫn của nó hay nơi EXTRA_PATH_METADATA ghi; bài viết thì không",
)
_CACHE = (
    "builds remember in a cache of their own what did not change",
    "cổng có bộ nhớ đệm riêng, không cần cài đặt này",
)
_PATTERNS = (
    "of `{slug}`, `{category}`, `{author}`, `{lang}` and `{date:%Y}` (figures alone); the file decides, and an address that names another "
    "file is told"
)
_FOLDERS = "what is read at all; what lies in a folder `trang` or one of `PAGE_PATHS` is a page, unless a deeper one of `ARTICLE_PATHS` holds it"
_ASSETS = (
    "files of a theme's `static` are published in `theme/`, under names that change with their content where the theme is ours",
    "tệp trong thư mục static của giao diện luôn nằm ở theme/",
)
_INTRASITE = (
    "`{filename}`, `{attach}` and `{static}` are known in their one form, by which the editors' tools find and mend links too",
    "cổng nhận {filename}, {attach}, {static} theo một cách viết để công cụ soạn bài tìm và sửa được liên kết",
)
_ORDER = (
    "lists of our theme are in the order of their dates",
    "danh sách trong giao diện của cổng xếp theo ngày",
)
_TRANSLATIONS = (
    "our theme shows no translations",
    "giao diện của cổng không hiện bản dịch",
)

_HONOURED, _PELICAN, _TOLD, _REFUSED = Use.HONOURED, Use.PELICAN_THEMES, Use.TOLD, Use.REFUSED
_LIST_NAMES = """
    CATEGORY_URL CATEGORY_SAVE_AS TAG_URL TAG_SAVE_AS AUTHOR_URL AUTHOR_SAVE_AS ARCHIVES_SAVE_AS AUTHORS_SAVE_AS
    CATEGORIES_SAVE_AS TAGS_SAVE_AS INDEX_SAVE_AS YEAR_ARCHIVE_SAVE_AS YEAR_ARCHIVE_URL MONTH_ARCHIVE_SAVE_AS
    MONTH_ARCHIVE_URL DAY_ARCHIVE_SAVE_AS DAY_ARCHIVE_URL DEFAULT_ORPHANS PAGINATED_TEMPLATES
    PAGINATION_PATTERNS DIRECT_TEMPLATES TEMPLATE_EXTENSIONS
"""
_ADDRESS_NAMES = """
    ARTICLE_LANG_URL ARTICLE_LANG_SAVE_AS DRAFT_URL DRAFT_SAVE_AS DRAFT_LANG_URL
    DRAFT_LANG_SAVE_AS PAGE_LANG_URL PAGE_LANG_SAVE_AS DRAFT_PAGE_URL DRAFT_PAGE_SAVE_AS
    DRAFT_PAGE_LANG_URL DRAFT_PAGE_LANG_SAVE_AS ARTICLE_PERMALINK_STRUCTURE
"""
_FEED_NAMES = """
    FEED_ATOM FEED_ATOM_URL FEED_RSS FEED_RSS_URL FEED_ALL_ATOM FEED_ALL_ATOM_URL FEED_ALL_RSS FEED_ALL_RSS_URL
    CATEGORY_FEED_ATOM CATEGORY_FEED_ATOM_URL CATEGORY_FEED_RSS CATEGORY_FEED_RSS_URL AUTHOR_FEED_ATOM
    AUTHOR_FEED_ATOM_URL AUTHOR_FEED_RSS AUTHOR_FEED_RSS_URL TAG_FEED_ATOM TAG_FEED_ATOM_URL TAG_FEED_RSS
    TRANSLATION_FEED_ATOM TRANSLATION_FEED_ATOM_URL TRANSLATION_FEED_RSS TRANSLATION_FEED_RSS_URL FEED_DOMAIN
    RSS_FEED_SUMMARY_ONLY FEED_APPEND_REF
"""
_SHOWN_NAMES = """
    DISPLAY_PAGES_ON_MENU DISPLAY_CATEGORIES_ON_MENU STYLESHEET_URL SITESUBTITLE DISQUS_SITENAME GITHUB_URL
    ANALYTICS TWITTER_USERNAME
"""
SETTINGS: Mapping[str, PelicanSetting] = {
    one.name: one
    for one in (
        *_group(_HONOURED, "PATH OUTPUT_PATH SITENAME SITEURL PLUGINS PLUGIN_PATHS PELICAN_CLASS LOG_FILTER", "as in Pelican"),
        *_group(_HONOURED, "THEME", "as in Pelican: a folder, or the name of a theme that Pelican brings"),
        *_group(_HONOURED, "TIMEZONE", "as in Pelican; UTC where there is none, with Pelican's warning"),
        *_group(_HONOURED, "PORT BIND", "for `pelican --listen`"),
        *_group(_HONOURED, "DEFAULT_LANG", "of what has no `Lang:`, where it is set; the words of our theme are Vietnamese"),
        *_group(_HONOURED, "READERS DOCUTILS_SETTINGS PYGMENTS_RST_OPTIONS", "for .rst and .html; included files and raw HTML stay forbidden"),
        *_group(_HONOURED, "CSS_FILE", "for themes made for Pelican, which empties it where a theme has no such file"),
        *_group(_HONOURED, "DELETE_OUTPUT_DIRECTORY", "always so: the output is exchanged as a whole"),
        *_group(_HONOURED, "OUTPUT_RETENTION", "names at the top of the output that stay, such as `.git`; the build refuses one that it makes itself"),
        *_group(_HONOURED, "LOCALE", "set for the process, which plugins see; our theme's dates and lists never depend on it"),
        *_group(_HONOURED, "WITH_FUTURE_DATES", "always as `False`: what has a day to come waits for it; `True` is told"),
        *_group(_HONOURED, "DEFAULT_METADATA", "for keys that a header lacks; `status: draft` too"),
        *_group(_HONOURED, "DEFAULT_DATE", "a day for what has none; `fs` is told, since a copy of a file has another time"),
        *_group(_HONOURED, "AUTHOR", "of what names none"),
        *_group(_HONOURED, "DEFAULT_CATEGORY", "of what names none, and has none by its folder"),
        *_group(_HONOURED, "USE_FOLDER_AS_CATEGORY", "where it is set, or `OPEN_SECTIONS` is on"),
        *_group(_HONOURED, "FILENAME_METADATA PATH_METADATA", "where they are set, as in Pelican: before defaults, after the header"),
        *_group(_HONOURED, "SLUGIFY_SOURCE", "`title` or `basename`; where it is not set, the file's name, and the title for a name without letters"),
        *_group(_HONOURED, "ARTICLE_URL ARTICLE_SAVE_AS PAGE_URL PAGE_SAVE_AS", _PATTERNS),
        *_group(_HONOURED, "SUMMARY_MAX_LENGTH", "where it is set: so many words of the first paragraph, for what has no summary"),
        *_group(_HONOURED, "SUMMARY_END_SUFFIX", "where `SUMMARY_MAX_LENGTH` cuts"),
        *_group(_HONOURED, "DEFAULT_PAGINATION", "where it is a number; else 20, for which our theme is made"),
        *_group(_HONOURED, "JINJA_FILTERS JINJA_GLOBALS JINJA_TESTS", "under our theme each build is then from nothing, as code cannot be compared"),
        *_group(_HONOURED, "FEED_MAX_ITEMS", "where it is set; else the portal's own feeds have 30 entries"),
        *_group(_REFUSED, "CACHE_CONTENT LOAD_CONTENT_CACHE", "pickled caches are not read: " + _CACHE[0], _CACHE[1]),
        *_group(_TOLD, "CONTENT_CACHING_LAYER CACHE_PATH GZIP_CACHE CHECK_MODIFIED_METHOD", *_CACHE),
        *_group(_PELICAN, "DATE_FORMATS", _DATES[0] + "; pairs with a locale are refused", _DATES[1]),
        *_group(_PELICAN, "DEFAULT_DATE_FORMAT", *_DATES),
        *_group(_HONOURED, "ARTICLE_PATHS PAGE_PATHS ARTICLE_EXCLUDES PAGE_EXCLUDES", _FOLDERS),
        *_group(_HONOURED, "IGNORE_FILES", "articles so named, or in folders so named, are not read"),
        *_group(_HONOURED, "STATIC_PATHS STATIC_EXCLUDES", "published as they are, at their own paths; but pictures, where articles show them, and never articles or `du-lieu/`"),
        *_group(_HONOURED, "EXTRA_PATH_METADATA", "`path` of files in `STATIC_PATHS`, pictures too (`CNAME`, `favicon.ico`, `robots.txt`); other metadata is refused"),
        *_group(_TOLD, "STATIC_EXCLUDE_SOURCES STATIC_CREATE_LINKS STATIC_CHECK_IF_MODIFIED STATIC_URL STATIC_SAVE_AS", *_STATIC),
        *_group(_TOLD, "OUTPUT_SOURCES OUTPUT_SOURCES_EXTENSION", "sources hold notes that are not public", "bản thảo có ghi chú riêng, không đưa lên mạng"),
        *_group(_HONOURED, "MARKDOWN", _EXTENSIONS),
        *_group(_TOLD, "INTRASITE_LINK_REGEX", *_INTRASITE),
        *_group(_HONOURED, "TYPOGRIFY", _TYPED),
        *_group(_HONOURED, "TYPOGRIFY_IGNORE_TAGS", "tags whose text typography leaves as it is, beside code"),
        *_group(_TOLD, "TYPOGRIFY_OMIT_FILTERS TYPOGRIFY_DASHES", *_TYPOGRAPHY),
        *_group(_HONOURED, "MENUITEMS", _MENU),
        *_group(_HONOURED, "LINKS SOCIAL", _FOOT),
        *_group(_HONOURED, "LINKS_WIDGET_NAME SOCIAL_WIDGET_NAME", "the title of that group"),
        *_group(_TOLD, "SUMMARY_MAX_PARAGRAPHS FORMATTED_FIELDS", *_SUMMARY),
        *_group(_TOLD, "SLUGIFY_USE_UNICODE SLUGIFY_PRESERVE_CASE SLUG_REGEX_SUBSTITUTIONS", *_SLUG),
        *_group(_TOLD, "AUTHOR_REGEX_SUBSTITUTIONS CATEGORY_REGEX_SUBSTITUTIONS TAG_REGEX_SUBSTITUTIONS", *_SLUG),
        *_group(_TOLD, _ADDRESS_NAMES, *_ARTICLE_ADDRESS),
        *_group(_PELICAN, "RELATIVE_URLS", "links that themes write; those in texts begin at the root", "liên kết trong giao diện của cổng luôn tính từ gốc"),
        *_group(_PELICAN, _LIST_NAMES, *_LISTS),
        *_group(_HONOURED, "TEMPLATE_PAGES", _OWN_PAGES),
        *_group(_PELICAN, _FEED_NAMES, *_FEEDS),
        *_group(_PELICAN, _SHOWN_NAMES, *_SHOWN),
        *_group(_PELICAN, "JINJA_ENVIRONMENT THEME_TEMPLATES_OVERRIDES", *_TEMPLATES),
        *_group(_PELICAN, "ARTICLE_ORDER_BY PAGE_ORDER_BY NEWEST_FIRST_ARCHIVES REVERSE_CATEGORY_ORDER", *_ORDER),
        *_group(_PELICAN, "ARTICLE_TRANSLATION_ID PAGE_TRANSLATION_ID", *_TRANSLATIONS),
        *_group(_TOLD, "THEME_STATIC_DIR THEME_STATIC_PATHS", *_ASSETS),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenSettings:
    """
    What a settings file says: all its names in capitals, as Pelican completes them.

    ``defaults`` are Pelican's values, ``others`` the names that the portal, its plugins and its theme know beside Pelican's;
    ``places`` are where the settings file names what it names.
    """

    values: Mapping[str, Any]
    defaults: Mapping[str, Any]
    others: Collection[str]
    pelican_theme: bool
    places: Mapping[str, SettingPlace] = field(default_factory=dict)

    def reminders(self) -> list[Problem]:
        """Return a reminder for each setting without effect, and for each name that is nearly a known one."""
        return [*self._vain(), *self._in_part(), *self._unknown()]

    def _vain(self) -> Iterator[Problem]:
        for name, setting in SETTINGS.items():
            if setting.is_vain(pelican_theme=self.pelican_theme) and self._differs(name):
                yield self._reminder(
                    name, f"{name} không có tác dụng: {setting.reason}. Có thể xóa cài đặt này."
                )

    def _in_part(self) -> Iterator[Problem]:
        """Yield a reminder for each setting whose value asks for what is not done, though others of its values are honoured."""
        for what in ("ARTICLE", "PAGE"):
            url, file = f"{what}_URL", f"{what}_SAVE_AS"
            if url in self.places and file in self.places:
                named, saved = str(self.values.get(url)), str(self.values.get(file))
                if file_of_address(named) != saved:
                    yield self._reminder(
                        url,
                        f"{url} “{named}” không chỉ đúng tệp của {file} “{saved}”; cổng dùng địa chỉ của tệp. "
                        f"Viết {url} cho khớp, hay xóa.",
                    )
        if names := ", ".join(str(one) for one, _ in further_extensions(self.values)):
            yield self._reminder(
                "MARKDOWN",
                f"MARKDOWN thêm phần mở rộng {names}: mỗi lần dựng đều đọc và làm lại mọi trang, chậm hơn; HTML mà cổng không cho phép vẫn bị bỏ.",
            )
        for option in unheard_options(self.values):
            yield self._reminder(
                "MARKDOWN",
                f"MARKDOWN, “{option}” không có tác dụng: cổng có sẵn phần này và chỉ nhận thêm phần mở rộng khác. Xóa mục này.",
            )
        yield from self._misunderstood()
        for fault in () if self.pelican_theme else link_faults(self.values):
            yield self._reminder(fault.setting, fault.message)
        if self.values.get("DEFAULT_DATE") == "fs":
            yield self._reminder(
                "DEFAULT_DATE",
                "DEFAULT_DATE “fs” không có tác dụng: chép tệp sang máy khác là ngày đổi. Viết “Ngày đăng:” ở đầu bài, hay đặt một ngày.",
            )
        if "WITH_FUTURE_DATES" in self.places and self.values.get("WITH_FUTURE_DATES") is True:
            yield self._reminder(
                "WITH_FUTURE_DATES",
                "WITH_FUTURE_DATES = True không có tác dụng: bài có ngày đăng ở tương lai luôn đợi tới ngày ấy. Có thể xóa cài đặt này.",
            )

    def _misunderstood(self) -> Iterator[Problem]:
        """Yield a reminder for each honoured setting whose value Pelican takes for something else than is meant, or drops."""
        for name, place in self.places.items():
            known, value = SETTINGS.get(name), self.values.get(name)
            if known is None or known.is_vain(pelican_theme=self.pelican_theme):
                continue
            if name in LISTS_ALONE and place.is_text:
                message = (
                    f'{name} cần một danh sách; chữ đứng một mình thì Pelican bỏ qua. Viết: {name} = ["…"].'
                )
                yield self._reminder(name, message)
            elif name == "FILENAME_METADATA" and not isinstance(self.values.get(name), str):
                message = (
                    f'{name} cần chữ trong dấu nháy; giá trị khác thì Pelican bỏ qua. Viết: {name} = r"…".'
                )
                yield self._reminder(name, message)
            elif (
                isinstance(self.defaults.get(name), bool)
                and isinstance(value, str)
                and says_off(value)
                and value
            ):
                message = f"{name} = {value!r} là chữ, nên Pelican hiểu là True. Viết: {name} = False, không có dấu nháy."
                yield self._reminder(name, message)

    def _reminder(self, name: str, message: str) -> Problem:
        """Return a reminder of a setting, at its line of the settings file where that names it."""
        place = self.places.get(name)
        return warning(place.file if place else PLACE, place.line if place else 0, "cai-dat", message)

    def _differs(self, name: str) -> bool:
        """Tell whether a setting asks for something else than Pelican does by itself; what is off asks for nothing."""
        value, default = self.values.get(name), self.defaults.get(name)
        if name == "FEED_DOMAIN":
            # Pelican sets it where nobody does.
            default = self.values.get("SITEURL", "")
        if name in _OFF and not value:
            return False
        return bool(value or default) and _as_list(value) != _as_list(default)

    def _unknown(self) -> Iterator[Problem]:
        known = {*SETTINGS, *self.others}
        for name in self.values:
            if name.isupper() and name not in known and (near := nearest(name, known, 1)):
                yield self._reminder(name, f"không có cài đặt “{name}”. Ý bạn là “{near[0]}”?")


# Settings that make something where they are set: without a value they ask for nothing.
_OFF = frozenset(_FEED_NAMES.split()) - {"RSS_FEED_SUMMARY_ONLY"}


def _as_list(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
