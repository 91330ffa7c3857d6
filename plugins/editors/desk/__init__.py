"""An editor's daily work: a new article, and what waits for whom."""
