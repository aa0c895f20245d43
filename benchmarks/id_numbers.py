"""How fast are a million identity numbers judged, compared with python-stdnum and id-validator?

The numbers are right and fictitious (sequence 901-999), with any accepted address code and births from 1940 to 2000.
python-stdnum knows fewer address codes, so that it rejects some; only its speed is compared.
"""

import datetime as dt
from pathlib import Path
from random import Random
from statistics import median

from measure import Result, Way, Work, compare, print_results, print_target, ratio

from zcert.values import id_number
from zcert_addin.demonstration import people

TODAY = dt.date(2026, 11, 21)
_FIRST, _LAST = dt.date(1940, 1, 1), dt.date(2000, 12, 31)


def measure(folder: Path, *, quick: bool) -> None:
    count, rounds = (100_000, 3) if quick else (1_000_000, 5)
    right, mixed = folder / "right.txt", folder / "mixed.txt"
    _write(right, mixed, count)
    wrong = count // 10
    ways = [
        _way("zcert", "zcert_faults", right, count, expect=count, calls=4),
        _way("zcert, every 10th wrong", "zcert_faults", mixed, count, expect=count - wrong, calls=4),
        _way("empty loop over the list", "empty_loop", right, count, calls=4),
        _way("python-stdnum", "stdnum_is_valid", right, 2_000 if quick else 20_000),
        _way("id-validator", "id_validator_is_valid", right, 20 if quick else 200),
    ]
    results = compare(ways, rounds)
    ours, _, _, stdnum, validator = results
    print(f"\nIdentity numbers: {count:,} right ones, in a list of str; median of {rounds} rounds")
    print_results(results, ours, "number")
    _print_rates(results)
    each, times = 1e6 * median(ours.per_item()), ratio(stdnum, ours)
    print_target(f"at most 0.6 µs of CPU per right number in bulk ({each:.2f})", reached=each <= 0.6)
    print_target(f"200 times python-stdnum ({times:,.0f} times)", reached=times >= 200)
    print(f"beside id-validator: {ratio(validator, ours):,.0f} times")
    for name, result in (("python-stdnum", stdnum), ("id-validator", validator)):
        print(f"{name} accepts {result.runs[0].count:,} of its {result.way.items:,} right numbers")


def zcert_faults(path: str, items: int) -> Work:
    texts = _read(path, items)
    return Work(lambda: id_number.faults(texts, TODAY), _right)


def empty_loop(path: str, items: int) -> Work:
    texts = _read(path, items)

    def work() -> None:
        for _ in texts:
            pass

    return Work(work, lambda _: items)


def stdnum_is_valid(path: str, items: int) -> Work:
    from stdnum.cn import ric  # noqa: PLC0415  only this process pays for it

    texts = _read(path, items)

    def valid(text: str) -> bool:
        try:
            return ric.is_valid(text)
        except KeyError:  # an address code that its table has without a county
            return False

    valid(texts[0])  # loads its table
    return Work(lambda: list(map(valid, texts)), _accepted)


def id_validator_is_valid(path: str, items: int) -> Work:
    from id_validator import validator  # noqa: PLC0415

    texts = _read(path, items)
    validator.is_valid(texts[0])
    return Work(lambda: list(map(validator.is_valid, texts)), _accepted)


def _way(name: str, function: str, path: Path, items: int, expect: int | None = None, calls: int = 1) -> Way:  # noqa: PLR0913, PLR0917
    return Way(name, f"id_numbers:{function}", items, {"path": str(path), "items": items}, expect, calls)


def _right(outcome: object) -> int:
    assert isinstance(outcome, list)
    return outcome.count(None)


def _accepted(outcome: object) -> int:
    assert isinstance(outcome, list)
    return sum(map(bool, outcome))


def _write(right: Path, mixed: Path, count: int) -> None:
    rng = Random(57)
    places = sorted(id_number.accepted_regions())
    first, last = _FIRST.toordinal(), _LAST.toordinal()
    numbers = [
        people.id_number(
            rng, dt.date.fromordinal(rng.randint(first, last)), rng.choice(places), male=rng.random() < 0.5
        )
        for _ in range(count)
    ]
    right.write_text("\n".join(numbers), encoding="ascii")
    for at in range(9, count, 10):
        numbers[at] = _spoilt(numbers[at], at // 10)
    mixed.write_text("\n".join(numbers), encoding="ascii")


def _spoilt(number: str, kind: int) -> str:
    """Return a wrong number: in four of five cases a wrong check character, else one of the other faults."""
    other = "0" if number[-1] == "X" else str((int(number[-1]) + 1) % 10)
    faults = (number[:-1], f"{number[:16]}O{number[17:]}", f"{number[:10]}0231{number[14:]}", f"999999{number[6:]}")
    return number[:-1] + other if kind % 5 else faults[kind // 5 % 4]


def _read(path: str, items: int) -> list[str]:
    return Path(path).read_text(encoding="ascii").split("\n")[:items]


def _print_rates(results: list[Result]) -> None:
    rates = (f"{result.way.name} {1 / median(result.per_item()):,.3g}" for result in results)
    print("numbers per second of CPU: " + "; ".join(rates))
