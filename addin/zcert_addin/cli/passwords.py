"""Passwords of sealed packages: from a file, or typed without being shown; never on the command line."""

import sys
from pathlib import Path

import click

from zcert.errors import UserError
from zcert_addin.cli import console
from zcert_addin.cli.options import PATH

_MOST_BYTES = 4096

password_file = click.option(
    "--password-file", type=PATH, metavar="文件", help="密码在这个文件的第一行，默认从键盘输入"
)


def from_file(path: Path) -> str:
    """Return the first line of a file; raises UserError when it is empty, OSError."""
    with path.open("rb") as file:
        start = file.read(_MOST_BYTES).decode("utf-8-sig", "replace")
    password = start.splitlines()[0].strip() if start.strip() else ""
    if not password:
        raise UserError(f"“{path.name}”的第一行是空的，请写上密码")
    return password


def new() -> str:
    """Let a password be typed twice; raises UserError when nobody is there to type, click.Abort."""
    if not sys.stdin.isatty():
        raise UserError("封包要有密码，请用“--password-file”给出")
    while True:
        first = click.prompt("报送包的密码", hide_input=True, prompt_suffix="：", err=True)
        if first == click.prompt("再输入一次", hide_input=True, prompt_suffix="：", err=True):
            return str(first)
        console.complain("两次输入的不一样，请重新输入")


def known(name: str) -> str:
    """Let the password of a package be typed; empty when nobody is there to type. Raises click.Abort."""
    if not sys.stdin.isatty():
        return ""
    question = f"“{console.masked(name)}”的密码（不知道就直接按回车）"
    return str(click.prompt(question, default="", show_default=False, hide_input=True, prompt_suffix="：", err=True))
