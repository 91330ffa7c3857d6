"""What <head> says to those who share, search and collect: Open Graph, schema.org, Dublin Core."""

from __future__ import annotations

import json
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from given import SITEURL
from PIL import Image

from plugins.registers.register_parts import PARTS, RegisterPart

HEADLINE_LENGTH = 110
# TT 24/2011: title, creator, date, description, publisher, identifier.
MANDATORY = ("DC.title", "DC.creator", "DC.date", "DC.description", "DC.publisher", "DC.identifier")


def instant(text: str) -> datetime:
    """Return an instant that names its zone; a day alone, whose time is not known, begins in Việt Nam."""
    if len(text) == len("2024-06-30"):
        return datetime.fromisoformat(f"{text}T00:00:00+07:00")
    moment = datetime.fromisoformat(text)
    assert moment.utcoffset() is not None and moment.time() != time(), text
    return moment


def published_file(root: Path, address: str) -> Path:
    """Return the file that answers an absolute address; fail if there is none."""
    assert address.startswith(f"{SITEURL}/"), address
    target = root / address.removeprefix(f"{SITEURL}/")
    target = target / "index.html" if address.endswith("/") else target
    assert target.is_file(), address
    return target


class Head:
    """The metadata of one page."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.soup = BeautifulSoup(path.read_bytes(), "lxml")
        self.article = self.soup.select_one('meta[content="article"][property="og:type"]') is not None

    def values(self, attribute: str, name: str) -> list[str]:
        """Return the contents of the meta elements of a name."""
        return [str(one["content"]) for one in self.soup.find_all("meta", attrs={attribute: name})]

    def one(self, attribute: str, name: str) -> str:
        """Return the content of the one meta element of a name, which is not empty."""
        (value,) = self.values(attribute, name)
        assert value.strip() == value != "", (self.path, name)
        return value

    def things(self, kind: str) -> list[dict[str, Any]]:
        """Return what the page says of itself in schema.org's words, as far as it is of a type."""
        found = [json.loads(one.text) for one in self.soup.find_all("script", type="application/ld+json")]
        assert all(one["@context"] == "https://schema.org" for one in found)
        every = [thing for one in found for thing in one.get("@graph", [one])]
        return [thing for thing in every if thing["@type"] == kind]


@pytest.fixture(scope="module")
def site(specimen: Path) -> Path:
    """The portal whose pages are read: it holds all the project's own articles and more."""
    return specimen


@pytest.fixture(scope="module")
def heads(site: Path) -> list[Head]:
    """The metadata of every page."""
    return [Head(path) for path in sorted(site.rglob("*.html"))]


@pytest.fixture(scope="module")
def articles(heads: list[Head]) -> list[Head]:
    """The metadata of every article."""
    found = [head for head in heads if head.article]
    assert len(found) > 50
    return found


def in_english(head: Head) -> bool:
    """Whether a page is that of the specimen's article in English, or the portal's own page in it."""
    return Path(head.path).parent.name in ("in-english", "english")


def test_every_page_can_be_shared(site: Path, heads: list[Head]) -> None:
    """Open Graph's title, type, address and picture stand once each, whole; the picture is no drawing."""
    for head in heads:
        assert head.one("property", "og:title"), head.path
        assert head.one("property", "og:type") in ("website", "article")
        assert head.one("property", "og:locale") == ("en_US" if in_english(head) else "vi_VN")
        assert published_file(site, head.one("property", "og:url")) == head.path
        picture = published_file(site, head.one("property", "og:image"))
        assert picture.suffix in (".jpg", ".png", ".webp"), head.path
        assert int(head.one("property", "og:image:width")) >= 200, head.path
        assert int(head.one("property", "og:image:height")) >= 200, head.path
        assert head.one("property", "og:image:alt"), head.path


def test_every_page_says_what_it_is(site: Path, heads: list[Head]) -> None:
    """A title of its own, one description, and its own address as the canonical one."""
    titles = [head.soup.title.text for head in heads if head.soup.title]
    assert len(set(titles)) == len(heads)
    for head in heads:
        assert len(head.one("name", "description")) <= 200, head.path
        (canonical,) = head.soup.select('link[rel="canonical"]')
        assert published_file(site, str(canonical["href"])) == head.path


