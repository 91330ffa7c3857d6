"""A release as a value: its files, manifest, ledger, statement and signatures, and all that is read back of one that was published."""
