"""House style: quotes, dashes, spaces and unbreakable numbers, as Vietnamese print has them."""
