"""The typed program: all that an engine ever sees of a text."""
