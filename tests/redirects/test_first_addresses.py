"""The first address of an article stays its own over all releases, however often and in whatever way it moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from plugins.redirects.first_addresses import LivingArticle, known_first_addresses
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
    files = {**last.files, **{address: one.file for address, one in articles.items()}}
    by_address = {one.address: firsts[one.number] for one in written if firsts[one.number] != one.address}
    return replace(settled.ledger, files=files, firsts={**(last.firsts or {}), **by_address}), firsts


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["move", "name", "rename", "title", "platform"]))
)


@given(STEPS, st.booleans())
def test_whatever_is_changed_each_article_keeps_its_first_address(
    steps: list[tuple[int, str]], has_platform: bool
) -> None:
    """Moved with and without a line that tells it, in another file, under another title, with lines that come later."""
    written = [
        Written(n, f"{n}.md", f"Bài {n}", f"tin/{n}/", ("cu.aspx?id=1",) if has_platform and n == 1 else ())
        for n in range(3)
    ]
    ledger, before = released(Ledger(), written)
    for number, (which, change) in enumerate(steps):
        one, to = written[which], f"van-hoa/{number}/"
        written[which] = {
            "move": replace(one, address=to),
            "name": replace(one, address=to, named=(*one.named, one.address)),
            "rename": replace(one, address=to, file=f"doi-{number}.md"),
            "title": replace(one, title=f"Tên {number}"),
            "platform": replace(one, named=(f"cu-{number}.html", *one.named)),
        }[change]
        ledger, now = released(ledger, written)
        assert now == before


def test_an_address_that_became_another_articles_is_nobodys_first() -> None:
    """Two articles of a feed have different ids."""
    last = Ledger({"a/": ("x",)}, {}, {}, {"a/": "m1"}, firsts={})
    articles = {"a/": LivingArticle(("y",), "m2"), "b/": replace(HOP, named=("a/",))}

    assert known_first_addresses(last, articles, {}) == {}


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
