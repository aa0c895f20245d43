"""Python objects as COM objects with a type library, as Excel's are.

Properties of a Member's class are COM properties, its methods COM methods; a method marked ``getter`` is a property
with arguments. ``Default`` is the default member, ``__iter__`` the enumeration. Only names that begin with a capital
are seen. Late-bound callers such as pywin32 read the type library to pass arguments by name.
"""

import inspect
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final

import pythoncom
import pywintypes
import win32com.server.util
from win32com.server.exception import COMException
from win32com.server.policy import BasicWrapPolicy

MEMBER_NOT_FOUND: Final = -2147352573  # DISP_E_MEMBERNOTFOUND
UNKNOWN_NAME: Final = -2147352570  # DISP_E_UNKNOWNNAME
REFUSED: Final = -2146827284  # 0x800A03EC, Excel's answer to nearly everything that it cannot do
BAD_INDEX: Final = -2146828279  # 0x800A0009, subscript out of range
IGNORED: Final = -2146777998  # 0x800AC472, VBA_E_IGNORE

METHOD, GET, PUT = 1, 2, 4 | 8
_IN, _OPTIONAL = 0x1, 0x10
NEW_ENUM, DEFAULT = -4, 0

CALLS: Final = Counter[str]()
"""How often each member was called since a test cleared this."""
HOOKS: Final[dict[str, Callable[[], object]]] = {}
"""What happens just before a member is called, such as Range.Value; a test puts it there."""
LACKING: Final[set[str]] = set()
"""Members that somebody asked for and that are not imitated."""


def refused(text: str = "", scode: int = REFUSED) -> COMException:
    """Return what Excel raises; its text is in the language of Windows."""
    return COMException(text or "应用程序定义或对象定义错误", scode=scode, source="Microsoft Excel")


def getter(function: Callable[..., object]) -> Callable[..., object]:
    """Make a method a property with arguments."""
    function.is_getter = True  # type: ignore[attr-defined]
    return function


class Member:
    """An object of Excel. iid: the interface identifier that Excel's type library has, where somebody looks at it."""

    iid: ClassVar[str] = ""
    _com: Any = None
    kinds: ClassVar[list[type["Member"]]] = []

    def __init_subclass__(cls) -> None:
        Member.kinds.append(cls)

    def com(self) -> object:
        """Return this object as COM passes it on."""
        if self._com is None:
            self._com = win32com.server.util.wrap(self, usePolicy=_Policy)
        return self._com


def told(value: object) -> object:
    """Return a value as COM takes it: pywin32 takes a tuple for several answers, and lists for arrays."""
    if isinstance(value, Member):
        return value.com()
    return [list(row) for row in value] if isinstance(value, tuple) else value


def _taken(value: object) -> object:
    if type(value) is pythoncom.TypeIIDs[pythoncom.IID_IDispatch]:
        return win32com.server.util.unwrap(value)
    return value


class _Enumeration:
    _public_methods_ = ("Next", "Skip", "Reset", "Clone")
    _com_interfaces_ = (pythoncom.IID_IEnumVARIANT,)

    def __init__(self, values: Iterator[object]) -> None:
        self.values, self.at = list(values), 0

    def Next(self, count: int) -> list[object]:
        got = self.values[self.at : self.at + count]
        self.at += len(got)
        return [told(value) for value in got]

    def Skip(self, count: int) -> None:
        self.at += count

    def Reset(self) -> None:
        self.at = 0


class _Policy(BasicWrapPolicy):  # type: ignore[misc]  # pywin32 has no types
    """How COM's calls reach a Member."""

    def _QueryInterface_(self, iid: object) -> int:
        return int(iid == pythoncom.IID_IDispatch)

    def _GetTypeInfoCount_(self) -> int:
        return 1

    def _GetTypeInfo_(self, _index: int, _lcid: int) -> tuple[int, object]:
        return 0, _type_infos()[type(self._obj_)]

    def _GetIDsOfNames_(self, names: tuple[str, ...], _lcid: int) -> tuple[int, ...]:
        found = _found(type(self._obj_), names[0])
        if found is None:
            LACKING.add(f"{type(self._obj_).__name__}.{names[0]}")
            raise COMException(scode=UNKNOWN_NAME)
        places = [name.lower() for name in _parameters(found)]
        return (_number(names[0]), *(places.index(name.lower()) for name in names[1:]))

    def _Invoke_(self, number: int, _lcid: int, flags: int, args: tuple[object, ...]) -> tuple[int, int, object]:
        return 0, -1, self._invoked(number, flags, args)

    def _invoked(self, number: int, flags: int, args: tuple[object, ...]) -> object:
        kind, one = type(self._obj_), self._obj_
        if number == NEW_ENUM:
            CALLS[f"{kind.__name__}._NewEnum"] += 1
            return win32com.server.util.wrap(_Enumeration(iter(one)), iid=pythoncom.IID_IEnumVARIANT)
        name = _names()[number]
        CALLS[f"{kind.__name__}.{name}"] += 1
        if hook := HOOKS.pop(f"{kind.__name__}.{name}", None):
            hook()
        found = getattr(kind, name, None)
        values = [None if value is pythoncom.Missing else _taken(value) for value in args]
        if flags & PUT:
            if not isinstance(found, property) or found.fset is None:
                LACKING.add(f"{kind.__name__}.{name} =")
                raise COMException(scode=MEMBER_NOT_FOUND)
            found.fset(one, values[0])
            return None
        if isinstance(found, property):
            value = found.__get__(one)
            return told(value.Default(*values) if values and isinstance(value, Member) else value)
        if found is None or not flags & (GET if hasattr(found, "is_getter") else METHOD):
            LACKING.add(f"{kind.__name__}.{name}")
            raise COMException(scode=MEMBER_NOT_FOUND)
        return told(found(one, *values))


