"""Grouping and order: the section tree, newest first, "Các tin khác", pages of twenty."""
