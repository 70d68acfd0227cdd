"""The search proves itself: a cleaner that changes nothing is caught through every channel."""

import base64
import io
import zipfile

import pytest
from fixtures.macros import vba_project
from tests.support.canary import Canaries
from tests.support.plant import ACCOUNT, BORN, CANARIES, NAME, NUMBER, SURNAME, base
from tests.support.plants import PLANTS, WRAPPINGS

SEARCH = Canaries((*CANARIES, "ofeatherst"))  # the login is cut to the width of a printer's name
EMPTY = {"macro sheet"}  # refused for what it is, whatever it holds


def planted(plant, *, known=False):
    package = base(known=known)
    plant.sow(package)
    return package.to_bytes()


def test_the_workbook_without_a_plant_holds_no_canary():
    assert SEARCH.seen_in(base(known=False).to_bytes()) == {}


@pytest.mark.parametrize("plant", [plant for plant in PLANTS if plant.label not in EMPTY], ids=str)
def test_an_identity_cleaner_is_caught(plant):
    assert SEARCH.seen_in(planted(plant))


@pytest.mark.parametrize("wrapping", WRAPPINGS, ids=str)
def test_an_identity_cleaner_of_the_container_is_caught(wrapping):
    assert SEARCH.seen_in(wrapping.wrap(base(known=False).to_bytes()))


def zipped(data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner", data)
    return out.getvalue()


WRAPS = {
    "plain": lambda data: data,
    "upper case": bytes.upper,
    "wide little": lambda data: b"\1\0" + data.decode().encode("utf-16-le"),
    "wide big": lambda data: b"\1\0" + data.decode().encode("utf-16-be"),
    "wide at an odd offset": lambda data: b"\1\0\2" + data.decode().encode("utf-16-le"),
    "base64": lambda data: b"<a>" + base64.b64encode(b"filler bytes " + data * 2) + b"</a>",
    "percent": lambda data: "".join(f"%{byte:02X}" for byte in data).encode(),
    "references": lambda data: b"<t>" + "".join(f"&#{byte};" for byte in data).encode() + b"</t>",
    "zip": zipped,
    "zip in base64 in zip": lambda data: zipped(base64.b64encode(zipped(data))),
    "member that the directory does not list": lambda data: zipped(data)[: -22 - 46 - len("inner")],
}


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_a_canary_is_seen_through(wrap):
    assert SURNAME in SEARCH.seen_in(wrap(f"Pay {NAME} now".encode()))


@pytest.mark.parametrize("value", [NUMBER, ACCOUNT, BORN])
def test_a_number_is_seen_among_others(value):
    assert value in SEARCH.seen_in(f"1;{value};2".encode())


@pytest.mark.parametrize(
    ("text", "seen"),
    [("Price,Hall", True), ("Pricey", False), ("12345678", True), ("0.123456789", False), ("x12345678y", True), ("PRICE_1", True)],
)
def test_a_bounded_canary_stands_alone(text, seen):
    assert bool(Canaries(["Price", "12345678"], bounded=True).seen_in(text.encode())) == seen


def test_a_canary_is_seen_in_the_compressed_source_of_a_macro():
    assert SURNAME in SEARCH.seen_in(vba_project("Rota", f"' {'=' * 5000}\r\n' {NAME}"))


def test_a_copy_token_is_followed():
    packed = b"\x01" + (0xB000 | (3 + 11 - 3)).to_bytes(2, "little") + b"\x00Feathers" + b"\x00to"  # "Feathersto", literals alone
    assert "Feathersto" in Canaries(["Feathersto"]).seen_in(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + packed)
