"""Cell functions. Every function that a formula may call is named here, in the order in which they are documented."""

from typing import Final

from zcert_udfs.certificates import check_certificate
from zcert_udfs.days import check_date
from zcert_udfs.identity import age, birth_date, check_id, gender, id_18, mask_id, region_of
from zcert_udfs.lists import check_county, check_title, counties, titles
from zcert_udfs.offer import Argument, CellFunction
from zcert_udfs.papers import check_special
from zcert_udfs.photos import check_photo

__all__ = ["FUNCTIONS", "Argument", "CellFunction"]

_NUMBER: Final = Argument("number", "身份证号码，15位或18位，文本格式；单个单元格或区域")
_SERIES: Final = Argument("series", "所属系列；单个单元格或区域")
_CITY: Final = Argument("city", "所在地市；单个单元格或区域")

FUNCTIONS: Final[tuple[CellFunction, ...]] = (
    CellFunction(
        "ZC_CHECKID",
        check_id,
        "验证身份证号码，返回“正确”或错在哪里。依次检查位数、字符、出生日期、地区代码、校验码。",
        (_NUMBER,),
    ),
    CellFunction("ZC_ID18", id_18, "把15位身份证号码升为18位；18位的原样返回；号码有错时返回错在哪里", (_NUMBER,)),
    CellFunction(
        "ZC_BIRTHDATE", birth_date, "身份证号码中的出生日期，文本，如1949-12-31；号码有错时返回错在哪里", (_NUMBER,)
    ),
    CellFunction("ZC_GENDER", gender, "身份证号码中的性别，男或女；号码有错时返回错在哪里", (_NUMBER,)),
    CellFunction(
        "ZC_REGION",
        region_of,
        "身份证号码前6位所指的地区名称，已撤销的地区也能查到；也可以只给6位地区代码",
        (Argument("number", "身份证号码，或6位地区代码；单个单元格或区域"),),
    ),
    CellFunction(
        "ZC_AGE",
        age,
        "按身份证号码计算某日的周岁，数值，生日当天即满；号码有错时返回错在哪里",
        (_NUMBER, Argument("day", "计算到哪一天：日期，或如20261121、2026-11-21的文本；不填为今天")),
    ),
    CellFunction(
        "ZC_MASKID",
        mask_id,
        "隐去号码中段，只留前3位和后4位，如330***********1234；不检查对错",
        (Argument("number", "身份证号码或证件号码，文本格式；单个单元格或区域"),),
    ),
    CellFunction(
        "ZC_CHECKSPECIAL",
        check_special,
        "按证件类型检查护照、军官证等证件的号码，返回“正确”、“正确；提示：…”或错在哪里",
        (
            Argument("paper", "证件类型，如中国护照；单个单元格或区域"),
            Argument("number", "证件号码，文本格式；单个单元格或区域"),
        ),
    ),
    CellFunction(
        "ZC_CHECKPHOTO",
        check_photo,
        "检查文件夹中以号码命名的jpg照片，返回“正常”、“正常；提示：…”或错在哪里。人多时请给整列区域，比逐格填公式快得多。",
        (
            Argument("number", "身份证号码或证件号码，文本格式；单个单元格或区域"),
            Argument("folder", "照片文件夹的完整路径，如D:\\照片"),
        ),
    ),
    CellFunction(
        "ZC_CHECKDATE",
        check_date,
        "检查取得时间：八位数字（年4位、月2位、日2位），不晚于今天，不早于1949年10月1日。返回“正确”或错在哪里。",
        (Argument("day", "取得时间，如19890105；单个单元格或区域"),),
    ),
    CellFunction("ZC_TITLES", titles, "某系列的全部高级专业技术资格名称，用顿号连成一段文字", (_SERIES,)),
    CellFunction(
        "ZC_CHECKTITLE",
        check_title,
        "检查高级专业技术资格名称是否属于所属系列，返回“正确”或错在哪里",
        (_SERIES, Argument("title", "高级专业技术资格名称；单个单元格或区域")),
    ),
    CellFunction("ZC_COUNTIES", counties, "某地市的全部县（市、区），用顿号连成一段文字", (_CITY,)),
    CellFunction(
        "ZC_CHECKCOUNTY",
        check_county,
        "检查所在县市是否属于所在地市，返回“正确”或错在哪里",
        (_CITY, Argument("county", "所在县市；单个单元格或区域")),
    ),
    CellFunction(
        "ZC_CHECKCERT",
        check_certificate,
        "检查湖南省18位职称证书编码：等级、取得年度、取得方式、单位代码、流水号。返回“正确”、“正确；提示：…”或错在哪里。",
        (Argument("code", "证书编码，文本格式；单个单元格或区域"),),
    ),
)
