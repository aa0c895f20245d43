"""What the command line needs and does not know: the program that starts it fills the toolbox from the layers above.

A command takes it by ``click.pass_obj``.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Tools for Excel and LibreOffice.

    add_macros:        puts ribbon tab and macros onto a plain workbook.
    build_addin:       makes the add-in for Excel, the bytes of an .xlam file.
    build_extension:   makes the extension for LibreOffice, the bytes of an .oxt file.
    install_extension: brings it into this person's LibreOffice; raises UserError.
    remove_extension:  takes it out again; raises UserError.
    serve_calc:        answers LibreOffice on the standard streams until it closes.
    """

    add_macros: Callable[[bytes], bytes]
    build_addin: Callable[[], bytes]
    build_extension: Callable[[], bytes]
    install_extension: Callable[[], None]
    remove_extension: Callable[[], None]
    serve_calc: Callable[[], None]
