"""With the source at hand: the digits of a day can be those of an account number that was replaced; the number itself is still found."""

from payscrub.verify import inspect

SOURCE = b"Account Number,Start Date,Note\r\n3072017,01/02/2019,\r\n48213907,03/07/2017,\r\n"
CLEANED = b"Account Number,Start Date,Note\r\n3872001,01/02/2019,%s\r\n38215001,03/07/2017,\r\n"


def survivors(note):
    found = inspect(CLEANED % note, original=SOURCE).findings
    return [finding.place for finding in found if "replaced elsewhere" in finding.reason]


def test_a_day_is_no_account_number_that_was_replaced():
    assert survivors(b"") == []


def test_an_account_number_that_was_replaced_is_found_in_a_note():
    assert survivors(b"3072017") == ["row 2, column 3"]
    assert survivors(b"paid into 307 2017 before") == ["row 2, column 3"]
