"""Clean a folder of workbooks, hostile ones among them, and print how each ended.

    python -m bench.corpus FOLDER [--seconds 60] [--memory 4] [--office] [--canaries] [--structure] [--json FILE]

Each file gets a process of its own with a limit of time and memory. A file that a reader opened before must open after; what is refused is
listed by reason. With ``--office`` LibreOffice converts every output as well; with ``--canaries`` an invented person is planted below the
cells of every sheet and looked for in every decoding of the copy; with ``--structure`` whatever the copy names, counts or numbers is
checked. Needs the test extras, and a system that can fork.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

Check = Callable[[bytes, bytes], dict[str, object]]
KEY = bytes(range(32))
SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
REFUSED_BY_NATURE = ("Encrypted", "Damaged")  # nobody expects these to be cleaned


def main() -> int:
    """Run over a folder and return 1 when anything crashed or stopped opening."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--memory", type=int, default=4, help="GiB of address space for one file")
    parser.add_argument("--office", action="store_true")
    parser.add_argument("--canaries", action="store_true")
    parser.add_argument("--structure", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    checks = [check for name, check in CHECKS.items() if getattr(options, name)]
    results = [one(path, options.seconds, options.memory, checks) for path in files]
    show(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))
    return int(any(result["end"] == "crashed" or any(map(result.get, ("lost", "surviving", "unsound"))) for result in results))


def one(path: Path, seconds: int, gigabytes: int, checks: list[Check]) -> dict[str, object]:
    """Return how the cleaning of one file ended, within its limits."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=child, args=(theirs, path, gigabytes, checks))
    begun = time.perf_counter()
    process.start()
    theirs.close()
    result: dict[str, object] = {"end": "over the time", "why": ""}
    if ours.poll(seconds):
        try:
            result = ours.recv()
        except EOFError:
            result = {"end": "crashed", "why": "the process ended"}
    process.kill()
    process.join()
    return {"file": path.name, "seconds": round(time.perf_counter() - begun, 2), **result}


def child(pipe: multiprocessing.connection.Connection, path: Path, gigabytes: int, checks: list[Check]) -> None:
    """Clean one file and tell the parent."""
    resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))
    warnings.simplefilter("ignore")
    pipe.send(cleaned(path.read_bytes(), checks))


def cleaned(data: bytes, checks: list[Check]) -> dict[str, object]:
    """Return how cleaning ended, which readers lost the file by it, and what the checks say."""
    from payscrub import PayscrubError, clean_bytes  # noqa: PLC0415 - after the limits are set

    try:
        output, report = clean_bytes(data, key=KEY)
    except PayscrubError as error:
        return {"end": f"refused: {type(error).__name__}", "why": error.message.partition(":")[0]}
    except Exception as error:  # noqa: BLE001 - a crash is what is looked for
        return {"end": "crashed", "why": f"{type(error).__name__} in {sys.exc_info()[2].tb_frame.f_code.co_name}"}
    lost = [name for name, opens in READERS.items() if opens(data) and not opens(output)]
    again, _ = clean_bytes(output, key=KEY)
    result: dict[str, object] = {"end": "cleaned", "why": "", "lost": lost, "stable": again == output, "parts": len(report.parts)}
    for check in checks:
        result |= check(data, output)
    return result


def office(data: bytes, output: bytes) -> dict[str, object]:
    """Return whether LibreOffice opened the source and not the copy."""
    return {"lost in LibreOffice": by_office(data) and not by_office(output)}


def canaries(data: bytes, _output: bytes) -> dict[str, object]:
    """Return how many sheets a person was planted on, and whether anything of the person is in the copy."""
    from tests.support.canary import Canaries  # noqa: PLC0415 - in the child only
    from tests.support.plant import CANARIES  # noqa: PLC0415 - in the child only

    from payscrub import PayscrubError, clean_bytes  # noqa: PLC0415 - after the limits are set

    planted, sheets = with_person(data)
    try:
        output, _ = clean_bytes(planted, key=KEY)
    except PayscrubError as error:
        return {"planted": sheets, "surviving": 0, "refused when planted": type(error).__name__}
    return {"planted": sheets, "surviving": len(Canaries(CANARIES).seen_in(output))}


def with_person(data: bytes) -> tuple[bytes, int]:
    """Return a workbook with an invented person below the cells of every sheet that has rows, and the number of those sheets."""
    from fixtures.package import Package  # noqa: PLC0415 - in the child only
    from tests.support.plant import NAME, NINO, NUMBER  # noqa: PLC0415 - in the child only

    package, sheets = Package.read(data), 0
    for name, content in package.parts.items():
        rows = re.findall(rb'<row [^>]*?r="(\d{1,6})"', content)
        if b"</sheetData>" in content and rows:
            last = max(map(int, rows)) + 3
            texts = (f"Ask {NAME} about this", NINO, f"payroll no {NUMBER}")
            cells = "".join(
                f'<c r="{letter}{last}" t="inlineStr"><is><t>{text}</t></is></c>' for letter, text in zip("ABC", texts, strict=True)
            )
            package.parts[name] = content.replace(b"</sheetData>", f'<row r="{last}">{cells}</row></sheetData>'.encode(), 1)
            sheets += 1
    return package.to_bytes(), sheets


def structure(data: bytes, output: bytes) -> dict[str, object]:
    """Return what is unsound in the copy and was sound in the source."""
    from tests.support.opened import take_apart  # noqa: PLC0415 - in the child only
    from tests.support.structure import faults  # noqa: PLC0415 - in the child only

    known = set(faults(take_apart(data)))
    return {"unsound": [fault for fault in faults(take_apart(output)) if fault not in known]}


def by_openpyxl(data: bytes) -> bool:
    """Return whether openpyxl opens a workbook."""
    import openpyxl  # noqa: PLC0415 - in the child only

    return opens(lambda: openpyxl.load_workbook(io.BytesIO(data)))


def by_calamine(data: bytes) -> bool:
    """Return whether python-calamine reads every sheet of a workbook."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - in the child only

    def read() -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    return opens(read)


