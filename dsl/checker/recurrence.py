"""Judges recurrence rules of iCalendar, without the library that works them out.

Loading that library costs more than checking a whole program, and few programs have a rule.
"""

import re

_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_NUMBER = r"[+-]?[0-9]{1,3}"
_WEEKDAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": "|".join(_FREQUENCIES),
    "INTERVAL": r"[1-9][0-9]{0,3}",
    "BYDAY": rf"(?:[+-]?[1-5][0-9]?)?{_WEEKDAY}(?:,(?:[+-]?[1-5][0-9]?)?{_WEEKDAY})*",
    "BYMONTHDAY": rf"{_NUMBER}(?:,{_NUMBER})*",
    "BYYEARDAY": rf"{_NUMBER}(?:,{_NUMBER})*",
    "BYWEEKNO": rf"{_NUMBER}(?:,{_NUMBER})*",
    "BYMONTH": r"[0-9]{1,2}(?:,[0-9]{1,2})*",
    "BYSETPOS": rf"{_NUMBER}(?:,{_NUMBER})*",
    "WKST": _WEEKDAY,
}
_RANGES = {
    "BYMONTHDAY": 31,
    "BYYEARDAY": 366,
    "BYWEEKNO": 53,
    "BYMONTH": 12,
    "BYSETPOS": 366,
}
_NOT_KEPT = {
    "COUNT": "counts from a first day, and a calendar has none",
    "UNTIL": "is said by the rule that uses the calendar: runs until ...",
    "BYHOUR": "asks for hours, and a recurring date is a whole day",
    "BYMINUTE": "asks for minutes, and a recurring date is a whole day",
    "BYSECOND": "asks for seconds, and a recurring date is a whole day",
    "BYEASTER": "is no part of iCalendar",
}


def why_unreadable(rule: str) -> str:
    """What is wrong with a rule, in a sentence; "" where nothing is."""
    seen: dict[str, str] = {}
    for part in rule.split(";"):
        name, equals, value = part.partition("=")
        if name in _NOT_KEPT:
            return f'"{name}" {_NOT_KEPT[name]}.'
        if not equals or name not in _PARTS:
            return f'"{part[:30]}" is no part of a rule: those are {", ".join(_PARTS)}.'
        if name in seen:
            return f'"{name}" stands in it twice.'
        if not re.fullmatch(_PARTS[name], value):
            known = f" It can be {', '.join(_FREQUENCIES)}." if name == "FREQ" else ""
            return f'"{value[:30]}" is no value of {name}.{known}'
        seen[name] = value
    for name, value in seen.items():
        largest = _RANGES.get(name, 0)
        if largest and not all(1 <= abs(int(one)) <= largest for one in value.split(",")):
            return f"{name} goes from 1 to {largest}."
    if "FREQ" not in seen:
        return 'A rule says how often with "FREQ", as in FREQ=MONTHLY.'
    return ""
