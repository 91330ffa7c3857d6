"""The rooms of the portal, in the order that an article passes through them."""
