"""An editor's daily work: creating an article, and the list of articles that wait for somebody."""
