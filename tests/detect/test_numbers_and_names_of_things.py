"""Numbers of papers, descriptions and names of firms beside people stay; what belongs to a person under such titles goes."""

import pytest

import payscrub

KEY = bytes([0x5A]) * 32
PEOPLE = ["Okafor", "Whitcombe", "Penhaligon", "Iqbal", "Hargest", "Bellwood", "Crouch", "Featherstone"]


def table(title, values, *more):
    """Return a table of people with one more column, whose values are given out in turn."""
    head = ["Employee No", "Surname", title, *(name for name, _ in more), "Gross"]
    rows = [
        [
            str(20_345 + 7 * i),
            PEOPLE[i % len(PEOPLE)] + "q" * (i // len(PEOPLE)),
            values[i % len(values)],
            *(some[i % len(some)] for _, some in more),
        ]
        for i in range(24)
    ]
    return "\n".join(",".join(row) for row in (head, *([*row, f"{1200 + i}.50"] for i, row in enumerate(rows)))).encode()


def shown(title, values, *more):
    copy = payscrub.clean_bytes(table(title, values, *more), key=KEY)[0].decode("utf-8-sig")
    return [row.split(",")[2] for row in copy.splitlines()[1:]]


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Purchase Order Number", ["PO-448213", "PO-448290", "PO-451002"]),
        ("Invoice No", ["INV20931", "INV20977", "INV21004", "INV21050"]),
        ("Batch Ref", ["JNL0042", "JNL0043", "B2024-11"]),
        ("Cost Centre Description", ["Ward 7 Stores", "Night Theatres", "Kitchen Supplies"]),
    ],
)
def test_what_belongs_to_no_person_stays(title, values):
    assert shown(title, values) == [values[i % len(values)] for i in range(24)]


def test_numbers_of_orders_for_goods_stay_although_each_is_different():
    orders = [f"8{i:02}JL{4400 + i}" for i in range(24)]
    assert shown("Order Number", orders, ("Supplier", ["Hobbs Ltd", "Acorn Supplies"]), ("Quantity", ["1", "2"])) == orders


@pytest.mark.parametrize(
    ("title", "values", "more"),
    [
        ("Order Number", [f"8JL{44_100 + 13 * i}" for i in range(24)], ()),
        ("Order Number", [f"8JL{44_100 + 13 * i}" for i in range(24)], (("Supplier", ["Hobbs Ltd"]), ("Attachment Type", ["AEO"]))),
        ("Building Society", [f"B/{412_345 + 11 * i}-X" for i in range(24)], ()),
        ("Town", ["Leeds", "Preston", "Hull", "Bury"], ()),  # may be the end of an address
        ("Client", PEOPLE, ()),
        ("URN", [str(4_421_903 + 7_919 * i) for i in range(24)], ()),
        ("Paying Account Number", [str(48_213_907 + 7_919 * i) for i in range(24)], ()),
        ("Company Account Number", [str(48_213_907 + 7_919 * i) for i in range(24)], ()),
    ],
)
def test_what_belongs_to_a_person_goes(title, values, more):
    assert set(shown(title, values, *more)).isdisjoint(values)


@pytest.mark.parametrize("title", ["Order Number", "Order Ref", "Order No", "Order ID"])
@pytest.mark.parametrize("more", [(), (("Attachment Type", ["AEO", ""]),), (("AEO Amount", ["12.50", ""]),)])
def test_few_orders_in_a_column_that_is_empty_otherwise_are_those_of_a_court(title, more):
    orders = ["8JL44100", "8JL44113", "8JL44126", *[""] * 21]
    assert set(shown(title, orders, *more)) & set(orders) == {""}
