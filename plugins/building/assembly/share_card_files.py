"""The share cards among the output files: the upper band of each is drawn once, and then lies in the cache beside the photos."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.building.assembly.assemble import SiteModel
from plugins.building.incremental.plan import OutputFile
from plugins.media import picture_cache
from plugins.media.output_folders import PICTURES
from plugins.pages.open_graph_image import share_cards
from plugins.pages.share_card import CardStyle, ShareCard, card_address, upper_digest
from plugins.pages.site import Site

if TYPE_CHECKING:
    from plugins.pages.card_painter import CardPainter

FILE = "the.zlib"  # the name of a card's upper band in its folder of the cache


def card_outputs(model: SiteModel, cache: Path) -> Iterator[OutputFile]:
    """Yield the cards as output files; the address of each names its content. ``cache`` is the build's cache folder."""
    if style := model.assets.card_style:
        painter = _painter(style)
        for address, card in share_cards(model.site):
            yield _output(painter, address, card, model.site.card_style, cache)


def card_output(site: Site, style: CardStyle, card: ShareCard, cache: Path) -> OutputFile:
    """Return one card as an output file."""
    return _output(_painter(style), card_address(card, site.card_style), card, site.card_style, cache)


def _painter(style: CardStyle) -> CardPainter:
    # What paints takes long to import, and the saved body of an article changes no card.
    from plugins.pages.card_painter import CardPainter

    return CardPainter(style)


def _output(painter: CardPainter, address: str, card: ShareCard, style: str, cache: Path) -> OutputFile:
    make = partial(_drawn, painter, card, cache / PICTURES, _cache_name(card, style))
    return OutputFile(address, address, make)


def cards_in_use(model: SiteModel) -> set[str]:
    """Return the names under which the cards in use lie in the cache."""
    return {_cache_name(card, model.site.card_style) for _, card in share_cards(model.site)}


def _cache_name(card: ShareCard, style: str) -> str:
    """
    Return a card's name in the cache.

    It names the title and the section, the theme's fonts and emblem, and the way it is drawn: the portal's name and other
    settings, another version of Pillow and the build's memory do not matter.
    """
    return f"the-{upper_digest(card, style)}"


def _drawn(painter: CardPainter, card: ShareCard, folder: Path, name: str) -> bytes:
    """Return a card's bytes; its upper band is drawn if the cache folder does not hold it whole."""
    upper = picture_cache.load(folder, name, FILE)
    if upper is None:
        upper = painter.upper_band(card)
        picture_cache.store(folder, name, {FILE: upper})
    return painter.card(upper, card)
