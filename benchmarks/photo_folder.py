"""How much more than bare simplejpeg does checking a folder of 5,000 photos cost, and how much less than Pillow?

The photos and the ways are those of ``photos``; here each way runs in a separate process.
"""

from pathlib import Path

from measure import Way, Work, compare, print_results, print_target, ratio

from photos import WAYS, make_photos


def measure(folder: Path, *, quick: bool) -> None:
    count, rounds = (500, 3) if quick else (5_000, 5)
    make_photos(folder, count)
    ways = [Way(name, "photo_folder:look", count, {"way": name, "folder": str(folder)}, count) for name in WAYS]
    results = compare(ways, rounds)
    of = {result.way.name: result for result in results}
    print(f"\nPhotos: {count:,} JPEG files of 15 to 40 KB in the disk cache; median of {rounds} rounds")
    print_results(results, of["zcert"], "photo")
    times = ratio(of["zcert"], of["bare simplejpeg"])
    print_target(f"at most 1.3 times bare simplejpeg ({times:.2f} times)", reached=times <= 1.3)


def look(way: str, folder: str) -> Work:
    path = Path(folder)
    return Work(lambda: WAYS[way](path), lambda _: sum(1 for _ in path.iterdir()))
