"""End the receiver's gate at random instants, a hundred times in a thousand deliveries of known verdicts: none is lost, none passes.

    python -m bench.restarts [--kills 100] [--deliveries 1000] [--seed 1] [--way mail] [--way inbox]

What passed, what was refused and what is left is compared with what was sent; any difference ends the script with code 1.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.receive.deliveries import BOOK, archive, message
from tests.receive.servers import Sink

import payscrub
from payscrub.receive.address import Address
from payscrub.receive.audit import check

CANARIES = (b"Achterberg", b"JX418207C", b"Threlkeld", b"SH207446D")
SHARES = (("clean", 6), ("personal", 3), ("unexamined", 1))
PATIENCE = 600.0  # seconds without any progress
SOON, START, OFTEN = 0.03, 2.0, 0.8  # seconds; share of the kills that come soon


@dataclass(frozen=True, slots=True)
class Delivery:
    """One spreadsheet, and the verdict that is right for it; no two have the same bytes."""

    number: int
    verdict: str
    name: str
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Result:
    """What was seen: how often the gate was ended, what passed and was refused, and whatever should not have been."""

    kills: int = 0
    passed: int = 0
    refused: int = 0
    twice: int = 0
    wrong: list[str] = field(default_factory=list)

    def expect(self, what: str, *, so: bool) -> None:
        """Note what is not as it should be."""
        if not so:
            self.wrong.append(what)


def deliveries(count: int, chance: Random) -> list[Delivery]:
    """Return deliveries of all verdicts and forms, in an order of chance."""
    verdicts = chance.choices([verdict for verdict, _ in SHARES], [share for _, share in SHARES], k=count)
    return [_delivery(number, verdict, chance) for number, verdict in enumerate(verdicts)]


def _delivery(number: int, verdict: str, chance: Random) -> Delivery:
    rows = b"Job Title,Gross Pay\r\n" + b"".join(b"Nurse,%d.%02d\r\n" % (number, row) for row in range(chance.randint(1, 40)))
    if verdict == "personal":
        if number % 3 == 0:
            return Delivery(number, verdict, f"case-{number}.zip", archive(pay__xlsx=BOOK, **{f"note-{number}__csv": rows}))
        rows = b"Surname,NI Number,Gross Pay\r\nAchterberg,JX418207C,%d\r\nThrelkeld,SH207446D,1\r\n" % number
    elif verdict == "unexamined":
        return Delivery(number, verdict, f"case-{number}.xlsx", BOOK[: 400 + number])
    if number % 4 == 0:
        return Delivery(number, verdict, f"case-{number}.zip", archive(**{f"pay-{number}__csv": rows}))
    return Delivery(number, verdict, f"case-{number}.csv", rows)


class Gate:
    """A gate in a process of its own, which is ended and started again."""

    def __init__(self, folder: Path, *words: str) -> None:
        """Start it; ``folder`` is where it could leave temporary files."""
        source = str(Path(payscrub.__file__).parent.parent)
        self._settings = os.environ | {"PYTHONPATH": source, "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)}
        self._command = [sys.executable, "-m", "payscrub", *words]
        self._start()

    def _start(self) -> None:
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(self._command, env=self._settings, stdout=subprocess.PIPE, stderr=quiet)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.communicate()

    def again(self) -> None:
        """End it and start it again."""
        self.kill()
        self._start()


@dataclass(frozen=True, slots=True)
class Plan:
    """How often the gate is ended, what is sent, and where all of it is."""

    kills: int
    sent: list[Delivery]
    folder: Path
    chance: Random

    def pause(self) -> float:
        """Return how long to wait for an instant of chance: soon, while something is judged, or some time within a start."""
        return self.chance.expovariate(1 / SOON) if self.chance.random() < OFTEN else self.chance.uniform(0, START)


@contextlib.contextmanager
def ended(gate: Gate, plan: Plan, done: Callable[[], int], result: Result) -> Iterator[None]:
    """End ``gate`` at random instants while the block runs: once whenever another share of the work is done."""
    over = threading.Event()

    def work() -> None:
        for number in range(plan.kills):
            while done() < number * len(plan.sent) // plan.kills:
                if over.wait(0.002):
                    return
            time.sleep(plan.pause())
            gate.again()
            result.kills += 1

    killer = threading.Thread(target=work)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()
        gate.kill()


def through_mail(plan: Plan) -> Result:
    """Send the deliveries as mail, each until it is accepted or refused for good."""
    result, codes, folder = Result(), {}, plan.folder
    wanted = {one.number: message((one.name, one.data), number=one.number) for one in plan.sent}
    with Address("127.0.0.1", 0).listen() as free:
        port = free.getsockname()[1]
    log = folder / "mail.jsonl"
    with Sink() as sink:
        words = ("--listen", f"127.0.0.1:{port}", "--next", "{}:{}".format(*sink.address), "--workers", "1", "--audit", str(log))
        gate = Gate(folder, "mail", *words)
        with ended(gate, plan, lambda: len(codes), result):
            for number, data in wanted.items():
                codes[number] = _sent(port, data)
        got = list(sink.messages)
    numbers = Counter(int(data.partition(b"Subject: Case ")[2].partition(b"\r\n")[0]) for data in got)
    for one in plan.sent:
        clean = one.verdict == "clean"
        result.expect(f"{one.number} {one.verdict}: answer {codes[one.number]}", so=codes[one.number] == (250 if clean else 550))
        result.expect(f"{one.number} {one.verdict}: arrived {numbers[one.number]} times", so=(numbers[one.number] > 0) is clean)
    for data in got:
        number = int(data.partition(b"Subject: Case ")[2].partition(b"\r\n")[0])
        result.expect(f"{number}: changed", so=data.partition(b"\r\n")[2] == wanted[number])
    result.passed, result.refused = len(numbers), sum(code == 550 for code in codes.values())  # noqa: PLR2004 - the reply code of a refusal
    result.twice = sum(count - 1 for count in numbers.values())
    _check_log(log, {hashlib.sha256(wanted[one.number]).hexdigest(): one.verdict for one in plan.sent}, result)
    _check_remains(folder, result)
    return result


def _sent(port: int, data: bytes) -> int:
    """Return the answer that settled a message; its sender tries as a mail server does, only sooner."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with smtplib.SMTP("127.0.0.1", port, "customer.example", timeout=60) as client:
                client.sendmail("payroll@customer.example", ["desk@supplier.example"], data)
                return 250
        except smtplib.SMTPDataError as refusal:
            if refusal.smtp_code // 100 == 5:  # noqa: PLR2004 - RFC 5321: refused for good
                return refusal.smtp_code
        except (OSError, smtplib.SMTPException):
            time.sleep(0.01)  # the gate was ended; the message is still here
    return 0


