"""《浙江省高级专业技术资格证书采集表》, the form for identity numbers and the one for other papers.

Source of the columns and their order: 使用说明 第三、四条. Source of the filling notes: the same and 浙人专[2007]57号
附件2 填表说明. The number of another paper does not tell its kind, so the second form asks for 证件类型 as well.
"""

from typing import Final

from zcert import words
from zcert.form import Column, Form, Kind
from zcert.roles import Role
from zcert_dictionaries import lists

_PICK = "请从下拉列表中选取"


def _listed(name: str, note: str = "", *, role: Role | None = None, required: bool = True, width: float = 12) -> Column:
    """Declare a column that is called like the list whose entries it takes."""
    return Column(
        name, Kind.LISTED, words.sentences(_PICK, note), required=required, role=role, list_name=name, width=width
    )


def _result(header: str, role: Role) -> Column:
    """Declare a column that is called like the button that writes it."""
    return Column(header, Kind.RESULT, f"由系统自动生成，无需填写；点击“{header}”后显示结果", role=role, width=42)


_SHARED: Final = (
    Column("姓名", Kind.TEXT, "请填写与身份证件一致的姓名，字间不加空格", required=True, role=Role.NAME, width=11),
    _listed(lists.SEX, role=Role.SEX, width=6),
    Column("工作单位", Kind.TEXT, "务必用全称，要完整准确", required=True, role=Role.UNIT, width=28),
    _listed(lists.UNIT_NATURE, width=18),
    _listed(lists.EMPLOYMENT, width=10),
    _listed(lists.EDUCATION, width=11),
    _listed(lists.DEGREE, "没有学位的留空", required=False, width=9),
    Column("毕业学校", Kind.TEXT, "请填写最高学历的毕业学校全称", role=Role.SCHOOL, width=20),
    Column("所学专业", Kind.TEXT, "请填写最高学历的所学专业", role=Role.STUDIED, width=16),
    Column(
        "从事专业",
        Kind.TEXT,
        "指取得相应高级专业技术资格时所从事专业，该专业要打印在证书上，应完整准确填写",
        required=True,
        role=Role.PRACTISED,
        width=16,
    ),
    _listed(lists.SERIES, "先选所属系列，再选高级专业技术资格名称；修改后须重新选择资格名称", width=20),
    _listed(lists.TITLE, "先选所属系列，列表随之调整", width=22),
    _listed(lists.MODE, "认定取得的，评审组织填“经浙江省人事厅确认”", role=Role.MODE, width=10),
    Column(
        "取得时间",
        Kind.DAY,
        "八位数字：年4位、月2位、日2位，如1989年1月5日请填写19890105",
        required=True,
        width=11,
    ),
    _listed(
        lists.REVIEW_ORG,
        "评审、考评结合取得的选相应评审委员会，列表中没有的选“其它”；认定取得的选“经浙江省人事厅确认”",
        role=Role.REVIEW_ORG,
        width=34,
    ),
    Column(
        "其它评审组织",
        Kind.TEXT,
        "评审组织选“其它”时，在此填写评审委员会全称",
        role=Role.OTHER_REVIEW_ORG,
        width=26,
    ),
    Column(
        "联系电话",
        Kind.PHONE,
        "手机号码11位，或固定电话如0571-87654321；多个号码之间用顿号分隔",
        required=True,
        width=15,
    ),
    Column("通信地址", Kind.TEXT, "请填写能收到信件的详细地址", role=Role.ADDRESS, width=28),
    Column("邮政编码", Kind.POSTCODE, "6位数字", width=10),
    _listed(lists.CITY, "先选所在地市，再选所在县市；修改后须重新选择所在县市", width=10),
    _listed(lists.COUNTY, "先选所在地市，列表随之调整", width=14),
    Column(
        "主管部门",
        Kind.TEXT,
        "填写相应人事主管部门名称。县（市、区）的填“县（市、区）名加主管部门名”，"
        "设区市的填“市名加主管部门名”，省级的填主管部门名。",
        role=Role.AUTHORITY,
        width=22,
    ),
    Column("公布文号", Kind.TEXT, "由设区市人事部门和省级主管部门统一填写", role=Role.DOCUMENT, width=20),
    Column("备注", Kind.TEXT, "需要说明的其他情况", width=18),
    _listed(lists.REPORTING_UNIT, role=Role.REPORTING_UNIT, width=18),
)

_RESULTS: Final = (_result("照片检测", Role.PHOTO_RESULT), _result("身份证验证", Role.IDENTITY_RESULT))

RESIDENT: Final = Form(
    name="id",
    label="身份证号",
    title="浙江省高级专业技术资格证书采集表（身份证号）",
    note="请勿修改第1至3行，从第4行开始填写；红字栏目为必填；身份证号码为15位或18位，按文本填写；"
    "带下拉箭头的栏目请从列表中选取；照片检测、身份证验证由系统自动生成",
    summary_sheet="汇总表",
    summary_title="浙江省高级专业技术资格证书汇总表",
    columns=(
        Column(
            "身份证号码",
            Kind.RESIDENT_ID,
            "15位或18位，务必准确填写；末位为X的用大写X。照片文件名须与本号码一致。",
            required=True,
            role=Role.NUMBER,
            width=25,
        ),
        *_SHARED,
        *_RESULTS,
    ),
)

SPECIAL: Final = Form(
    name="special",
    label="特殊证书",
    title="浙江省高级专业技术资格证书采集表（特殊证书）",
    note="使用护照、军官证等非身份证号码的人员填写本表；请勿修改第1至3行，从第4行开始填写；红字栏目为必填；"
    "带下拉箭头的栏目请从列表中选取；照片检测、身份证验证由系统自动生成",
    summary_sheet="汇总表(特殊证书)",
    summary_title="浙江省高级专业技术资格证书汇总表（特殊证书）",
    keys=(Role.NUMBER, Role.PAPER_TYPE),
    columns=(
        Column(
            "证件号码",
            Kind.PAPER_NUMBER,
            "按证件所印号码填写，并在“证件类型”中选择证件种类。照片文件名须与本号码一致。",
            required=True,
            role=Role.NUMBER,
            width=25,
        ),
        *_SHARED,
        Column(
            lists.PAPER_TYPE,
            Kind.LISTED,
            words.sentences(_PICK, "号码属于哪种证件"),
            required=True,
            optional=True,
            role=Role.PAPER_TYPE,
            list_name=lists.PAPER_TYPE,
            width=24,
        ),
        *_RESULTS,
    ),
)
