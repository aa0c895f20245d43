"""从号码填写: what the identity number says goes into the cells that are empty; none that is filled is touched."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from zcert import words
from zcert.from_number import FromNumbers, Said, from_numbers
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.way_back import keep_way_back, require_way_back
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="从号码填写",
    group=Group.FILL,
    place=1,
    keytip="T",
    image="FillDown",
    icon="######.. #-oo-#.. #-oo-#.. ######.. ...g.... .ggggg.. ..ggg... ...g....",
    tip="按身份证号码填写空着的性别（表中有出生日期的也填），已填的不动；先说明填几处，同意后才填，填前自动备份",
    help=(
        "号码正确的，把号码表明的性别填进空着的格子，表中有出生日期一栏的也填；已经填了的不改，与号码不符的只说明有几处、第一处在哪一行。"
        "号码有误的和其它证件不填。先说明要填几处，同意后才填，填前自动备份。"
    ),
)

NO_COLUMN: Final = "本表没有能按号码填写的栏目（性别、出生日期只能按身份证号码填写）"
NOTHING: Final = "没有需要填写的内容"


def run(host: Host) -> None:
    """Say how much would be filled in, ask, keep a copy, fill it in."""
    found = sheet.open_sheet(host)
    said = from_numbers(found, sheet.inspection(found))
    if not said.columns:
        host.tell(NO_COLUMN)
        return
    if not said.open:
        host.tell(words.sentences(NOTHING, *_left_alone(said)))
        return
    require_way_back(host)
    host.require_writable()
    counted = f"按号码可以填写{_counted(said.open)}，只填空着的，已填的不动"
    if not host.ask(words.sentences(counted, *_left_alone(said), "\n现在填写吗？")):
        return
    back = keep_way_back(host)
    host.write_cells({(one.row, found.columns[one.column]): one.text for one in said.open})
    host.tell(words.sentences(f"已填写{_counted(said.open)}", f"\n{back}"))


def _counted(cells: Iterable[Said]) -> str:
    """Return how many cells of each column, e.g. 性别3处、出生日期5处."""
    counts = Counter(one.column for one in cells)
    return "、".join(f"{column}{count}处" for column, count in counts.items())


def _left_alone(said: FromNumbers) -> list[str]:
    told = []
    if said.otherwise:
        first = said.otherwise[0]
        told.append(f"\n有{len(said.otherwise)}处与号码不符，没有改动，第一处是第{first.row}行的{first.column}，请核对")
    if said.silent:
        first_row = said.silent[0]
        told.append(f"\n有{len(said.silent)}人没有号码或号码有误，不能填写，第一个在第{first_row}行")
    return told
