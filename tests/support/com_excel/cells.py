"""Excel's cells by COM: values, formats and rules of a block, over the object model of the tests."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from openpyxl import styles
from openpyxl.formatting.rule import Rule

from support import excel_engine
from support.com_excel.member import BAD_INDEX, Member, getter, refused

if TYPE_CHECKING:
    from support.com_excel.application import Application
    from support.com_excel.sheets import Worksheet


class Collection(Member):
    """Things of one kind, which can only be counted and gone through."""

    def __init__(self, values: Sequence[Member]) -> None:
        self.values = values

    def __iter__(self) -> Iterator[Member]:
        return iter(self.values)

    @property
    def Count(self) -> int:
        return len(self.values)


class Range(Member):
    """A block of cells."""

    iid: ClassVar[str] = "{00020846-0000-0000-C000-000000000046}"

    def __init__(self, sheet: "Worksheet", model: excel_engine.Range) -> None:
        self.sheet, self.model = sheet, model

    @property
    def Application(self) -> "Application":
        return self.sheet.book.app

    @property
    def Worksheet(self) -> "Worksheet":
        return self.sheet

    Parent = Worksheet

    @property
    def Row(self) -> int:
        return self.model.row

    @property
    def Column(self) -> int:
        return self.model.column

    @property
    def Rows(self) -> "Rows":
        return Rows(self)

    @property
    def Columns(self) -> "Columns":
        return Columns(self)

    @property
    def Count(self) -> int:
        return len(self.model)

    @getter
    def Default(self, RowIndex: float, ColumnIndex: float) -> "Range":
        return Range(self.sheet, self.model(int(RowIndex), int(ColumnIndex)))

    def _one_or_all(self, rows: list[list[object]]) -> object:
        return rows[0][0] if len(self.model) == 1 else tuple(map(tuple, rows))

    def _rows(self, values: object) -> Sequence[Sequence[object]]:
        if isinstance(values, tuple):
            return values
        height, width = self.model.shape
        return [[values] * width] * height

    @property
    def Value(self) -> object:
        return self._one_or_all(self.model.raw_value)

    @Value.setter
    def Value(self, values: object) -> None:
        try:
            self.model.raw_value = self._rows(values)
        except excel_engine.ComError:
            raise refused() from None

    @property
    def Formula(self) -> object:
        return self._one_or_all(self.model.formula)

    @Formula.setter
    def Formula(self, values: object) -> None:
        try:
            self.model.formula = self._rows(values)
        except excel_engine.ComError:
            raise refused() from None

    @property
    def NumberFormat(self) -> str | None:
        return self.model.number_format

    @NumberFormat.setter
    def NumberFormat(self, text: str) -> None:
        self.model.number_format = text

    @property
    def MergeCells(self) -> bool | None:
        return self.model.merge_cells

    @property
    def WrapText(self) -> None:
        raise NotImplementedError

    @WrapText.setter
    def WrapText(self, value: bool) -> None:
        self.model.wrap_text = value

    @property
    def VerticalAlignment(self) -> None:
        raise NotImplementedError

    @VerticalAlignment.setter
    def VerticalAlignment(self, value: int) -> None:
        assert value == -4160
        for row in self.model.cells():
            for cell in row:
                cell.alignment = styles.Alignment(wrap_text=cell.alignment.wrap_text, vertical="top")

    @property
    def ColumnWidth(self) -> None:
        raise NotImplementedError

    @ColumnWidth.setter
    def ColumnWidth(self, value: float) -> None:
        self.model.column_width = value

    @property
    def Font(self) -> "Font":
        return Font(self.model.font)

    @property
    def Interior(self) -> "Interior":
        return Interior(self.model)

    @property
    def FormatConditions(self) -> "FormatConditions":
        return FormatConditions(self.model)

    def Clear(self) -> None:
        self._emptied(self.model.sheet.clear)

    def ClearContents(self) -> None:
        is_all = self.Count > excel_engine.Range.max_cells_per_read
        self._emptied(self.model.sheet.clear_contents if is_all else self.model.clear_contents)

    def _emptied(self, empty: object) -> None:
        if self.sheet.ProtectContents:
            raise refused()
        empty()  # type: ignore[operator]

    def Select(self) -> None:
        try:
            self.model.select()
        except excel_engine.ComError:
            raise refused() from None

    def AutoFilter(self) -> None:
        self.model.AutoFilter()


class Rows(Member):
    def __init__(self, area: Range) -> None:
        self.area = area

    @property
    def Count(self) -> int:
        return self.area.model.shape[0]

    def AutoFit(self) -> None:
        self.area.model.sheet.autofit("rows")


class Columns(Member):
    def __init__(self, area: Range) -> None:
        self.area = area

    @property
    def Count(self) -> int:
        return self.area.model.shape[1]


def _hex(colour: float) -> str:
    """Return a colour as files have it; Excel counts blue, green, red."""
    number = int(colour)
    return f"{number & 0xFF:02X}{number >> 8 & 0xFF:02X}{number >> 16 & 0xFF:02X}"


class Font(Member):
    def __init__(self, model: excel_engine.RangeFont) -> None:
        self.model = model

    def _part(name: str, kept: object = None) -> property:  # type: ignore[misc]  # noqa: N805
        return property(None, lambda one, value: setattr(one.model, name, f"#{_hex(value)}" if kept is _hex else value))

    Bold, Underline, Color = _part("bold"), _part("Underline"), _part("color", _hex)


class Interior(Member):
    def __init__(self, model: excel_engine.Range) -> None:
        self.model = model

    def _fill(self, colour: float) -> None:
        self.model.color = f"#{_hex(colour)}"

    Color = property(None, _fill)


class FormatConditions(Member):
    """The rules that apply anywhere in a block."""

    def __init__(self, model: excel_engine.Range) -> None:
        self.model = model

    def __iter__(self) -> Iterator["FormatCondition"]:
        return (FormatCondition(one.rule) for one in self.model.conditional_formats)

    @property
    def Count(self) -> int:
        return len(list(self))

    @getter
    def Default(self, Index: float) -> "FormatCondition":
        return self.Item(Index)

    def Item(self, Index: float) -> "FormatCondition":
        ordered = sorted(self, key=lambda one: one.rule.priority)
        try:
            return ordered[int(Index) - 1]
        except IndexError:
            raise refused("下标越界", BAD_INDEX) from None

    def Add(
        self,
        Type: float,
        Operator: object = None,
        Formula1: str | None = None,
        Formula2: object = None,
    ) -> "FormatCondition":
        assert (Type, Operator, Formula2) == (2, None, None)  # xlExpression
        try:
            made = self.model.conditional_formats.add_custom({"formula": Formula1, "font_color": (0, 0, 0)})
        except excel_engine.ComError:
            raise refused() from None
        made.rule.priority = len(list(self)) + 1
        return FormatCondition(made.rule)


class FormatCondition(Member):
    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    @property
    def Type(self) -> int:
        return 2 if self.rule.type == "expression" else 1

    @property
    def Formula1(self) -> str:
        if not self.rule.formula:
            raise refused()
        return f"={self.rule.formula[0]}"

    @property
    def Font(self) -> "RuleLook":
        return RuleLook(self.rule, "font")

    @property
    def Interior(self) -> "RuleLook":
        return RuleLook(self.rule, "fill")

    @property
    def StopIfTrue(self) -> bool:
        return bool(self.rule.stopIfTrue)

    @StopIfTrue.setter
    def StopIfTrue(self, value: bool) -> None:
        self.rule.stopIfTrue = value

    def SetFirstPriority(self) -> None:
        self.rule.priority = 0


class RuleLook(Member):
    """The font or the inside that a rule gives to cells."""

    def __init__(self, rule: Rule, part: str) -> None:
        self.rule, self.part = rule, part

    def _colour(self, colour: float) -> None:
        if self.part == "font":
            self.rule.dxf.font = styles.Font(color=_hex(colour))
        else:
            self.rule.dxf.fill = styles.PatternFill("solid", bgColor=_hex(colour))

    Color = property(None, _colour)
