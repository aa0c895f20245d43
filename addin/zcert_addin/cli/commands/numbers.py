"""``zcert id``: the verdict on single identity numbers."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator

import click

from zcert import words
from zcert.values.masking import mask
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.commands.check_numbers import NumberReport, check_number


@click.command("id", cls=Command)
@click.argument("numbers", nargs=-1, required=True, metavar="号码…")
@options.today
@options.as_json
def command(numbers: tuple[str, ...], today: dt.date, *, as_json: bool) -> int:
    """验证身份证号码；号码写“-”时从标准输入读，每行一个"""
    wrong = 0
    for value in _values(numbers):
        report = check_number(value, today)
        wrong += not report.ok
        if as_json:
            console.print_json(report.as_json())
        else:
            for line in _lines(report):
                console.say(line)
    return 1 if wrong else 0


def _values(numbers: Iterable[str]) -> Iterator[str]:
    for number in numbers:
        if number == "-":
            yield from _decoded(sys.stdin.buffer.read()).splitlines()
        else:
            yield number


def _decoded(data: bytes) -> str:
    """Read what comes through a pipe: UTF-8, or what a Chinese console gives."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _lines(report: NumberReport) -> Iterator[str]:
    shown = mask(report.normalised) if report.normalised else "（空）"
    if not report.ok:
        yield f"{shown}  {words.ERROR}  {report.message}（{report.code}）"
        return
    yield f"{shown}  {words.CORRECT}  {report.sex}  {report.birth_date}  {report.region}"
    for warning in report.warnings:
        yield f"    {words.WARNING}：{warning.message}（{warning.code}）"
