"""What a build reads: its settings, the portal's data files, the source files, and what is remembered of each."""
