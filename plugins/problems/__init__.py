"""What an editor should mend: where it is, how grave, and what to do."""

from plugins.problems.problem import Level, Problem, advice, error, warning

__all__ = ["Level", "Problem", "advice", "error", "warning"]
