"""A file's bytes become named fields and a body, with every problem found on the way."""
