"""Click in Chinese: headings of the help, and wrong use told in one sentence."""

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib import import_module

import click
from click.core import Context, Parameter
from click.formatting import HelpFormatter

HELP_OPTIONS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Headings(click.Command):
    """Help with Chinese headings."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        _write_list(formatter, "选项", [record for option in options if (record := option.get_help_record(ctx))])

    def get_help_option(self, ctx: Context) -> click.Option | None:
        """Give the help option with a Chinese text."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本帮助。"
        return option


def _write_list(formatter: HelpFormatter, heading: str, records: Sequence[tuple[str, str]]) -> None:
    formatter.write(f"\n{heading}：\n")
    with formatter.indentation():
        formatter.write_dl(records)


class Verb(_Headings):
    """One verb."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs.setdefault("context_settings", HELP_OPTIONS)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came


class Verbs(_Headings, click.Group):
    """A group whose verbs live in modules of their own, imported when asked for.

    modules:  for each verb the module that holds it under the name ``verb``.
    unlisted: likewise, for verbs that no help lists.
    """

    def __init__(
        self, *args: object, modules: Mapping[str, str], unlisted: Mapping[str, str], **kwargs: object
    ) -> None:
        kwargs |= {"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]…", "context_settings": HELP_OPTIONS}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self._modules, self._unlisted = modules, unlisted

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  click's signature
        """Give the verbs in their own order."""
        return list(self._modules)

    def get_command(self, ctx: Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Import the verb's module."""
        module = self._modules.get(cmd_name) or self._unlisted.get(cmd_name)
        if module is None:
            return None
        verb = import_module(module).verb
        if not isinstance(verb, click.Command):
            raise TypeError(verb)
        return verb

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options."""
        super().format_options(ctx, formatter)
        _write_list(formatter, "命令", [(name, self._short_help(ctx, name)) for name in self.list_commands(ctx)])

    def _short_help(self, ctx: Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=80) if command else ""


def day(text: str) -> dt.date:
    """Read an option as a day, YYYY-MM-DD; raises click.BadParameter with a Chinese sentence."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}”不是日期，请写成2026-11-21的样子") from None


def explain(error: click.ClickException) -> str:
    """Give wrong use as one Chinese sentence."""
    verb = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "zcert"
    see = f"；用法见 {verb} --help"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}{see}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error.param)}{see}"
    if isinstance(error, click.BadParameter):
        return _bad_parameter(error) + see
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不对{see}"
    if isinstance(error, click.UsageError) and error.ctx and isinstance(error.ctx.command, click.Group):
        known = "、".join(error.ctx.command.list_commands(error.ctx))
        return f"没有这个命令，可用的命令有：{known}{see}"
    return f"参数不对，可能多写了参数{see}"


def _bad_parameter(error: click.BadParameter) -> str:
    if error.param and isinstance(error.param.type, click.Choice):
        return f"{_name(error.param)} 只能是 {'、'.join(map(str, error.param.type.choices))}"
    return f"{_name(error.param)} 的值不对：{error.message}"


def _name(param: Parameter | None) -> str:
    if param is None:
        return "参数"
    return (
        f"参数 {param.make_metavar(click.Context(click.Command('zcert')))}"
        if isinstance(param, click.Argument)
        else (f"选项 {max(param.opts, key=len)}")
    )
