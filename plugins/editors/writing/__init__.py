"""The editor in the browser, for those who want one: a content manager from npm, set up and served by the portal."""
