"""Workbooks that need a password to be opened ([MS-OFFCRYPTO]): taken out of their encryption in memory, never on disk."""

from __future__ import annotations

import io

from payscrub.errors import Damaged, Encrypted, UsageError
from payscrub.formats.sniff import is_encrypted

LONGEST = 255  # characters of a password, [MS-OFFCRYPTO] 2.3.4.13


def unlocked(data: bytes, password: str | None) -> bytes:
    """Return the workbook inside an encrypted file, and every other file as it is.

    Without a ``password`` nothing is opened: the format then says that the file is encrypted.

    Raises:
        Encrypted: when the password is not the one, or the kind of encryption is unknown.
        Damaged: when the container is malformed or what is in it was changed after it was encrypted.
        UsageError: when the extra that reads encrypted workbooks is not installed.
    """
    if password is None or not is_encrypted(data):
        return data
    try:
        from msoffcrypto import exceptions  # noqa: PLC0415 - an extra, and only encrypted files need it
        from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - likewise
    except ImportError:
        raise UsageError("Encrypted workbooks need one more package.", "Install it with: pip install 'payscrub[encrypted]'.") from None
    plain = io.BytesIO()
    try:
        file = OOXMLFile(io.BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(plain, verify_integrity=file.type == "agile")  # the older kind holds nothing to check it by
    except exceptions.InvalidKeyError:
        raise Encrypted("The password does not open the workbook, or the workbook was changed.", "Check the password file.") from None
    except exceptions.DecryptionError:
        raise Encrypted("The workbook is encrypted in a way that payscrub does not know.", _COPY) from None
    except Exception:  # noqa: BLE001 - the library lets whatever a malformed container causes pass through, and its text may quote the file
        raise Damaged("The encrypted workbook is damaged.", _COPY) from None
    return plain.getvalue()


_COPY = "Save a copy without the password in Excel and try that copy."
