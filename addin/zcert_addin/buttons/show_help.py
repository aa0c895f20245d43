"""使用说明: the manual, made by docs/make_manual.py, opened for reading."""

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
    tip="打开本机上的使用手册：每一步怎么做，每个按钮、代码是什么意思，出了问题怎么办；不联网",
    help="打开本手册，不联网",
)


def run(host: Host) -> None:
    """Open the page."""
    with as_file(files("zcert_addin.buttons") / "help.html") as page:
        host.open(page)
