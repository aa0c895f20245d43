"""What do installing and removing do? A list of steps, each with a sentence, without those already done."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert_addin.installing import office
from zcert_addin.installing.pc import ADDIN, Pc, blocked, unblock

CLOSE_EXCEL: Final = "程序文件正在使用，请关闭Excel和WPS（任务管理器中没有zcert.exe）后重试"
NO_REGISTRY: Final = "注册表不允许写入，加载项的登记没有改动，可能由单位统一规定，请联系管理员"
NO_ADDIN: Final = f"程序文件夹中没有加载项{ADDIN}，请重新下载完整的程序，或先运行“zcert build”"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it does, in Chinese, and how.

    refused: what it means when Windows does not permit it.
    """

    text: str
    carry_out: Callable[[], None]
    refused: str = CLOSE_EXCEL


def _noted(text: str, carry_out: Callable[[], None]) -> Step:
    """Return a step that only writes into the registry."""
    return Step(text, carry_out, NO_REGISTRY)


@dataclass(frozen=True, slots=True)
class Source:
    """What is installed.

    folder: the unpacked program; None when it runs in a Python of this PC.
    files:  program and libraries of such a Python.
    addin:  returns the add-in's bytes when the folder has none; None when it cannot be built.
    """

    folder: Path | None
    files: tuple[Path, ...] = ()
    addin: Callable[[], bytes] | None = None


def install(pc: Pc, source: Source) -> Iterator[Step]:
    """Yield the steps still to be done; raises UserError when there is no add-in."""
    content = _addin(source)
    if source.folder is None or not _same(source.folder, pc.home):
        yield Step(f"复制程序到“{pc.home}”", lambda: _copy_program(source, pc.home))
    if not pc.addin.is_file() or pc.addin.read_bytes() != content:
        yield Step(f"复制加载项到“{pc.addin}”", lambda: _write(pc.addin, content))
    marked = [path for path in (pc.addin, *_files(source.folder), *_files(pc.home)) if blocked(path)]
    if marked:
        yield Step(f"解除{len(marked)}个文件的“来自互联网”锁定", lambda: _unblock(marked))
    for name, program in office.programs(pc.registry).items():
        yield from _register(pc, name, program)


def _register(pc: Pc, name: str, program: str) -> Iterator[Step]:
    registry, wanted = pc.registry, f'"{pc.addin}"'
    loaded = office.loaded(registry, program)
    ours = [slot for slot, value in loaded.items() if office.is_ours(value, ADDIN)]
    slot = ours[0] if ours else next(free for free in range(len(loaded) + 1) if free not in loaded)
    options = rf"{program}\Options"
    if loaded.get(slot) != wanted:
        yield _noted(f"{name}：启动时加载", lambda: registry.write(options, office.slot_name(slot), wanted))
    if str(pc.addin) in registry.values(rf"{program}\Add-in Manager"):
        yield _noted(
            f"{name}：移出未加载的加载项", lambda: registry.remove(rf"{program}\Add-in Manager", str(pc.addin))
        )
    for key, folder in _trusted(pc, program).items():
        values: dict[str, str | int] = {"Path": f"{folder}\\", "Description": "职称采集（zcert）", "AllowSubfolders": 0}
        if registry.values(key) != values:
            yield _noted(f"{name}：信任文件夹“{folder}”", lambda key=key, values=values: _write_all(pc, key, values))  # type: ignore[misc]  # mypy cannot infer a lambda with defaults


def uninstall(pc: Pc, running: Iterable[Path] = ()) -> Iterator[Step]:
    """Yield the steps that remove what is installed; of a folder in which a running program lies, all that can be."""
    for name, program in office.programs(pc.registry).items():
        loaded = office.loaded(pc.registry, program)
        if any(office.is_ours(value, ADDIN) for value in loaded.values()):
            kept = [value for value in loaded.values() if not office.is_ours(value, ADDIN)]
            yield _noted(f"{name}：不再加载", lambda program=program, kept=kept: _reload(pc, program, kept))  # type: ignore[misc]
        for key, folder in _trusted(pc, program).items():
            if pc.registry.values(key):
                yield _noted(f"{name}：不再信任文件夹“{folder}”", lambda key=key: pc.registry.remove_key(key))  # type: ignore[misc]
    if pc.addin.is_file():
        yield Step(f"删除加载项“{pc.addin}”", lambda: pc.addin.unlink(missing_ok=True))
    programs = [path.resolve() for path in running]
    for folder in (pc.home, *_leftovers(pc.home)):
        if folder.is_dir():
            own = any(path.is_relative_to(folder.resolve()) for path in programs)
            yield Step(f"删除程序文件夹“{folder}”", lambda folder=folder, own=own: _remove(pc.home, folder, own=own))  # type: ignore[misc]


