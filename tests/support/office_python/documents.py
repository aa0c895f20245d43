"""Open documents, read and changed without their windows."""

import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from office_process import url


def properties(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


class Documents:
    def open(self, path, **options):
        self.document = self.desktop.loadComponentFromURL(
            path if path.startswith("private:") else url(path), "_blank", 0, properties(**options)
        )

    def latest(self):
        """Continue with the document opened last, e.g. by a button, and return its title."""
        self.document = self.desktop.CurrentComponent
        return self.document.Title

    def go_on(self):
        """Continue with the front document if ours was closed, and return its file's name, else None."""
        try:
            self.document.getURL()
        except DisposedException:
            self.document = self.desktop.CurrentComponent
        else:
            return None
        return Path(uno.fileUrlToSystemPath(self.document.URL)).name

    def is_modified(self):
        return self.document.isModified()

    def close_all(self):
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            one = components.nextElement()
            if hasattr(one, "setModified"):
                one.setModified(False)
            one.close(True)

    def save(self, path, kind):
        self.document.storeToURL(url(path), properties(FilterName=kind))

    def sheets(self):
        return list(self.document.Sheets.ElementNames)

    def _sheet(self, name):
        return self.document.Sheets.getByName(name) if name else self.document.Sheets.getByIndex(0)

    def texts(self, area, sheet=None):
        block = self._sheet(sheet).getCellRangeByName(area)
        return [
            [block.getCellByPosition(column, row).String for column in range(block.Columns.Count)]
            for row in range(block.Rows.Count)
        ]

    def formulas(self, area, sheet=None):
        return [list(row) for row in self._sheet(sheet).getCellRangeByName(area).getFormulaArray()]

    def fill(self, area, rows, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).setDataArray(tuple(map(tuple, rows)))

    def calculate(self, area, rows, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).setFormulaArray(tuple(map(tuple, rows)))

    def matrix(self, area, formula, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).setArrayFormula(formula)

    def recalculate(self):
        begin_s = time.perf_counter()
        self.document.calculateAll()
        return time.perf_counter() - begin_s

    def call(self, service, name, *arguments):
        """Call a component inside LibreOffice, e.g. one of a benchmark."""
        return self.make(service).callFunction(name, arguments)

    def insert_row(self, row):
        """Insert an empty row above a row (1-based) of the first sheet."""
        self._sheet(None).Rows.insertByIndex(row - 1, 1)

    def clear_row(self, row):
        """Empty a row (1-based) of the first sheet."""
        self._sheet(None).Rows.getByIndex(row - 1).clearContents(1 | 2 | 4 | 16)

    def protect(self, sheet=None):
        self._sheet(sheet).protect("")

    def protect_structure(self):
        self.document.protect("")

    def merge(self, area, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).merge(True)

    def selected(self):
        return self.document.CurrentSelection.AbsoluteName

    def names(self):
        return {
            name: self.document.NamedRanges.getByName(name).Content for name in self.document.NamedRanges.ElementNames
        }

    def open_names(self):
        """Return the names of the files open besides the document."""
        components = self.desktop.Components.createEnumeration()
        names = []
        while components.hasMoreElements():
            one = components.nextElement()
            if one != self.document:
                names.append(Path(uno.fileUrlToSystemPath(one.URL)).name)
        return names

    def drop_rules(self):
        """Remove all conditional formats of the first sheet."""
        rules = self._sheet(None).ConditionalFormats
        for rule in rules.getConditionalFormats():
            rules.removeByID(rule.ID)
        self.document.setModified(False)

    def red_columns(self):
        """Return the columns (0-based) of the first sheet that have a conditional format of their own."""
        rules = self._sheet(None).ConditionalFormats.getConditionalFormats()
        areas = [area for rule in rules for area in rule.Range.getRangeAddresses()]
        return [area.StartColumn for area in areas if area.StartColumn == area.EndColumn]

    def go_to(self, sheet):
        self.document.CurrentController.setActiveSheet(self._sheet(sheet))

    def select_areas(self, *areas):
        """Select several areas of the first sheet."""
        ranges = self.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for area in areas:
            ranges.addRangeAddress(self._sheet(None).getCellRangeByName(area).RangeAddress, False)
        self.document.CurrentController.select(ranges)

    def undo_titles(self):
        """Return the titles of what can be undone, the last first."""
        return list(self.document.UndoManager.getAllUndoActionTitles())

    def hidden_rows(self):
        """Return the hidden rows (1-based) of the first sheet down to its last used one."""
        sheet = self._sheet(None)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return [at + 1 for at in range(cursor.RangeAddress.EndRow + 1) if not sheet.Rows.getByIndex(at).IsVisible]

    def hide_row(self, row):
        self._sheet(None).Rows.getByIndex(row - 1).IsVisible = False

    def filter(self, area, column, text):
        """Show only the rows of an area, its header row apart, in whose column (0-based) this text stands."""
        block = self._sheet(None).getCellRangeByName(area)
        descriptor = block.createFilterDescriptor(True)
        descriptor.ContainsHeader = True
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.StringValue = column, text
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        descriptor.setFilterFields((field,))
        block.filter(descriptor)

    def clear_filter(self, area):
        block = self._sheet(None).getCellRangeByName(area)
        block.filter(block.createFilterDescriptor(True))

    def select(self, cell):
        self.go_to(None)
        self.document.CurrentController.select(self._sheet(None).getCellRangeByName(cell))
