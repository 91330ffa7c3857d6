"""Import a whole old portal at once: from its site map, a list of addresses, a saved mirror or WARC files."""
