"""Let a listener see the portal before its pages are made, and take what it makes of the articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.building.assembly.assemble import SiteModel
from plugins.building.edition import folder_state, staging
from plugins.building.incremental.fingerprints import ArticleKeys
from plugins.building.sources.context import BuildContext
from plugins.building.sources.listener import ListenerChanges
from plugins.media.fault import MediaFault
from plugins.memory.digest import value_digest
from plugins.pages.site import Story


@dataclass(frozen=True, slots=True)
class ChangedPortal:
    """
    A portal as its listener leaves it, and the keys of its articles.

    ``folder`` is the staging folder where the listener writes or may write into it: then all files are written there.
    """

    model: SiteModel
    keys: ArticleKeys
    folder: Path | None = None


def changed_portal(context: BuildContext, model: SiteModel, keys: ArticleKeys) -> ChangedPortal:
    """Return a portal as the listener of the build leaves it; raises what the listener raises, and then leaves no staging folder."""
    listener, output = context.listener, context.settings.output
    if not (listener.hears or listener.may_write):
        return ChangedPortal(model, keys)
    folder = staging.fresh(output)
    try:
        changes = listener.assembled(model.site, dict(_published(model)))
        is_whole = listener.may_write or changes.adds_files or bool(folder_state.file_stamps(folder))
    except BaseException:
        staging.discard(output)
        raise
    if not is_whole:
        staging.discard(output)
    changed = _with_stories(model, changes.stories)
    return ChangedPortal(changed, _keys_of(keys, changes), folder if is_whole else None)


def _published(model: SiteModel) -> Iterator[tuple[str, Path]]:
    """Yield the address of each picture and attachment that is published, with its source."""
    plans = model.targets.media
    for used in plans.in_use(model.links.values()):
        yield from ((file.address, used.plan.source) for file in used.plan.published.files)
    for path in sorted({path for links in model.links.values() for path in links.attachments}):
        plan = plans.attachment(path)
        if not isinstance(plan, MediaFault):
            yield plan.address, plan.source


def _with_stories(model: SiteModel, stories: Mapping[str, Story]) -> SiteModel:
    if not stories:
        return model
    site = model.site
    news = tuple(stories.get(one.address, one) for one in site.stories)
    standing = tuple(stories.get(one.address, one) for one in site.standing)
    return replace(model, site=replace(site, stories=news, standing=standing))


def _keys_of(keys: ArticleKeys, changes: ListenerChanges) -> ArticleKeys:
    """Return keys that cover what the listener changed: the pages and lists that show it are made again."""
    article, page = dict(keys.article), dict(keys.page)
    for story in changes.stories.values():
        path, facts = story.article.path, story.article
        article[path] = f"{article[path]}{value_digest((facts.title, facts.summary))}"
        page[path] = f"{page[path]}{value_digest((facts.title, facts.summary, story.html))}"
    return ArticleKeys(article, page)
