"""Check the addresses that machines take from the head of a page: its share picture, its data, its versions elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import Any

from plugins.building.edition.html_addresses import attributes_of
from plugins.building.edition.link_targets import served_file
from plugins.problems import Problem, error
from plugins.publishing.audit.html_patterns import LINKED_DATA, head_end
from plugins.publishing.audit.linked_data import ARTICLES, parsed_json, things_of
from plugins.publishing.audit.site_base import SiteBase

_SHARED = re.compile(r"<meta (?:property|name)=\"((?:og|twitter):image)\" content=\"([^\"]*)\"")
_LINK = re.compile(r"<link\b([^<>]*)>", re.IGNORECASE)
_VERSIONS = frozenset({"amphtml", "alternate", "next", "prev"})


def head_address_problems(path: str, text: str, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """Yield addresses in a page's head that belong to another site or page, or at which there is nothing."""
    if not base.siteurl:
        return
    head = text[: head_end(text)]
    for found in _SHARED.finditer(head):
        yield from _own_file(path, found[1], unescape(found[2]), base, files)
    for found in _LINK.finditer(head):
        attributes = attributes_of(found[1])
        address = attributes.get("href", "")
        if _VERSIONS.isdisjoint(attributes.get("rel", "").lower().split()):
            continue
        if "//" in address and not base.is_own(address):
            message = f"trang kể một bản khác của nó ở “{address[:100]}”, không thuộc cổng này."
            yield error(path, 0, "may-tim-kiem", message)
    own = base.own_address(path)
    for written in LINKED_DATA.findall(head):
        for block in things_of(parsed_json(written)):
            if block.get("@type") in ARTICLES:
                yield from _article(path, block, own, base, files)


def _article(
    path: str, block: dict[str, Any], own: str, base: SiteBase, files: Collection[str]
) -> Iterator[Problem]:
    for name in ("url", "mainEntityOfPage"):
        value = block.get(name)
        address = value.get("@id", "") if isinstance(value, dict) else value
        if isinstance(address, str) and address and address != own:
            message = f"JSON-LD: {name} là “{address[:100]}”, không phải địa chỉ của bài: máy tìm kiếm sẽ bỏ trang này."
            yield error(path, 0, "may-tim-kiem", message)
    pictures = block.get("image")
    for one in pictures if isinstance(pictures, list) else [pictures]:
        address = one.get("url", "") if isinstance(one, dict) else one
        if isinstance(address, str) and address:
            yield from _own_file(path, "JSON-LD: image", address, base, files)


def _own_file(
    path: str, what: str, address: str, base: SiteBase, files: Collection[str]
) -> Iterator[Problem]:
    targets = base.targets(address, path)
    if not (targets and served_file(targets[0], files)):
        yield error(path, 0, "anh-chet", f"{what} “{address[:100]}” không phải một tệp của cổng.")
