"""What readers look for: the words of every page that lists name, an index of them, and their short forms."""
