"""Work on a Dask cluster, which somebody else has started. Needs the extra `cluster`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from distributed import Client, KilledWorker, as_completed

from simulator.forecasts.workers import R, T, WorkersFailed

WORKERS = 8
"""For so many the work is shared out: how many there are may change while it goes on."""


@dataclass(frozen=True, slots=True)
class DaskCluster:
    """A cluster by the address of its scheduler, such as `tcp://127.0.0.1:8786`.

    Dask gives the tasks of a worker that dies to others. Whoever reaches a scheduler can run code
    on its workers, so keep it on this machine or behind TLS.
    """

    address: str

    @property
    def side_by_side(self) -> int:
        """See `Workers`."""
        return WORKERS

    def run(self, work: Callable[[T], R], tasks: Mapping[int, T]) -> Iterator[tuple[int, R]]:
        """See `Workers`."""
        try:
            client = Client(self.address, timeout="5s")
        except (OSError, ValueError):
            raise WorkersFailed(
                f"No Dask scheduler answers at {self.address}. Is it running there?"
            ) from None
        with client:
            futures = {
                client.submit(work, task, pure=False): number for number, task in tasks.items()
            }
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except KilledWorker:
                raise WorkersFailed(
                    "Workers of the cluster died again and again over the same part. Often memory "
                    "is short: try fewer customers."
                ) from None
