"""What holds for every test: what fails once fails again, a slow machine is no failure, and nobody's own key is used or made."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings

settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, max_examples=1000, print_blob=True)  # new examples each time: for the night
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

_CONFIGURATION = TemporaryDirectory(prefix="payscrub-tests-")
os.environ["XDG_CONFIG_HOME"] = _CONFIGURATION.name
