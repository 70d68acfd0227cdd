"""Time payscrub and its peers on the same invented payroll, in one run, and print ratios.

    python bench/speed.py [--rows 50000] [--csv-rows 250000] [--repeat 3] [--peers-once] [--json FILE]

Every job is a process of its own. Medians are printed; ratios are what to compare, for machines differ. Needs the test extras.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import payroll

_CONTESTANTS = Path(__file__).with_name("contestants.py")
_MB = 1e6
_PEERS = frozenset(["openpyxl", "pandas"])


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


def main() -> None:
    """Run everything, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--csv-rows", type=int, default=250_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers-once", action="store_true", help="time the slow peers once only")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = _all(Path(folder), options.rows, options.csv_rows, options.repeat, peers=1 if options.peers_once else options.repeat)
        start = statistics.median(_help() for _ in range(options.repeat))
    _table(results, start)
    if options.json:
        machine = {
            "system": platform.platform(),
            "processor": platform.processor() or platform.machine(),
            "python": platform.python_version(),
        }
        options.json.write_text(
            json.dumps({"machine": machine, "help_seconds": start, "results": [asdict(one) for one in results]}, indent=1)
        )


def _all(folder: Path, count: int, csv_count: int, repeat: int, *, peers: int) -> list[Result]:
    small, quarter, large, inline = (folder / name for name in ("small.xlsx", "quarter.xlsx", "shared.xlsx", "inline.xlsx"))
    payroll.write_xlsx(small, 500)
    payroll.write_xlsx(quarter, count // 4)
    payroll.write_xlsx(large, count)
    payroll.write_xlsx(inline, count, inline=True)
    table = folder / "table.csv"
    payroll.write_csv(table, csv_count)
    plan = [("clean", small, 500), ("clean", quarter, count // 4)]
    plan += [(job, large, count) for job in ("floor", "clean", "openpyxl", "pandas")]
    plan += [("clean", inline, count)]
    results = [_timed(job, path, rows, peers if job in _PEERS else repeat) for job, path, rows in plan]
    cleaned = folder / "cleaned.shared.xlsx"
    _once("clean", large, cleaned)
    results += [_timed(job, cleaned, count, repeat) for job in ("verify", "calamine_twice")]
    return [*results, *(_timed(job, table, csv_count, repeat) for job in ("clean", "pandas"))]


def _timed(job: str, source: Path, rows: int, repeat: int) -> Result:
    target = source.with_name(f"out.{source.name}")
    runs = [_once(job, source, target) for _ in range(repeat)]
    seconds = statistics.median(run["seconds"] for run in runs)
    cpu = statistics.median(run["cpu"] for run in runs)
    peak = max(run["peak_mib"] for run in runs)
    cells = rows * len(payroll.HEADS)
    return Result(
        job,
        source.name,
        rows,
        round(seconds, 3),
        round(cpu, 3),
        round(peak, 1),
        round(source.stat().st_size / _MB / seconds, 2),
        round(cells / seconds),
    )


def _once(job: str, source: Path, target: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, str(_CONTESTANTS), job, str(source), str(target)], check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _help() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "payscrub", "--help"], check=True, capture_output=True)
    return time.perf_counter() - start


def _table(results: list[Result], start: float) -> None:
    print("| job | file | rows | seconds | processor seconds | MB/s | cells/s | peak MiB |\n|---|---|---:|---:|---:|---:|---:|---:|")
    for one in results:
        print(
            f"| {one.job} | {one.file} | {one.rows:,} | {one.seconds:.2f} | {one.cpu:.2f} | {one.mb_per_second:.1f} "
            f"| {one.cells_per_second:,.0f} | {one.peak_mib:.0f} |"
        )
    took = {(one.job, one.file): one.cpu for one in results}  # processor time, for other work on the machine stretches the clock
    clean = took["clean", "shared.xlsx"]
    print(f"\n`payscrub --help` takes {start:.2f} s.\n\n| ratio of processor seconds | measured | target |\n|---|---:|---:|")
    for label, value, target in (
        ("openpyxl load and save / clean", took["openpyxl", "shared.xlsx"] / clean, "at least 10"),
        ("pandas round trip / clean", took["pandas", "shared.xlsx"] / clean, "at least 12"),
        ("clean / floor of inflate and deflate", clean / took["floor", "shared.xlsx"], "at most 2.5"),
        (
            "verify / calamine reading twice",
            took["verify", "cleaned.shared.xlsx"] / took["calamine_twice", "cleaned.shared.xlsx"],
            "at most 1",
        ),
        ("clean csv / pandas csv", took["clean", "table.csv"] / took["pandas", "table.csv"], "at most 1"),
        ("clean four times the rows", clean / took["clean", "quarter.xlsx"], "at most 4.4"),
    ):
        print(f"| {label} | {value:.2f} | {target} |")


if __name__ == "__main__":
    main()
