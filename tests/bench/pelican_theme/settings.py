"""Stock Pelican with the same kinds of pages."""

from pelican import signals

SITENAME = "Cổng thử"
SITEURL = "https://bench.example.vn"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
THEME = "theme"
READERS = {"rst": None}
STATIC_PATHS = ["images"]
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
AUTHOR_URL = "tac-gia/{slug}/"
AUTHOR_SAVE_AS = "tac-gia/{slug}/index.html"
TAG_URL = "the/{slug}/"
TAG_SAVE_AS = "the/{slug}/index.html"
YEAR_ARCHIVE_URL = "luu-tru/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "luu-tru/{date:%Y}/index.html"
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"tag": None, "category": None, "author": None, "period_archives": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/trang/{number}/", "{base_name}/trang/{number}/index.html"),
)
DIRECT_TEMPLATES = ["index", "tags", "authors", "archives", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_ALL_ATOM = "feeds/tat-ca.atom.xml"
FEED_ALL_RSS = "feeds/tat-ca.rss.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
CATEGORY_FEED_RSS = "feeds/{slug}.rss.xml"
FEED_MAX_ITEMS = 30
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None


def _other_news(generator):
    for _, articles in generator.categories:
        for place, article in enumerate(articles):
            article.newer = articles[max(0, place - 5) : place]
            article.older = articles[place + 1 : place + 6]


def _connect(sender):
    signals.article_generator_finalized.connect(_other_news)


signals.initialized.connect(_connect)
