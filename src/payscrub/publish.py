"""Put verified bytes on the disk: whole or not at all, never over another file by accident, never over the source.

The bytes go to a private temporary file in the target's folder, are synced, and get their name in one step that the
operating system makes indivisible. A file name can be a person's name, so no message holds one.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from payscrub.errors import CannotReadOrWrite, UsageError

_PRIVATE = stat.S_IRUSR | stat.S_IWUSR
_SHARED = 0o666  # a spreadsheet is never executable

# Macros are dropped, so the output is the same kind of workbook without them (ECMA-376 part 1, 15.2.14)
_SUFFIXES = MappingProxyType({".xlsm": ".xlsx", ".xltm": ".xltx"})
_KNOWN_SUFFIXES = frozenset({".xlsx", ".xltx", ".csv", ".tsv", ".tab", ".txt", ".psv", ".dat"})

_REASONS = MappingProxyType(
    {
        errno.ENOENT: ("does not exist", "Check the spelling and the folder."),
        errno.EISDIR: ("is a folder", "Name a file."),
        errno.ENOTDIR: ("lies in something that is no folder", "Check the spelling and the folder."),
        errno.EACCES: ("may not be opened", "Ask for permission, close the program that has it open, or choose another folder."),
        errno.EPERM: ("may not be opened", "Ask for permission, close the program that has it open, or choose another folder."),
        errno.EROFS: ("lies on a disk that cannot be written", "Choose another folder."),
        errno.ENOSPC: ("does not fit on the disk", "Free some space or choose another disk."),
        errno.ENAMETOOLONG: ("has too long a name", "Choose a shorter name."),
    }
)


def default_target(source: Path, stem: str) -> Path:
    """Return where the output of ``source`` goes unless the user says otherwise: ``NAME.clean.EXT`` beside it.

    Args:
        source: the file that is cleaned.
        stem: its name without the suffix, personal names in it already replaced.
    """
    suffix = source.suffix.lower()
    suffix = _SUFFIXES.get(suffix, suffix)
    return source.with_name(f"{stem}.clean{suffix if suffix in _KNOWN_SUFFIXES else ''}")


def goal(source: Path | None, stem: str, target: Path | None) -> Path:
    """Return the output's path: ``target`` itself, the default name in it when it is a folder, or the default target.

    Args:
        source: the file that is cleaned, or nothing when it has no name.
        stem: its name without the suffix, personal names in it already replaced.
        target: what the user asked for, if anything.

    Raises:
        UsageError: when neither gives the output a name.
    """
    if target is not None and not target.is_dir():
        return target
    if source is None:
        raise UsageError("The output has no name.", "Name the output file.")
    name = default_target(source, stem)
    return name if target is None else target / name.name


def read(path: Path, subject: str = "source file") -> bytes:
    """Return the bytes of a file, which a refusal calls ``subject``.

    Raises:
        CannotReadOrWrite: when the operating system refuses.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refusal(subject, error) from None


def check_target(target: Path, *, source: Path | None = None, force: bool = False) -> None:
    """Return when ``target`` may be written, as far as can be told before the work is done.

    Raises:
        UsageError: when the target is the source, by whatever spelling or link.
        CannotReadOrWrite: when the target exists and ``force`` is not set, or its folder is missing.
    """
    if source is not None and _same(source, target):
        raise UsageError("The output would overwrite the source file.", "Choose another name for the output.")
    if target.is_dir():
        raise _refusal("output", OSError(errno.EISDIR, ""))
    if not force and os.path.lexists(target):
        raise _exists()
    if not target.parent.is_dir():
        raise CannotReadOrWrite("The folder of the output does not exist.", "Make the folder or choose another.")


def publish(data: bytes, target: Path, *, source: Path | None = None, force: bool = False) -> None:
    """Write ``data`` to ``target``: after this call the file is complete, or as it was before.

    Args:
        data: the verified bytes.
        target: the name they get.
        source: the file they were made from, whose permissions the output takes over.
        force: whether an existing file is replaced.

    Raises:
        UsageError: when the target is the source.
        CannotReadOrWrite: when the target exists and ``force`` is not set, or the operating system refuses.
    """
    check_target(target, source=source, force=force)
    try:
        mode = _PRIVATE | (_SHARED & source.stat().st_mode if source else 0)
        temporary = _write_private(data, target.parent, mode)
        try:
            (os.replace if force else _rename_to_new)(temporary, target)
        finally:
            with suppress(FileNotFoundError):  # it bears the target's name now
                temporary.unlink()
        sync_folder(target.parent)
    except FileExistsError:
        raise _exists() from None
    except OSError as error:
        raise _refusal("output", error) from None


def _same(source: Path, target: Path) -> bool:
    """Return whether two names mean one file, or would on a file system that ignores case."""
    if str(source.resolve()).casefold() == str(target.resolve()).casefold():
        return True
    return source.exists() and target.exists() and source.samefile(target)


def _write_private(data: bytes, folder: Path, mode: int) -> Path:
    """Return a new synced file in ``folder`` that holds ``data``; only its owner can open it before it is whole."""
    handle, name = tempfile.mkstemp(prefix=".payscrub-", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)


def _rename_to_new(temporary: Path, target: Path) -> None:
    """Give ``temporary`` the name ``target`` in one step that fails when the name is taken."""
    if os.name == "nt":
        temporary.rename(target)  # which never replaces on Windows
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then fill it in one step
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
        try:
            temporary.replace(target)
        except OSError:
            target.unlink()
            raise


def sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system knows folders that can be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exists() -> CannotReadOrWrite:
    return CannotReadOrWrite("The output exists already and was left as it is.", "Choose another name, or replace it with --force.")


def _refusal(subject: str, error: OSError) -> CannotReadOrWrite:
    """Return the operating system's refusal in one sentence, without the path that its own message holds."""
    what, remedy = _REASONS.get(error.errno or 0, ("was refused by the operating system", "Try another folder or disk."))
    return CannotReadOrWrite(f"The {subject} {what}.", remedy)
