"""A message whose spreadsheets are clean reaches the next server as it is; any other is refused while its sender waits."""

import contextlib
import smtplib
import socket

import pytest
from click.testing import CliRunner
from tests.receive.deliveries import BOOK, CLEAN, PERSONAL, PICTURE, archive, message
from tests.receive.servers import Sink
from tests.support.canary import Canaries

from payscrub.cli import main
from payscrub.errors import CannotReadOrWrite
from payscrub.receive.address import Address
from payscrub.receive.mail import mark
from payscrub.receive.relay import Relay, worst
from payscrub.receive.workers import Busy

SENDER, DESK, OTHER = "payroll@customer.example", "desk@supplier.example", "second@supplier.example"
SECRETS = ("Achterberg", "Threlkeld", "JX418207C", "pay.csv")
GOOD, BAD = message(("report.csv", CLEAN)), message(("pay.csv", PERSONAL))


def send(address, data, *recipients, kind=smtplib.SMTP):
    """Return the reply to the message, or to the first recipient that is refused."""
    with kind(*address, local_hostname="customer.example", timeout=60) as client:
        client.ehlo_or_helo_if_needed()
        client.mail(SENDER, ["SMTPUTF8", "BODY=8BITMIME"] if not data.isascii() else [])
        for recipient in recipients or (DESK,):
            client.rcpt(recipient)
        code, said = client.data(data)
        return code, said.decode()


def send_lmtp(address, data, *recipients):
    """Return the reply for each recipient."""
    with smtplib.LMTP(*address, local_hostname="customer.example", timeout=60) as client:
        client.ehlo_or_helo_if_needed()
        client.mail(SENDER)
        for recipient in recipients:
            client.rcpt(recipient)
        client.docmd("DATA")
        client.send(data + b".\r\n")
        return [client.getreply()[0] for _ in recipients]


def test_a_clean_message_is_passed_on_with_its_verdict_and_is_else_the_same(gate, next_server):
    assert send(gate(), GOOD)[0] == 250
    (got,) = next_server.messages
    first, rest = got.split(b"\r\n", 1)
    assert first.startswith(b"X-Payscrub: clean; spreadsheets=1; others=0; version=")
    assert rest == GOOD
    assert next_server.senders == [(SENDER, (DESK,))]


def test_a_message_without_spreadsheets_is_passed_on_as_such(gate, next_server):
    assert send(gate(), message(text="Hello.\n.\n..dots\n"))[0] == 250
    assert next_server.messages[0].startswith(b"X-Payscrub: none; spreadsheets=0;")
    assert b"\r\n.\r\n..dots\r\n" in next_server.messages[0]


@pytest.mark.parametrize("data", [BAD, message(("pay.xlsx", BOOK)), message(("a.zip", archive(pay__csv=PERSONAL)))])
def test_a_message_with_personal_data_is_refused_for_good_and_says_how_to_clean_it(gate, next_server, data):
    code, said = send(gate(), data)
    assert code == 550
    assert "5.7.1" in said
    assert "payscrub clean FILE" in said
    assert "name of a person" in said
    assert "attachment 1" in said
    assert Canaries(SECRETS).seen_in(said.encode()) == {}
    assert next_server.messages == []


def test_a_message_that_cannot_be_examined_is_refused_for_good(gate, next_server):
    assert send(gate(), message(("pay.xlsx", BOOK[:500])))[0] == 550
    assert send(gate(), message(("scan.png", PICTURE)))[0] == 550
    assert next_server.messages == []


def test_pictures_pass_where_they_may(gate, next_server):
    assert send(gate(others=True), message(("report.csv", CLEAN), ("logo.png", PICTURE)))[0] == 250
    assert next_server.messages[0].startswith(b"X-Payscrub: clean; spreadsheets=1; others=1;")


def test_the_lines_of_a_refusal_are_short_enough(gate):
    said = send(gate(), message(*[(f"pay{number}.csv", PERSONAL) for number in range(30)]))[1]
    assert max(len(line) for line in said.splitlines()) < 500


def test_a_verdict_that_the_sender_wrote_is_taken_out(gate, next_server):
    forged = b"x-payscrub: clean; spreadsheets=9\r\n\tand more\r\nX-Payscrub: clean\r\n" + message(text="X-Payscrub: kept in the text\n")
    assert send(gate(), forged)[0] == 250
    assert next_server.messages[0].lower().count(b"x-payscrub") == 2
    assert b"spreadsheets=9" not in next_server.messages[0]
    assert b"and more" not in next_server.messages[0]


@pytest.mark.parametrize("data", [b"", b"\r\n", b"\r\ntext\r\n", b"A: b\r\n", b"A: b\r\n\r\ntext\r\n"])
def test_the_verdict_stands_first_in_any_message(data):
    assert mark(data, {"spreadsheets": 0, "others": 0}).startswith(b"X-Payscrub: none")
    assert mark(data, {"spreadsheets": 0, "others": 0}).endswith(data)


