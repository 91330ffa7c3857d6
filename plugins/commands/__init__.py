"""The command line: tasks and options as data, parsing, help in two languages, completion, colours, exit codes."""
