"""What is timed: one job in one process, so that memory and start-up are its own.

    python bench/contestants.py JOB INPUT OUTPUT

It prints the seconds of the job itself, the processor time of the process and those that it started, and their peak of memory in MiB: the
sum of both peaks, which need not have been at one time.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

_KIB = 1024
_KEY = bytes(range(32))


def main() -> None:
    """Do one job and print what it took, as JSON."""
    job, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    start = time.perf_counter()
    JOBS[job](source, target)
    seconds = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mib": sum(usage.ru_maxrss for usage in used) / _KIB}))


def clean(source: Path, target: Path, jobs: int = 1) -> None:
    """Clean a file, verdict included."""
    import payscrub  # noqa: PLC0415 - what is imported is part of the job

    payscrub.clean(source, target, key=_KEY, force=True, jobs=jobs)


def clean_shared(source: Path, target: Path) -> None:
    """Clean a file and have it judged by a second process."""
    clean(source, target, jobs=2)


def scan(source: Path, _target: Path) -> None:
    """Tell what is personal in a file."""
    import payscrub  # noqa: PLC0415 - what is imported is part of the job

    payscrub.scan(source)


def verify(source: Path, _target: Path) -> None:
    """Judge a cleaned file."""
    import payscrub  # noqa: PLC0415 - what is imported is part of the job

    if not payscrub.verify(source).clean:
        raise SystemExit("The file to verify is not clean.")


def openpyxl(source: Path, target: Path) -> None:
    """Load and save, which treats nothing."""
    from openpyxl import load_workbook  # noqa: PLC0415 - what is imported is part of the job

    load_workbook(source).save(target)


def pandas(source: Path, target: Path) -> None:
    """Read into a frame and write it, which treats nothing."""
    import pandas as pd  # noqa: PLC0415 - what is imported is part of the job

    if source.suffix == ".csv":
        pd.read_csv(source, dtype=str).to_csv(target, index=False)
    else:
        pd.read_excel(source).to_excel(target, index=False)


def calamine_twice(source: Path, _target: Path) -> None:
    """Read every cell twice, as the verifier reads copy and source."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - what is imported is part of the job

    for _ in range(2):
        book = CalamineWorkbook.from_path(str(source))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def floor(source: Path, _target: Path, level: int = 6) -> None:
    """Inflate every part and deflate it with zlib: what any rewriting of the container costs."""
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            zlib.compress(archive.read(name), level)


def quick_floor(source: Path, target: Path) -> None:
    """The same at level 1."""
    floor(source, target, level=1)


JOBS: dict[str, Callable[[Path, Path], None]] = {
    "clean": clean,
    "clean_shared": clean_shared,
    "scan": scan,
    "verify": verify,
    "openpyxl": openpyxl,
    "pandas": pandas,
    "calamine_twice": calamine_twice,
    "floor": floor,
    "quick_floor": quick_floor,
}

if __name__ == "__main__":
    main()