@pytest.mark.parametrize("end", [b"\r\n.\n", b"\n.\r\nx\n", b"\r.\r", b"a\nb\r\n"])
def test_line_ends_by_which_one_message_could_become_two_are_refused(gate, next_server, end):
    address = gate()
    with socket.create_connection(address, timeout=60) as line:
        stream = line.makefile("rb")
        for said in (b"", b"EHLO x\r\n", b"MAIL FROM:<a@b.example>\r\n", b"RCPT TO:<c@d.example>\r\n", b"DATA\r\n"):
            line.sendall(said)
            while stream.readline()[3:4] != b" ":
                pass
        line.sendall(GOOD + end + b"\r\n.\r\n")
        assert stream.readline().startswith(b"550 5.6.0")
    assert next_server.messages == []


@pytest.mark.parametrize(("answer", "code"), [("451 later", 451), ("452 full", 452), ("550 never", 550), ("554 no", 554)])
def test_what_the_next_server_refuses_is_refused_likewise(gate, next_server, answer, code):
    next_server.answers["DATA"] = answer
    assert send(gate(), GOOD)[0] == code
    next_server.answers = {DESK: answer}
    assert send(gate(), GOOD)[0] == code


def test_when_one_recipient_is_refused_nobody_gets_it_and_the_sender_is_told(gate, next_server):
    next_server.answers = {OTHER: "550 nobody"}
    assert send(gate(), GOOD, DESK, OTHER)[0] == 550
    next_server.answers = {OTHER: "451 later"}
    assert send(gate(), GOOD, DESK, OTHER)[0] == 451
    assert next_server.messages == []


def test_over_lmtp_each_recipient_has_a_reply(gate, next_server):
    next_server.answers = {OTHER: "550 nobody"}
    address = gate(lmtp=True)
    assert send_lmtp(address, GOOD, DESK, OTHER) == [250, 550]
    assert send_lmtp(address, BAD, DESK, OTHER) == [550, 550]
    assert len(next_server.messages) == 1


def test_the_next_server_may_speak_lmtp(gate):
    with Sink(lmtp=True) as sink:
        relay = Relay(Address(*sink.address), lmtp=True, partly=True)
        address = gate(lmtp=True, relay=relay)
        assert send_lmtp(address, GOOD, DESK, OTHER) == [250, 250]
        sink.answers = {f"DATA {OTHER}": "452 full"}
        assert send_lmtp(address, GOOD, DESK, OTHER) == [250, 452]
        assert send(gate(relay=Relay(Address(*sink.address), lmtp=True)), GOOD, DESK, OTHER)[0] == 452


def test_when_the_next_server_is_away_the_sender_keeps_the_message(gate):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    assert send(gate(relay=Relay(Address("127.0.0.1", port))), GOOD)[0] == 451


def test_the_gate_that_is_busy_asks_to_come_again(gate, workers, monkeypatch):
    def busy(*_):
        raise Busy("The gate is busy.")

    monkeypatch.setattr(workers, "_do", busy)
    assert send(gate(), GOOD)[0] == 451


def test_without_a_log_nothing_is_passed_on(gate, audit, next_server, monkeypatch):
    def full(*_):
        raise CannotReadOrWrite("The audit log cannot be written.")

    monkeypatch.setattr(audit, "write", full)
    assert send(gate(), GOOD)[0] == 451
    assert next_server.messages == []


def test_a_defect_says_nothing_of_the_message(gate, workers, next_server, monkeypatch):
    def broken(*_):
        raise RuntimeError("Achterberg")

    monkeypatch.setattr(workers, "_do", broken)
    code, said = send(gate(), GOOD)
    assert (code, "Achterberg" in said, next_server.messages) == (451, False, [])


def test_more_callers_than_it_can_remember_messages_of_are_told_to_come_again(gate):
    address = gate()
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(socket.create_connection(address, timeout=60)) for _ in range(5)]
        greetings = [line.recv(100)[:3] for line in lines]
    assert greetings == [b"220"] * 4 + [b"421"]


def test_a_message_beyond_ascii_arrives_as_it_was(gate, next_server):
    data = "Subject: Überweisung für März\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße\r\n".encode()
    assert send(gate(), data)[0] == 250
    assert next_server.messages[0].endswith(data)


def test_the_worst_reply_loses_nothing():
    assert worst([250, 250]) == 250
    assert worst([250, 550]) == 550
    assert worst([550, 451, 250]) == 451
    assert worst([199]) == 199


@pytest.mark.parametrize("spelt", ["127.0.0.1", "127.0.0.1:", ":25", "a b:25", "127.0.0.1:99999", "::1:25", "[::1]"])
def test_an_address_that_is_none_is_wrong_usage(spelt):
    assert CliRunner().invoke(main, ["mail", "--next", spelt]).exit_code == 2


def test_mail_from_other_computers_is_not_taken():
    assert CliRunner().invoke(main, ["mail", "--listen", "0.0.0.0:0", "--next", "127.0.0.1:25"]).exit_code == 2


def test_an_address_may_be_of_either_kind():
    assert Address.parse("[::1]:25") == Address("::1", 25)
    assert (Address.parse("[::1]:25").local, Address.parse("localhost:25").local, Address.parse("mail.example:25").local) == (
        True,
        True,
        False,
    )
