"""Ways of asking for surrogates that the tests share."""

import pytest

from payscrub.model import Kind
from payscrub.surrogates import Surrogates

KEY = bytes(range(32))


@pytest.fixture
def invent():
    """Return a function from an entity and its originals to their surrogates, learnt and settled together."""

    def invent(entity, texts, kind=Kind.TEXT, key=KEY, **others):
        job = Surrogates(key)
        for name, learnt in others.items():
            job.learn(name, learnt)
        job.learn(entity, texts)
        job.settle()
        return job.replace(entity, texts, [kind] * len(texts))

    return invent
