"""The exit codes, by which a script knows how a command went."""

DONE = 0
"""Also: answered."""
FAILED = 1
"""An error that the user can mend."""
REFUSED = 3
"""The documents hold no answer; 2 is wrong usage."""
BROKEN = 4
"""A quote no longer stands in its source."""
UNSOUND = 5
"""The doctor found what is wrong."""
CASE_FAILED = 100
INTERRUPTED = 130
