"""An editor in the browser, for those who want one: a content manager from npm, set up here and served from here."""
