"""What of a program a forecast depends on, so that words for people make no forecast old."""

from dsl.program.program import Program
from dsl.program.saved_form import program_sha256


def what_counts(program: Program) -> Program:
    """A program without its terms for customers and the former names of its parts.

    Neither changes what a member who begins anew gets.
    """
    return program.model_copy(update={"terms": (), "former_names": ()})


def rules_sha256(program: Program) -> str:
    """The hash of what a forecast depends on."""
    return program_sha256(what_counts(program))
