"""Under which name is the former version of a file kept?"""

from pathlib import Path
from typing import Final

BACKUP_MARK: Final = ".备份"


def backup_of(path: Path) -> Path:
    """Return the name under which a file's former version is kept: it opens on a double click and is never merged."""
    return path.with_name(f"{path.stem}{BACKUP_MARK}{path.suffix}")