def carry_out(steps: Iterable[Step], tell: Callable[[str], None]) -> int:
    """Run the steps in order, announcing each, and return their number; raises UserError for one that is refused."""
    done = 0
    for step in list(steps):
        tell(step.text)
        try:
            step.carry_out()
        except PermissionError:
            raise UserError(step.refused) from None
        done += 1
    return done


def _trusted(pc: Pc, program: str) -> dict[str, Path]:
    places = rf"{program}\Security\Trusted Locations"
    return {rf"{places}\{office.TRUSTED}1": pc.home, rf"{places}\{office.TRUSTED}2": pc.addins}


def _addin(source: Source) -> bytes:
    own = source.folder / ADDIN if source.folder else None
    if own and own.is_file():
        return own.read_bytes()
    if source.addin is None:
        raise UserError(NO_ADDIN)
    return source.addin()


def _files(folder: Path | None) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder and folder.is_dir() else []


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _copy_program(source: Source, home: Path) -> None:
    """Replace the old folder by the new one, which Windows refuses while a program in the old one runs."""
    fresh = home.with_name(f"{home.name}.new")
    for left in _leftovers(home):
        shutil.rmtree(left, ignore_errors=True)
    try:
        if source.folder:
            shutil.copytree(source.folder, fresh)
        else:
            fresh.mkdir(parents=True)
            for file in source.files:
                shutil.copy2(file, fresh)
        for path in _files(fresh):
            unblock(path)
        _put(fresh, home)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, home: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    old = _aside(home)
    if home.exists():
        home.rename(old)
    try:
        fresh.rename(home)
    except BaseException:
        if old.exists():
            old.rename(home)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _leftovers(home: Path) -> list[Path]:
    """Return the folders that an earlier installation could not remove, because a program held a file in them."""
    found = home.parent.glob(f"{home.name}.*")
    return sorted(path for path in found if re.fullmatch(r"\.new|\.old\d*", path.name.removeprefix(home.name)))


def _aside(home: Path) -> Path:
    """Return a free name beside the folder."""
    names = (home.with_name(f"{home.name}.old{number or ''}") for number in count())
    return next(path for path in names if not path.exists())


def _write(path: Path, content: bytes) -> None:
    """Replace a file as a whole: Excel may hold the old one, and the disk be full in the middle of the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _unblock(paths: Iterable[Path]) -> None:
    for path in paths:
        unblock(path)


def _write_all(pc: Pc, key: str, values: dict[str, str | int]) -> None:
    for name, value in values.items():
        pc.registry.write(key, name, value)


def _reload(pc: Pc, program: str, kept: list[str]) -> None:
    """Renumber the other add-ins from the first slot on: Excel stops at a gap; each is somewhere at every moment."""
    options = rf"{program}\Options"
    slots = set(office.loaded(pc.registry, program))
    for slot, value in enumerate(kept):
        pc.registry.write(options, office.slot_name(slot), value)
    for slot in slots - set(range(len(kept))):
        pc.registry.remove(options, office.slot_name(slot))


def _remove(home: Path, folder: Path, *, own: bool) -> None:
    """Remove the folder; raises PermissionError, with nothing torn, when another program in it is in use.

    Of the folder that this program runs in remains what Windows holds. No helper removes it later: a program that lets
    another one delete it is what virus scanners look for.
    """
    if not own and folder == home:
        folder = folder.rename(_aside(home))
    shutil.rmtree(folder, ignore_errors=True)
    if not own and folder.exists():
        raise PermissionError
