"""A simulation in blocks: same bytes however it is cut, stopped and gone on with."""

from pathlib import Path

import numpy as np
import pytest

from simulator.forecasts.runs import WORTH_A_BLOCK, Block, Kept, Runs, blocks, cut_name
from simulator.forecasts.workers import InThisProcess
from simulator.results.tally import Tally

HERE = InThisProcess()


def counted(block: Block) -> Tally:
    """Counts something different of each customer in each replication."""
    tally = Tally.empty(len(block.replications), 2, 1, wallets=1, tiers=1)
    customers = np.array(block.customers, np.int64)
    for world, replication in enumerate(block.replications):
        tally.months[:, world] = (customers * customers + replication).sum()
        tally.tiers[:, world] = len(customers)
    return tally


def worked(parts: list[Block]) -> Tally:
    runs = Runs(parts)
    assert list(runs.work(counted, HERE)) == list(range(1, len(parts) + 1))
    tally = runs.tally()
    assert tally is not None
    return tally


def test_the_cut_changes_nothing() -> None:
    whole = worked([Block(range(5), range(30))])
    cut = worked(
        [Block(runs, part) for runs in (range(2), range(2, 5)) for part in (range(7), range(7, 30))]
    )
    assert cut.months.tobytes() == whole.months.tobytes()
    assert cut.tiers.tobytes() == whole.tiers.tobytes()


@pytest.mark.parametrize("early", [False, True])
@pytest.mark.parametrize(("replications", "customers"), [(1, 1), (200, 5_000), (3, 600_000)])
def test_blocks_hold_every_customer_of_every_replication_once(
    replications: int, customers: int, *, early: bool
) -> None:
    parts = blocks(replications, customers, side_by_side=2, early=early)
    pairs = [(run, part.customers) for part in parts for run in part.replications]
    assert len(set(pairs)) == len(pairs)
    assert sum(len(shard) for _, shard in pairs) == replications * customers
    assert len(parts) > 1 or replications * customers < WORTH_A_BLOCK


def test_groups_need_no_more_blocks_than_all_customers_as_one() -> None:
    alone, three = (blocks(60, *groups) for groups in ((75_000,), (25_000,) * 3))
    assert len(three) <= len(alone) == 20
    pairs = [(run, part.customers) for part in three for run in part.replications]
    assert len(set(pairs)) == len(pairs) == 60 * 3
    assert {each.start for _, each in pairs} == {0, 25_000, 50_000}
    assert {len(each) for _, each in pairs} == {25_000}


def test_the_first_blocks_are_small_where_something_is_to_be_seen_soon() -> None:
    assert runs_of(blocks(200, 1_000, early=True)) == [2, 16, 91, 91]
    assert runs_of(blocks(3, 600_000, early=True)) == [1] * 9


def test_what_is_left_is_shared_out_evenly_among_all_who_work() -> None:
    assert runs_of(blocks(50, 1_800, early=True)) == [1, 8, 41]
    assert runs_of(blocks(50, 1_800, early=True, side_by_side=2)) == [1, 8, 20, 21]
    assert runs_of(blocks(50, 1_800, side_by_side=3)) == [16, 17, 17]
    assert runs_of(blocks(50, 1_800, side_by_side=64)) == [12, 13, 12, 13], "days cost, too"
    assert runs_of(blocks(10, 1_000, side_by_side=2)) == [10], "too little to share"


def test_worlds_under_many_tables_are_shared_out() -> None:
    assert runs_of(blocks(10, 1_000)) == [10]
    assert runs_of(blocks(10, 1_000, tables=30)) == [3, 3, 4]


def runs_of(parts: list[Block]) -> list[int]:
    return [len(part.replications) for part in parts]


def test_a_stopped_simulation_goes_on(tmp_path: Path) -> None:
    parts = blocks(4, 600_000)
    stopped = Runs(parts, Kept(tmp_path))
    working = stopped.work(counted, HERE)
    for _ in range(4):
        next(working)
    assert stopped.are_kept
    partial = stopped.tally()
    assert partial is not None
    assert partial.months.shape[1] == 1  # three shards of the first replication, one of the second

    again = Runs(parts, Kept(tmp_path))
    assert list(again.work(counted, HERE)) == list(range(5, len(parts) + 1))
    finished = again.tally()
    assert finished is not None
    assert finished.months.tobytes() == worked(parts).months.tobytes()


def test_a_damaged_block_is_worked_on_again(tmp_path: Path) -> None:
    parts = blocks(2, 300_000)
    list(Runs(parts, Kept(tmp_path)).work(counted, HERE))
    (tmp_path / "1.npz").write_bytes((tmp_path / "1.npz").read_bytes()[:200])
    assert list(Runs(parts, Kept(tmp_path)).work(counted, HERE)) == [len(parts)]


def test_blocks_that_cannot_be_kept_are_worked_on_all_the_same(tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("", "utf-8")
    parts = blocks(2, 300_000)
    for _ in range(2):
        runs = Runs(parts, Kept(no_folder / "runs"))
        assert list(runs.work(counted, HERE)) == list(range(1, len(parts) + 1))
        assert not runs.are_kept
        finished = runs.tally()
        assert finished is not None
        assert finished.months.tobytes() == worked(parts).months.tobytes()


def test_another_cut_has_another_name() -> None:
    names = [cut_name(blocks(6, 300_000, early=early)) for early in (False, True, True)]
    assert cut_name(blocks(5, 300_000)) not in names
    assert names[1] == names[2]


def test_nothing_finished_is_no_result() -> None:
    assert Runs(blocks(2, 10)).tally() is None


def test_customers_who_share_a_budget_stay_together() -> None:
    parts = blocks(3, 600_000, is_coupled=True)
    assert {part.customers for part in parts} == {range(600_000)}
    assert [list(part.replications) for part in parts] == [[0], [1], [2]]


def test_who_stops_customers_who_share_a_budget_keeps_what_is_finished() -> None:
    """They go one by one on the reference engine, so a few replications take long enough."""
    parts = blocks(50, 30, is_coupled=True, one_by_one=True)
    assert {len(part.replications) for part in parts} <= {2, 3}
    assert [number for part in parts for number in part.replications] == list(range(50))
    assert len(blocks(50, 30)) == 1
