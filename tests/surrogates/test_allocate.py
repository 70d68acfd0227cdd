"""The tables: injective, the same for a key, in whatever order, and with a rule for a full space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.errors import LimitExceeded
from payscrub.surrogates.allocate import Allocator, Family, Plan
from payscrub.surrogates.prf import Prf

KEY = bytes(32)
ORIGINALS = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=60)


def allocator(size=100, blocked=()):
    return Allocator(Prf(KEY, "test"), size, blocked)


@given(ORIGINALS)
def test_no_two_originals_get_the_same_number(originals):
    table = allocator()
    assert table.place(originals) == []
    assert len(set(table.table.values())) == len(originals)
    assert all(0 <= number < 100 for number in table.table.values())


@given(ORIGINALS, st.randoms(use_true_random=False))
def test_the_order_of_meeting_does_not_matter(originals, random):
    one, other = allocator(), allocator()
    one.place(originals)
    random.shuffle(originals)
    other.place(originals)
    assert one.table == other.table


@given(ORIGINALS, st.sets(st.integers(0, 99), max_size=30))
def test_blocked_numbers_are_never_given(originals, blocked):
    table = allocator(blocked=blocked)
    table.place(originals)
    assert not blocked & set(table.table.values())


def test_a_first_choice_never_gives_way_to_a_second():
    prf = Prf(KEY, "test")
    originals = [str(number) for number in range(60)]
    table = allocator()
    table.place(originals)
    first = {original: prf.number(original) % 100 for original in originals}
    contested = {number for number in first.values() if list(first.values()).count(number) > 1}
    assert contested
    assert all(table.table[original] == first[original] for original in originals if first[original] not in contested)
    assert table.forced == len(originals) - len(set(first.values()))


def test_a_space_is_closed_when_one_number_in_ten_is_left():
    table = allocator()
    left = table.place([str(number) for number in range(150)])
    assert len(table.table) == 90
    assert len(left) == 60
    assert table.full


def test_what_finds_no_room_gets_a_wider_shape():
    family = Family(Prf(KEY, "test"), Plan(lambda width: 10 ** len(width), wider=lambda width: width + "x"))
    family.place({"x": [str(number) for number in range(120)]})
    places = {family.find(str(number), "x") for number in range(120)}
    assert len(places) == 120
    assert {shape for shape, _ in places} == {"x", "xx", "xxx"}
    assert family.forced >= 111


def test_a_shared_space_gives_numbers_twice_and_says_so():
    family = Family(Prf(KEY, "test"), Plan(lambda _: 10, shared=True))
    family.place({"": [str(number) for number in range(25)]})
    assert family.shared == 16
    assert {family.find(str(number), "")[1] for number in range(25)} <= set(range(10))


def test_any_other_full_space_is_refused():
    family = Family(Prf(KEY, "test"), Plan(lambda _: 10))
    with pytest.raises(LimitExceeded):
        family.place({"": [str(number) for number in range(25)]})


def test_functions_of_other_labels_cases_and_keys_have_nothing_in_common():
    functions = [Prf(KEY, "a"), Prf(KEY, "b"), Prf(KEY, "a", "case"), Prf(b"1" * 32, "a")]
    assert len({function.number("x") for function in functions}) == 4
    assert Prf(KEY, "a").numbers(["x"], 3).tolist() == [Prf(KEY, "a").number("x", 3)]


@given(st.text(alphabet="abcdefghij", min_size=2, max_size=10).map(lambda text: "".join(dict.fromkeys(text))))
def test_a_cycle_moves_every_item_and_meets_none_twice(items):
    moved = Prf(KEY, "test").cycle(items)
    assert set(moved) == set(moved.values()) == set(items)
    assert len(items) == 1 or all(old != new for old, new in moved.items())
