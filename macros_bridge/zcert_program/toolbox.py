"""The tools of the command line, each imported when it is used: most commands need none of them."""

from typing import Final

from zcert_addin.cli.toolbox import Toolbox


def _add_macros(plain: bytes) -> bytes:
    from zcert_macros.macro_books import add_macros

    return add_macros(plain)


def _build_addin() -> bytes:
    from zcert_macros.macro_books import build_addin

    return build_addin()


def _build_extension() -> bytes:
    from zcert_calc.oxt import build_oxt

    return build_oxt()


def _install_extension() -> None:
    from zcert_calc.install import install

    install()


def _remove_extension() -> None:
    from zcert_calc.install import remove

    remove()


def _serve_calc() -> None:
    from zcert_calc.server import main

    main()


TOOLBOX: Final = Toolbox(
    add_macros=_add_macros,
    build_addin=_build_addin,
    build_extension=_build_extension,
    install_extension=_install_extension,
    remove_extension=_remove_extension,
    serve_calc=_serve_calc,
)
