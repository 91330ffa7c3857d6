"""The addresses in an article's header that pages show as links: as they are written, and where they lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from plugins.article.facts import Article

_SOURCE, _FORM = "source", "consultation_form"


def written_addresses(article: Article) -> dict[str, str]:
    """Return the address of the source and that of the form of a consultation, by the names of their fields; those that there are."""
    source, register = article.source, article.register
    form = register.ways.form if register and register.ways else ""
    found = {_SOURCE: source.url if source else "", _FORM: form}
    return {name: address for name, address in found.items() if address}


def with_addresses(article: Article, found: Mapping[str, str]) -> Article:
    """Return an article whose source and form lead to other addresses, given by the names of their fields; one that is "" is no link."""
    source, register = article.source, article.register
    if source and _SOURCE in found:
        article = replace(article, source=replace(source, url=found[_SOURCE]))
    if register and register.ways and _FORM in found:
        ways = replace(register.ways, form=found[_FORM])
        article = replace(article, register=replace(register, ways=ways))
    return article
