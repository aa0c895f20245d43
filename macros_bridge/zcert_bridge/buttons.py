"""Which module does what a button says?"""

from typing import Final

BUTTONS: Final = {
    name: f"zcert_addin.buttons.{name}"
    for name in (
        "check_identity",
        "check_photos",
        "check_data",
        "tidy_texts",
        "consolidate_folder",
        "back_up",
        "restore",
        "update_dictionary",
        "show_help",
        "show_about",
    )
}
"""The module of each button, loaded when it is pressed; each has ``run(host: Host) -> None``."""
