"""What the tests of single rules share."""

from types import ModuleType

from support.domain import (
    inspect,
)
from zcert.photos.album import Album
from zcert.table import Table

NUMBER = "证件号码"
PHOTO = "照片检测"
OTHER_ORGANISATION = "其它评审组织"
TITLE, SERIES, CITY, COUNTY = "高级专业技术资格名称", "所属系列", "所在地市", "所在县市"


def messages(rule: ModuleType, table: Table, photos: Album | None = None) -> list[str]:
    return [finding.message for finding in rule.check(inspect(table, photos))]
