"""The bench: one corpus, built by this project, by stock Pelican and by Hugo, in turn."""
