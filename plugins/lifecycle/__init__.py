"""Decide what becomes of an article at a given instant (published, scheduled, withdrawn …), and when that changes by itself."""
