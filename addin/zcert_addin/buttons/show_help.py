"""使用说明: the page that explains every button, opened for reading."""

from importlib.resources import as_file, files
from typing import Final

from zcert_addin.buttons import Button, Group
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="使用说明",
    group=Group.HELP,
    place=1,
    keytip="M",
    image="Help",
    icon="..####.. .##..##. .....##. ....##.. ...##... ...##... ........ ...##...",
    tip="打开本机上的使用说明，不联网",
    help="打开本页，不联网",
)


def run(host: Host) -> None:
    """Open the page."""
    with as_file(files("zcert_addin.buttons") / "help.html") as page:
        host.open(page)
