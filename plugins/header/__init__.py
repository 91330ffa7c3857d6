"""Decode an article's file and parse its header: named fields and a body, with every problem on the way."""
