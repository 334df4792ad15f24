"""The plan: a program lowered to integer operations that every engine runs."""
