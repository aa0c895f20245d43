"""The catalogue of findings: every code there is, its severity and its meaning.

Codes are public: programs read them from JSON. A code is never renamed and never used for something else.
An *error* must be mended before sending up; a *warning* asks somebody to look and never changes a verdict.
"""

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding; ``meaning`` is a short Chinese phrase for reports and documentation."""

    severity: Severity
    meaning: str


def _error(meaning: str) -> Code:
    return Code("error", meaning)


def _warning(meaning: str) -> Code:
    return Code("warning", meaning)


CODES: Final[dict[str, Code]] = {
    "id-length": _error("身份证号码不是15位或18位"),
    "id-character": _error("身份证号码含有不该有的字符"),
    "id-birthdate": _error("身份证号码中的出生日期不存在"),
    "id-future": _error("身份证号码中的出生日期晚于今天"),
    "id-region": _error("身份证号码前6位不是已知的地区代码"),
    "id-checksum": _error("身份证号码的校验码不符"),
    "id-number-stored": _error("号码被表格软件存成了数字"),
    "id-duplicate": _error("同一号码在表中出现多次"),
    "id-region-age": _warning("地区代码的启用年份与出生年份不重合"),
    "id-region-unverified": _warning("地区代码只见于民间数据或旧表"),
    "id-ends-000": _warning("号码以000结尾，可能被表格软件截断"),
    "sex-mismatch": _error("性别与身份证号码不符"),
    "paper-format": _error("证件号码不符合所选证件的格式"),
    "paper-checksum": _error("证件号码的校验码不符"),
    "paper-unusual": _warning("证件号码的格式少见"),
    "paper-check-doubtful": _warning("旧版外国人永久居留证的校验位不符"),
    "paper-is-resident-id": _warning("证件号码是一个居民身份证号码"),
    "required": _error("必填项未填"),
    "not-in-list": _error("不是下拉列表中的选项"),
    "cascade": _error("与上一级所选内容不对应"),
    "date-format": _error("日期不是八位数字的真实日期"),
    "date-range": _error("日期超出合理范围"),
    "phone-format": _error("联系电话的格式不对"),
    "postcode-format": _error("邮政编码不是6位数字"),
    "untidy-text": _warning("文字中有多余的空格、换行或全角字符"),
    "text-too-long": _error("文字超过单元格的容量"),
    "broken-character": _error("文字中有损坏的字符"),
    "cell-error": _error("单元格是错误值"),
    "formula-no-value": _error("公式没有计算结果"),
    "cell-differs": _warning("旧格式文件的单元格有两种读法"),
    "row-twice": _warning("同一行号出现两次"),
    "sheet-twice": _warning("有同名的工作表"),
    "row-hidden": _warning("行是隐藏的"),
    "sheet-hidden": _warning("工作表是隐藏的"),
    "outside-columns": _warning("表格列以外还有内容"),
    "review-org-mode": _error("认定取得的，评审组织不是规定的确认单位"),
    "other-org-missing": _error("评审组织选了其它，但未填其它评审组织"),
    "photo-missing": _error("没有照片"),
    "photo-not-jpeg": _error("照片不是JPEG格式"),
    "photo-broken": _error("照片文件已损坏或不完整"),
    "photo-pixels": _error("照片像素不符合要求"),
    "photo-bytes": _error("照片文件过大"),
    "photo-ratio": _warning("照片高宽比偏离要求"),
    "photo-double": _warning("同一号码有多个照片文件"),
    "photo-orphan": _warning("照片不属于表中任何人"),
    "cert-length": _error("证书编码不是18位"),
    "cert-level": _error("证书编码的第1位不是A、B、C"),
    "cert-character": _error("证书编码第1位以后含有不是数字的字符"),
    "cert-year": _error("证书编码中的取得年度晚于今年"),
    "cert-mode": _error("证书编码中的取得方式不是1、2、3"),
    "cert-unit": _error("中级、初级证书编码中没有审批机构的单位代码"),
    "cert-unit-senior": _warning("高级证书编码中的单位代码不是00000000"),
    "cert-serial": _warning("证书编码的流水号为0000"),
}


QUIET: Final = frozenset({"id-region-age"})
"""Warnings that hold for about half of all people; named when one workbook is checked, not in summaries."""


def severity(code: str) -> Severity:
    """Give the severity of a code; KeyError for a code that does not exist."""
    return CODES[code].severity
