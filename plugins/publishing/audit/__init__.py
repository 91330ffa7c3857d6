"""The whole output is read once before it goes out: links, words that leaked, drafts, feeds, weight."""
