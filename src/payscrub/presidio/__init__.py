"""The bridge to presidio: our recognisers for its analyzer, and its recognisers for our files.

```python
from payscrub.presidio import analyzer, recognizers

registry.recognizers.extend(recognizers())  # ours in an analyzer of yours
payscrub.clean("march.xlsx", policy=payscrub.Policy.default().with_recognizers([YourRecognizer()]))  # yours in our files
payscrub.clean("march.xlsx", policy=payscrub.Policy.default().with_recognizers([analyzer("en_core_web_sm")]))  # with a language model
```

Needs the extra ``presidio``; ``docs/presidio.md`` says what is done with what presidio finds.
"""

from __future__ import annotations

from importlib.util import find_spec

from payscrub.errors import UsageError

if find_spec("presidio_analyzer") is None:
    raise UsageError("presidio is not installed.", "Install it with: pip install 'payscrub[presidio]'.")

from payscrub.presidio.analyzer import analyzer
from payscrub.presidio.guests import Guest, guests
from payscrub.presidio.ours import PayscrubRecognizer, recognizers

__all__ = ["Guest", "PayscrubRecognizer", "analyzer", "guests", "recognizers"]
