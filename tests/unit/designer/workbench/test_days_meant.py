"""A day that is written otherwise is told as it was probably meant."""

import pytest

from designer.workbench.days_meant import no_day


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("31.12.2025", "Write '31.12.2025' as 2025-12-31."),
        ("3.4.25", "Write '3.4.25' as 2025-04-03."),
        ("12/31/2025", "Write '12/31/2025' as 2025-12-31."),
        ("31/12/25", "Write '31/12/25' as 2025-12-31."),
        ("04/04/2025", "Write '04/04/2025' as 2025-04-04."),
        (
            "03/04/2025",
            "Write '03/04/2025' as 2025-04-03 for 3 April or as 2025-03-04 for 4 March.",
        ),
        ("2025/12/31", "Write '2025/12/31' as 2025-12-31."),
        ("20251231", "Write '20251231' as 2025-12-31."),
        ("31 December 2025", "Write '31 December 2025' as 2025-12-31."),
        ("Dec 31, 2025", "Write 'Dec 31, 2025' as 2025-12-31."),
        ("31.12.", "'31.12.' is no day. Write it as 2026-03-01."),
        ("2025-02-30", "'2025-02-30' is no day. Write it as 2026-03-01."),
        ("", "'' is no day. Write it as 2026-03-01."),
    ],
)
def test_what_was_meant_is_said(written: str, told: str) -> None:
    assert no_day(written) == told
