"""Evaluating a procedure for a member, with answers from the state or from a record."""

from dsl.engine.evaluation.context import Context, context_of
from dsl.engine.evaluation.evaluate import evaluate
from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.reads import Reads, Value
from dsl.engine.evaluation.recorded_reads import RecordedReads, RecordingReads
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.live_reads import LiveReads
from dsl.engine.holdings.state import Member


def moment_context(books: Books, moment: Moment, times: int = 1) -> Context:
    """A moment without a fact: calendar work, progress, questions."""
    return context_of(books.runtime, None, moment.instant, day=moment.day, times=times)


def judge(
    books: Books,
    member: Member,
    moment: Moment,
    procedure: int,
    *,
    context: Context | None = None,
    rank: int | None = None,
) -> tuple[Outcome, list[Value]]:
    """What a procedure finds now, and the answers it was given.

    Args:
        books, member, moment: for whom, and when.
        procedure: its place in the plan.
        context: the fact it looks at; without one it looks at the moment.
        rank: the tier that counts, where it is not the one held.
    """
    reads = RecordingReads(LiveReads(books, member, moment, rank))
    looked_at = context or moment_context(books, moment)
    outcome = evaluate(looked_at, procedure, reads)
    books.judgements.append((procedure, outcome))
    return outcome, reads.answers


def judge_again(context: Context, procedure: int, answers: list[Value]) -> Outcome:
    """What a procedure finds with the answers it was given before."""
    return evaluate(context, procedure, RecordedReads(answers))


def ask(books: Books, moment: Moment, procedure: int, reads: Reads) -> Outcome:
    """What a procedure finds for a moment, without a record."""
    return evaluate(moment_context(books, moment), procedure, reads)
