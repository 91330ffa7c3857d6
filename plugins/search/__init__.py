"""Make the search index: the terms of every listed page, in files from which a browser fetches what a query needs; abbreviations."""
