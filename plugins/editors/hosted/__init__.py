"""The editor for content on a Git host: a content manager from npm, exported as files for a web host."""
