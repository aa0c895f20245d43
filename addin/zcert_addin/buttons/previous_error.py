"""上一处错误: to the last wrong place before the cursor, and what is wrong there."""

from typing import Final

from zcert.wrong_places import previous_place
from zcert_addin.buttons import Button, Group
from zcert_addin.commands.go_to_wrong_place import go_to_wrong_place
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="上一处错误",
    group=Group.CHECK,
    place=6,
    keytip="P",
    image="ReviewPreviousComment",
    icon="..gg.... .gggg... #-gg-#.. ######.. #-oo-#.. ######.. #----#.. ######..",
    tip="重新检查本表，从当前单元格走到上一处错误，并说明错在哪里；到第一处后从最后一处开始",
    help="与“下一处错误”相同，方向相反",
)


def run(host: Host) -> None:
    """Go to the previous wrong place of the open sheet."""
    go_to_wrong_place(host, previous_place, "前面没有错误了，转到最后一处")
