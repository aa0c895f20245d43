"""Runs under LibreOffice's own Python: starts LibreOffice with a separate profile and does what each line asks.

A line is ``[method, arguments, named]`` as JSON; the answer is ``{"result": …}`` or ``{"error": text}``. LibreOffice is
killed when a step takes too long, and when this program's input ends.
"""

import json
import sys
import threading

from documents import Documents
from office_process import STEP_S, OfficeProcess

from macros import Macros
from windows import Windows


class Driver(OfficeProcess, Documents, Macros, Windows):
    """All methods that a line can name."""


def main():
    driver = Driver(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
    for line in sys.stdin:
        method, arguments, named = json.loads(line)
        watchdog = threading.Timer(STEP_S, driver.kill)
        watchdog.start()
        try:
            answer = {"result": getattr(driver, method)(*arguments, **named)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:2000]}
        finally:
            watchdog.cancel()
        print(json.dumps(answer), flush=True)
    driver.kill()


main()
