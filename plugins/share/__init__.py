"""The picture that stands for a page without one where people share it: its title in the portal's own type."""
