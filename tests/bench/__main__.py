"""``python3 tasks.py bench``: make the corpora, let every contender build them in turn, print the medians."""

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
from bench.measure import files_and_bytes, measured, seconds_until_on_disk
from bench.screen import seconds_until_drawn
from bench.sites import MAKERS, PROJECT, Contender, write_article, write_sites
from bench.table import table, with_report

DOCUMENT = PROJECT / "docs" / "en" / "performance.md"
SAVES = 20


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


def bench(work: Path, names: list[str], articles: int, runs: int, steps: list[str], corpus: Corpus) -> str:
    """Measure and return the report."""
    contenders = write_sites(work, names, articles, corpus)
    seconds: dict[str, dict[str, list[float]]] = {
        step: {one.name: [] for one in contenders} for step in steps
    }
    memory: dict[str, dict[str, list[float]]] = {"peak MiB, clean build": {}}
    for one in contenders:
        one.forget()
        memory["peak MiB, clean build"][one.name] = [measured(one.command, PROJECT, memory=True).mebibytes]
        if "nothing changed" in steps:
            # What was written a moment ago is looked at twice; editors are not that fast.
            measured(one.command, PROJECT, memory=False)
    for step in steps:
        for run in range(runs):
            for one in contenders:
                STEPS[step](one, run)
                seconds[step][one.name].append(measured(one.command, PROJECT, memory=False).seconds)
                print(f"{step}, {one.name}: {seconds[step][one.name][-1]:.2f} s", file=sys.stderr, flush=True)
    made = [
        f"{one.name}: {count:,} files, {size / 2**20:.0f} MiB"
        for one in contenders
        for count, size in [files_and_bytes(one.output)]
    ]
    against = "Hugo" if "hugo" in names else contenders[-1].name
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    head = f"{articles:,} articles, {cores} cores, Python {platform.python_version()}, median wall seconds of {runs} runs in turn"
    ours = next((one for one in contenders if one.name == "this project"), None)
    stays = [saves(ours, articles), on_screen(ours, articles), ""] if ours else []
    return "\n".join(
        [
            f"### {head}",
            "",
            table({**seconds, **memory}, against),
            "",
            f"Output: {'; '.join(made)}.",
            "",
            *stays,
        ]
    )


def main() -> int:
    """Read the options and run the bench."""
    parser = argparse.ArgumentParser(prog="tasks.py bench")
    parser.add_argument("--articles", default="1000", help="one or more sizes, with commas")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="ours,pelican,hugo", help=f"of {', '.join(MAKERS)}")
    parser.add_argument("--steps", default=",".join(STEPS), help="the steps to measure, with commas")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes another corpus")
    parser.add_argument(
        "--write",
        action="store_true",
        help="put the tables into docs/en/performance.md, in place of those of the same size",
    )
    arguments = parser.parse_args()
    names, steps = arguments.only.split(","), arguments.steps.split(",")
    for size in map(int, arguments.articles.split(",")):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            report = bench(Path(folder), names, size, arguments.runs, steps, Corpus(arguments.seed))
        print(report, flush=True)
        if arguments.write:
            DOCUMENT.write_text(with_report(DOCUMENT.read_text("utf-8"), report), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
