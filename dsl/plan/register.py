"""How an operation names the result of another: by its position in the procedure."""

Register = int
