"""Writing a file anew with the notes that somebody wrote into it: `#`, up to the end of a line."""

from difflib import SequenceMatcher


def with_notes(before: str, after: str) -> str:
    """A new text with the notes of the old one at the lines that both have."""
    old, new = before.splitlines(), after.splitlines()
    bare = [_without_note(line) for line in old]
    kept = list(new)
    above: dict[int, list[str]] = {}
    matched = SequenceMatcher(None, bare, new, autojunk=False)
    for tag, start, end, to_start, to_end in matched.get_opcodes():
        if tag == "equal":
            kept[to_start:to_end] = old[start:end]
        else:
            notes = [line for line in old[start:end] if line.lstrip().startswith("#")]
            above.setdefault(to_end, []).extend(notes)
    lines = [line for place, each in enumerate(kept) for line in (*above.get(place, ()), each)]
    return "\n".join([*lines, *above.get(len(kept), ())]) + "\n"


def _without_note(line: str) -> str:
    """A line up to a note at its end; texts in quotes hold no note."""
    outside = True
    for place, sign in enumerate(line):
        if sign == '"':
            outside = not outside
        if sign == "#" and outside and place and line[place - 1] == " ":
            return line[:place].rstrip()
    return line
