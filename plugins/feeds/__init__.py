"""Feeds, sitemap and robots: what machines read of the portal."""
