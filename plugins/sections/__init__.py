"""Order and group articles: newest first, by section and year, neighbours in a list, those that share tags."""
