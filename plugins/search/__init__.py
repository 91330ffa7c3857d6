"""Make the search index: the words of every listed page, Pagefind's index of them in shards, and abbreviations."""
