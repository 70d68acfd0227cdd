"""Every spreadsheet in a delivery is judged, wherever it lies, and what cannot be opened is not clean."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from tests.receive import deliveries
from tests.receive.deliveries import BOOK, CLEAN, PERSONAL, PICTURE, archive, forwarded, message

from payscrub.receive.judge import Terms, judge

HASH = re.compile(r"\b[0-9a-f]{64}\b")  # may hold the digits of a number by chance
ATTACHED = base64.encodebytes(BOOK)


def mail(data, **terms):
    return judge(data, Terms(message=True, **terms))


def marks(report):
    return report.verdict.mark.value, report.counts["spreadsheets"], report.counts["others"]


def raw(*parts, head=b'Content-Type: multipart/mixed; boundary="edge"'):
    return b"\r\n".join((b"MIME-Version: 1.0", head, b"", *(piece for part in parts for piece in (b"--edge", part)), b"--edge--", b""))


HIDING_PLACES = {
    "the delivery itself": (PERSONAL, False),
    "a workbook spelt in base64": (ATTACHED, False),
    "a workbook spelt in base64 among words": (b"Here it is.\n\n" + ATTACHED + b"\nEnd\n", False),
    "a table spelt in base64": (base64.encodebytes(PERSONAL), False),
    "a zip archive": (archive(pay__csv=PERSONAL), False),
    "a folder in a zip archive": (archive(**{"a/b/pay__csv": PERSONAL}), False),
    "a zip archive in a zip archive": (archive(inner__zip=archive(pay__xlsx=BOOK)), False),
    "a mail file in a zip archive": (archive(mail__eml=message(("pay.csv", PERSONAL))), False),
    "an attachment": (message(("pay.xlsx", BOOK)), True),
    "the second attachment": (message(("clean.csv", CLEAN), ("pay.csv", PERSONAL)), True),
    "an attachment without a suffix": (message(("pay", BOOK)), True),
    "an attachment that is called a picture": (message(("pay.png", BOOK)), True),
    "a zip archive in a message": (message(("pay.zip", archive(pay__csv=PERSONAL))), True),
    "a forwarded message": (forwarded(message(("pay.csv", PERSONAL))), True),
    "a mail file in a message": (message(("old.eml", message(("pay.xlsx", BOOK)))), True),
    "a text attachment": (raw(b"Content-Type: text/plain; name=pay.txt\r\n\r\n" + PERSONAL), True),
    "an attachment that says it is text": (
        raw(b"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\n" + PERSONAL),
        True,
    ),
    "comma-separated text without a name": (raw(b"Content-Type: text/csv\r\n\r\n" + PERSONAL), True),
    "a workbook sent as text to read": (raw(b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + ATTACHED), True),
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_person_is_found_in(place):
    data, is_message = HIDING_PLACES[place]
    assert judge(data, Terms("", message=is_message)).verdict.mark == "personal"


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_nothing_that_is_said_names_anybody(place):
    data, is_message = HIDING_PLACES[place]
    said = HASH.sub("", str(judge(data, Terms("Achterberg.zip", message=is_message)).to_dict()))
    assert [secret for secret in (*deliveries.invented.SECRETS, "pay.csv") if secret in said] == []


@pytest.mark.parametrize(
    ("data", "is_message", "counts"),
    [
        (CLEAN, False, ("clean", 1, 0)),
        (archive(a__csv=CLEAN, b__csv=CLEAN), False, ("clean", 2, 0)),
        (message(("a.csv", CLEAN)), True, ("clean", 1, 0)),
        (message(("a.zip", archive(a__csv=CLEAN))), True, ("clean", 1, 0)),
        (forwarded(message(("a.csv", CLEAN))), True, ("clean", 1, 0)),
        (message(), True, ("clean", 0, 0)),
        (message(text="Ada Achterberg is on leave; her number is JX418207C.\n"), True, ("clean", 0, 0)),
    ],
)
def test_what_is_clean_is_accepted_and_counted(data, is_message, counts):
    assert marks(judge(data, Terms("", message=is_message))) == counts


def test_the_place_says_which_file_in_which_file():
    report = mail(message(("clean.csv", CLEAN), ("pay.zip", archive(a__csv=CLEAN, b__csv=PERSONAL))))
    assert {one.place.partition(", row")[0] for one in report.verdict.findings} == {"attachment 2, member 2"}


@pytest.mark.parametrize("name", ["Achterberg Wanjiru.csv", "leavers/Achterberg Wanjiru/pay.csv"])
def test_a_name_is_judged_with_its_folders(name):
    assert judge(CLEAN, Terms(name)).verdict.mark == "personal"


def test_the_name_of_an_archive_and_of_its_members_is_judged():
    assert judge(archive(pay__csv=CLEAN), Terms("Wanjiru Achterberg.zip")).verdict.mark == "personal"
    assert judge(archive(**{"Wanjiru Achterberg__csv": CLEAN}), Terms("pay.zip")).verdict.mark == "personal"
    assert judge(archive(pay__csv=CLEAN), Terms("pay.zip")).verdict.mark == "clean"


def test_pictures_and_the_like_stop_a_delivery_unless_they_may_pass():
    mixed = message(("pay.csv", CLEAN), ("logo.png", PICTURE), ("rules.pdf", b"%PDF-1.7\n"))
    assert marks(mail(mixed)) == ("unexamined", 1, 2)
    assert marks(mail(mixed, others=True)) == ("clean", 1, 2)


def signed(content, *, apart):
    """Return a message in CMS, signed by an invented signer, with its content or without."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Desk")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + timedelta(days=1))
    options = [pkcs7.PKCS7Options.Binary, *([pkcs7.PKCS7Options.DetachedSignature] if apart else [])]
    signer = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(builder.sign(key, hashes.SHA256()), key, hashes.SHA256())
    return signer.sign(serialization.Encoding.DER, options)