def by_office(data: bytes) -> bool:
    """Return whether LibreOffice converts a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "book.xlsx"
        source.write_bytes(data)
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "csv",
            "--outdir",
            folder,
            source,
        ]
        subprocess.run(command, capture_output=True, timeout=120, check=False)
        return (Path(folder) / "book.csv").exists()


def opens(read: Callable[[], object]) -> bool:
    """Return whether ``read`` ends without an error, whatever it would be."""
    try:
        read()
    except Exception:  # noqa: BLE001 - readers raise anything on odd files
        return False
    return True


READERS = {"openpyxl": by_openpyxl, "python-calamine": by_calamine}
CHECKS: dict[str, Check] = {"office": office, "canaries": canaries, "structure": structure}


def show(results: list[dict[str, object]]) -> None:
    """Print the table of ends, the reasons of refusals, and every file that needs a look."""
    print(f"{len(results)} files")
    for end, count in Counter(str(result["end"]) for result in results).most_common():
        print(f"{count:6}  {end}")
    print("\nRefused, by reason")
    for why, count in Counter(
        f"{result['end']}: {result['why']}" for result in results if str(result["end"]).startswith("refused")
    ).most_common():
        print(f"{count:6}  {why.removeprefix('refused: ')}")
    print("\nTo be looked at")
    for result in results:
        wrong = {key: result[key] for key in ("lost", "lost in LibreOffice", "surviving", "unsound") if result.get(key)}
        if result["end"] in ("crashed", "over the time") or wrong or result.get("stable") is False:
            print(f"        {result['file']}: {result['end']} {result['why']} {wrong}, stable {result.get('stable')}")
    well_formed = [result for result in results if not str(result["end"]).endswith(REFUSED_BY_NATURE)]
    refused = sum(str(result["end"]).startswith("refused") for result in well_formed)
    print(f"\n{refused} of {len(well_formed)} well-formed workbooks refused ({100 * refused / max(len(well_formed), 1):.1f} %)")
    if any("planted" in result for result in results):
        print(
            f"canaries on {sum(int(str(result.get('planted', 0))) for result in results)} sheets, "
            f"{sum(bool(result.get('surviving')) for result in results)} files in which one survives"
        )
    slowest = max(results, key=lambda result: float(str(result["seconds"])), default=None)
    if slowest:
        print(f"slowest: {slowest['file']}, {slowest['seconds']} s")


if __name__ == "__main__":
    sys.exit(main())
