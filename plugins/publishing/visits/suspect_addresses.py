"""Addresses that no portal has, for which a live site is asked: where break-ins leave something, and some that are made up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# So many folders of betting are also asked for as a page.
_AS_PAGES = 12


@dataclass(frozen=True, slots=True)
class SuspectAddresses:
    """
    The addresses in suspect_addresses.toml.

    ``paths`` are asked for in every run, those of them that are ``shown_to_search`` also as search engines and who comes
    from them; ``hidden_names`` below folders of the portal. With a query a page must
    stay that page: injected code responds to ``injected_queries``, links of networks carry ``network_queries``.
    """

    paths: tuple[str, ...]
    shown_to_search: tuple[str, ...]
    hidden_names: tuple[str, ...]
    injected_queries: tuple[str, ...]
    network_queries: tuple[str, ...]


@cache
def suspect_addresses() -> SuspectAddresses:
    """Return the addresses in the data file."""
    data = tomllib.loads(Path(__file__).with_name("suspect_addresses.toml").read_text("utf-8"))
    shown_to_search = (
        *(f"{name}/" for name in data["betting"]),
        *(f"{name}.html" for name in data["betting"][:_AS_PAGES]),
        *data["sitemaps"],
    )
    paths = (
        *shown_to_search,
        *(f"{name}.php" for name in data["shells"]),
        *data["server_code"],
        *data["secrets"],
        *data["platforms"],
        *data["workers"],
    )
    return SuspectAddresses(
        paths,
        shown_to_search,
        hidden_names=tuple(data["hidden_names"]),
        injected_queries=tuple(data["injected_queries"]),
        network_queries=tuple(data["network_queries"]),
    )


def made_up_addresses(word: str, section: str, page: str) -> tuple[str, ...]:
    """
    Return addresses that no portal has, in the forms that injected code answers to; ``word`` is one of no language.

    >>> made_up_addresses("qzx", "tin/", "tin/2024/a/")[:3]
    ('qzx/', 'qzx.html', 'qzx.php')
    """
    return (
        *(f"{word}/", f"{word}.html", f"{word}.php", f"{word}", f"nha-cai-{word}/", f"casino-{word}.html"),
        *(
            f"{section}{word}/",
            f"{section}{word}.html",
            f"{page}{word}/",
            f"{page}amp/",
            f"tag/{word}/",
            f"shop/{word}-88.html",
        ),
        *(
            f"index.php/{word}",
            f"san-pham/{word}/",
            f"{word}/{word}/",
            f"en/{word}",
            f"{word}.xml",
            f"?{word}=1",
        ),
    )
