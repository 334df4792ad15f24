"""A text laid out for a width, and what in it keeps its lines."""

from designer.report.fitting import fitted

SENTENCE = "2 rows: no list of statuses knows the status."
COPIED = [
    "[statuses]",
    "counted = [  # which orders count?",
    '# "erledigt",',
    "]",
    "",
    'decimal = ","',
    'thousands = "."',
    "",
    "# Is 03/04/2025 3 April or 4 March?",
    '# dates = "%d/%m/%Y"',
]


def test_sentences_are_broken_anew_and_lines_to_copy_stay_as_they_are() -> None:
    text = "\n".join([SENTENCE, "", *COPIED, "", *SENTENCE.rsplit(" ", 1)])
    whole = fitted(text, 80)
    assert whole == [SENTENCE, "", *COPIED, "", SENTENCE]
    broken = ["2 rows: no list of", "statuses knows the", "status."]
    assert fitted(text, 20) == [*broken, "", *COPIED, "", *broken]
    assert fitted("", 20) == []
