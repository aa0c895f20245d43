"""An imitation of Excel in this process, and the resident server that xlwings' DLL starts for it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "win32":
    collect_ignore_glob = ["*.py"]
else:
    from support.com_excel.imitation import Excel, installed_macros

    @pytest.fixture(scope="session")
    def imitation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Excel]:
        """Yield an Excel with its macros, whose server runs as long as the tests do."""
        log = tmp_path_factory.mktemp("browser") / "pages.txt"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BROWSER", browser(log))
            excel = Excel(installed_macros(), log)
            yield excel
            excel.close()

    @pytest.fixture
    def excel_com(imitation: Excel) -> Excel:
        """Return the Excel without any workbook, and nothing known of earlier tests."""
        imitation.begin()
        return imitation

    def browser(log: Path) -> str:
        """Return a command that notes the page instead of showing it; the server inherits it."""
        program = Path(sys.executable).as_posix()
        note = "import sys; open(sys.argv[1], 'a', encoding='utf-8').write(sys.argv[2] + chr(10))"
        script = log.with_name("browser.py")
        script.write_text(note, "utf-8")
        return f"{program} {script.as_posix()} {log.as_posix()} %s"
