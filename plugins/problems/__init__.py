"""Problems in what editors wrote (file, line, level, code, message), and exceptions that stop a build."""

from plugins.problems.problem import Level, Problem, advice, error, sorted_problems, warning

__all__ = ["Level", "Problem", "advice", "error", "sorted_problems", "warning"]
