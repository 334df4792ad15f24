"""Shows a line as it would be with other words in it, for values that only the owner can know."""

from dsl.checker.context import Context
from dsl.diagnostics.diagnostic import Edit
from dsl.diagnostics.edits import changed_lines
from dsl.source.span import Span


def line_with(context: Context, span: Span, words: str) -> str:
    """The line of a span with other words in its place."""
    return "\n".join(changed_lines(context.document.text, [Edit(span, words)]))


def line_followed_by(context: Context, span: Span, words: str) -> str:
    """The line of a span with words behind its last word."""
    text = context.document.text
    line = text[span.end : text.find("\n", span.end)] if "\n" in text[span.end :] else ""
    end = span.end + len(line.partition("#")[0].rstrip())
    return line_with(context, Span(end, end), words)
