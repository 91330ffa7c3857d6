"""The Vietnamese language: letters, slugs, alphabetical order, dates in words, numbers, old encodings."""
