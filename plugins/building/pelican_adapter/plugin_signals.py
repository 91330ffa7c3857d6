"""The signals of Pelican: what a plugin that listens to each may change, and which are not sent here, and why."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican.generators import PelicanTemplateNotFound
from pelican.plugins import signals

from plugins.building.pelican_adapter.pelican_private import plugin_name
from plugins.problems.stop_build import StopBuild


class Effect(StrEnum):
    """What a plugin that listens to a signal may change."""

    SETTINGS = "settings and readers, before a build begins"
    PORTAL = "articles, pages and the context, before any page is made"
    OUTPUT = "any file of the output: every page is made in every build"
    REFUSED = "nothing: the signal is not sent"


@dataclass(frozen=True, slots=True)
class SignalUse:
    """
    How a signal is used: with our theme, and with one made for Pelican; ``needs`` tells what a plugin would need that is refused.
    """

    ours: Effect
    plain: Effect
    needs: str = ""


def _both(effect: Effect) -> SignalUse:
    return SignalUse(effect, effect)


_FEED = "nguồn tin của cổng do cổng tự viết; plugin cần giao diện làm cho Pelican và một cài đặt FEED_…"
_WRITER = "trang của cổng không do Writer của Pelican ghi; plugin cần giao diện làm cho Pelican"

USES: dict[str, SignalUse] = {
    "initialized": _both(Effect.SETTINGS),
    "readers_init": _both(Effect.SETTINGS),
    "get_generators": _both(Effect.PORTAL),
    "generator_init": _both(Effect.PORTAL),
    "article_generator_init": _both(Effect.PORTAL),
    "article_generator_preread": _both(Effect.PORTAL),
    "article_generator_context": _both(Effect.PORTAL),
    "article_generator_pretaxonomy": _both(Effect.PORTAL),
    "article_generator_finalized": _both(Effect.PORTAL),
    "page_generator_init": _both(Effect.PORTAL),
    "page_generator_preread": _both(Effect.PORTAL),
    "page_generator_context": _both(Effect.PORTAL),
    "page_generator_finalized": _both(Effect.PORTAL),
    "content_object_init": _both(Effect.PORTAL),
    "static_generator_init": _both(Effect.PORTAL),
    "static_generator_preread": _both(Effect.PORTAL),
    "static_generator_context": _both(Effect.PORTAL),
    "static_generator_finalized": _both(Effect.PORTAL),
    "all_generators_finalized": _both(Effect.PORTAL),
    "article_generator_write_article": _both(Effect.OUTPUT),
    "article_writer_finalized": _both(Effect.OUTPUT),
    "page_generator_write_page": _both(Effect.OUTPUT),
    "page_writer_finalized": _both(Effect.OUTPUT),
    "content_written": _both(Effect.OUTPUT),
    "feed_written": _both(Effect.OUTPUT),
    "finalized": _both(Effect.OUTPUT),
    "get_writer": SignalUse(Effect.REFUSED, Effect.OUTPUT, _WRITER),
    "feed_generated": SignalUse(Effect.REFUSED, Effect.OUTPUT, _FEED),
}


def effects_heard(*, pelican_theme: bool) -> frozenset[Effect]:
    """Return what those who listen to Pelican's signals may change."""
    heard = (use for name, use in USES.items() if _is_heard(getattr(signals, name)))
    return frozenset(use.plain if pelican_theme else use.ours for use in heard)


def _is_heard(signal: Any) -> bool:
    """Tell whether anybody listens to a signal; pelican-granular-signals listens by taking the place of ``send``."""
    return bool(signal.receivers) or "send" in vars(signal)


class PluginNames:
    """The names of the plugins that are loaded, by the modules that their code lies in."""

    def __init__(self, plugins: Iterable[Any]) -> None:
        self._by_module: dict[str, str] = {}
        for plugin in plugins:
            self.add(plugin)

    def add(self, plugin: Any) -> None:
        """Add a plugin: a module, a class or an object."""
        name = plugin_name(plugin)
        module = name if hasattr(plugin, "__path__") or hasattr(plugin, "__file__") else plugin.__module__
        self._by_module[module] = name.removeprefix("pelican.plugins.")

    def owner(self, module: str) -> str:
        """Return the name of the plugin that a module belongs to, "" where it is no plugin's."""
        while module and module not in self._by_module:
            module = module.rpartition(".")[0]
        return self._by_module.get(module, "")

    def of_module(self, module: str) -> str:
        """Return the name of the plugin that a module belongs to, else the module's own."""
        return self.owner(module) or module

    def listening_to(self, names: Iterable[str]) -> str:
        """Return the names of the plugins that listen to signals, as a text."""
        found = {
            self.of_module(str(getattr(receiver, "__module__", type(receiver).__module__)))
            for name in names
            for receiver in getattr(signals, name).receivers_for(None)
        }
        return ", ".join(f"“{name}”" for name in sorted(found))

    def refuse_unsent(self, *, pelican_theme: bool) -> None:
        """Raise StopBuild for a plugin that listens to a signal which is not sent."""
        for name, use in USES.items():
            effect = use.plain if pelican_theme else use.ours
            if effect is Effect.REFUSED and _is_heard(getattr(signals, name)):
                raise StopBuild(
                    f"plugin {self.listening_to([name])} đợi tín hiệu {name}, cổng không gửi tín hiệu này: {use.needs}. "
                    "Bỏ plugin này khỏi PLUGINS."
                )

    @contextmanager
    def named(self, doing: str = "gặp lỗi", unless_known: str = "") -> Iterator[None]:
        """
        Turn a fault of a plugin or a theme inside the block into a StopBuild that names it; others pass.

        ``unless_known`` is the plugin whose fault it is where it comes from no plugin's code.
        """
        try:
            yield
        except (Exception, SystemExit) as fault:
            if isinstance(fault, StopBuild):
                raise
            if told := self._told(fault, doing, unless_known):
                raise StopBuild(told) from fault
            raise

    def _told(self, fault: BaseException, doing: str, unless_known: str) -> str:
        """Return what is told of a fault, "" where it comes from neither a plugin nor a theme."""
        what = f"{type(fault).__name__}: {' '.join(str(fault).split())}"
        frames = [
            (frame.f_globals.get("__name__", ""), f"{Path(frame.f_code.co_filename).name}, dòng {line}")
            for frame, line in traceback.walk_tb(fault.__traceback__)
        ]
        if plugin := self._at_fault([module for module, _ in frames]) or unless_known:
            place = next(
                (place for module, place in reversed(frames) if self.of_module(module) == plugin),
                frames[-1][1],
            )
            return f"plugin “{plugin}” {doing}: {what} ({place}). Bản cũ được giữ nguyên; sửa hoặc bỏ plugin này khỏi PLUGINS."
        if isinstance(fault, TemplateError | PelicanTemplateNotFound):
            line = getattr(fault, "lineno", None)
            place = f" ({getattr(fault, 'name', '')}, dòng {line})" if line else f" ({frames[-1][1]})"
            return f"giao diện có lỗi{place}: {what}. Bản cũ được giữ nguyên."
        return ""

    def _at_fault(self, modules: list[str]) -> str:
        """Return the plugin whose code was called first among those that a fault went through, "" for none."""
        owned = next((name for module in modules if (name := self.owner(module))), "")
        if owned:
            return owned
        # A receiver may lie in a module that is no plugin's own.
        called = (after for before, after in pairwise(modules) if _sends(before) and not _sends(after))
        return next((self.of_module(module) for module in called), "")


def _sends(module: str) -> bool:
    return module.split(".")[0] == "blinker"
