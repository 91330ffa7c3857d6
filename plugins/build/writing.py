"""An edition is prepared beside the last one, only what changed is made, and the two change places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import TemplateError

from plugins.build.audience import Audience
from plugins.build.hands import Hands
from plugins.build.making import Made
from plugins.build.prints import Prints
from plugins.build.remembered import Remembered, Written
from plugins.build.settings import BuildSettings
from plugins.edition import staging, twin
from plugins.edition.audit import TEXTS, Offer, answer_of, asked_for, audit, dead_targets, offer_of
from plugins.edition.faults import StopBuild
from plugins.feeds.files import machine_files
from plugins.media import photos
from plugins.media.library import Fault, Library
from plugins.pages.page import Page
from plugins.pages.portal_pages import all_pages
from plugins.pages.render import Renderer
from plugins.pages.site import Site
from plugins.problems import Problem

SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the edition: its path, the print of all it is made from, and how its bytes are made."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was written: its stamp on the disk, and what it offers to links if it is text."""

    path: str
    stamp: str
    offer: Offer | None


def outputs(settings: BuildSettings, made: Made, prints: Prints, library: Library) -> Iterator[Output]:
    """Yield every file of the edition; nothing is made yet."""
    site = made.site
    renderer = Renderer(settings.theme / "templates", site.portal)

    def rendered(page: Page) -> Callable[[], bytes]:
        return lambda: renderer.render(page)

    for page in all_pages(site):
        yield Output(page.path, prints.of_page(page), rendered(page))
    for file in machine_files(site):
        yield Output(file.path, prints.of_file(file.told, file.beside), file.make)
    yield from _media(made, settings.cache)
    for name, data in made.assets.items():
        yield Output(made.names[name], made.names[name], _given(data))
    for path in library.verifications:
        data = library.open_path(path).read_bytes()
        yield Output(path, repr(data), _given(data))


