"""Packed texts are the texts that were packed, whatever is done with them at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from payscrub.packed import Packed

TEXTS = st.lists(st.text(st.characters(codec="utf-8") | st.sampled_from("a\0\n\ud800"), max_size=5), max_size=12)


@given(TEXTS)
def test_packing_loses_nothing(texts):
    packed = Packed.of(texts)
    assert [packed[place] for place in range(len(texts))] == list(packed) == texts
    assert [text.decode("utf-8", "surrogatepass") for text in Packed.of(texts).encoded()] == texts
    assert Packed.of_bytes(Packed.of(texts).encoded()).listed() == texts
    assert Packed.of(packed) is packed


@given(TEXTS, TEXTS)
def test_texts_are_joined_and_told_apart(some, others):
    one, other = Packed.of(some), Packed.of(others)
    both = Packed.joined([one, other])
    assert both.listed() == some + others
    assert both.firsts().tolist() == [(some + others).index(text) for text in some + others]
    count = min(len(some), len(others))
    firsts = np.arange(len(both)) < count
    alike = both.take(firsts).alike(other.take(np.arange(count)))
    assert alike.tolist() == [mine == theirs for mine, theirs in zip((some + others)[:count], others, strict=False)]


@given(TEXTS, st.lists(st.booleans(), min_size=12, max_size=12))
def test_texts_are_taken_and_put_back(texts, chosen):
    packed, where = Packed.of(texts), np.array(chosen[: len(texts)], dtype=np.bool_)
    mine, others = packed.take(where), packed.take(~where)
    assert mine.listed() == [text for text, is_chosen in zip(texts, chosen, strict=False) if is_chosen]
    assert mine.among(where, others).listed() == texts
    assert packed.take(np.arange(len(texts))[::-1]).listed() == texts[::-1]


@given(st.binary(max_size=30), st.lists(st.integers(0, 30), max_size=8, unique=True), TEXTS.filter(bool), st.randoms())
def test_spans_are_replaced_and_nothing_else(source, edges, texts, random):
    packed, cuts = Packed.of(texts), sorted(edge for edge in edges if edge <= len(source))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    chosen = [random.randrange(len(texts)) for _ in spans]
    expected, cursor = b"", 0
    for (start, end), number in zip(spans, chosen, strict=True):
        expected, cursor = expected + source[cursor:start] + packed.encoded()[number], end
    starts, ends = (np.array([span[side] for span in spans], dtype=np.int64) for side in (0, 1))
    buffer = np.frombuffer(source, dtype=np.uint8)
    assert packed.spliced(buffer, starts, ends, np.array(chosen, dtype=np.int64)) == expected + source[cursor:]


def test_no_text_is_shown():
    assert "Tebaquox" not in repr(Packed.of(["Tebaquox"]))