def through_inbox(plan: Plan) -> Result:
    """Put the deliveries into a folder, a few at a time."""
    result, folder = Result(), plan.folder
    arriving, clean, notices, making = (folder / name for name in ("in", "clean", "notices", "making"))
    for path in (arriving, clean, notices, making):
        path.mkdir()
    log, dropped = folder / "inbox.jsonl", [0]

    def waiting() -> int:
        return sum(path.name.startswith("case-") for path in arriving.rglob("*"))

    words = ("--to", str(clean), "--notices", str(notices), "--settle", "0", "--audit", str(log))
    gate = Gate(folder, "inbox", str(arriving), *words)
    with ended(gate, plan, lambda: dropped[0] - waiting(), result):
        for one in plan.sent:
            (making / one.name).write_bytes(one.data)
            (making / one.name).rename(arriving / one.name)
            dropped[0] += 1
            _wait(lambda: waiting() < 5)  # noqa: PLR2004 - a few at a time
        _wait(lambda: waiting() == 0)
        _wait(lambda: not any((arriving / ".payscrub" / "deleted").iterdir()))
    _compare_folders(plan.sent, clean, notices, result)
    _check_log(log, {hashlib.sha256(one.data).hexdigest(): one.verdict for one in plan.sent}, result)
    _check_remains(folder, result)
    return result


def _compare_folders(sent: list[Delivery], clean: Path, notices: Path, result: Result) -> None:
    shown = {path.name: path for path in clean.iterdir() if not path.name.startswith(".")}
    for one in sent:
        passed = shown.pop(one.name, None)
        sidecar = shown.pop(f"{one.name}.verdict.json", None)
        told = (notices / f"refused-{hashlib.sha256(one.data).hexdigest()[:16]}.txt").exists()
        good = one.verdict == "clean"
        result.expect(f"{one.number} {one.verdict}: passed is {passed is not None}", so=(passed is not None) is good)
        result.expect(f"{one.number} {one.verdict}: changed", so=passed is None or passed.read_bytes() == one.data)
        verdict = json.loads(sidecar.read_text())["verdict"] if sidecar else ""
        result.expect(f"{one.number} {one.verdict}: verdict beside it is {verdict!r}", so=verdict == ("clean" if good else ""))
        result.expect(f"{one.number} {one.verdict}: notice is {told}", so=told is not good)
        result.passed, result.refused = result.passed + (passed is not None), result.refused + told
    result.expect(f"{len(shown)} more files among the clean ones", so=not shown)
    result.twice = sum("-2." in name for name in shown)


def _check_log(log: Path, verdicts: dict[str, str], result: Result) -> None:
    """Compare the log of verdicts with what they should be: each at least once, none other."""
    check(log)
    seen = {}
    for line in log.read_bytes().splitlines():
        with contextlib.suppress(ValueError):  # a line that was cut off, which check has allowed for
            entry = json.loads(line)
            seen.setdefault(entry["sha256"], set()).add(entry["verdict"])
    result.expect("the log holds other verdicts", so=seen == {digest: {verdict} for digest, verdict in verdicts.items()})


def _check_remains(folder: Path, result: Result) -> None:
    """Look for people in everything that was left on the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            result.expect(f"a person in {path.relative_to(folder)}", so=not any(canary in data for canary in CANARIES))


def _wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.01)


WAYS = {"mail": through_mail, "inbox": through_inbox}


def main() -> int:
    """Run each way and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", action="append", choices=list(WAYS))
    for name, default in (("kills", 100), ("deliveries", 1000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    worst = 0
    for way in chosen.way or WAYS:
        chance = Random(chosen.seed)
        sent = deliveries(chosen.deliveries, chance)
        with tempfile.TemporaryDirectory() as folder:
            result = WAYS[way](Plan(chosen.kills, sent, Path(folder), chance))
        expected = Counter(one.verdict for one in sent)
        print(f"{way}: {result.kills} kills, {len(sent)} deliveries ({dict(expected)}): {result.passed} passed, {result.refused} refused")
        print(f"   passed on a second time, because the gate was ended before it could say so: {result.twice}")
        print(f"   wrong: {len(result.wrong)} {result.wrong[:5]}")
        worst = max(worst, bool(result.wrong) or result.kills < chosen.kills)
    return worst


if __name__ == "__main__":
    sys.exit(main())
