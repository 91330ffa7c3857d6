"""Import Word files, pages of old portals and photos as articles, with a list of all that the editor must look at."""
