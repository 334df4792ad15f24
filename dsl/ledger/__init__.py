"""What happened and what came of it: facts in, entries out, lots in between."""
