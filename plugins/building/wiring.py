"""Run our build as Pelican's own class, and send Pelican's signals to other plugins."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pelican import Pelican, signals
from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins._utils import get_plugin_name, load_plugins
from pelican.readers import Readers
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican.urlwrappers import Author, Category, Tag, URLWrapper
from pelican.writers import Writer

from plugins.building.asking import wants_quarantine
from plugins.building.build_state import BuildOutcome, BuildState
from plugins.building.configuration import is_plain_theme, settings_of
from plugins.building.edition.result import Result
from plugins.building.file_watcher import is_code, saved_article
from plugins.building.listener import BuildListener
from plugins.building.pelican_readers import article_text
from plugins.building.progress import Progress
from plugins.building.rebuild_one import RebuiltPage, rebuild_one
from plugins.building.report import print_result
from plugins.building.run import build_and_keep
from plugins.building.settings import BuildSettings
from plugins.building.watch_listener import WatchListener
from plugins.building.without_pelican import same_build
from plugins.pages import addresses
from plugins.pages.page_kinds import PAGE_KINDS
from plugins.pages.site import Site, Story
from plugins.problems.stop_build import StopBuild
from plugins.prose.body import READ_BY_PELICAN
from plugins.vietnamese.nearest import nearest

# Our settings beside Pelican's own; another name in capitals that is nearly one of them is a typing error.
OWN_SETTINGS = {
    "NOW",
    "QUARANTINE",
    "OPEN_SECTIONS",
    "CONFIRM_FEWER",
    "REPORT",
    "PRODUCTION",
    "PREVIEW",
    "CACHE_FOLDER",
    "CLEAN",
    "PHOTOS",
    "SHARE_CARDS",
    "CLEAN_ATTACHMENTS",
    "TARGETS",
    "SIGNING_KEY",
    "SIGNING_PUBLIC",
    "SEARCH",
    "FEED_FULL_TEXT",
    "FEED_AUTHORITY",
    "WEBSUB_HUB",
}
WAITING = "Đang đợi thay đổi (Ctrl-C để dừng) …"
# The addresses of pages under a theme made for Pelican: those of our own theme, so that links and bookmarks stay valid.
PLAIN_ADDRESSES = {
    "CATEGORY_URL": "{slug}/",
    "CATEGORY_SAVE_AS": "{slug}/index.html",
    "TAG_URL": f"{addresses.TAGS}{{slug}}/",
    "TAG_SAVE_AS": f"{addresses.TAGS}{{slug}}/index.html",
    "TAGS_SAVE_AS": f"{addresses.TAGS}index.html",
    "AUTHOR_URL": f"{addresses.AUTHORS}{{slug}}/",
    "AUTHOR_SAVE_AS": f"{addresses.AUTHORS}{{slug}}/index.html",
    "AUTHORS_SAVE_AS": f"{addresses.AUTHORS}index.html",
    "ARCHIVES_SAVE_AS": f"{addresses.ARCHIVE}index.html",
}


def check_settings(settings: dict[str, Any], wanted: list[Any], loaded: list[str]) -> None:
    """Raise StopBuild for a setting, a plugin or a theme that would make a wrong portal."""
    try:
        ZoneInfo(settings["TIMEZONE"])
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise StopBuild(
            f"TIMEZONE “{settings['TIMEZONE']}” không có thật. Dùng “Asia/Ho_Chi_Minh”."
        ) from fault
    known = {*DEFAULT_CONFIG, *OWN_SETTINGS}
    for name in settings:
        if name.isupper() and name not in known and (near := nearest(name, known, 1)):
            raise StopBuild(f"không có cài đặt “{name}”. Ý bạn là “{near[0]}”?")
    if any(isinstance(value, tuple) for value in settings.get("DATE_FORMATS", {}).values()):
        raise StopBuild("DATE_FORMATS không được phụ thuộc locale của máy. Xóa cài đặt này.")
    if settings.get("CACHE_CONTENT") or settings.get("LOAD_CONTENT_CACHE"):
        raise StopBuild("không dùng cache pickle (CACHE_CONTENT, LOAD_CONTENT_CACHE). Xóa hai cài đặt này.")
    if settings.get("PRODUCTION") and not str(settings.get("SITEURL", "")).startswith("https://"):
        raise StopBuild("SITEURL của bản phát hành cần địa chỉ https://… thật.")
    if settings.get("PRODUCTION") and settings.get("PREVIEW"):
        raise StopBuild("bản phát hành không thể là bản xem thử: bỏ PREVIEW, hay dùng pelicanconf.py.")
    if "localhost" in str(settings.get("SITEURL", "")):
        raise StopBuild("SITEURL là localhost; bản phát hành cần https://… Khi xem thử, để SITEURL trống.")
    for plugin in wanted:
        name = plugin if isinstance(plugin, str) else plugin.__name__
        if name not in loaded and f"pelican.plugins.{name}" not in loaded:
            raise StopBuild(f"không nạp được plugin “{name}”. Kiểm tra tên và lỗi ở trên; dừng.")
    templates = Path(settings["THEME"]) / "templates"
    needed = ["base.html", *(kind.template for kind in PAGE_KINDS)]
    if not settings.get("SEARCH", True):
        needed.remove("search.html")
    for name in () if is_plain_theme(templates) else needed:
        if not (templates / name).exists():
            raise StopBuild(f"giao diện thiếu {name}.")


def build_settings(settings: dict[str, Any]) -> BuildSettings:
    """Return what the build needs of Pelican's settings; nothing else sees them."""
    own_name = settings.get("SITENAME") != DEFAULT_CONFIG["SITENAME"]
    return settings_of(
        {**settings, "SITENAME": settings["SITENAME"] if own_name else ""}, other_readers(settings)
    )


