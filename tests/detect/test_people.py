from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payscrub.detect import Finder, Learnt, lexicon, shown_title
from payscrub.detect.notes import names_in
from payscrub.detect.people import name_share, words_of

HERE = Path(__file__).parent
FINDER = Finder(Learnt())


def lines(name):
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


CELLS = [line.split("\t") for line in lines("cells.tsv")]
NAMES = [text for kind, text in CELLS if kind == "name"]
ODD = ["JG103759A", "call 07700 900123", "\ufb01nance", "\uff2a \uff33mith", "a\x1eb"]
OTHERS = [text for kind, text in CELLS if kind == "other"]


def hidden(text, spans):
    return "".join(" " if any(span.start <= i < span.end for span in spans) else char for i, char in enumerate(text))


def words_left(texts):
    return [
        [word for word in words_of(hidden(text, spans)) if len(word) > 2 and word not in lexicon.listed("titles")]
        for text, spans in zip(texts, FINDER.find(texts), strict=True)
    ]


def test_nearly_every_name_alone_in_a_cell_is_found():
    missed = [text for text, spans in zip(NAMES, FINDER.find(NAMES), strict=True) if not spans]
    assert len(missed) <= 0.01 * len(NAMES), missed


def test_few_words_of_a_found_name_are_left_behind():
    assert sum(map(bool, words_left(NAMES))) <= 0.02 * len(NAMES)


def test_names_are_found_in_capitals_and_in_small_letters():
    for spelt in ([text.upper() for text in NAMES], [text.lower() for text in NAMES]):
        found = sum(bool(spans) for spans in FINDER.find(spelt))
        assert found >= 0.95 * len(NAMES)


def test_ordinary_cells_pass():
    changed = [text for text, spans in zip(OTHERS, FINDER.find(OTHERS), strict=True) if spans]
    assert len(changed) <= 0.01 * len(OTHERS), changed


def test_cells_of_a_category_pass_all():
    assert not [text for text, spans in zip(OTHERS, FINDER.find(OTHERS, category=True), strict=True) if spans]


def test_a_column_of_names_reads_as_names_and_a_column_of_others_does_not():
    for start in range(0, len(NAMES) - 20, 20):
        assert name_share(NAMES[start : start + 20]) > 0.7
    for start in range(0, len(OTHERS) - 20, 20):
        assert name_share(OTHERS[start : start + 20]) < 0.3


def test_what_must_be_hidden_in_the_notes_is_hidden_and_little_else():
    secret = shown = changed = 0
    marked = lines("notes.tsv")
    plain = [line.replace("{", "").replace("}", "") for line in marked]
    for line, text, spans in zip(marked, plain, FINDER.find(plain), strict=True):
        gold, inside, i = set(), False, 0
        for char in line:
            if char in "{}":
                inside = char == "{"
                continue
            if inside and char.isalnum():
                gold.add(i)
            i += 1
        got = {i for span in spans for i in range(span.start, span.end) if text[i].isalnum()}
        secret, shown, changed = secret + len(gold), shown + len(gold - got), changed + len(got - gold)
    assert shown <= 0.01 * secret
    assert changed <= 0.02 * sum(map(len, plain))


def test_a_title_makes_any_word_a_name():
    for text in ("Mr Price", "Mrs Day", "ask Dr Banks", "Miss Field rang"):
        assert FINDER.find([text])[0], text


def test_learnt_names_that_are_ordinary_words_count_only_with_a_capital():
    finder = Finder(Learnt(words=frozenset({"grant", "price"})))
    found = finder.find(["Late timesheet for Price in May", "late timesheet, price rise in may"])
    assert [len(spans) for spans in found] == [1, 0]


def test_a_learnt_full_name_is_found_in_a_category_but_not_half_of_it():
    finder = Finder(Learnt(words=frozenset({"okafor", "ngozi"})))
    assert [bool(spans) for spans in finder.find(["Ngozi Okafor", "Okafor Ward"], category=True)] == [True, False]


def test_accents_apostrophes_and_invisible_marks_do_not_hide_a_learnt_name():
    finder = Finder(Learnt(words=frozenset({"o'brien", "zoe"})))
    for text in ("O\u2019Brien", "O`BRIEN", "Zoe\u0308", "Zo\u00eb's", "o'brien", "Z\u200boe"):
        assert finder.find([text])[0], text


@pytest.mark.parametrize(
    ("title", "shown"), [("Employee No", "Employee No"), ("Okafor hours", "••• hours"), ("Pay 20345678", "Pay •••"), ("Smith", "•••")]
)
def test_a_report_shows_only_public_words_of_a_title(title, shown):
    assert shown_title(title) == shown


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_spans_are_in_order_inside_their_text_and_apart(texts):
    for text, spans in zip(texts, FINDER.find(texts), strict=True):
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*NAMES, *OTHERS, *ODD]), min_size=1, max_size=12))
def test_a_text_is_judged_alone_whatever_stands_around_it(texts):
    assert FINDER.find(texts) == [FINDER.find([text])[0] for text in texts]


def test_nothing_is_shown_of_what_was_learnt():
    assert "okafor" not in repr(Learnt(words=frozenset({"okafor"}), values={"20345678": "EMPLOYEE_ID"}))
    assert "20345678" not in repr(Learnt(values={"20345678": "EMPLOYEE_ID"}))


def test_no_words_no_names():
    assert list(names_in(["12", ""], frozenset(), category=False)) == []


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("Checked by JS", "JS"),
        ("initialled A.R. 23/11", "A.R."),
        ("recover in May - KLM 12/4", "KLM"),
        ("signed off: T.B.", "T.B."),
        ("Keyed TW, approved by PNR", "TW"),
    ],
)
def test_initials_that_stand_for_a_person_are_found(text, initials):
    assert initials in [text[span.start : span.end] for span in FINDER.find([text])[0]]


def test_abbreviations_of_the_trade_are_nobodys_initials():
    texts = [
        "Approved by HR",
        "agreed with NHS",
        "checked, OT due 12/4",
        "Raised by IT",
        "U.K. tax",
        "paid by DD",
        "BH 12/4",
        "calc SSP 3 days",
    ]
    assert [text for text, spans in zip(texts, FINDER.find(texts), strict=True) if spans] == []


def test_phrases_of_the_trade_with_a_hyphen_name_nobody():
    texts = ["Pro-rata for part month, 12/30 days", "Hours 12 - pro-rata (part month)"]
    assert FINDER.find(texts) == [(), ()]
