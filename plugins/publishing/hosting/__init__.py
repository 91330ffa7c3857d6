"""Configuration for each web host, with headers and redirects written from one table."""
