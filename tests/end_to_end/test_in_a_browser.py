"""The designer in a browser: the page's own connection brings the screen, to this computer only."""

import asyncio
import os
import socket
import subprocess
from pathlib import Path

import aiohttp

from tests.end_to_end.terminal import PERKWRIGHT, ROOT

SECONDS = 30
LISTENS = "0A"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def listening_at(port: int) -> list[str]:
    """The addresses at which somebody listens on a port, as the system writes them."""
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    lines = [each.split() for table in tables for each in table.read_text("ascii").splitlines()[1:]]
    ends = [(*line[1].split(":"), line[3]) for line in lines]
    return [address for address, at, state in ends if int(at, 16) == port and state == LISTENS]


async def drawn(port: int) -> bytes:
    """What comes over the page's connection until the start is drawn."""
    address = f"http://127.0.0.1:{port}/ws?width=120&height=36"
    async with asyncio.timeout(SECONDS), aiohttp.ClientSession() as session:
        while not listening_at(port):
            await asyncio.sleep(0.1)
        said = b""
        async with session.ws_connect(address) as connection:
            async for message in connection:
                said += message.data if isinstance(message.data, bytes) else b""
                if b"Points for every purchase" in said:
                    break
        return said


def test_the_start_is_shown_to_this_computer_alone(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [*PERKWRIGHT, "serve-designer", "--port", str(port)],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert b"Points for every purchase" in asyncio.run(drawn(port))
        assert listening_at(port) == ["0100007F"]
    finally:
        server.terminate()
        server.wait(10)
