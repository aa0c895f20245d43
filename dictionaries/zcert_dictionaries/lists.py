"""What the lists of an edition are called.

The names are in ``code_lists.csv`` and in this module, nowhere else: a form's column names its list by one of these
constants, independent of the column's caption.
"""

from collections.abc import Mapping
from typing import Final

SEX: Final = "性别"
UNIT_NATURE: Final = "单位性质"
EMPLOYMENT: Final = "在职状态"
EDUCATION: Final = "最高学历"
DEGREE: Final = "最高学位"
MODE: Final = "取得方式"
PAPER_TYPE: Final = "证件类型"
CODE_LISTS: Final = (SEX, UNIT_NATURE, EMPLOYMENT, EDUCATION, DEGREE, MODE, PAPER_TYPE)
"""Those that ``code_lists.csv`` must hold; it may hold others."""

SERIES: Final = "所属系列"
REVIEW_ORG: Final = "评审组织"
CITY: Final = "所在地市"
REPORTING_UNIT: Final = "上报单位"
TITLE: Final = "高级专业技术资格名称"
COUNTY: Final = "所在县市"
OTHER_LISTS: Final = (SERIES, REVIEW_ORG, CITY, REPORTING_UNIT, TITLE, COUNTY)
"""Those that have a separate file."""

PARENTS: Final[Mapping[str, str]] = {TITLE: SERIES, COUNTY: CITY}
"""Lists whose entries depend on the entry chosen from another list, and that list."""

OPEN: Final = (REVIEW_ORG,)
"""Lists to which units and counties may add their own entries; none that depends on a parent."""
