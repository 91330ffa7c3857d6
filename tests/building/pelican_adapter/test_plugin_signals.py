"""The table of Pelican's signals, and which plugin a fault is told of."""

from __future__ import annotations

import types

import pytest
from pelican.contents import Article, Page
from pelican.plugins import signals

from plugins.building.pelican_adapter.plugin_keys import PELICANS_OWN
from plugins.building.pelican_adapter.plugin_signals import USES, Effect, PluginNames
from plugins.problems.stop_build import StopBuild

Signal = type(signals.initialized)


def test_the_table_has_every_signal_of_pelican() -> None:
    """A new Pelican with another signal fails here: decide what it means."""
    assert {name for name, value in vars(signals).items() if isinstance(value, Signal)} == USES.keys()


def test_a_signal_that_is_not_sent_says_what_is_missing() -> None:
    """Who is refused learns why."""
    for use in USES.values():
        assert (Effect.REFUSED in (use.ours, use.plain)) == bool(use.needs)


def test_what_articles_have_by_themselves_is_no_header_key() -> None:
    """A key such as ``is_valid`` would take the place of Pelican's own function of that name."""
    have = {name for kind in (Article, Page) for name in dir(kind) if not name.startswith("_")}
    article = Article("", {"title": "A"})
    have |= {name for name in vars(article) if not name.startswith("_")}

    assert have <= PELICANS_OWN


def module(name: str, code: str) -> types.ModuleType:
    """Return a module of some code."""
    made = types.ModuleType(name)
    made.__file__ = f"/{name.rpartition('.')[2]}.py"
    exec(compile(code, made.__file__, "exec"), vars(made))
    return made


def test_a_fault_is_told_of_the_plugin_whose_code_it_went_through() -> None:
    """Also where the plugin calls others that fail; what comes from no plugin passes as it is."""
    plugin = module("pelican.plugins.ten", "def fails(work):\n    work()\n")
    names = PluginNames([plugin])

    with (
        pytest.raises(StopBuild, match=r"plugin “ten” gặp lỗi: ZeroDivisionError: .*\(ten.py, dòng 2\)"),
        names.named(),
    ):
        plugin.fails(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError), names.named():
        assert 1 // 0
    with pytest.raises(StopBuild, match="plugin “ten” gặp lỗi: SystemExit"), names.named():
        plugin.fails(lambda: exec("raise SystemExit"))


def test_a_fault_of_a_receiver_is_told_of_its_module() -> None:
    """A receiver may lie in a module that is no plugin's own."""
    signal = Signal("thu")
    helper = module("nguoi_giup", "def fails(sender):\n    raise ValueError('hỏng')\n")
    signal.connect(helper.fails)

    with (
        pytest.raises(StopBuild, match="plugin “nguoi_giup” gặp lỗi: ValueError: hỏng"),
        PluginNames([]).named(),
    ):
        signal.send(None)
