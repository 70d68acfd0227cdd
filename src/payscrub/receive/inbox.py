"""An inbox: of what arrives in a folder, clean files are passed on unchanged, and all others are deleted for good.

The folder itself is the queue, so that nothing is lost when the process ends at any instant. A file is taken by moving it aside, then
judged, then the verdict is logged, then acted upon; each step can be done twice. What was read and judged is what is passed on, byte
for byte, whatever became of the file meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

from payscrub import publish
from payscrub.door import plain
from payscrub.errors import CannotReadOrWrite, LimitExceeded, Unsupported
from payscrub.model import Mark
from payscrub.receive import erase
from payscrub.receive.audit import Audit
from payscrub.receive.lock import held
from payscrub.receive.notice import Notice
from payscrub.receive.workers import Workers
from payscrub.report import refused

SIDECAR: Final = ".verdict.json"
_OURS: Final = ".payscrub"  # in the inbox: what was taken, what is to be deleted, and the lock
_LOOK: Final = 1.0  # seconds between two looks
_GLANCE: Final = 0.05  # the same where files are put into the inbox whole
_RETRY: Final = 60.0  # seconds until what failed gets another turn
_LINK: Final = Unsupported("It is no file but a link or a device.", "Send the file itself.")
_FORGED: Final = Unsupported(f"Names that end in {SIDECAR} are kept for verdicts.", "Send the file under another name.")
_NAME: Final = 200  # bytes; file systems stop at 255, and a verdict and a number are added
_LONG: Final = LimitExceeded(f"Its name is longer than {_NAME} bytes.", "Send the file under a shorter name.")

Report = dict[str, Any]
State = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files arrive, where clean ones go, and where notices are written."""

    inbox: Path = field(repr=False)
    clean: Path = field(repr=False)
    notices: Path = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one arrival ended: the verdict in a word, or the failure that left it where it was."""

    word: str
    failure: str = ""


class Inbox:
    """An inbox that is held by this process."""

    def __init__(self, folders: Folders, workers: Workers, audit: Audit, notice: Notice, *, others: bool = False) -> None:
        """Take hold of the folder.

        Raises:
            CannotReadOrWrite: when another process has it, or the operating system refuses.
        """
        self._folders, self._workers, self._audit, self._notice, self._others = folders, workers, audit, notice, others
        self._taken, self._grave = (folders.inbox / _OURS / name for name in ("taken", "deleted"))
        try:
            for folder in (self._taken, self._grave):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = held(folders.inbox / _OURS / "lock")
            for left in list(self._grave.iterdir()):
                erase.bury(left)
        except OSError:
            raise CannotReadOrWrite("The inbox cannot be used, or another process has it.", "Check its permissions.") from None

    def __enter__(self) -> Self:
        """Return the inbox, which is given up at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give up the folder."""
        os.close(self._lock)

    def run(self, *, settle: float, once: bool = False) -> Iterator[Outcome]:
        """Yield how each arrival ended, for ever, or ``once`` until there was a turn for each that is there.

        A file gets its turn when it did not change for ``settle`` seconds, so that none is taken half-written; what failed gets another
        after a minute.
        """
        since: dict[Path, tuple[State, float]] = {}
        failed: set[Path] = set()
        retry = time.monotonic()
        while True:
            now, states = time.monotonic(), _states(self._folders.inbox)
            if now >= retry:
                retry = now + _RETRY
                yield from self._again(failed)
            since = {path: since[path] if since.get(path, (None,))[0] == state else (state, now) for path, state in states.items()}
            for path in [path for path, (_, begun) in since.items() if now - begun >= settle]:
                yield from self._turn(path, failed)
            if once and not set(_states(self._folders.inbox)) - failed:
                return
            time.sleep(min(_LOOK, settle) or _GLANCE)

    def _again(self, failed: set[Path]) -> Iterator[Outcome]:
        """Yield how those ended that were taken before."""
        for taken in list(_states(self._taken)):
            yield from self._done(taken, self._folders.inbox / taken.relative_to(self._taken), failed)

    def _turn(self, path: Path, failed: set[Path]) -> Iterator[Outcome]:
        taken = self._taken / path.relative_to(self._folders.inbox)
        if os.path.lexists(taken):  # an earlier one of the same name has not been passed on yet
            return
        try:
            taken.parent.mkdir(parents=True, exist_ok=True)
            path.rename(taken)
        except OSError as error:
            yield from self._failed(error, path, failed)
        else:
            yield from self._done(taken, path, failed)

    def _done(self, taken: Path, path: Path, failed: set[Path]) -> Iterator[Outcome]:
        try:
            word = self._handle(taken)
            for folder in taken.relative_to(self._taken).parents:
                with suppress(OSError):  # it holds another file, or is the folder of all
                    (self._taken / folder).rmdir() if folder.name else None
        except Exception as error:  # noqa: BLE001 - whatever it is, the file stays, and the others get their turn
            yield from self._failed(error, path, failed)
        else:
            failed.discard(path)
            yield Outcome(word)

    def _failed(self, error: Exception, path: Path, failed: set[Path]) -> Iterator[Outcome]:
        """Yield a failure the first time that it happens to a file."""
        if path not in failed:
            failed.add(path)
            yield Outcome("waiting", str(plain(error)))

    def _handle(self, taken: Path) -> str:
        """Judge one file and act upon the verdict, which is returned in a word."""
        arrived = datetime.fromtimestamp(taken.lstat().st_mtime, UTC).strftime("%Y-%m-%d %H:%M UTC")
        data, report = self._judged(taken)
        self._audit.write("inbox", data, report)
        if report["verdict"] == Mark.CLEAN and data is not None:
            self._pass_on(data, report, taken)
            taken.unlink()
            publish.sync_folder(taken.parent)
        else:
            self._tell(data, report, arrived)
            erase.erase(taken, self._grave)
        return str(report["verdict"])

    def _judged(self, taken: Path) -> tuple[bytes | None, Report]:
        """Return what was read, if it was, and the verdict."""
        name, found = taken.relative_to(self._taken).as_posix(), taken.lstat()
        limit = self._workers.limits.size
        if not stat.S_ISREG(found.st_mode):
            return None, refused(_LINK, Mark.UNEXAMINED)
        if found.st_size > limit:
            return None, refused(LimitExceeded(f"The file is larger than {limit:,} bytes.", "Split it."), Mark.UNEXAMINED)
        data = publish.read(taken)
        if name.casefold().endswith(SIDECAR):
            return data, refused(_FORGED, Mark.UNEXAMINED)
        if len(os.fsencode(taken.name)) > _NAME:
            return data, refused(_LONG, Mark.UNEXAMINED)
        return data, self._workers.judge(data, name, others=self._others).report

    def _pass_on(self, data: bytes, report: Report, taken: Path) -> None:
        """Put a clean file under its name among the clean ones, and its verdict beside it first; numbered when the name is taken."""
        wanted = self._folders.clean / taken.relative_to(self._taken)
        wanted.parent.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            target = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
            if not os.path.lexists(target):
                break
            if target.is_file() and publish.read(target, "clean file") == data:  # it was passed on before a crash
                return
        self._write(json.dumps(report, indent=2), target.with_name(target.name + SIDECAR))
        publish.publish(data, target, source=taken)

    def _tell(self, data: bytes | None, report: Report, arrived: str) -> None:
        """Write the notice for the sender, the same file again when the same delivery is refused again."""
        digest = None if data is None else hashlib.sha256(data).hexdigest()
        text = self._notice.of(report, time=arrived, size=None if data is None else len(data), sha256=digest)
        name = f"refused-{(digest or secrets.token_hex(8))[:16]}.txt"
        self._write(text, self._folders.notices / name)

    def _write(self, text: str, target: Path) -> None:
        """Write a paper of ours, which those may read who may read the inbox."""
        publish.publish(text.encode(), target, source=self._folders.inbox, force=True)


def _states(folder: Path) -> dict[Path, State]:
    """Return everything below a folder that is no folder, with what tells that it was changed: the time and the size."""
    found: dict[Path, State] = {}
    for parent, folders, names in os.walk(folder):
        if _OURS in folders and Path(parent) == folder:
            folders.remove(_OURS)
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in sorted([*names, *links]):
            path = Path(parent) / name
            with suppress(FileNotFoundError):  # gone since it was listed
                state = path.lstat()
                found[path] = (state.st_mtime_ns, state.st_size)
    return found
