"""What is looked up as hashes in bulk is what one text at a time holds, in any script and any grouping."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from payscrub.verify.tokens import common, cores, cores_in, own_cores, whole_core, words, words_in

TEXTS = st.lists(
    st.one_of(
        st.text(max_size=24),
        st.text("AbÉßéŁ07 -,;'\u2019\u00a0\u2028\u0663\u00b2\u01c5£_.\n\t\u200b\u0301", max_size=40),
        st.text("0129 -", max_size=30),
        st.lists(st.from_regex(r"[A-Z0]{0,2}[0-9]{1,4}", fullmatch=True), max_size=14).map(" ".join),
    ),
    max_size=12,
)


def held(tokens, cut, texts, exact):
    """Return for each text the pieces that its own hashes account for."""

    def hashes(number):
        return set(tokens.hashes[tokens.owners == number].tolist())

    return [{piece for piece in exact(text) if hashes(number) >= set(cut([piece]).hashes.tolist())} for number, text in enumerate(texts)]


@settings(deadline=None)
@given(TEXTS)
@example(["O\u2019Brien-\u0141ukasz", "x\u0302yzabc\u0663def", "£smith£"])
def test_every_word_of_a_text_has_its_hash(texts):
    assert held(words_in(texts), words_in, texts, words) == [words(text) for text in texts]


@settings(deadline=None)
@given(TEXTS)
@example(["00 12 34 56 78 9", "1£2£345678", "AB\u2028123456", "\u0663" * 9, "GB29 NWBK 6016 1331 9268 19"])
def test_every_identifier_of_a_text_has_its_hash_however_it_is_grouped(texts):
    assert held(cores_in(texts), lambda some: cores_in(some, 1), texts, cores) == [cores(text) for text in texts]


@settings(deadline=None)
@given(TEXTS)
def test_what_was_replaced_is_hashed_whole_and_piece_by_piece(texts):
    def exact(text):
        return own_cores(text) | whole_core(text)

    assert held(cores_in(texts, 1), lambda some: cores_in(some, 1), texts, exact) == [exact(text) for text in texts]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_two_files_share_the_hashes_of_the_words_that_they_share(left, right):
    shared = set[str]().union(*map(words, left)) & set[str]().union(*map(words, right))
    found = common(words_in(left), words_in(right)).tolist()
    assert set(words_in(sorted(shared)).hashes.tolist()) <= set(found)


def test_texts_without_anything_in_common_need_no_close_look():
    left, right = (
        words_in([f"quilby{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(600)]),
        words_in(["nothing", "of", "the", "kind"]),
    )
    assert not len(common(left, right))


def test_a_long_text_costs_no_more_than_its_length():
    texts = ["7" * 400_000, *[f"{n}" for n in range(10_000_000, 10_020_000)]]
    assert len(cores_in(texts).hashes) == 2 * 20_000  # whole and piece
