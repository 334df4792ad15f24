"""What is said of a line that could not be read."""
