"""Tell of documents: their state on a day, the part of the register they belong to, and which of them a number means."""
