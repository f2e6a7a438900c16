"""What all tests run under: no network, and a home and cache that are thrown away."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
EXAMPLES = CHECKOUT / "examples"


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Subprocesses see these too. One cache for the session: each model is converted once."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
        patch.setenv("COPYDESK_CACHE", str(home / "copydesk"))
        patch.setenv("HF_HOME", str(home / "huggingface"))
        patch.setenv("HF_HUB_OFFLINE", "1")
        # As the command sets it, but here its libraries may be imported before the command runs.
        patch.setenv("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        # Of tiny models a second thread takes more than it gives, much more on a busy machine.
        patch.setenv("OMP_NUM_THREADS", "1")
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "COPYDESK_DEBUG"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Connections are refused with the reason; sockets between own processes still work."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            refuse(address)
        real(self, address)

    def refuse(*address: Any, **_kwargs: Any) -> NoReturn:
        raise RuntimeError(f"a test reached for the network ({address}); copydesk works offline")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.fixture(scope="session")
def examples() -> Path:
    """The articles written for this project."""
    return EXAMPLES


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder beside the checkout, or at COPYDESK_SHARED."""
    folder = Path(os.environ.get("COPYDESK_SHARED", CHECKOUT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return folder
