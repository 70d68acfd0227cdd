"""Keys in the keyring of the operating system: Credential Manager, Keychain, Secret Service or KWallet, by the library ``keyring``.

The library is never required. Its backends raise what their systems raise, so every refusal of theirs is taken for one.
"""

from __future__ import annotations

from payscrub.errors import CannotReadOrWrite, UsageError

_SERVICE = "payscrub"
_SAFE = 1  # keyring's own threshold: backends below it keep secrets in plain files, or nowhere


def put(name: str, key: bytes) -> bool:
    """Keep ``key`` under ``name`` and return whether the keyring did; it does not where there is none."""
    try:
        import keyring  # noqa: PLC0415 - an extra

        if keyring.get_keyring().priority < _SAFE:
            return False
        keyring.set_password(_SERVICE, name, key.hex())
        return keyring.get_password(_SERVICE, name) == key.hex()
    except Exception:  # noqa: BLE001 - whatever the system says, the answer is that it does not keep the key
        return False


def get(name: str) -> str:
    """Return the text of the key under ``name``.

    Raises:
        UsageError: when the keyring has no such key, or the library is not installed.
        CannotReadOrWrite: when the keyring refuses.
    """
    try:
        import keyring  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("Your key is in the keyring of your system.", "Install what reads it: pip install 'payscrub[keyring]'.") from None
    try:
        text = keyring.get_password(_SERVICE, name)
    except Exception as error:  # noqa: BLE001 - as above; the text of an unknown exception is left out
        raise CannotReadOrWrite(
            f"The keyring of your system does not give the key ({type(error).__name__}).", "Unlock it, or name a key with --key-file."
        ) from None
    if text is None:
        raise UsageError(
            f"The keyring of your system has no key {name}.", "Name another key with --key-file, or make one with payscrub key new."
        )
    return text


def remove(name: str) -> None:
    """Take the key under ``name`` out of the keyring, as far as it lets go."""
    import keyring  # noqa: PLC0415 - an extra, which has kept the key
    from keyring.errors import KeyringError  # noqa: PLC0415 - likewise

    try:
        keyring.delete_password(_SERVICE, name)
    except KeyringError:
        return  # an entry that nothing names any more
