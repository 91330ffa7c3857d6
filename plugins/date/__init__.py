"""Written days and times become instants; what is not certain is never guessed."""
