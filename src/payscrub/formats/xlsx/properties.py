"""Document properties written anew with nothing in them (ECMA-376 part 2, 11, and part 1, 22.2): a name, a time or a path is never kept."""

from __future__ import annotations

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
_APP = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Excel</Application></Properties>"
)


def empty(content_type: str) -> bytes:
    """Return the part of ``content_type`` without any property but the application that reads it."""
    return _HEAD + (_CORE if "core-properties" in content_type else _APP)
