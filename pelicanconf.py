"""Settings of the portal, for writing and previewing. publishconf.py says what differs in public."""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

# Site: the names and contacts stand in content/du-lieu/don-vi.toml; SITENAME, if set, wins.
SITEURL = ""
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
# The system's locale never reaches the output; dates are written by plugins/vietnamese.
LOCALE = ["C.UTF-8", "C"]

# Content
# Another folder where one checkout makes several portals: docs/en/scale.md.
PATH = str(PROJECT / os.environ.get("PORTAL_CONTENT", "content"))
OUTPUT_PATH = str(PROJECT / "output")
# Only Markdown: the other readers can include files and run scripts.
READERS = {"rst": None, "html": None}

# Published copies of Word, OpenDocument and PDF files without names, comments and tracked changes: see docs/en/publishing.md.
CLEAN_ATTACHMENTS = False

# The portal's own feeds are made by plugins/feeds; Pelican's would be a second set.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Theme
THEME = str(PROJECT / "theme")

# Rooms: the build is Pelican's class, by its name, so that who only looks at the content need not load Pelican;
# each plugin that is added here is told of every page.
PELICAN_CLASS = "plugins.Portal"
PLUGINS: list[str] = []
