"""Why is there no tab in Excel, or why does a button do nothing? Each cause in plain Chinese, with what to do."""

from collections.abc import Iterator
from typing import Final

from zcert_addin.installing import office
from zcert_addin.installing.pc import ADDIN, PROGRAM, Pc, blocked

_NO_MACROS: Final = 4
_BITS: Final = {"x86": "32", "x64": "64"}
_AGAIN: Final = "请重新运行安装（zcert install）"


def facts(pc: Pc) -> Iterator[str]:
    """Yield what is installed, as Chinese sentences."""
    yield f"程序文件夹：{pc.home}"
    yield f"运行记录：{pc.log}{'' if pc.log.exists() else '（还没有）'}"
    for version in office.versions(pc.registry):
        yield f"表格软件：Excel {version}{_bits_told(pc)}"
    if _has_wps(pc):
        yield f"表格软件：{office.WPS_NAME}"


def _bits_told(pc: Pc) -> str:
    bits = _BITS.get(_platform(pc))
    return f"（{bits}位）" if bits else ""


def _platform(pc: Pc) -> str:
    return str(pc.registry.values(office.CLICK_TO_RUN).get("Platform", "")).lower()


def problems(pc: Pc) -> Iterator[str]:
    """Yield what is wrong, the most likely cause first."""
    yield from _missing_files(pc)
    found = office.versions(pc.registry)
    if not found and not _has_wps(pc):
        yield "没有找到Excel，或者还没有打开过；请先打开一次Excel，再重新运行安装；没有Excel的电脑可用LibreOffice"
    for version in found:
        yield from _of_version(pc, version)
    if _has_wps(pc) and not _is_loaded(pc, office.WPS):
        yield f"{office.WPS_NAME}没有登记加载项，{_AGAIN}"


def hints(pc: Pc) -> Iterator[str]:
    """Yield what to know about this PC and cannot be mended, which is no problem."""
    found = office.versions(pc.registry)
    if len(found) > 1:
        yield (
            f"这台电脑装有或装过多个版本的Excel（{'、'.join(found)}），加载项已为每个版本登记；"
            "如双击文件打开的不是常用的那个版本，请从开始菜单打开"
        )
    if _platform(pc) and _platform(pc) not in _BITS:
        yield f"Excel是{_platform(pc)}版本，连接组件只有32位和64位两种，按钮会改用文件方式"
    if _has_wps(pc):
        yield "装有WPS：WPS不能使用连接组件，按钮会改用文件方式；WPS个人版没有宏，需安装WPS的VBA组件"


def _has_wps(pc: Pc) -> bool:
    return office.WPS_NAME in office.programs(pc.registry)


def _is_loaded(pc: Pc, program: str) -> bool:
    return f'"{pc.addin}"' in office.loaded(pc.registry, program).values()


def _missing_files(pc: Pc) -> Iterator[str]:
    if not (pc.home / PROGRAM).is_file():
        yield f"程序{PROGRAM}不在“{pc.home}”，可能没有安装，或被安全软件删除；请让管理员把该文件夹加入信任，{_AGAIN}"
    for bits in ("32", "64"):
        if not list(pc.home.glob(f"xlwings{bits}-*.dll")):
            yield (
                f"缺少{bits}位Excel用的连接组件（xlwings{bits}-….dll），可能被安全软件删除；"
                f"请让管理员把“{pc.home}”加入信任，{_AGAIN}"
            )
    if not pc.addin.is_file():
        yield f"加载项{ADDIN}不在“{pc.addins}”，{_AGAIN}"
    elif blocked(pc.addin):
        yield f"加载项{ADDIN}被Windows标为“来自互联网”，其中的宏不会运行，{_AGAIN}"


def _of_version(pc: Pc, version: str) -> Iterator[str]:
    registry, program = pc.registry, rf"{office.OFFICE}\{version}\Excel"
    if not _is_loaded(pc, program):
        yield f"Excel {version}没有登记加载项，{_AGAIN}"
    if office.setting(registry, version, "Security", "VBAWarnings") == _NO_MACROS:
        yield (
            f"Excel {version}禁用了所有宏：请在“文件-选项-信任中心-宏设置”中改为“禁用宏并发出通知”；"
            "如由单位统一规定，请联系管理员"
        )
    if office.setting(registry, version, r"Security\Trusted Locations", "AllLocationsDisabled") == 1:
        yield f"Excel {version}停用了全部受信任位置：请在“文件-选项-信任中心-受信任位置”中取消“禁用所有受信任位置”"
    if registry.values(rf"{program}\Resiliency\DisabledItems"):
        yield f"Excel {version}有被禁用的项目，可能包括本加载项：请在“文件-选项-加载项-管理：禁用项目”中启用"
