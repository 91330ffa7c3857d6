"""Publish a built portal: audit it, publish a release, roll back, verify what is public, report the redirects."""
