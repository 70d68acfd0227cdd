"""The surrogates of one job."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from payscrub.errors import UsageError
from payscrub.model import Action, Kind
from payscrub.packed import Packed
from payscrub.surrogates.bulk import bare, numbers_among, parted
from payscrub.surrogates.generalise import generalise
from payscrub.surrogates.key import KEY_BYTES
from payscrub.surrogates.logins import Email, Username
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.makers import build
from payscrub.surrogates.moved import Moved
from payscrub.surrogates.numbers import Known
from payscrub.surrogates.shape import BLANK_DATE, is_blanked, mask, says_nothing, undress

_UNTREATED = int(Kind.BOOLEAN)  # booleans and errors say nothing about anybody
_PROOF = 3  # marked values, and no other, that show a column was cleaned before
_REDACTED = {Kind.TEXT: "REDACTED", Kind.NUMBER: "0", Kind.DATE: BLANK_DATE}
_NUMBER = re.compile(r"[-+]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,4})?")
_Treatment = Callable[[str, int], str | None]


class Surrogates:
    """Invents a value for every original: a function of key, entity and value, kept injective by the table of the job.

    First ``learn`` every original, then ``settle`` once, then ``replace``. What was not learnt is allocated when it is
    met; only what was learnt is sure never to be given to another person as a surrogate.
    """

    def __init__(self, key: bytes, *, context: str = "") -> None:
        """Invent with ``key`` (32 bytes); jobs of different ``context`` have nothing in common.

        Raises ``UsageError`` for a key of another length.
        """
        if not isinstance(key, bytes) or len(key) != KEY_BYTES:
            raise UsageError(f"A key has {KEY_BYTES} bytes.", "Let payscrub make one.")
        self._known = Known()
        self._makers = build(key, context, self._known)
        self._moved = Moved(key, context)
        self._learnt: defaultdict[str, list[Packed]] = defaultdict(list)

    def __repr__(self) -> str:
        """Return the name of the class: neither key nor values."""
        return "Surrogates()"

    @property
    def forced(self) -> int:
        """Return how many originals have another surrogate than they would have alone, so perhaps another in another file."""
        return sum(maker.forced for maker in self._makers.values())

    @property
    def shared(self) -> int:
        """Return how many originals share their surrogate with another, because the reserved space is full (telephones, sort codes)."""
        return sum(maker.shared for maker in self._makers.values())

    def learn(self, entity: str, texts: Iterable[str]) -> None:
        """Take in originals of ``entity``, which no surrogate of the job may equal."""
        maker = self._maker(entity)
        values, others = parted(texts.decoded() if isinstance(texts, Packed) else list(texts))
        dressed = [undress(text)[1] for text in others]
        for new in (values, [value for value in dressed if not maker.spares(value)]):
            maker.learn(new)
            self._known.add(numbers_among(new))
            self._learnt[entity] += [Packed.of(new)] if new else []

    def settle(self) -> None:
        """Allocate everything that was learnt; the outcome does not depend on the order in which it was.

        Raises ``LimitExceeded`` when a space is too small.
        """
        self._excuse()
        for maker in self._makers.values():
            if isinstance(maker, Email | Username):
                maker.expect()
        for maker in self._makers.values():
            maker.settle()

    def replaced(self, entity: str, texts: Packed, kinds: NDArray[np.uint8], action: Action) -> Packed:
        """Return ``replace`` of packed texts."""
        return texts if action is Action.KEEP else Packed.of(self.replace(entity, texts.decoded(), kinds, action))

    def replace(
        self, entity: str, texts: Sequence[str], kinds: Sequence[int] | NDArray[np.uint8], action: Action = Action.PSEUDONYMISE
    ) -> list[str]:
        """Return what stands for each of ``texts`` (of the given ``kinds``, which it keeps) under ``action``.

        Blanks, placeholders, total words and what is a surrogate already are returned as they are.
        """
        if action is Action.KEEP:
            return list(texts)
        if action is Action.DROP:
            return [""] * len(texts)
        listed = np.asarray(kinds, dtype=np.uint8)
        if action is not Action.PSEUDONYMISE:
            treat, spares = self._treatment(entity, action), _SPARING.get(action, self._maker(entity).spares)
            return [_treated(text, kind, treat, spares) for text, kind in zip(texts, listed.tolist(), strict=True)]
        maker, plain = self._maker(entity), bare(texts)
        new = np.array([*texts, None], dtype=object)[:-1]
        for kind in np.unique(listed[listed < _UNTREATED]).tolist():
            chosen = plain & (listed == kind)
            values = new[chosen].tolist()
            made = maker.make_all(values, kind)
            new[chosen] = (
                [mask(old, kind) if text is None else text for old, text in zip(values, made, strict=True)] if None in made else made
            )
        for place in np.flatnonzero(~plain & (listed < _UNTREATED)).tolist():
            new[place] = self._odd(entity, texts[place], int(listed[place]))
        return list(new)

    def recognise(self, entity: str, text: str) -> bool:
        """Return whether ``text`` lies in the reserved space of ``entity``, or says nothing about anybody."""
        value = undress(text)[1]
        return self._maker(entity).spares(value) or self._maker(entity).recognises(value)

    def _maker(self, entity: str) -> Maker:
        try:
            return self._makers[entity]
        except KeyError:
            raise UsageError("There is no such kind of personal data.", "See the list of entities in the documentation.") from None

    def _odd(self, entity: str, text: str, kind: int) -> str:
        """Return what stands for one text that is dressed, not ASCII, or of more than one line."""
        new = _treated(text, kind, self._maker(entity).make, self._maker(entity).spares)
        if text.isascii() or self.recognise(entity, new):
            return new
        return mask(text, kind)  # what was read through an unusual script must be plain to see as a surrogate

    def _treatment(self, entity: str, action: Action) -> _Treatment:
        maker = self._maker(entity)
        if entity == "SECRET":
            return maker.make
        if action is Action.GENERALISE:
            return lambda value, kind: generalise(entity, value, kind)
        if action in (Action.SHIFT, Action.SCALE):
            return self._moved.shift if action is Action.SHIFT else self._moved.scale
        if action is Action.REDACT:
            return lambda _, kind: _REDACTED[Kind(kind)]
        return mask

    def _excuse(self) -> None:
        """Find out whether the job was cleaned before: then what carries a mark is a surrogate and stays.

        A mark alone is no proof, because one real number in 97 has it by accident.
        """
        strong = [(self._makers[entity], entity) for entity, texts in self._learnt.items() if texts and not self._makers[entity].weak]
        clean = all(all(map(maker.recognises, self._taught(entity))) for maker, entity in strong)
        proved = clean and any(any(map(maker.proves, self._taught(entity))) for maker, entity in strong)
        for entity, maker in self._makers.items():
            marked = all(map(maker.recognises, self._taught(entity)))
            maker.excused = marked and (proved or (maker.marked and len(set(self._taught(entity))) >= _PROOF))

    def _taught(self, entity: str) -> Iterator[str]:
        """Return an iterator over what was learnt of an entity."""
        return chain.from_iterable(texts.each() for texts in self._learnt[entity])


def _has_no_face(value: str) -> bool:
    """Return whether a value is blank or a placeholder; nines are an amount like any other, for all that a mask could have left them."""
    return says_nothing(value) and not is_blanked(value)


_SPARING = dict.fromkeys((Action.REDACT, Action.GENERALISE, Action.SHIFT, Action.SCALE), _has_no_face)


def _treated(text: str, kind: int, treat: _Treatment, spares: Callable[[str], bool]) -> str:
    """Return what stands for one text: in its dress, of its kind, and masked where the treatment has no answer."""
    if kind >= _UNTREATED:
        return text
    before, value, after = undress(text)
    if spares(value):
        return text
    new = treat(value, kind)
    if new is None or (kind == Kind.NUMBER and not new.isdigit() and not _NUMBER.fullmatch(new)):
        new = mask(value, kind)
    return f"{before}{new}{after}"
