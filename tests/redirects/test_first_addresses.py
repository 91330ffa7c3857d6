"""The first address of an article stays its own over all releases, however often and in whatever way it moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from plugins.redirects.first_addresses import LivingArticle, firsts_to_keep, known_first_addresses
from plugins.redirects.ledger import Ledger, identity_marks, settle

HOP = LivingArticle(("x",), "m1")


@dataclass(frozen=True)
class Written:
    """An article in its file: what its editors may change."""

    number: int
    file: str
    title: str
    address: str
    named: tuple[str, ...] = ()

    def living(self) -> LivingArticle:
        """Return it as the ledger may know it."""
        marks = identity_marks(self.file, self.title, "2024-05-01", f"{self.number}")
        return LivingArticle(marks, f"mark of {self.file}", self.named)


def released(last: Ledger, written: list[Written]) -> tuple[Ledger, dict[int, str]]:
    """Return the ledger of the next release, and the first address of each article by its number."""
    articles = {one.address: one.living() for one in written}
    marks = {address: one.marks for address, one in articles.items()}
    named = {old for one in written for old in one.named}
    settled = settle(last, articles, marks, {}, named.__contains__)
    known = known_first_addresses(last, articles, settled.moved)
    firsts = {
        one.number: known.get(one.address, one.named[0] if one.named else one.address) for one in written
    }
    files = {**last.files, **{address: article.file for address, article in articles.items()}}
    by_address = {one.address: firsts[one.number] for one in written}
    assert len({*firsts.values()}) == len(written)
    return replace(settled.ledger, files=files, firsts=firsts_to_keep(last, articles, by_address)), firsts


CHANGES = ["move", "name", "rename", "title", "platform", "back", "follow"]
STEPS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(CHANGES)))


@given(STEPS, st.booleans())
def test_whatever_is_changed_each_article_keeps_its_first_address(
    steps: list[tuple[int, str]], has_platform: bool
) -> None:
    """
    Moved with and without a line that tells it, and back, in another file, under another title, with lines that come later,
    followed by another article in the file and at the address that it left.
    """
    written = [
        Written(n, f"{n}.md", f"Bài {n}", f"tin/{n}/", ("cu.aspx?id=1",) if has_platform and n == 1 else ())
        for n in range(3)
    ]
    ledger, before = released(Ledger(), written)
    for number, (which, change) in enumerate(steps):
        one, to, home = written[which], f"van-hoa/{number}/", f"tin/{which}/"
        is_free = home not in {other.address for other in written}
        if change == "follow" and is_free and f"{which}.md" not in {other.file for other in written}:
            written.append(Written(len(written), f"{which}.md", f"Bài tiếp {number}", home))
            ledger, now = released(ledger, written)
            before |= {len(written) - 1: now[len(written) - 1]}
        written[which] = {
            "move": replace(one, address=to),
            "name": replace(one, address=to, named=(*one.named, one.address)),
            "rename": replace(one, address=to, file=f"doi-{number}.md"),
            "title": replace(one, title=f"Tên {number}"),
            "platform": replace(one, named=(f"cu-{number}.html", *one.named)),
            "back": replace(one, address=home, named=()) if is_free else one,
        }.get(change, one)
        ledger, now = released(ledger, written)
        assert now == before


def test_who_follows_at_an_address_that_another_is_known_by_has_an_id_of_its_own() -> None:
    """In a file of the same name too, as that of each month's schedule; it keeps that id."""
    last = Ledger(
        {"a/": ("x",), "b/": ("x",)}, {"a/": "b/"}, {}, {"a/": "m1", "b/": "m2"}, firsts={"b/": "a/"}
    )
    articles = {"a/": LivingArticle(("y",), "m1"), "b/": LivingArticle(("x",), "m2")}
    first = known_first_addresses(last, articles, {})
    assert first == {"b/": "a/", "a/": "a/#m1"}

    later = replace(last, addresses={"a/": ("y",), "b/": ("x",)}, moves={}, firsts=first)
    assert known_first_addresses(later, articles, {}) == first


def test_who_comes_back_has_its_address_again() -> None:
    """Also where its header tells of the place between."""
    last = Ledger(
        {"a/": ("x",), "b/": ("x",)}, {"a/": "b/"}, {}, {"a/": "m1", "b/": "m1"}, firsts={"b/": "a/"}
    )

    assert known_first_addresses(last, {"a/": replace(HOP, named=("b/",))}, {}) == {"a/": "a/"}


def test_who_is_named_by_two_goes_to_one() -> None:
    """To that which was published under it, else to one alone."""
    last = Ledger({"a/": ("x",), "b/": ("z",)}, {}, {}, {"a/": "m1", "b/": "m3"}, firsts={"b/": "dau/"})
    two = {"c/": replace(HOP, named=("a/",)), "d/": LivingArticle(("y",), "m2", ("a/", "b/"))}

    assert known_first_addresses(last, two, {}) == {"c/": "a/"}
    assert known_first_addresses(last, {"b/": LivingArticle((), "m3"), **two}, {"b/": "d/"})["b/"] == "dau/"


def test_records_from_before_first_addresses_were_kept_say_nothing_of_what_did_not_move() -> None:
    """The header told then, and tells now; what moves keeps the address that it had."""
    last = Ledger({"a/": ("x",), "b/": ("z",)}, {}, {}, {"a/": "m1", "b/": "m3"})
    named = LivingArticle(("z",), "m3", ("cu.html",))

    assert known_first_addresses(last, {"c/": HOP, "b/": named}, {"a/": "c/"}) == {"c/": "a/"}
