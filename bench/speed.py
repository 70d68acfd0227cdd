"""Time payscrub and its peers on the same invented payroll, in one run, and print ratios.

    python bench/speed.py [--sizes 500 5000 50000] [--repeat 3] [--peers-up-to 50000] [--no-presidio] [--json FILE]

Each size is written as a workbook with shared strings, one with texts in its cells, and a delimited file. Every job is a process of its
own. Medians are printed; the ratios of processor seconds are what to compare, for machines differ and are busy. Needs the test extras,
and presidio unless told otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import payroll

_CONTESTANTS = Path(__file__).with_name("contestants.py")
_PRESIDIO = Path(__file__).with_name("presidio_peer.py")
_MB = 1e6
_OURS = ("clean", "clean_shared", "scan")
_PEERS = {"shared.xlsx": ("openpyxl", "pandas"), "inline.xlsx": (), "table.csv": ("pandas",)}
_FLOORS = {"shared.xlsx": ("floor", "quick_floor"), "inline.xlsx": (), "table.csv": ()}
_JUDGES = {"shared.xlsx": ("verify", "calamine_twice"), "inline.xlsx": (), "table.csv": ("verify",)}
# what is divided by what (job, file), and the target
_RATIOS = (
    ("openpyxl load and save / clean", ("openpyxl", "shared.xlsx"), ("clean", "shared.xlsx"), "at least 10"),
    ("pandas round trip / clean", ("pandas", "shared.xlsx"), ("clean", "shared.xlsx"), "at least 12"),
    ("clean / inflate and deflate at level 6", ("clean", "shared.xlsx"), ("floor", "shared.xlsx"), "at most 2.5"),
    ("verify / calamine reading twice", ("verify", "cleaned.shared.xlsx"), ("calamine_twice", "cleaned.shared.xlsx"), "at most 1"),
    ("clean csv / pandas csv", ("clean", "table.csv"), ("pandas", "table.csv"), "at most 1"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """The median of one job on one file."""

    job: str
    file: str
    rows: int
    seconds: float
    cpu: float
    peak_mib: float
    mb_per_second: float
    cells_per_second: float
    extrapolated: bool = False


def main() -> None:
    """Run everything, print the tables, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 5_000, 50_000], help="rows; 250000 and 1000000 take long")
    parser.add_argument("--files", nargs="+", choices=sorted(_PEERS), default=sorted(_PEERS), help="which kinds of file")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers-up-to", type=int, default=50_000, help="rows beyond which the slow peers do not run")
    parser.add_argument("--no-presidio", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.sizes:
            for result in _size(Path(folder), rows, options):
                results.append(result)
                print(_line(result), flush=True)
    start = statistics.median(_help() for _ in range(max(options.repeat, 3)))
    tables = "\n".join(_tables(results, start))
    print(tables)
    if options.json:
        options.json.write_text(json.dumps({"machine": _machine(), "help": start, "results": [asdict(one) for one in results]}, indent=1))


def _size(folder: Path, rows: int, options: argparse.Namespace) -> Iterator[Result]:
    """Yield the results for all files of one size."""
    peers = rows <= options.peers_up_to
    for name in options.files:
        path = folder / name
        _write(path, rows)
        jobs = [*_OURS, *_FLOORS[name], *(_PEERS[name] if peers else ())]
        yield from (_timed(job, path, rows, options.repeat) for job in jobs)
        cleaned = folder / f"cleaned.{name}"
        _once("clean", path, cleaned)
        yield from (_timed(job, cleaned, rows, options.repeat) for job in _JUDGES[name])
        if name.endswith(".csv") and peers and not options.no_presidio:
            yield from _presidio(path, rows)


def _write(path: Path, rows: int) -> None:
    if path.suffix == ".csv":
        payroll.write_csv(path, rows)
    else:
        payroll.write_xlsx(path, rows, inline=path.stem == "inline")


def _presidio(path: Path, rows: int) -> Iterator[Result]:
    done = subprocess.run([sys.executable, str(_PRESIDIO), str(path)], check=True, capture_output=True, text=True)
    for name, found in json.loads(done.stdout).items():
        seconds = found["engine"] + found["each"] * found["texts"]
        job = f"presidio, {name} ({found['sample']} of {found['texts']:,} sampled)"
        yield _result(job, path, rows, (seconds, seconds, found["peak_mib"]), guess=True)


def _timed(job: str, source: Path, rows: int, repeat: int) -> Result:
    target = source.with_name(f"out.{source.name}")
    runs = [_once(job, source, target) for _ in range(repeat)]
    seconds, cpu = (statistics.median(run[name] for run in runs) for name in ("seconds", "cpu"))
    return _result(job, source, rows, (seconds, cpu, max(run["peak_mib"] for run in runs)))


def _result(job: str, source: Path, rows: int, measured: tuple[float, float, float], *, guess: bool = False) -> Result:
    seconds, cpu, peak = measured
    cells, size = rows * len(payroll.HEADS), source.stat().st_size / _MB
    rates = (round(size / seconds, 2), round(cells / seconds))
    return Result(job, source.name, rows, round(seconds, 3), round(cpu, 3), round(peak, 1), *rates, extrapolated=guess)


def _once(job: str, source: Path, target: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, str(_CONTESTANTS), job, str(source), str(target)], check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _help() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "payscrub", "--help"], check=True, capture_output=True)
    return time.perf_counter() - start


def _machine() -> dict[str, object]:
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
    }


def _line(one: Result) -> str:
    guess = " (extrapolated)" if one.extrapolated else ""
    return (
        f"| {one.job} | {one.file} | {one.rows:,} | {one.seconds:.2f}{guess} | {one.cpu:.2f} | {one.mb_per_second:.1f} "
        f"| {one.cells_per_second:,.0f} | {one.peak_mib:.0f} |"
    )


def _tables(results: Iterable[Result], start: float) -> Iterator[str]:
    """Yield the lines of both tables, as Markdown."""
    results = list(results)
    yield "\n| job | file | rows | seconds | processor seconds | MB/s | cells/s | peak MiB |\n|---|---|---:|---:|---:|---:|---:|---:|"
    yield from map(_line, results)
    yield f"\n`payscrub --help` takes {start:.2f} s.\n\n| ratio of processor seconds | rows | measured | target |\n|---|---:|---:|---|"
    took = {(one.job, one.file, one.rows): one.cpu for one in results}  # processor time, for other work stretches the clock
    sizes = sorted({one.rows for one in results})
    for label, above, below, target in _RATIOS:
        for rows in sizes:
            if (*above, rows) in took and (*below, rows) in took:
                yield f"| {label} | {rows:,} | {took[*above, rows] / took[*below, rows]:.2f} | {target} |"
    for name in sorted({one.file for one in results if one.job == "clean"}):
        for few, many in pairwise(sizes):
            if ("clean", name, few) in took and ("clean", name, many) in took:
                fourfold = (took["clean", name, many] / took["clean", name, few]) * 4 / (many / few)
                yield f"| clean of {name} from {few:,} rows on, for four times the rows | {many:,} | {fourfold:.2f} | at most 4.4 |"


if __name__ == "__main__":
    main()
