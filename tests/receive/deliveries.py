"""What arrives: spreadsheets with invented people and without anybody, alone, in archives and in mail messages."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

from tests.gate_sender import invented

CLEAN = b"Job Title,Gross Pay\r\nNurse,1200.00\r\nPorter,1100.50\r\n"
PERSONAL = invented.delimited()
BOOK = invented.workbook()
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def archive(**members: bytes) -> bytes:
    """Return a zip archive; ``__`` in the name of a member stands for the dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name.replace("__", "."), data)
    return file.getvalue()


def message(*attachments: tuple[str, bytes], text: str = "Please find it attached.\n", number: int = 0) -> bytes:
    """Return a mail message as it is sent; an attachment that is called ``.eml`` is attached as a message."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "payroll@customer.example", "desk@supplier.example", f"Case {number}"
    mail["Message-ID"] = f"<{number}@customer.example>"
    mail.set_content(text)
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def forwarded(inner: bytes) -> bytes:
    """Return a message to which another is attached."""
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="edge"\r\n\r\n'
    return head + b"--edge\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--edge--\r\n"
