"""``python3 tasks.py bench``: make the corpora, let every contender build them in turn, print the medians by wall and processor."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.corpus import SLUGS, Corpus
from bench.disk import disk_of, work_place
from bench.measure import Measured, files_and_bytes, measured, seconds_until_on_disk
from bench.screen import seconds_until_drawn
from bench.sites import MAKERS, OUR_NAME, PROJECT, Contender, write_article, write_sites
from bench.table import table, with_report

DOCUMENT = PROJECT / "docs" / "en" / "performance.md"
SAVES = 20
# Stock Pelican reads and writes everything each time: of larger corpora it tells nothing new, and takes most of the time.
PELICAN_AT_MOST = 1_000


def _first(contender: Contender, run: int) -> None:
    contender.forget()
    contender.forget_cards()


def _edit(contender: Contender, run: int) -> None:
    path = write_article(contender, contender.corpus.piece(17))
    path.write_text(path.read_text("utf-8") + f"\nThêm câu thứ {run}.\n", "utf-8")


def _add(contender: Contender, run: int) -> None:
    write_article(contender, contender.corpus.newest(900_000 + run))


def _style(contender: Contender, run: int) -> None:
    with contender.style.open("a", encoding="utf-8") as file:
        file.write(f"\n.them-{run} {{ color: inherit; }}\n")


def _setting(contender: Contender, run: int) -> None:
    text = contender.settings.read_text("utf-8")
    contender.settings.write_text(text.replace("Cổng thử", f"Cổng thử {run}", 1), "utf-8")


STEPS: dict[str, Callable[[Contender, int], None]] = {
    "clean build with share cards": _first,
    "clean build": lambda contender, run: contender.forget(),
    "nothing changed": lambda contender, run: None,
    "one article edited": _edit,
    "one article added": _add,
    "a stylesheet changed": _style,
    "the site's name changed": _setting,
}


def saves(contender: Contender, articles: int) -> str:
    """Return a line that tells how soon a saved article is on the disk while the preview stays."""

    def save(number: int) -> tuple[Path, str]:
        one = contender.corpus.piece((number * 7919 + 3) % articles)
        words = f"Câu lưu lần {number}."
        path = contender.articles / SLUGS[one.section] / f"{one.slug}.md"
        path.write_text(path.read_text("utf-8") + f"\n{words}\n", "utf-8")
        address = f"{SLUGS[one.section]}/{one.moment.year}/{one.slug}/index.html"
        return contender.output / address, words

    taken = [1000 * one for one in seconds_until_on_disk(contender.command, PROJECT, save, SAVES)]
    return (
        f"Saved while the preview stays: on the disk after {median(taken):.0f} ms "
        f"(median of {SAVES}; {min(taken):.0f} to {max(taken):.0f})."
    )


def on_screen(contender: Contender, articles: int) -> str:
    """Return lines that tell how soon a save is on the screen of an open page: a sentence, and a title, which lists tell too."""

    def file_of(number: int) -> tuple[str, Path]:
        one = contender.corpus.piece((number * 6007 + 11) % articles)
        folder = SLUGS[one.section]
        return f"{folder}/{one.moment.year}/{one.slug}/", contender.articles / folder / f"{one.slug}.md"

    def sentence(number: int) -> tuple[str, Path, str, str]:
        address, file = file_of(number)
        words = f"Câu lên màn hình lần {number}."
        return address, file, file.read_text("utf-8") + f"\n{words}\n", words

    def title(number: int) -> tuple[str, Path, str, str]:
        address, file = file_of(number + SAVES)
        words = f"Tên mới lần {number}"
        return address, file, file.read_text("utf-8").replace("Title: ", f"Title: {words} ", 1), words

    lines = []
    preview = tuple(
        "plugins.editors.preview" if word == "plugins.building" else word for word in contender.command
    )
    for what, change in (("A sentence", sentence), ("A title", title)):
        taken = [1000 * one for one in seconds_until_drawn(preview, PROJECT, change, SAVES)]
        lines.append(
            f"{what} saved while the page is open in Chromium: on the screen after {median(taken):.0f} ms "
            f"(median of {SAVES}; {min(taken):.0f} to {max(taken):.0f})."
        )
    return "\n".join(lines)


def in_turn(contenders: list[Contender], runs: int, steps: list[str]) -> dict[str, dict[str, list[Measured]]]:
    """Let each contender take each step so many times, one after the other; return what was measured by step and name."""
    found: dict[str, dict[str, list[Measured]]] = {
        step: {one.name: [] for one in contenders} for step in steps
    }
    for step in steps:
        for run in range(runs):
            for one in contenders:
                STEPS[step](one, run)
                taken = measured(one.command, PROJECT, memory=False)
                found[step][one.name].append(taken)
                line = f"{step}, {one.name}: {taken.seconds:.2f} s, processors {taken.processor:.2f} s"
                print(line, file=sys.stderr, flush=True)
    return found


def fullest(contenders: list[Contender]) -> dict[str, list[float]]:
    """Return the MiB that a clean build of each contender takes at its fullest."""
    found = {}
    for one in contenders:
        one.forget()
        found[one.name] = [measured(one.command, PROJECT, memory=True).mebibytes]
        # What was written a moment ago is looked at twice; editors are not that fast.
        measured(one.command, PROJECT, memory=False)
    return found


def bench(work: Path, names: list[str], articles: int, runs: int, steps: list[str], corpus: Corpus) -> str:
    """Measure and return the report."""
    contenders = write_sites(work, names, articles, corpus)
    memory = fullest(contenders)
    found = in_turn(contenders, runs, steps)
    wall = {
        step: {name: [one.seconds for one in of] for name, of in row.items()} for step, row in found.items()
    }
    processor = {
        step: {name: [one.processor for one in of] for name, of in row.items()} for step, row in found.items()
    }
    made = [
        f"{one.name}: {count:,} files, {size / 2**20:.0f} MiB"
        for one in contenders
        for count, size in [files_and_bytes(one.output)]
    ]
    against = "Hugo" if "hugo" in names else contenders[-1].name
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{cores} cores, Python {platform.python_version()}, {disk_of(work)}"
    ours = next((one for one in contenders if one.name == OUR_NAME), None)
    stays = [saves(ours, articles), on_screen(ours, articles), ""] if ours else []
    return "\n".join(
        [
            f"### {articles:,} articles, {machine}, medians of {runs} runs in turn",
            "",
            "Wall seconds, and the memory of all processes at its fullest:",
            "",
            table({**wall, "peak MiB, clean build": memory}, against),
            "",
            "Processor seconds of all processes:",
            "",
            table(processor, against),
            "",
            f"Output: {'; '.join(made)}.",
            "",
            *stays,
        ]
    )


def chosen(only: str, articles: int) -> list[str]:
    """Return the names of the contenders: those that were asked for, else all that a corpus of this size is for."""
    every = [name for name in MAKERS if name != "pelican" or articles <= PELICAN_AT_MOST]
    return only.split(",") if only else every


def main() -> int:
    """Read the options and run the bench."""
    parser = argparse.ArgumentParser(prog="tasks.py bench")
    parser.add_argument("--articles", default="1000", help="one or more sizes, with commas")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--only",
        default="",
        help=f"of {', '.join(MAKERS)}; else all, pelican up to {PELICAN_AT_MOST} articles",
    )
    parser.add_argument(
        "--work", type=Path, help="a folder to work in; else a memory disk with room, else a disk"
    )
    parser.add_argument("--steps", default=",".join(STEPS), help="the steps to measure, with commas")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes another corpus")
    parser.add_argument(
        "--write",
        action="store_true",
        help="put the tables into docs/en/performance.md, in place of those of the same size",
    )
    arguments = parser.parse_args()
    steps = arguments.steps.split(",")
    for size in map(int, arguments.articles.split(",")):
        names = chosen(arguments.only, size)
        place = arguments.work or work_place(size, len(names))
        with tempfile.TemporaryDirectory(prefix="bench-", dir=place) as folder:
            report = bench(Path(folder), names, size, arguments.runs, steps, Corpus(arguments.seed))
        print(report, flush=True)
        if arguments.write:
            DOCUMENT.write_text(with_report(DOCUMENT.read_text("utf-8"), report), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