# The type library


def _members(kind: type[Member]) -> dict[str, object]:
    return {name: one for name, one in inspect.getmembers(kind) if name[0].isupper()}


def _found(kind: type[Member], name: str) -> object:
    if name.lower() == "_newenum" and hasattr(kind, "__iter__"):
        return kind
    return next((one for own, one in _members(kind).items() if own.lower() == name.lower()), None)


def _names() -> list[str]:
    """Return the names of all members, each at its number."""
    if not _NAMES:
        _NAMES.append("Default")
        _NAMES.extend(sorted({name for kind in Member.kinds for name in _members(kind)} - {"Default"}))
    return _NAMES


_NAMES: Final[list[str]] = []


def _number(name: str) -> int:
    if name.lower() == "_newenum":
        return NEW_ENUM
    return next(at for at, own in enumerate(_names()) if own.lower() == name.lower())


def _parameters(found: object) -> dict[str, int]:
    """Return names and flags of the arguments."""
    if isinstance(found, (property, type)):
        return {}
    _, *arguments = inspect.signature(found).parameters.values()  # type: ignore[arg-type]
    named = {
        one.name: _IN if one.default is one.empty else _IN | _OPTIONAL
        for one in arguments
        if one.kind != one.VAR_POSITIONAL
    }
    rest = _MORE if len(named) < len(arguments) else ()
    return named | dict.fromkeys(rest, _IN | _OPTIONAL)


_MORE: Final = tuple(f"Argument{at}" for at in range(4, 16))
"""Names for the arguments of a method that takes many and of which no caller names these."""


def _type_infos() -> dict[type[Member], object]:
    """Return an ITypeInfo for each kind of object, made once."""
    if not _INFOS:
        library = pythoncom.CreateTypeLib2(_SYS_WIN64, "com_excel.tlb")
        library.SetName("Excel")
        for kind in Member.kinds:
            _INFOS[kind] = _type_info(library, kind)
    return _INFOS


_INFOS: Final[dict[type[Member], object]] = {}
_SYS_WIN64, _STDCALL = 3, 4


def _type_info(library: Any, kind: type[Member]) -> object:  # noqa: ANN401  a COM object
    made = library.CreateTypeInfo(kind.__name__, pythoncom.TKIND_DISPATCH)
    made.SetGuid(pywintypes.IID(kind.iid or f"{{{uuid.uuid5(uuid.NAMESPACE_DNS, kind.__name__)}}}"))
    at = 0
    for name, found in _members(kind).items():
        uses = [pythoncom.INVOKE_FUNC]
        if isinstance(found, property):
            uses = [pythoncom.INVOKE_PROPERTYGET, *([pythoncom.INVOKE_PROPERTYPUT] if found.fset else [])]
        elif hasattr(found, "is_getter"):
            uses = [pythoncom.INVOKE_PROPERTYGET]
        for use in uses:
            is_put = use == pythoncom.INVOKE_PROPERTYPUT
            named = {} if is_put else _parameters(found)
            made.AddFuncDesc(at, _description(_number(name), use, [_IN] if is_put else [*named.values()]))
            # The value that a property is set to has no name.
            made.SetFuncAndParamNames(at, (name, *named))
            at += 1
    made.LayOut()
    return made.QueryInterface(pythoncom.IID_ITypeInfo)


def _description(number: int, use: int, arguments: list[int]) -> object:
    made = pythoncom.FUNCDESC()
    made.memid, made.invkind = number, use
    made.funckind, made.callconv = pythoncom.FUNC_DISPATCH, _STDCALL
    made.args = tuple((pythoncom.VT_VARIANT, flags, None) for flags in arguments)
    made.rettype = (pythoncom.VT_VARIANT, 0, None)
    return made
