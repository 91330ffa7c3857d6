"""Pelican's settings, readers, plugins and themes, as the rest of the build knows them."""
