"""Click in Chinese: headings of the help, questions, and wrong use told in one sentence.

Why not click's own gettext? Tried with click 8.5.1 and a catalogue of our words. Of nine wrong uses four came out in
another style: quotes, full stops and commas are click's code and not its texts (``'--form'``). The language comes
from the environment: a PC without LANGUAGE shows English. And a text that click rewords is English again, unnoticed by
tests: 8.1.8 says ``No such option: {name}``, 8.5.1 ``No such option {name!r}.``
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import click
from click.core import Context, Parameter
from click.formatting import HelpFormatter

from zcert_addin.cli import console

_HELP_COLUMNS: Final = 100
_FIRST_SENTENCE: Final = 80
_REQUIRED: Final = ("  [required]", "（必须给出）")
_HEADINGS: Final = {"Options": "选项", "Commands": "命令"}


class _ChineseFormatter(HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002  click's own
        """Write the usage line."""
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading; KeyError for one that click has not had before."""
        self.write(f"{_HEADINGS[heading]}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a table of options or commands."""
        super().write_dl([(name, text.replace(*_REQUIRED)) for name, text in rows], col_max, col_spacing)


class _ChineseContext(Context):
    formatter_class = _ChineseFormatter


class _ChineseHelp(click.Command):
    """What a command and a group of them have in common."""

    context_class = _ChineseContext

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs.setdefault(
            "context_settings", {"help_option_names": ["-h", "--help"], "max_content_width": _HELP_COLUMNS}
        )
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    def get_help_option(self, ctx: Context) -> click.Option | None:
        """Return the help option with a Chinese text; None without one."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本帮助"
            option.callback = _show_help
        return option


def _show_help(ctx: Context, _param: Parameter, wanted: bool) -> None:  # noqa: FBT001  click's signature
    if wanted and not ctx.resilient_parsing:
        console.show(ctx.get_help())
        ctx.exit()


def version_option(package: str) -> Callable[[Any], Any]:
    """Return the decorator that adds ``--version``. What click itself prints fails when the reader goes away."""

    def show(ctx: Context, _param: Parameter, wanted: bool) -> None:  # noqa: FBT001  click's signature
        if wanted and not ctx.resilient_parsing:
            console.show(f"{package} {version(package)}")
            ctx.exit()

    return click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show, help="显示版本")


class Command(_ChineseHelp):
    """One command."""


class PathType(click.Path):
    """The path of a file or folder; refuses an empty one, which would be the current folder, and ``-``."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)  # what cannot be read is told in English otherwise

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:  # noqa: ANN401  click's signature
        """Take the text as a path; raises click.BadParameter."""
        if str(value) == "" or value == "-":
            self.fail("请写出路径", param, ctx)
        return super().convert(value, param, ctx)


class NoSuchCommand(click.UsageError):
    """A command that the group does not have; click knows such an error since 8.4 only."""

    def __init__(self, name: str, known: Sequence[str], ctx: Context) -> None:
        super().__init__(name, ctx)
        self.name, self.known = name, known


class LazyGroup(_ChineseHelp, click.Group):
    """A group whose commands are in separate modules, imported on demand (click's recipe for lazy loading).

    modules:  for each command the module that holds it under the name ``command``.
    unlisted: likewise, for commands that no help lists.
    """

    def __init__(
        self, *args: object, modules: Mapping[str, str], unlisted: Mapping[str, str], **kwargs: object
    ) -> None:
        super().__init__(*args, subcommand_metavar="命令 [参数]…", **kwargs)
        self._modules, self._unlisted = modules, unlisted

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  click's signature
        """List the commands in their own order."""
        return list(self._modules)

    def get_command(self, ctx: Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Import the command's module."""
        module = self._modules.get(cmd_name) or self._unlisted.get(cmd_name)
        if module is None:
            return None
        command = import_module(module).command
        if not isinstance(command, click.Command):
            raise TypeError(command)
        return command

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; raises NoSuchCommand."""
        name = args[0]
        if self.get_command(ctx, name) is None and not (len(name) > 1 and name.startswith("-")):
            raise NoSuchCommand(name, self.list_commands(ctx), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """List the commands with their first sentences, which click would cut to fit one line."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(_FIRST_SENTENCE)) for name, one in commands if one])


def confirm(question: str) -> None:
    """Ask on standard error until the answer is y or n; raises click.Abort for no."""
    while True:
        answer = (
            click.prompt(f"{question}（y/N）", default="n", show_default=False, prompt_suffix="：", err=True)
            .strip()
            .lower()
        )
        if answer in {"n", "no"}:
            raise click.Abort
        if answer in {"y", "yes"}:
            return
        console.complain("请输入y或n")


def day(text: str) -> dt.date:
    """Read an option as a day, YYYY-MM-DD; raises click.BadParameter with a Chinese sentence."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}”不是日期，请写成2026-11-21的样子") from None


def explain(error: click.ClickException) -> str:
    """Return one Chinese sentence for wrong use."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "zcert"
    see = f"；用法见“{command} --help”"
    if isinstance(error, click.NoSuchOption):
        near = [name for name in error.possibilities or () if name.startswith("--")]
        return f"没有选项“{error.option_name}”{f'，您要的是不是“{near[0]}”' if near else ''}{see}"
    if isinstance(error, NoSuchCommand):
        return _no_such_command(error) + see
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error.param)}{see}"
    if isinstance(error, click.BadParameter):
        return _bad_parameter(error) + see
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”的用法不对，可能缺少它的值{see}"
    return f"参数不对，可能多写了参数，路径中有空格时请加引号{see}"


def _no_such_command(error: NoSuchCommand) -> str:
    near = get_close_matches(error.name.lower(), error.known, n=1)
    if near:
        return f"没有命令“{error.name}”，您要的是不是“{near[0]}”"
    if error.name and Path(error.name).exists():
        verb = "merge" if Path(error.name).is_dir() else "check"
        return f"“{error.name}”前面缺少命令，例如“zcert {verb} {error.name}”"
    return f"没有这个命令，可用的命令有：{'、'.join(error.known)}"


def _bad_parameter(error: click.BadParameter) -> str:
    if error.param and isinstance(error.param.type, click.Choice):
        return f"{_name(error.param)}只能是{'、'.join(map(str, error.param.type.choices))}"
    return f"{_name(error.param)}的值不对：{error.message}"


def _name(param: Parameter | None) -> str:
    if param is None:
        return "参数"
    return (
        f"参数“{param.make_metavar(click.Context(click.Command('zcert'))).strip('[]')}”"
        if isinstance(param, click.Argument)
        else (f"选项“{max(param.opts, key=len)}”")
    )
