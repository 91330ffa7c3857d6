"""Fetching from the web: one client for http and https, bounded in time and bytes, kept out of inner networks; standard library only."""
