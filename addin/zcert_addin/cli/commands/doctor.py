"""``zcert doctor``: why the tab or a button does not work, on Windows."""

import click

from zcert import words
from zcert_addin.cli import console
from zcert_addin.cli.chinese_click import Command
from zcert_addin.installing import diagnosis, windows


@click.command("doctor", cls=Command)
def command() -> int:
    """检查安装（Windows）：选项卡不出现、按钮没反应时，逐条说明原因和处理办法"""
    pc = windows.this_pc()
    for fact in diagnosis.facts(pc):
        console.say(fact)
    for hint in diagnosis.hints(pc):
        console.say(f"{words.WARNING}：{hint}")
    found = list(diagnosis.problems(pc))
    for number, problem in enumerate(found, 1):
        console.say(f"{number}、{problem}")
    if not found:
        console.say("没有发现问题")
    return 1 if found else 0
