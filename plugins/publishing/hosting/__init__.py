"""What a web host must be told: headers, caching and redirects from one table, in each host's own form."""
