"""What Windows does by itself and Wine 8 does not: forget the COM classes of a process that has died.

Wine's RPC service goes on offering them, and whoever asks for such a class gets RPC_S_SERVER_UNAVAILABLE, although a
new process offers it too. It is started anew when it is needed, and has forgotten all then.
"""

import subprocess


def forget() -> None:
    """Let go the classes that were offered up to now; runs on the PC."""
    subprocess.run(["net", "stop", "rpcss"], check=True, stdin=subprocess.PIPE, capture_output=True)
