"""What only shows when the whole output has been read: dead links, lost files, drafts, weight."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from plugins.building.edition.link_check import dead_link_problems
from plugins.building.edition.link_targets import TOP, served_file
from plugins.problems import Problem, error, warning
from plugins.publishing.audit.page_scan import Base
from plugins.publishing.audit.read_output import Leak, Portion

# Bytes as they travel, without photos. design.md, 1: a reader's page is never heavier than the first.
BUDGET, LIMIT = 100_000, 500_000
# Asked for by browsers, search engines and keepers, or loaded by a script: no page has to name them.
ROOTS = frozenset({"index.html", "404.html", "robots.txt", "sitemap.xml", "humans.txt", "favicon.ico"})
# Loaded by scripts; drawn on cards; a search engine's proof of who owns the portal; the licence of a font.
UNNAMED = ("pagefind/", "tim-kiem/", "theme/icons/", "google")
_SHOWN = 5


def dead(portion: Portion, files: Collection[str]) -> set[str]:
    """Return the targets that nothing answers."""

    def is_dead(target: str) -> bool:
        path, mark, anchor = target.partition("#")
        answer = served_file(path, files)
        if not answer or not mark or not answer.endswith(".html") or anchor in TOP:
            return not answer
        return anchor not in portion.ids.get(answer, "").split("\n")

    return {target for target in portion.asked if is_dead(target)}


def whole_problems(
    portion: Portion,
    folder: Path,
    base: Base,
    *,
    unlisted: Collection[str] = (),
    excused: Callable[[Leak], bool] = lambda leak: False,
) -> Iterator[Problem]:
    """
    Yield every fault of an output that was read, in order of their files.

    ``unlisted`` are pages that no other page has to name; ``excused`` tells of a text that a public
    article has in common with a draft.
    """
    sizes = {one.path: one.size for one in portion.sums}
    found = [*portion.problems, *_same_titles(portion), *_weights(portion, folder, sizes)]
    if targets := dead(portion, sizes):
        for path in sorted(sizes):
            if path.endswith((".html", ".css")):
                found += dead_link_problems(
                    path, (folder / path).read_bytes(), targets, base.root, base.siteurl
                )
    found += _orphans(portion, sizes, unlisted)
    for leak in portion.leaks:
        if not excused(leak):
            message = (
                f"“{_short(leak.text)}” là chữ của bài chưa công bố ({leak.source}). Gỡ khỏi nơi đang hiện."
            )
            found.append(error(leak.path, 0, "lo-ban-nhap", message))
    yield from sorted(dict.fromkeys(found))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _same_titles(portion: Portion) -> Iterator[Problem]:
    for title, pages in portion.titles.items():
        if len(pages) > 1:
            first, *others = sorted(pages)
            more = f" và {len(others) - 1} trang khác" if len(others) > 1 else ""
            message = f"<title> “{_short(title)}” trùng với {others[0]}{more}. Nên đặt tên khác nhau."
            yield warning(first, 0, "trung-ten-trang", message)


def _weights(portion: Portion, folder: Path, sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Yield the heaviest page of each kind that is over the budget; what is small uncompressed needs no compressing."""
    travelling: dict[str, int] = {}

    def weight(path: str) -> int:
        if path not in travelling:
            data = (folder / path).read_bytes() if path in sizes else b""
            travelling[path] = min(len(data), len(gzip.compress(data, 6)))
        return travelling[path]

    for brought, (size, page) in sorted(portion.heaviest.items()):
        if size + sum(sizes.get(path, 0) for path in brought) <= BUDGET:
            continue
        total = weight(page) + sum(map(weight, brought))
        message = f"trang nặng {total / 1000:.0f} kB khi truyền, chưa kể ảnh"
        if total > LIMIT:
            yield error(
                page,
                0,
                "trang-nang",
                f"{message}; không được quá {LIMIT // 1000} kB. Tách bài hoặc đính kèm tệp.",
            )
        elif total > BUDGET:
            yield warning(
                page, 0, "trang-nang", f"{message}; nên dưới {BUDGET // 1000} kB cho máy cũ, mạng yếu."
            )


def _orphans(portion: Portion, files: Collection[str], unlisted: Collection[str]) -> Iterator[Problem]:
    reached = {served_file(target.partition("#")[0], files) for target in portion.asked}
    for path in sorted(set(files) - reached - ROOTS - set(unlisted)):
        if not path.startswith(UNNAMED) and not path.endswith(".txt"):
            yield warning(
                path, 0, "tep-mo-coi", "không trang nào dẫn tới tệp này. Kiểm tra có phải tệp thừa."
            )
