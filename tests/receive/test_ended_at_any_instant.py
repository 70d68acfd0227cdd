"""Whenever the gate is killed, nothing is lost and nothing passes: the run of ``bench/restarts.py``, smaller."""

from random import Random

import pytest
from bench import restarts


@pytest.mark.parametrize("way", restarts.WAYS)
def test_nothing_is_lost_and_nothing_passes(way, tmp_path):
    chance = Random(11)
    result = restarts.WAYS[way](restarts.Plan(10, restarts.deliveries(50, chance), tmp_path, chance))
    assert result.wrong == []
    assert result.kills == 10
    assert result.passed + result.refused == 50
    assert result.passed > 20
