"""下一处错误: to the next wrong place behind the cursor, and what is wrong there."""

from typing import Final

from zcert.wrong_places import next_place
from zcert_addin.buttons import Button, Group
from zcert_addin.commands.go_to_wrong_place import go_to_wrong_place
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="下一处错误",
    group=Group.CHECK,
    place=5,
    keytip="N",
    image="ReviewNextComment",
    icon="######.. #----#.. ######.. #-oo-#.. ######.. #-gg-#.. .gggg... ..gg....",
    tip="重新检查本表，从当前单元格走到下一处错误，并说明错在哪里；到最后一处后从头开始",
    help=(
        "从当前单元格起，到下一处错误，说明哪一行、哪一栏、错在哪里、是第几处。每次都重新检查，改好的不再算；"
        "只看错误，不看提示。照片有问题的，要先做过“照片检测”。"
    ),
)


def run(host: Host) -> None:
    """Go to the next wrong place of the open sheet."""
    go_to_wrong_place(host, next_place, "后面没有错误了，回到第一处")
