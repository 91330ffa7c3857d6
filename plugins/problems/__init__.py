"""What an editor should mend: where it is, how grave, and what to do."""

from plugins.problems.problem import Level, Problem, error, warning

__all__ = ["Level", "Problem", "error", "warning"]
