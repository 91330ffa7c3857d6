"""Pages of old portals are fetched, read and told apart from what is printed around them."""
