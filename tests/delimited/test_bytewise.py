"""The byte helpers: keys that are exact, and splicing that copies everything else."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub import bytewise, packed
from payscrub.packed import Packed

slices = st.lists(st.one_of(st.binary(max_size=20), st.binary(min_size=250, max_size=270), st.sampled_from([b"", b"\0", b"ABCDEFGH"])))


def lay(pieces):
    lengths = np.array([len(piece) for piece in pieces], dtype=np.int64)
    return bytewise.padded(b"".join(pieces)), np.cumsum(lengths) - lengths, lengths


@given(slices)
def test_keys_are_equal_exactly_when_the_bytes_are(pieces):
    keys = bytewise.hash_slices(*lay(pieces)).tolist()
    assert [a == b for a in keys for b in keys] == [a == b for a in pieces for b in pieces]


def test_no_slices_have_no_keys():
    assert len(bytewise.hash_slices(*lay([]))) == 0


def test_many_different_slices_have_as_many_keys():
    buffer, starts, lengths = lay([b"%012d" % n for n in range(40_000)])
    assert len(np.unique(bytewise.hash_slices(buffer, starts, lengths))) == 40_000


def test_a_collision_is_noticed_and_salted_afresh(monkeypatch):
    salts = []
    honest = bytewise._mix

    def blind_at_first(buffer, starts, lengths, salt):
        salts.append(salt)
        return honest(buffer, starts, lengths, salt) if len(salts) > 1 else np.zeros(len(starts), dtype=np.uint64)

    monkeypatch.setattr(bytewise, "_mix", blind_at_first)
    keys = bytewise.hash_slices(*lay([b"Tebaquox", b"Sebaquox"]))
    assert keys[0] != keys[1]
    assert len(set(salts)) == len(salts) == 2


@given(
    st.lists(st.tuples(st.binary(max_size=600), st.binary(max_size=12), st.integers(0, 2)), max_size=20),
    st.binary(max_size=9),
    st.sampled_from([1, 3, 1 << 16]),
)
def test_splicing_replaces_the_spans_and_nothing_else_however_many_at_a_time(parts, rest, at_once):
    texts = [b"", b"Tebaquox", b"x" * 400]
    source = b"".join(kept + old for kept, old, _ in parts) + rest
    ends = np.cumsum([len(kept) + len(old) for kept, old, _ in parts], dtype=np.int64)
    starts = ends - np.array([len(old) for _, old, _ in parts], dtype=np.int64)
    inverse = np.array([chosen for _, _, chosen in parts], dtype=np.int64)
    with patch.object(packed, "_SPANS", at_once):
        spliced = Packed.of_bytes(texts).spliced(np.frombuffer(source, dtype=np.uint8), starts, ends, inverse)
    assert spliced == b"".join(kept + texts[chosen] for kept, _, chosen in parts) + rest


@pytest.mark.parametrize("length", [7, 8, 9, 255, 256, 257])
def test_a_difference_in_the_last_byte_is_seen(length):
    keys = bytewise.hash_slices(*lay([b"a" * length, b"a" * (length - 1) + b"b"]))
    assert keys[0] != keys[1]
