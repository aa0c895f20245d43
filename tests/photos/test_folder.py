import os
from pathlib import Path

import pytest

from zcert_addin.photos.folder import scan_folder

NUMBER = "11010519491231002X"


def test_a_folder_is_sorted_by_key(tmp_path: Path) -> None:
    names = [
        f"{NUMBER}.jpg",
        "11010519491231002x.jpeg",
        "2.JPG",
        "3.JPEG",
        "4.png",
        "4.BMP",
        "5.jfif",
        "._2.jpg",
        "~$3.jpg",
        ".jpg",
        "采集表.xlsx",
        "jpg",
    ]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "6.jpg").mkdir()
    (tmp_path / "6.jpg" / "7.jpg").touch()
    folder = scan_folder(tmp_path)
    assert folder.photos == {
        NUMBER: (f"{NUMBER}.jpg", "11010519491231002x.jpeg"),
        "2": ("2.JPG",),
        "3": ("3.JPEG",),
    }
    assert folder.others == {"4": ("4.BMP", "4.png"), "5": ("5.jfif",)}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as Linux and macOS have them")
def test_links_inside_the_folder_count_and_pipes_do_not(tmp_path: Path) -> None:
    outside = tmp_path / "outside.jpg"
    outside.touch()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "1.jpg").touch()
    (folder / "2.jpg").symlink_to("1.jpg")
    (folder / "3.jpg").symlink_to(outside)
    (folder / "4.jpg").symlink_to("4.jpg")
    (folder / "5.jpg").symlink_to("gone.jpg")
    os.mkfifo(folder / "6.jpg")
    assert scan_folder(folder).photos == {"1": ("1.jpg",), "2": ("2.jpg",)}


def test_a_folder_that_is_gone_is_an_exception(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        scan_folder(tmp_path / "gone")