def other_readers(settings: dict[str, Any]) -> dict[str, Callable[[Path], str]]:
    """
    Return Pelican's readers of other formats than Markdown that the settings allow, by file ending.

    Raw HTML and included files stay forbidden in reStructuredText: both reach beyond the content folder.
    """
    confined = {
        **settings.get("DOCUTILS_SETTINGS", {}),
        "file_insertion_enabled": False,
        "raw_enabled": False,
    }
    known = Readers({**settings, "DOCUTILS_SETTINGS": confined}).readers
    if "html" not in known:
        # Pelican's reader of HTML has two endings; turning off the first means both.
        known.pop("htm", None)

    def reading(reader: Any) -> Callable[[Path], str]:
        def read(file: Path) -> str:
            try:
                html, metadata = reader.read(str(file))
            except Exception as fault:  # each reader has errors of its own
                raise ValueError(" ".join(str(fault).split())) from fault
            return article_text(html or "", metadata)

        return read

    return {ending: reading(known[ending[1:]]) for ending in READ_BY_PELICAN if ending[1:] in known}


class Portal(Pelican):
    """Pelican's class, whose run prepares a whole output folder and exchanges it for the last one."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._wanted_plugins = list(settings.get("PLUGINS") or [])
        super().__init__(settings)

    def init_plugins(self) -> None:
        """Register the plugins; unlike stock Pelican, raise StopBuild for one that cannot start."""
        self.plugins = []
        for plugin in load_plugins(self.settings):
            name = get_plugin_name(plugin)
            try:
                plugin.register()
            except Exception as fault:
                raise StopBuild(f"plugin “{name}” không khởi động được: {fault}.") from fault
            self.plugins.append(plugin)
        self.settings["PLUGINS"] = [get_plugin_name(plugin) for plugin in self.plugins]

    @staticmethod
    def readers_in(file: Path) -> dict[str, Callable[[Path], str]]:
        """Return the readers that a settings file allows, for code that reads the sources without a build."""
        return other_readers(read_settings(str(file)))

    def settings_now(self) -> BuildSettings:
        """Return the settings of a build that begins now."""
        return build_settings(self.settings)

    def reads_the_same(self, settings: BuildSettings) -> bool:
        """Tell whether these are the settings of a build, but for its instant, and sound."""
        try:
            check_settings(self.settings, self._wanted_plugins, self.settings["PLUGINS"])
            return same_build(self.settings_now(), settings)
        except StopBuild:
            return False

    def run(self) -> None:
        """Build; raise SystemExit(1) when articles were rejected, (2) when nothing could be made."""
        if end := self.build_or_ask(keeping=False).result.exit:
            raise SystemExit(end)

    def build_or_ask(self, *, keeping: bool) -> BuildOutcome:
        """Build; where files have errors and somebody is at the terminal, ask whether to build the others."""
        built = self.build(keeping=keeping)
        result = built.result
        can_be_asked = result.exit == 1 and not result.fault and not self.settings.get("QUARANTINE")
        if not can_be_asked or not wants_quarantine(result.problems):
            return built
        self.settings["QUARANTINE"] = True
        return self.build(keeping=keeping)

    def build_for(self, watch_listener: WatchListener) -> Result:
        """Build, call a listener, print the result and return it."""
        with watch_listener.working():
            return self.build(keeping=True, watch_listener=watch_listener).result

    def build(self, *, keeping: bool, watch_listener: WatchListener | None = None) -> BuildOutcome:
        """Build, print the result and return it; with the state at the end where ``keeping`` is true."""
        watch_listener = watch_listener or WatchListener()
        watch_listener.building()
        try:
            check_settings(self.settings, self._wanted_plugins, self.settings["PLUGINS"])
            settings = build_settings(self.settings)
        except StopBuild as fault:
            built = BuildOutcome(Result(2, fault=str(fault)))
        else:
            plugins = Plugins(self, watch_listener)
            signals.initialized.send(self)
            try:
                built = build_and_keep(settings, plugins, keeping=keeping)
            finally:
                plugins.progress.close()
            if plugins.were_called:
                signals.finalized.send(self)
        watch_listener.built(built)
        print_result(built.result, self.settings.get("REPORT"))
        return built

    def stay(self, saved: Iterable[frozenset[Path]], watch_listener: WatchListener | None = None) -> bool:
        """
        Build, and again for every set of saved files, until there are no more; return whether the last were code.

        Where only an article's own page changes, only that page is made again. Other plugins are called
        for whole builds alone, so where there are any each save is a build.
        """
        listener = watch_listener or WatchListener()
        with listener.working():
            state = self.build(keeping=True, watch_listener=listener).state
        print(WAITING, flush=True)
        for paths in saved:
            if is_code(paths):
                return True
            with listener.working():
                state = self._build_again(state, paths, listener)
        return False

    def _build_again(
        self, state: BuildState | None, paths: frozenset[Path], listener: WatchListener
    ) -> BuildState | None:
        """Answer saved files with one page if that is enough, else with a build; return the new state."""
        began = time.perf_counter()
        settings = build_settings(self.settings)
        rebuilt = self._rebuilt_page(settings, state, paths, listener) if state else None
        if state is None or rebuilt is None:
            return self.build(keeping=True, watch_listener=listener).state
        listener.rebuilt(state, rebuilt)
        for problem in rebuilt.now:
            print(problem)
        address = rebuilt.page.removesuffix("index.html")
        taken = f"{time.perf_counter() - began:.2f}".replace(".", ",")
        print(f"Đã cập nhật /{address} ({taken} giây).", flush=True)
        return state

    @staticmethod
    def _rebuilt_page(
        settings: BuildSettings, state: BuildState, paths: frozenset[Path], listener: WatchListener
    ) -> RebuiltPage | None:
        """Return the page that was made again for saved files, None where a whole build is needed."""
        path = saved_article(settings.content.resolve(), state.library.files, paths)
        is_due = state.next_change and settings.now >= state.next_change.moment
        if not path or not state.rebuildable or is_due:
            return None
        listener.saved(settings, state, path)
        try:
            return rebuild_one(settings, state, path)
        except (StopBuild, OSError):
            # The build that follows reports the fault, and puts right what it can.
            return None


class Plugins(BuildListener):
    """Sends Pelican's signals to other plugins: they are called for generators, articles and written pages."""

    def __init__(self, pelican: Portal, watch_listener: WatchListener) -> None:
        self.pelican = pelican
        self._watch_listener = watch_listener
        self.plain_theme = is_plain_theme(Path(pelican.settings["THEME"]) / "templates")
        self.may_write = bool(pelican.plugins) or self.plain_theme
        self.pages: list[tuple[Path, str]] = []
        self.were_called = False
        self.progress = Progress(sys.stderr)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Show the progress of the build."""
        self.progress.step(stage, done, total)
        self._watch_listener.progressed(stage, done, total)

    def written(self, folder: Path, path: str) -> None:
        """Remember a written page, by its path below the output."""
        self.pages.append((folder, path))

    def prepared(self, site: Site, folder: Path) -> None:
        """Send the signals of a whole build; for a theme that was made for Pelican, let Pelican write the pages."""
        settings = self._settings()
        context = settings.copy()
        context |= {
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": site.siteurl,
        }
        shared = {"context": context, "settings": settings, "path": self.pelican.path}
        shared |= {"theme": self.pelican.theme, "output_path": self.pelican.output_path}
        articles, pages = ArticlesGenerator(**shared), PagesGenerator(**shared)
        by_address = {
            addresses.output_path(story.address): self._content(site, story, context, settings)
            for story in (*site.stories, *site.standing)
        }
        articles.articles = [
            one for one in by_address.values() if isinstance(one, Article) and one.status == "published"
        ]
        pages.pages = [one for one in by_address.values() if isinstance(one, Page)]
        _group(articles, context, settings)
        context["pages"] = pages.pages
        # A generator of a plugin's own would write beside our output, unseen by the checks.
        for receiver, generators in signals.get_generators.send(self.pelican):
            if generators:
                raise StopBuild(
                    f"plugin “{receiver.__module__}” thêm bộ sinh trang riêng (get_generators), cổng này chưa dùng được. "
                    "Bỏ plugin này khỏi PLUGINS."
                )
        signals.article_generator_finalized.send(articles)
        signals.page_generator_finalized.send(pages)
        signals.all_generators_finalized.send([articles, pages])
        self.were_called = True
        if self.plain_theme:
            writer = Writer(str(folder), settings)
            articles.generate_pages(writer)
            pages.generate_output(writer)
            return
        for article in articles.articles:
            signals.article_generator_write_article.send(articles, content=article)
        for _, path in self.pages:
            content = by_address.get(path)
            key = "page" if isinstance(content, Page) else "article"
            where = str(Path(self.pelican.output_path) / path)
            signals.content_written.send(where, context={**context, key: content} if content else context)

    def _settings(self) -> dict[str, Any]:
        """Return Pelican's settings; for a theme made for Pelican, with our addresses where none were set."""
        settings: dict[str, Any] = self.pelican.settings.copy()
        if self.plain_theme:
            chosen = {name for name in PLAIN_ADDRESSES if settings.get(name) != DEFAULT_CONFIG.get(name)}
            settings |= {name: value for name, value in PLAIN_ADDRESSES.items() if name not in chosen}
        return settings

    def _content(
        self, site: Site, story: Story, context: dict[str, Any], settings: dict[str, Any]
    ) -> Article | Page:
        """Return an article as Pelican's own object; the only place where our names become Pelican's names."""
        facts = story.article
        metadata: dict[str, Any] = {
            **facts.extra,
            "title": facts.title,
            "slug": facts.slug,
            "summary": facts.summary,
            "status": "published" if story.listed else "hidden",
            "url": story.address,
            "save_as": addresses.output_path(story.address),
            "tags": [_named(Tag(tag.name, settings), tag.slug) for tag in facts.tags],
        }
        if facts.byline.people:
            people = facts.byline.people
            metadata["authors"] = [_named(Author(one.name, settings), one.slug) for one in people]
        if facts.date:
            metadata["date"] = facts.date
        if facts.modified:
            metadata["modified"] = facts.modified
        if facts.section:
            section = site.sections.by_path.get(facts.section)
            category = Category(section.name if section else facts.section, settings)
            metadata["category"] = _named(category, facts.section)
        kind = Article if facts.date else Page
        return kind(story.html, metadata, settings, str(Path(settings["PATH"]).parent / facts.path), context)


def _named(wrapper: URLWrapper, slug: str) -> URLWrapper:
    """Return a category, tag or author with our slug."""
    wrapper.slug = slug
    return wrapper


def _group(articles: ArticlesGenerator, context: dict[str, Any], settings: dict[str, Any]) -> None:
    """Group a generator's articles, and fill the context, as Pelican's own run would."""
    for article in articles.articles:
        articles.categories[article.category].append(article)
        for tag in article.tags:
            articles.tags[tag].append(article)
        for author in getattr(article, "authors", []):
            articles.authors[author].append(article)
    articles.dates = list(articles.articles)
    articles.categories = sorted(articles.categories.items(), key=lambda pair: pair[0].slug)
    articles.authors = sorted(articles.authors.items(), key=lambda pair: pair[0].slug)
    articles.period_archives = articles._build_period_archives(articles.dates, articles.articles, settings)
    articles._update_context(
        ("articles", "hidden_articles", "drafts", "dates", "tags", "categories", "authors")
    )
    context["period_archives"] = articles.period_archives