def test_articles_tell_open_graph_when_they_were_published(articles: list[Head]) -> None:
    """Publication and change are instants with their zone, in order; the section is named."""
    for head in articles:
        published = instant(head.one("property", "article:published_time"))
        assert published <= instant(head.one("property", "article:modified_time")), head.path
        assert head.one("property", "article:section"), head.path


def test_articles_are_news_articles(site: Path, articles: list[Head]) -> None:
    """Each has one NewsArticle with all that search engines ask for."""
    for head in articles:
        (data,) = head.things("NewsArticle")
        assert 0 < len(data["headline"]) <= HEADLINE_LENGTH, head.path
        assert instant(data["datePublished"]) <= instant(data["dateModified"]), head.path
        assert all(published_file(site, picture) for picture in data["image"]) and data["image"]
        assert data["description"] and data["articleSection"]
        assert data["inLanguage"] == ("en" if in_english(head) else "vi")
        assert published_file(site, data["mainEntityOfPage"]) == head.path
        publisher = data["publisher"]
        assert publisher["name"] and published_file(site, publisher["logo"]["url"])
        assert data["author"], head.path
        listed = not head.values("name", "robots")
        for author in data["author"]:
            assert author["@type"] in ("Person", "Organization", "GovernmentOrganization")
            assert author["name"] and ";" not in author["name"], head.path
            if listed:
                assert published_file(site, author["url"]), head.path


def test_only_articles_are_news_articles(heads: list[Head]) -> None:
    """Lists and standing pages claim nothing of the kind."""
    assert [head.path for head in heads if bool(head.things("NewsArticle")) != head.article] == []


def test_every_page_tells_the_way_to_it(site: Path, heads: list[Head]) -> None:
    """From the home page to the page itself, which is last, as its breadcrumb shows; every address answers."""
    for head in heads:
        shown = [one.text.strip() for one in head.soup.select(".breadcrumb li")]
        trails = head.things("BreadcrumbList")
        assert len(trails) == (1 if shown else 0), head.path
        for trail in trails:
            names = [one["name"] for one in trail["itemListElement"]]
            assert names[: len(shown)] == shown or names[:-1] == shown, head.path
            assert [one["position"] for one in trail["itemListElement"]] == list(range(1, len(names) + 1))
            assert all(published_file(site, one["item"]) for one in trail["itemListElement"])


def test_the_home_page_tells_the_site_its_search_and_the_authority(site: Path, heads: list[Head]) -> None:
    """It alone; the search's address takes the words where the search page looks for them."""
    home = Head(site / "index.html")
    (website,) = home.things("WebSite")
    (authority,) = home.things("GovernmentOrganization")

    assert website["potentialAction"]["target"]["urlTemplate"].endswith("/tim-kiem/?tim={search_term_string}")
    assert published_file(site, authority["url"]) == home.path
    assert [head.path for head in heads if head.things("WebSite")] == [home.path]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_each_part_of_the_register_is_a_set_of_data(
    part: RegisterPart, site: Path, heads: list[Head]
) -> None:
    """Its first page alone; every download answers, and is offered to readers too."""
    register = Head(site / part.address / "index.html")
    (data,) = register.things("Dataset")
    offered = {str(link["href"]) for link in register.soup.select(".register-downloads a")}

    assert 50 <= len(data["description"]) <= 5000
    assert published_file(site, data["url"]) == register.path
    assert data["creator"]["name"] and instant(data["dateModified"])
    files = {one["contentUrl"]: one["encodingFormat"] for one in data["distribution"]}
    calendar = ["text/calendar"] if (site / part.file("ics")).exists() else []
    assert sorted(files.values()) == ["application/json", *calendar, "text/csv"]
    assert all(published_file(site, address) for address in files)
    (feed,) = register.soup.select('link[rel="alternate"][type="application/atom+xml"]')
    assert {address.removeprefix(SITEURL) for address in files} | {feed["href"]} == offered
    assert {head.path for head in heads if head.things("Dataset")} == {
        site / one.address / "index.html" for one in PARTS
    }


