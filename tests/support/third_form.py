"""A form that the product does not have, of another shape than its own.

Other captions throughout, no sex, no unit, no reporting unit, no review; two key columns of which the number is the
second column; a list, a cascade, and a list that depends on a parent which the form does not ask for.
"""

from random import Random

from zcert.form import Column, Form, Kind
from zcert.roles import Role
from zcert_addin.demonstration.people import cells, person
from zcert_addin.filling.collection import filled
from zcert_dictionaries import lists, load_edition
from zcert_templates import FORMS

NAME, NUMBER, LEVEL, FIELD, RANK = "专家姓名", "入境证号", "学历层次", "专业大类", "拟聘职称"
PLACE, ARRIVAL, MOBILE, TOPIC, PHOTO, VERDICT = "派往县", "到岗日期", "手机", "课题", "照片结论", "号码结论"

GUEST = Form(
    name="guest",
    label="外聘",
    title="外聘专家登记表",
    note="请从第4行开始填写。",
    summary_sheet="外聘汇总",
    summary_title="外聘专家汇总表",
    columns=(
        Column(NAME, required=True, role=Role.NAME),
        Column(NUMBER, Kind.PAPER_NUMBER, "按证件填写。", required=True, role=Role.NUMBER),
        Column(LEVEL, Kind.LISTED, required=True, list_name=lists.EDUCATION),
        Column(FIELD, Kind.LISTED, required=True, list_name=lists.SERIES),
        Column(RANK, Kind.LISTED, list_name=lists.TITLE),
        Column(PLACE, Kind.LISTED, list_name=lists.COUNTY),
        Column(ARRIVAL, Kind.DAY, required=True),
        Column(MOBILE, Kind.PHONE),
        Column(TOPIC),
        Column(PHOTO, Kind.RESULT, role=Role.PHOTO_RESULT),
        Column(VERDICT, Kind.RESULT, role=Role.IDENTITY_RESULT),
    ),
    keys=(Role.NUMBER, Role.NAME),
)

WITH_GUEST = (*FORMS, GUEST)


def guests(count: int, seed: int = 1) -> list[dict[str, str]]:
    """Return right rows by header."""
    rng = Random(seed)
    return [person(rng, GUEST, load_edition(), "", earliest=1981) for _ in range(count)]


def workbook(rows: list[dict[str, str]]) -> bytes:
    """Return a filled workbook of the form."""
    return filled(GUEST, load_edition(), [cells(GUEST, row) for row in rows])
