"""Pelican's own class, as which our build runs."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import walk_tb
from typing import Any

from pelican import Pelican
from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins.building.build_state import BuildOutcome, BuildState
from plugins.building.edition.result import Result
from plugins.building.edition.staging_path import staging_of
from plugins.building.file_watcher import is_code, saved_article
from plugins.building.options import DEFAULT_SETTINGS, SETTING_OF
from plugins.building.pelican_adapter.configuration import settings_of
from plugins.building.pelican_adapter.list_addresses import portal_addresses
from plugins.building.pelican_adapter.other_readers import other_readers
from plugins.building.pelican_adapter.pelican_flags import Verbosity, flags_in
from plugins.building.pelican_adapter.pelican_private import load_plugins, plugin_name
from plugins.building.pelican_adapter.plugin_signals import PluginNames
from plugins.building.pelican_adapter.reading_settings import as_given
from plugins.building.pelican_adapter.setting_fault import placed_faults
from plugins.building.pelican_adapter.settings_lines import setting_places
from plugins.building.plugin_listener import PluginListener
from plugins.building.quarantine_question import wants_quarantine
from plugins.building.rebuild_one import RebuiltPage, rebuild_one
from plugins.building.report import print_result
from plugins.building.run import build_and_keep
from plugins.building.settings_check import check_settings, setting_reminders
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.shown_links import PLACE
from plugins.building.watch_listener import WatchListener
from plugins.building.without_pelican import same_build
from plugins.problems import Level, warning
from plugins.problems.stop_build import StopBuild

WAITING = "Đang đợi thay đổi (Ctrl-C để dừng) …"


def _loaded(settings: dict[str, Any]) -> list[Any]:
    """Return the plugins that settings name; raise StopBuild for one that cannot be imported: Pelican imports also those that are only installed."""
    try:
        found = load_plugins(settings)
    except (Exception, SystemExit) as fault:
        modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(fault.__traceback__)]
        named = (one for one in modules if re.match(r"pelican\.plugins\.(?!_)", one))
        name = next(named, modules[-1]).removeprefix("pelican.plugins.")
        raise StopBuild(
            f"không nạp được plugin “{name}”: {type(fault).__name__}: {fault}. Cài những gì nó cần, hoặc gỡ gói của nó."
        ) from fault
    return found


@dataclass(frozen=True, slots=True)
class PelicansReading:
    """The readers that Pelican and its plugins bring, the setting MARKDOWN as plugins leave it, and whether plugins may write into the output."""

    readers: dict[str, Callable[[Path], str]]
    markdown: Mapping[str, Any]
    may_write: bool = False


class Portal(Pelican):
    """
    Pelican's class, whose run prepares a whole output folder and exchanges it for the last one.

    To plugins, and to all that Pelican hands them, the output path is the staging folder; ``public_output`` is the public one.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        # Pelican warns of its absence.
        settings = {"TIMEZONE": "UTC", **settings}
        self._wanted_plugins = list(settings.get("PLUGINS") or [])
        self._names = PluginNames(())
        # Pelican tells its class nothing of these.
        self._flags = flags_in(sys.argv[1:])
        self.public_output = Path(settings["OUTPUT_PATH"])
        # What plugins and Pelican set by themselves nobody set in vain.
        self._file = Path(self._flags.settings or DEFAULT_SETTINGS)
        self._places = setting_places(self._file)
        self._reminders = setting_reminders(settings, DEFAULT_CONFIG, self._places)
        staging = staging_of(self.public_output)
        was_there, markdown = staging.exists(), repr(settings.get("MARKDOWN"))
        with self._names.named("không khởi động được"):
            # A copy: Pelican's command serves the folder that the settings file names.
            super().__init__(
                {**settings, **portal_addresses(settings, DEFAULT_CONFIG), "OUTPUT_PATH": str(staging)}
            )
        plugins = self._names.listening_to(["initialized"])
        if repr(self.settings.get("MARKDOWN")) != markdown:
            self._reminders.append(
                warning(
                    PLACE,
                    0,
                    "cai-dat",
                    f"plugin {plugins} thêm phần mở rộng vào cài đặt MARKDOWN: mỗi lần dựng đều đọc và làm lại mọi trang, chậm hơn; "
                    "HTML mà cổng không cho phép vẫn bị bỏ.",
                )
            )
        if staging.exists() and not was_there:
            raise StopBuild(
                f"plugin {plugins} ghi vào “{staging}” trước khi dựng. Xóa thư mục ấy, bỏ plugin này khỏi PLUGINS."
            )

    def init_plugins(self) -> None:
        """Register the plugins; unlike stock Pelican, raise StopBuild for one that cannot start."""
        self.plugins = []
        for plugin in _loaded(self.settings):
            self._names.add(plugin)
            name = plugin_name(plugin).removeprefix("pelican.plugins.")
            try:
                plugin.register()
            except (Exception, SystemExit) as fault:
                raise StopBuild(f"plugin “{name}” không khởi động được: {fault}.") from fault
            self.plugins.append(plugin)
        self.settings["PLUGINS"] = [plugin_name(plugin) for plugin in self.plugins]

    @property
    def _typed(self) -> set[str]:
        """The settings that the command line gives values, by Pelican's option or by one of ours."""
        typed = {word.partition("=")[0] for word in sys.argv[1:]}
        return {*self._flags.named, *(name for option, name in SETTING_OF.items() if typed & {*option.names})}

    @classmethod
    def reading_in(cls, file: Path) -> PelicansReading:
        """Return what a settings file and its plugins mean to code that reads the sources without a build."""
        settings = read_settings(str(file))
        if not settings.get("PLUGINS"):
            return PelicansReading(other_readers(settings, PluginNames(())), settings["MARKDOWN"])
        portal = cls(settings)
        writes = PluginListener(portal, portal._names, WatchListener()).may_write
        readers = other_readers(portal.settings, portal._names)
        return PelicansReading(readers, portal.settings["MARKDOWN"], writes)

    def settings_now(self) -> BuildSettings:
        """Return the settings of a build that begins now."""
        # Named counts, in the file or on the command line, also where the value is Pelican's own.
        given = as_given(self.settings, DEFAULT_CONFIG, {*self._places, *self._flags.named})
        public = {**given, "OUTPUT_PATH": str(self.public_output)}
        own_name = public.get("SITENAME") != DEFAULT_CONFIG["SITENAME"]
        public["SITENAME"] = public["SITENAME"] if own_name else ""
        with self._names.named():
            return settings_of(public, other_readers({**self.settings, **public}, self._names))

    def reads_the_same(self, settings: BuildSettings) -> bool:
        """Tell whether these are the settings of a build, but for its instant, and sound, and there is nothing to say of them."""
        if self._reminders:
            return False
        try:
            check_settings(self.settings, self._wanted_plugins, self.settings["PLUGINS"])
            return same_build(self.settings_now(), settings)
        except StopBuild:
            return False

    def run(self) -> None:
        """
        Build; raise SystemExit(1) when articles were rejected, (2) when nothing could be made.

        Where the command line says that sources are watched, return whatever the end: the next save may mend it.
        """
        if self._flags.watches:
            self.build(keeping=False)
            return
        result = self.build_or_ask(keeping=False).result
        reminded = any(problem.level is Level.WARNING for problem in result.problems)
        if not result.exit and self._flags.fatal_reminders and reminded:
            # Nothing changed since a build that was not so strict; what that made stays.
            print("Có lời nhắc, mà --fatal warnings coi mỗi lời nhắc là lỗi.")
            raise SystemExit(1)
        if result.exit:
            raise SystemExit(result.exit)

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
            with placed_faults(self._file, self._typed):
                check_settings(self.settings, self._wanted_plugins, self.settings["PLUGINS"])
                settings = self.settings_now()
            fatal, reminded = self._flags.fatal_reminders, bool(self._reminders)
            settings = replace(settings, fatal_reminders=fatal, is_reminded=reminded)
            if self.plugins:
                self._names.refuse_unsent(pelican_theme=settings.pelican_theme)
        except StopBuild as fault:
            built = BuildOutcome(Result(2, fault=str(fault)))
        else:
            plugins = PluginListener(self, self._names, watch_listener)
            plugins.progress.is_silent = self._flags.verbosity is Verbosity.QUIET
            try:
                built = build_and_keep(settings, plugins, keeping=keeping)
            finally:
                plugins.progress.close()
        built = replace(built, result=built.result.with_problems(self._reminders))
        watch_listener.built(built)
        print_result(built.result, self.settings.get("REPORT"), self._flags.verbosity)
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
            # Who reads along through a pipe waits for these lines.
            sys.stdout.flush()
        return False

    def _build_again(
        self, state: BuildState | None, paths: frozenset[Path], listener: WatchListener
    ) -> BuildState | None:
        """Answer saved files with one page if that is enough, else with a build; return the new state."""
        began = time.perf_counter()
        settings = self.settings_now()
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
