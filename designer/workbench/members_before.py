"""The members that a shop has already: from the folder of a replay to the start of a forecast."""

from hashlib import sha256
from pathlib import Path

from designer.workbench.refusal import Refusal
from designer.workbench.replay_state import FILE, load_state
from dsl.engine.changed_program import ProgramChanged
from dsl.engine.engine import Engine
from dsl.engine.saved_state import StateRefused
from dsl.plan.from_program import lower
from dsl.program.program import Program
from simulator.forecasts.members_before import MembersRefused, with_members
from simulator.forecasts.simulation import Simulation


def start_with_members(simulation: Simulation, current: Program, folder: Path) -> Simulation:
    """A simulation whose programs start with the members of the current one.

    Args:
        simulation: its first arm is the current program.
        current: that program.
        folder: where `perkwright replay --state` keeps what its members have.

    Raises:
        Refusal: there is no such state, or it cannot be used.
    """
    carried = load_state(folder, {})
    if carried.engine is None:
        raise Refusal(
            f"There are no members in {folder}. perkwright replay with --state {folder} keeps what "
            "the members of a program have.",
            wrong_usage=True,
        )
    try:
        engine = Engine.resume(current, lower(current), carried.engine)
        digest = sha256((folder / FILE).read_bytes()).hexdigest()
        return with_members(simulation, engine, digest)
    except (MembersRefused, StateRefused) as refused:
        raise Refusal(f"The members in {folder} cannot be used: {refused}.") from refused
    except ProgramChanged as problem:
        raise Refusal(
            f"The members in {folder} cannot go over to another program: {problem}. Write both "
            "programs in one currency and in one time zone, and wallets of one name in one unit."
        ) from problem
