from hypothesis import given
from hypothesis import strategies as st

from zcert.photos.album import sort_names, wanted


@given(st.lists(st.sampled_from(["1.jpg", "1.JPG", "2.png", "3.txt"]), unique=True))
def test_the_order_of_a_listing_does_not_matter(names: list[str]) -> None:
    assert sort_names(names) == sort_names(reversed(names))


def test_photos_that_are_looked_into() -> None:
    folder = sort_names(["b.JPG", "b.jpeg", "a.jpg", "c.jpg", "b.png"])
    assert wanted(folder, ["B", "ａ ", "b", "", "x"]) == ["a.jpg", "b.JPG", "b.jpeg"]
