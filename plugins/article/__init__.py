"""Read the facts of one article from its file, with every problem found."""
