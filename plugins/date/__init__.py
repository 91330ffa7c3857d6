"""Parse written days and times; what is not certain is never guessed."""
