"""What somebody is told whose pilot cannot be planned or read."""


class PilotError(Exception):
    """A sentence with what was found, and what to do."""