def _given(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _media(made: Made, cache: Path) -> Iterator[Output]:
    """Yield the pictures and attachments in use; their addresses name their content."""
    pictures = {path for linked in made.linked.values() for path in linked.pictures}
    for path in sorted(pictures):
        plan = made.media.picture(path)
        if isinstance(plan, Fault):
            raise StopBuild(plan.message)
        yield Output(plan.published.address, plan.cache_name, _drawn(plan, cache))
    for path in sorted({path for linked in made.linked.values() for path in linked.attached}):
        planned = made.media.file(path)
        if isinstance(planned, Fault):
            raise StopBuild(planned.message)
        yield Output(planned.address, planned.address, planned.source.read_bytes)


def _drawn(plan: photos.Plan, cache: Path) -> Callable[[], bytes]:
    def draw() -> bytes:
        drawn = photos.draw(plan, cache / "anh")
        if isinstance(drawn, Fault):
            raise StopBuild(drawn.message)
        return drawn.read_bytes()

    return draw


def _wanted(found: Iterator[Output]) -> dict[str, Output]:
    """Return the files by their paths; raise StopBuild for two different files of one path."""
    wanted: dict[str, Output] = {}
    for output in found:
        other = wanted.setdefault(output.path, output)
        if other is not output and other.key != output.key and other.make() != output.make():
            raise StopBuild(f"hai trang khác nhau cùng ghi vào “{output.path}”; đổi đường dẫn của một trang.")
    return wanted


def _write_some(target: Path, root: str, siteurl: str, some: Sequence[Output]) -> list[Done]:
    """Make files and write them into a prepared folder."""
    done = []
    for output in some:
        data = _made(output)
        place = staging.write(target, output.path, data)
        offer = offer_of(output.path, data, root, siteurl) if output.path.endswith(TEXTS) else None
        done.append(Done(output.path, twin.file_stamp(place.stat()), offer))
    return done


def _made(output: Output) -> bytes:
    try:
        return output.make()
    except TemplateError as fault:
        name, line = getattr(fault, "name", None), getattr(fault, "lineno", None)
        place = f" ({name}, dòng {line})" if line else ""
        raise StopBuild(f"giao diện có lỗi{place}: {fault}. Bản cũ được giữ nguyên.") from fault


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done: files to make, files to remove, and what lies in the public folder and is not ours."""

    make: tuple[Output, ...]
    remove: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the last edition is this one."""
        return not (self.make or self.remove or self.foreign)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path in which the two editions differ."""
        return (*(output.path for output in self.make), *self.remove, *self.foreign)


def _change(settings: BuildSettings, wanted: Mapping[str, Output], remembered: Remembered) -> Change:
    """Return what to do; nothing is taken for unchanged that is not on the disk as it was left."""
    public = settings.output.resolve()
    known: Mapping[str, Written] = remembered.pages.values
    if not known or remembered.facts.values.get("public") != twin.identity(public):
        return Change(tuple(wanted.values()))
    wrong, foreign = twin.survey(public, {path: written.stamp for path, written in known.items()})
    make = tuple(
        output
        for path, output in wanted.items()
        if path in wrong or path not in known or known[path].key != output.key
    )
    return Change(make, tuple(path for path in known if path not in wanted), tuple(sorted(foreign)))


def _prepared(
    settings: BuildSettings, change: Change, wanted: Mapping[str, Output], remembered: Remembered
) -> Path:
    """Return a folder beside the output that holds what does not change."""
    public, target = settings.output.resolve(), staging.staging_of(settings.output)
    made = {output.path for output in change.make}
    if remembered.facts.values.get("twin") == twin.identity(target) != "":
        behind = remembered.facts.values.get("twin lacks", "").split("\n")
        # From here on the folder is neither edition; a build that dies leaves it to be removed.
        remembered.facts.put("twin", "")
        remembered.save()
        twin.remove_files(target, [path for path in {*behind, *change.paths} if path], made)
        twin.link_files(public, target, [path for path in behind if path in wanted and path not in made])
        return target
    staging.fresh(settings.output)
    twin.link_files(public, target, [path for path in wanted if path not in made])
    return target


def _audited(
    settings: BuildSettings,
    site: Site,
    change: Change,
    done: Sequence[Done],
    wanted: Mapping[str, Output],
    remembered: Remembered,
    target: Path,
) -> Iterator[Problem]:
    """Yield the faults of the prepared edition: of the new files alone, and of links between old and new."""
    offers = {one.path: one.offer for one in done if one.offer}
    for offer in offers.values():
        yield from offer.problems
    gone = {form for path in change.remove for form in asked_for(path)}
    for path, offer in offers.items():
        if lost := set(remembered.offer(path).ids.split("\n")) - set(offer.ids.split("\n")):
            gone |= asked_for(path, lost)
    asking = {path: set(offer.targets.split("\n")) for path, offer in offers.items()}
    if gone:
        for path, offer in remembered.offers().items():
            if path in wanted and path not in offers and (lost := gone & set(offer.targets.split("\n"))):
                asking[path] = lost
    ids: dict[str, set[str]] = {}

    def is_dead(asked: str) -> bool:
        path, mark, anchor = asked.partition("#")
        answer = answer_of(path, wanted.keys())
        if not answer or not mark or not answer.endswith(".html"):
            return bool(asked) and not answer
        if answer not in ids:
            ids[answer] = set((offers.get(answer) or remembered.offer(answer)).ids.split("\n"))
        return anchor not in ids[answer]

    dead = {asked for asked in set().union(*asking.values()) if is_dead(asked)}
    for path in sorted(path for path, asked in asking.items() if not dead.isdisjoint(asked)) if dead else ():
        yield from dead_targets(path, (target / path).read_bytes(), dead, site.portal.root, settings.siteurl)


def _refuse(found: Sequence[Problem]) -> None:
    """Raise StopBuild, naming the first faults, if there are any."""
    if found:
        more = f"\n… và {len(found) - SHOWN_FAULTS} lỗi khác" if len(found) > SHOWN_FAULTS else ""
        listed = "\n".join(map(str, found[:SHOWN_FAULTS]))
        raise StopBuild(
            f"bản dựng xong có {len(found)} chỗ hỏng nên không phát hành; bản cũ được giữ nguyên. "
            f"Sửa giao diện hoặc plugin rồi dựng lại:\n{listed}{more}"
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """How large the edition is, and how many of its files were made anew."""

    pages: int
    made: int


def write_edition(
    settings: BuildSettings,
    made: Made,
    prints: Prints,
    library: Library,
    remembered: Remembered,
    audience: Audience,
    hands: Hands,
) -> Edition:
    """Prepare the edition, have it audited, and let it take the place of the last one."""
    wanted = _wanted(outputs(settings, made, prints, library))
    pages = sum(1 for path in wanted if path.endswith(".html"))
    if audience.may_write:
        _write_all(settings, made.site, wanted, audience)
        remembered.pages.keep_only(())
        return Edition(pages, len(wanted))
    change = _change(settings, wanted, remembered)
    if change.none:
        return Edition(pages, 0)
    target = _prepared(settings, change, wanted, remembered)
    # What the hands read of the memory must be on the disk.
    remembered.save()
    try:
        done = []
        work = partial(_write_some, target, made.site.portal.root, settings.siteurl)
        for number, one in enumerate(hands.each(work, change.make)):
            audience.progressed("Ghi trang", number, len(change.make))
            done.append(one)
        _refuse(sorted(_audited(settings, made.site, change, done, wanted, remembered, target)))
        staging.put_in_place(target, settings.output)
    except BaseException:
        staging.discard(settings.output)
        raise
    _remember(settings, change, done, wanted, remembered)
    return Edition(pages, len(change.make))


def _write_all(settings: BuildSettings, site: Site, wanted: Mapping[str, Output], audience: Audience) -> None:
    """Write every file into an empty folder, for an audience that may change it, and read all of it back."""
    target = staging.fresh(settings.output)
    try:
        for number, output in enumerate(wanted.values()):
            audience.progressed("Ghi trang", number, len(wanted))
            staging.write(target, output.path, _made(output))
            if output.path.endswith(".html"):
                audience.written(target, output.path)
        audience.prepared(site)
        _refuse(list(audit(target, site.portal.root, settings.siteurl)))
        staging.put_in_place(target, settings.output)
    finally:
        staging.discard(settings.output)


def _remember(
    settings: BuildSettings,
    change: Change,
    done: Sequence[Done],
    wanted: Mapping[str, Output],
    remembered: Remembered,
) -> None:
    """Remember the edition that is public now, and what its twin, the last one, lacks of it."""
    public, target = settings.output.resolve(), staging.staging_of(settings.output)
    for one in done:
        remembered.pages.put(one.path, Written(wanted[one.path].key, one.stamp))
    remembered.pages.keep_only(wanted)
    remembered.put_offers({one.path: one.offer for one in done if one.offer})
    remembered.forget_offers(change.remove)
    remembered.facts.put("public", twin.identity(public))
    if len(change.make) == len(wanted):
        # Nothing is left of the edition before: a twin of this one is quicker made than mended.
        staging.fresh(settings.output)
        twin.link_files(public, target, wanted)
        remembered.facts.put("twin lacks", "")
    else:
        remembered.facts.put("twin lacks", "\n".join(change.paths))
    remembered.facts.put("twin", twin.identity(target))
    remembered.save()
