"""The version of the tables that a verdict rests on: one digest over the reserved spaces, the rulings, the words and the verifier.

A verdict by older tables may have let pass what newer ones reject, so a certificate names the tables it was made with.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from payscrub.errors import PayscrubError

# folder of the package, how the names of its files end
_PARTS = (
    ("data", ".gz"),
    ("formats/xlsx", "rulingtable.py"),
    ("formats/xlsx/parts", ".tsv"),
    ("surrogates", "reserved.py"),
    ("verify", ".py"),
)


@cache
def digest() -> str:
    """Return the SHA-256 of the tables of this installation, in hexadecimal digits; equal on every system.

    Raises:
        PayscrubError: when a table is missing from the installation.
    """
    total = hashlib.sha256()
    for folder, ending in _PARTS:
        tables = sorted((file.name, file) for file in files("payscrub").joinpath(folder).iterdir() if file.name.endswith(ending))
        if not tables:
            raise PayscrubError("This installation of payscrub lacks its tables.", "Install it again.")
        for name, file in tables:
            content = file.read_bytes()
            content = content if ending == ".gz" else content.replace(b"\r\n", b"\n")  # as a checkout on Windows writes them
            total.update(f"{folder}/{name}:{len(content)}\n".encode())
            total.update(content)
    return total.hexdigest()
