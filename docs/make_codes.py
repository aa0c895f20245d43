"""Writes docs/codes.md, the list of all findings, from the catalogue in ``zcert.codes``."""

from pathlib import Path

from zcert.codes import CODES

PAGE = Path(__file__).with_name("codes.md")
_LEVELS = {"error": "错误", "warning": "提示"}
_HEAD = """# 问题代码

本页由 `make docs` 生成。代码是公开的：程序可以依赖它们；代码不改名，也不挪作他用。
**错误**须改正后再上报；**提示**请人看一眼，不影响结论。

| 代码 | 级别 | 类别 | 含义 | 怎么办 |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the text of the page."""
    return _HEAD + "".join(
        f"| `{name}` | {_LEVELS[code.severity]} | {code.category} | {code.meaning} | {code.remedy} |\n"
        for name, code in CODES.items()
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
