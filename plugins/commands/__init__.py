"""What is typed at a terminal and shown there: options as data, help in two languages, completion, colours."""
