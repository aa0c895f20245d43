"""What Wine's services do otherwise than those of Windows, on Windows Python under Wine."""

import subprocess


def forget_dead_servers() -> None:
    """End Wine's rpcss, which is started again when it is needed.

    It keeps the class object of a process that has died and hands it out (0x800706BA, RPC_S_SERVER_UNAVAILABLE, within
    ten milliseconds); that of Windows notices the death, and COM starts the server anew.
    """
    subprocess.run(["taskkill", "/f", "/im", "rpcss.exe"], check=True, capture_output=True)
