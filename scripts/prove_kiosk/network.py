"""Run a command where there is no network but the machine's own loopback."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

_UP = "import fcntl, socket, struct; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); "
_LOOPBACK_UP = _UP + "fcntl.ioctl(s, 0x8914, struct.pack('16sh', b'lo', 0x41))"
"""SIOCSIFFLAGS with IFF_UP and IFF_RUNNING: the new namespace has a loopback, but it is down."""


def without_network(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run *command* in a network namespace of its own (``unshare -rn``) and return what it said."""
    python = command[0]
    script = f"{_LOOPBACK_UP}; import os, sys; os.execv(sys.argv[1], sys.argv[1:])"
    apart = [shutil.which("unshare") or "unshare", "-rn", python, "-c", script, *command]
    return subprocess.run(apart, capture_output=True, text=True, check=False)
