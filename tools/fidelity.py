"""Tells what differs between a workbook and its copy, place by place, and what is unsound in the copy.

Usage: ``python -m tools.fidelity SOURCE COPY [--values]`` in the folder of the project. Without ``--values`` no content is printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.support.fidelity import compare
from tests.support.opened import take_apart
from tests.support.structure import faults


def main() -> None:
    """Print a line for each difference and each fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("copy", type=Path)
    parser.add_argument("--values", action="store_true", help="print what stood there and what stands there now")
    options = parser.parse_args()
    before, after = options.source.read_bytes(), options.copy.read_bytes()
    for found in compare(before, after):
        print(found.part, found.place, *((repr(found.before), repr(found.after)) if options.values else ()))
    for fault in faults(take_apart(after)):
        print("UNSOUND", fault)


if __name__ == "__main__":
    main()
