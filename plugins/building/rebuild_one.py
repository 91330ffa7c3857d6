"""One article is saved again while a build stays at hand: where only its own page can tell, only that page is made."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace

from plugins.building.assemble import filled
from plugins.building.edition import hardlink_copy
from plugins.building.edition.link_check import offer_of
from plugins.building.incremental.build_cache import Known, Linked, Remembered, Written, memory_of
from plugins.building.incremental.plan import Arrivals, Change, Done, Output, audited
from plugins.building.linking import Linker
from plugins.building.media_plans import photo_view
from plugins.building.read_sources import read_again
from plugins.building.run import Kept, at_work
from plugins.building.settings import BuildSettings
from plugins.building.write_output import page_output
from plugins.lifecycle.outcome import Outcome
from plugins.memory.store import Damaged
from plugins.pages.page import Page
from plugins.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class _Again:
    """An article as it was read again: what it says, its body, where that leads, and its page."""

    path: str
    known: Known
    html: str
    linked: Linked
    page: Page
    output: Output


@dataclass(frozen=True, slots=True)
class Mended:
    """A page that was made anew (its path below the output), what was said of its article and is to be said now."""

    page: str
    before: tuple[Problem, ...]
    now: tuple[Problem, ...]


def mend(settings: BuildSettings, kept: Kept, path: str) -> Mended | None:
    """
    Make the page of an article (``path`` is below content/) anew.

    None, with nothing touched, where more than its own page may have changed: then a build is
    needed. Raises StopBuild where another build is at work or a template is at fault.
    """
    again = _read(settings, kept, path)
    if again is None:
        return None
    try:
        with at_work(settings), closing(Remembered(memory_of(settings.cache, settings.output))) as remembered:
            if not _put(settings, kept, again, remembered):
                return None
    except Damaged:
        return None
    article, said = again.known.reading.article, again.known.reading.problems
    assert article is not None
    desk, linked = kept.desk, kept.made.linked
    before = (*desk.said.get(path, ()), *linked[path].problems)
    desk.articles[path], desk.said[path] = article, said
    desk.digests[path], desk.contents[path] = again.known.digest, again.known.content
    linked[path] = again.linked
    kept.edition.articles[article.path] = again.page
    return Mended(again.output.path, before, (*said, *again.linked.problems))


def _read(settings: BuildSettings, kept: Kept, path: str) -> _Again | None:
    """Return an article that is still told and linked as before, None for any other."""
    page = kept.edition.articles.get(kept.library.shown(path))
    read = read_again(settings, kept.library, kept.registries, path) if page else None
    if page is None or page.story is None or read is None:
        return None
    known, html = read
    article = known.reading.article
    if article is None or not _tells_the_same(kept, path, known):
        return None
    linked = Linker(article, kept.made.places).linked(known.digest)
    if not _leads_to_the_same(kept.made.linked[path], linked):
        return None
    root = kept.made.site.portal.root
    body = filled(html, linked.fillings, root)
    story = replace(page.story, article=article, body=lambda: body, cover=photo_view(linked.cover, root))
    kept.prints.read_again(article.path, f"{known.digest}{linked.digest}")
    mended = replace(page, story=story)
    output = page_output(kept.edition.renderer, kept.prints, mended)
    return _Again(path, known, html, linked, mended, output)


def _tells_the_same(kept: Kept, path: str, known: Known) -> bool:
    """Return whether lists, links and other articles cannot tell that an article was written again."""
    desk, article, before = kept.desk, known.reading.article, kept.desk.articles[path]
    if article is None or known.told != desk.told[path] or path not in kept.made.linked:
        return False
    if desk.outcomes[path] is Outcome.REJECTED:
        return False
    if any(content == known.content for other, content in desk.contents.items() if other != path):
        return False
    return (
        article.lines == before.lines
        and article.extra == before.extra
        and article.body.anchors == before.body.anchors
    )


def _leads_to_the_same(before: Linked, now: Linked) -> bool:
    """Return whether the same files are published for a body, and its links need no other page to be asked."""
    sound = all(problem.level is not Level.ERROR for problem in now.problems)
    same_files = (before.pictures, before.whole, {*before.attached}) == (
        now.pictures,
        now.whole,
        {*now.attached},
    )
    return sound and same_files and before.told == now.told and before.own == now.own


def _put(settings: BuildSettings, kept: Kept, again: _Again, remembered: Remembered) -> bool:
    """Put a page in its place and remember it; False where the folder is not as it was left or the page has faults."""
    public, output, root = settings.output.resolve(), again.output, kept.made.site.portal.root
    place = public / output.path
    before = remembered.pages.one(output.path)
    if before is None or not place.is_file() or before.stamp != hardlink_copy.file_stamp(os.lstat(place)):
        return False
    if remembered.facts.values.get("public") != hardlink_copy.identity(public):
        return False
    data = output.make()
    offer = offer_of(output.path, data, root, settings.siteurl)
    # Should the machine stop from here on, the next build finds what is not as it was left.
    beside = place.with_name(f".{place.name}.moi")
    beside.write_bytes(data)
    done = Done(output.path, hardlink_copy.file_stamp(beside.stat()), offer)
    arrivals = Arrivals(remembered)
    arrivals.take(done)
    if any(audited(root, settings.siteurl, Change((output,)), arrivals, kept.edition.files, public)):
        beside.unlink()
        return False
    lacking = {*remembered.facts.values.get("twin lacks", "").split("\n"), output.path} - {""}
    remembered.facts.put("twin lacks", "\n".join(sorted(lacking)))
    remembered.put_article(again.path, again.known, again.linked, again.html)
    remembered.pages.put_alone(output.path, Written(output.key, done.stamp))
    remembered.save()
    os.replace(beside, place)
    return True
