"""Follows a build for Pelican's plugins and themes: sends the signals, and gives templates what plugins made."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.plugins import signals

from plugins.building.pelican_adapter.plugin_generators import PluginGenerators, PluginPortal, run_generators
from plugins.building.pelican_adapter.plugin_signals import Effect, PluginNames, effects_heard
from plugins.building.pelican_adapter.theme_kind import is_pelican_theme
from plugins.building.pelican_adapter.written_feed import feed_in
from plugins.building.progress import Progress
from plugins.building.sources.listener import BuildListener, ListenerChanges
from plugins.building.watch_listener import WatchListener
from plugins.pages.render import asked_of_plugins
from plugins.pages.site import Site

if TYPE_CHECKING:
    from pelican import Pelican


class PluginListener(BuildListener):
    """
    Sends Pelican's signals to plugins; for a theme that was made for Pelican, lets Pelican write the pages.

    Plugins are asked for as little as they listen to: who hears nothing of articles or files leaves a build as quick as it is.
    """

    def __init__(self, pelican: Pelican, names: PluginNames, watch_listener: WatchListener) -> None:
        self.pelican = pelican
        self._names = names
        self._watch_listener = watch_listener
        templates = Path(pelican.settings["THEME"]) / "templates"
        self.pelican_theme = is_pelican_theme(templates)
        effects = effects_heard(pelican_theme=self.pelican_theme) if pelican.plugins else frozenset()
        # Templates of the settings see the whole portal, as plugins do.
        self.hears = Effect.PORTAL in effects or bool(pelican.settings["TEMPLATE_PAGES"])
        # What plugins set on articles can be anything, so where the theme shows it no page is known to be the same as before.
        shows = self.hears and not self.pelican_theme and bool(asked_of_plugins(templates))
        self.may_write = self.pelican_theme or shows or Effect.OUTPUT in effects
        self._generators: PluginGenerators | None = None
        self.progress = Progress(sys.stderr)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Show the progress of the build."""
        self.progress.step(stage, done, total)
        self._watch_listener.progressed(stage, done, total)

    def assembled(self, site: Site, published: Mapping[str, Path]) -> ListenerChanges:
        """Send the signals of everything that is read; return what plugins made of it."""
        with self._names.named():
            portal = PluginPortal(site, published, self.pelican_theme)
            made = run_generators(self.pelican, portal, self._names)
            self._generators = made
            return ListenerChanges(made.changed_stories(), adds_files=bool(made.others))

    def template_values(self, path: str) -> Mapping[str, object]:
        """Return the context as plugins left it, with the article or page that is shown."""
        if self._generators is None:
            return {}
        context = self._generators.context_of(path)
        return {name: value for name, value in context.items() if not name.isupper()}

    def writing(self, path: str) -> None:
        """Tell plugins that an article's page is about to be written."""
        if self._generators and not self.pelican_theme:
            with self._names.named():
                self._generators.send_writing(path)

    def written(self, folder: Path, path: str) -> None:
        """Tell plugins of a written page or feed."""
        if self._generators is None:
            return
        place = str(folder / path)
        with self._names.named():
            if path.endswith(".html"):
                signals.content_written.send(place, context=self._generators.context_of(path))
            elif path.endswith((".atom.xml", ".rss.xml")) and signals.feed_written.receivers:
                # Ours are made of values: who listens gets the file's entries as Pelican's feeds have them.
                context = self._generators.context
                signals.feed_written.send(place, context=context, feed=feed_in(folder / path))

    def prepared(self, site: Site, folder: Path) -> None:
        """Let generators write their files, and tell plugins that all is written."""
        if self._generators:
            with self._names.named():
                self._generators.write(folder)
