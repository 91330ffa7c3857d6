"""The groups of states that pages and checks ask for: a new state is put into those that it belongs to, here and nowhere else."""

from __future__ import annotations

from plugins.registers.state import RegisterState

# Another document ended it.
ENDED_BY_ANOTHER = frozenset({RegisterState.REPLACED, RegisterState.REPEALED})
# It is in force no more.
ENDED = ENDED_BY_ANOTHER | {RegisterState.LAPSED}
# What asks something of the reader, and leads the register in this order.
LEADING = (RegisterState.OPEN, RegisterState.UPCOMING, RegisterState.DISPLAYED)
