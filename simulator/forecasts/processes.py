"""How many processes of this machine a forecast is worked on by, unless somebody says so."""

import os

MOST = 4
"""What is loaded, started and waited for at the end is the same for each: more bring little."""
GIGABYTES_EACH = 1
"""A process takes half of it, and one that works on large blocks alone nearly all."""
WORTH_PROCESSES = 5_000
"""Customers in all replications; below, a process takes longer to start than it works."""


def usual_processes() -> int:
    """One for each core and each gigabyte of memory, and no more than bring something."""
    if not hasattr(os, "fork"):  # where a process cannot be split off, all is done in one
        return 1
    has_cores = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if has_cores else os.cpu_count() or 1
    return max(1, min(cores, _gigabytes() // GIGABYTES_EACH, MOST))


def processes_for(customers: int | None, runs: int) -> int:
    """As many as a forecast is worth.

    Args:
        customers: in each replication; None: not known yet.
        runs: how many replications.
    """
    is_small = customers is not None and customers * runs < WORTH_PROCESSES
    return 1 if is_small else usual_processes()


def _gigabytes() -> int:
    """Of memory, to the nearest; where the system does not tell, enough."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return MOST * GIGABYTES_EACH
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30)