def test_documents_are_legislation(site: Path, articles: list[Head]) -> None:
    """Each article that shows the facts of a document says them to machines too, as far as they are known."""
    documents = [head for head in articles if head.soup.select_one(".register-facts")]
    assert len(documents) > 8
    for head in documents:
        (article,) = head.things("NewsArticle")
        data = article["about"]
        shown = {
            str(term.text): str(term.find_next_sibling("dd").text).strip()  # type: ignore[union-attr]
            for term in head.soup.select(".register-facts dt")
        }
        assert data["@type"] == "Legislation"
        assert data["legislationType"] == shown["Loại văn bản"], head.path
        assert data.get("legislationIdentifier", "") == shown.get("Số ký hiệu", ""), head.path
        assert data.get("legislationPassedBy", {}).get("name", "") == shown.get("Cơ quan ban hành", "")
        assert ("legislationDate" in data) == ("Ngày ban hành" in shown), head.path
        assert instant(data["legislationDateVersion"])
        assert published_file(site, data["url"]) == head.path
        assert all(published_file(site, one["contentUrl"]) for one in data.get("encoding", ()))
    assert any("legislationLegalForce" in head.things("NewsArticle")[0]["about"] for head in documents)


def test_whoever_asks_for_opinions_holds_an_event(site: Path, articles: list[Head]) -> None:
    """The days are those of the page; nothing is an event that nobody is asked about."""
    asking = [head for head in articles if head.soup.select_one(".response[data-opens]:not(.response--over)")]
    asking = [head for head in asking if head.soup.select_one(".response")["data-opens"]]  # type: ignore[index]
    assert asking
    assert [head.path for head in articles if head.things("Event")] == [head.path for head in asking]
    for head in asking:
        (event,) = head.things("Event")
        block = head.soup.select_one(".response")
        assert block
        assert (event["startDate"], event.get("endDate", "")) == (block["data-opens"], block["data-closes"])
        assert event["name"] and event["organizer"]["name"] and event["location"]
        assert event["eventAttendanceMode"].endswith("EventAttendanceMode")
        assert published_file(site, event["url"]) == head.path


def test_a_phone_can_keep_the_portal(site: Path, heads: list[Head]) -> None:
    """Every page names the manifest and an icon; the manifest's icons have the sizes that it says; one lies at the root."""
    manifest = json.loads((site / "manifest.webmanifest").read_bytes())

    for icon in manifest["icons"]:
        with Image.open(site / icon["src"].lstrip("/")) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    with Image.open(site / "favicon.ico") as icon_file:
        assert (32, 32) in icon_file.info["sizes"]
    for head in heads:
        assert head.soup.select_one('link[rel="manifest"][href="/manifest.webmanifest"]'), head.path
        assert head.soup.select_one('link[rel="apple-touch-icon"]'), head.path
        assert head.one("name", "twitter:card") == "summary_large_image", head.path


def test_structured_data_cannot_end_its_element(articles: list[Head]) -> None:
    """No sign that HTML knows stands in the data, whatever an editor wrote."""
    for head in articles:
        assert not set("<>&") & set(head.soup.find_all("script", type="application/ld+json")[0].text)


def test_no_dublin_core_field_is_empty_or_double(heads: list[Head]) -> None:
    """Each field stands once, several values parted by a semicolon, none empty."""
    for head in heads:
        fields = [
            (str(one["name"]), str(one["content"]))
            for one in head.soup.find_all("meta")
            if str(one.get("name", "")).startswith("DC.")
        ]
        names = [name for name, _ in fields]
        assert len(names) == len(set(names)), head.path
        assert all(part.strip() for _, content in fields for part in content.split(";")), head.path


def test_dublin_core_is_complete_where_the_law_wants_it(
    site: Path, heads: list[Head], articles: list[Head]
) -> None:
    """Home, sections, the register, articles and standing pages have all six mandatory fields."""
    wanted = [
        "",
        "chien-luoc-dinh-huong-quy-hoach/",
        "chien-luoc-dinh-huong-quy-hoach/quy-hoach/",
        "thong-bao/trang/1/",
        "so-quy-hoach/",
        "van-ban/",
        "gioi-thieu/",
        "chuc-nang-nhiem-vu/",
        "lien-he/",
    ]
    by_path = {head.path: head for head in heads}

    for head in (*(by_path[site / address / "index.html"] for address in wanted), *articles):
        assert all(head.one("name", name) for name in MANDATORY), head.path
        instant(head.one("name", "DC.date"))
        assert published_file(site, head.one("name", "DC.identifier")) == head.path
