"""How Hypothesis works in this suite: what fails once fails again, and a slow machine is no failure."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, max_examples=1000, print_blob=True)  # new examples each time: for the night
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