def test_a_signature_counts_among_what_cannot_be_judged():
    for signature in (signed(CLEAN, apart=True), b"-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"):
        mixed = message(("pay.csv", CLEAN), ("smime.p7s", signature))
        assert marks(mail(mixed)) == ("unexamined", 1, 1)
        assert marks(mail(mixed, others=True)) == ("clean", 1, 1)


@pytest.mark.parametrize("content", [CLEAN, PERSONAL, BOOK])
def test_a_signature_with_the_file_inside_is_no_signature_apart(content):
    assert mail(message(("smime.p7m", signed(content, apart=False))), others=True).verdict.mark != "clean"


def test_a_workbook_behind_a_picture_is_no_picture():
    assert marks(mail(message(("logo.png", PICTURE + BOOK)), others=True))[0] != "clean"


def test_a_picture_that_is_called_a_workbook_is_judged_as_one():
    assert marks(mail(message(("pay.xlsx", PICTURE)), others=True)) == ("unexamined", 1, 0)


def nested(depth):
    data = CLEAN
    for _ in range(depth):
        data = archive(a__zip=data)
    return data


UNREADABLE = {
    "an archive with a password": archive(pay__csv=CLEAN).replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"),
    "half an archive": archive(pay__csv=CLEAN * 50)[:-40],
    "bytes before an archive": b"PK\x03\x04" + archive(pay__csv=CLEAN),
    "another kind of archive": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "archives that nest without end": nested(9),
    "more files than anyone sends": archive(**{f"a{number}__csv": CLEAN for number in range(250)}),
    "a web archive under another name": message(("pay.xls", CLEAN)),
    "an old mail program's package": b"\x78\x9f\x3e\x22\x01\x00\x06" + bytes(range(200)),
    "an encrypted text": b"-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n-----END PGP MESSAGE-----\n",
    "nothing": b"",
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_it_is_unexamined(what):
    report = judge(UNREADABLE[what], Terms("file.bin", others=True))
    assert report.verdict.mark == "unexamined"
    assert all(item.cause.endswith(".") and item.remedy.endswith(".") for item in report.verdict.unexamined)


AMBIGUOUS = {
    "two types": raw(b"Content-Type: text/plain\r\nContent-Type: application/vnd.ms-excel\r\n\r\nx"),
    "two encodings": raw(b"Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\nx"),
    "an unknown encoding": raw(b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin"),
    "an encoded message": raw(b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + ATTACHED),
    "a part that lies elsewhere": raw(b"Content-Type: message/external-body; access-type=url\r\n\r\nx"),
    "a piece of a message": raw(b"x", head=b"Content-Type: message/partial; id=1; number=1; total=2"),
    "no boundary": raw(b"x", head=b"Content-Type: multipart/mixed"),
    "a boundary that never comes": raw(b"x", head=b"Content-Type: multipart/mixed; boundary=other"),
    "broken base64": raw(b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsD*BB%Q"),
    "a workbook before the first part": raw(head=b'Content-Type: multipart/mixed; boundary="edge"\r\n\r\n' + ATTACHED),
    "a workbook behind the last part": raw(b"\r\nx") + ATTACHED,
    "a workbook pasted into the text": message(text="See below.\n\n" + ATTACHED.decode()),
    "a file in the old way of Unix": message(text="See below.\n\nbegin 644 pay.xls\nM0D1O8G4L\nend\n"),
    "a file in the address of a link": raw(b'Content-Type: text/html\r\n\r\n<a href="data:application/vnd.ms-excel;base64,AAAA">pay</a>'),
    "an encrypted message": raw(b"Content-Type: application/pkcs7-mime\r\n\r\nx", head=b'Content-Type: multipart/mixed; boundary="edge"'),
    "an encrypted text": message(text="-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n"),
    "headers that end in nothing": b"MIME-Version: 1.0\r\nthis is no header\r\n\r\ntext",
    "a workbook that is text with zeros": raw(b"Content-Type: text/plain\r\n\r\n\x09\x08\x10\0\0\x06\x05\0text"),
    "parts inside parts without end": raw(b"Content-Type: message/rfc822\r\n\r\n" * 3000),
}


@pytest.mark.parametrize("what", AMBIGUOUS)
def test_a_message_that_programs_may_read_in_two_ways_is_not_clean(what):
    assert mail(AMBIGUOUS[what], others=True).verdict.mark == "unexamined"
