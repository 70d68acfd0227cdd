"""The HTTP service: a file in, a verdict out, whatever is sent."""

import contextlib
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time

import anyio
import httpx
import pytest
from click.testing import CliRunner
from tests.receive.deliveries import BOOK, CLEAN, PERSONAL, archive
from tests.support.canary import Canaries

from payscrub.cli import main
from payscrub.receive import service as services
from payscrub.receive import serving, tokens
from payscrub.receive.service import Service
from payscrub.receive.workers import Answer

SECRETS = [value for value in PERSONAL.decode().replace("\r\n", ",").split(",") if value in {"Achterberg", "JX418207C", "Threlkeld"}]


def caller(service):
    """Return a client that calls the application without a network."""

    class Client:
        def request(self, method, path, **settings):
            async def go():
                transport = httpx.ASGITransport(service.app(), raise_app_exceptions=False)
                async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                    return await client.request(method, path, **settings)

            return anyio.run(go)

        def post(self, path, **settings):
            return self.request("POST", path, **settings)

        def get(self, path, **settings):
            return self.request("GET", path, **settings)

    return Client()


@pytest.fixture
def client(workers, audit):
    return caller(Service(workers, audit))


@contextlib.contextmanager
def running(*options, folder=None):
    """Run the command, whose temporary files can only go into ``folder``, and enter the block with its address; it says nothing else."""
    command = [sys.executable, "-m", "payscrub", "serve", "--port", "0", "--workers", "1", *map(str, options)]
    settings = os.environ | ({name: str(folder) for name in ("TMPDIR", "TMP", "TEMP")} if folder else {})
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().removeprefix("Listening on ").strip()
        finally:
            process.terminate()
            said = process.communicate(timeout=60)
    assert said == ("", "")


@pytest.mark.parametrize(
    ("data", "status", "verdict"),
    [
        (CLEAN, 200, "clean"),
        (PERSONAL, 422, "personal"),
        (BOOK, 422, "personal"),
        (b"", 422, "unexamined"),
        (BOOK[:900], 422, "unexamined"),
    ],
)
def test_the_status_is_the_verdict(client, data, status, verdict):
    answer = client.post("/v1/verify", content=data)
    assert (answer.status_code, answer.json()["verdict"]) == (status, verdict)
    assert answer.json()["schema"] == "payscrub.report/1"


def test_no_answer_quotes_the_file(client):
    answer = client.post("/v1/verify", content=archive(Achterberg__csv=PERSONAL), headers={"X-File-Name": "Threlkeld.zip"})
    assert Canaries(SECRETS).seen_in(answer.content + str(answer.headers).encode()) == {}


def test_the_name_of_the_file_is_judged(client):
    name = "%57anjiru%20%41chterberg.csv"
    assert client.post("/v1/verify", content=CLEAN, headers={"X-File-Name": name}).json()["verdict"] == "personal"
    assert client.post("/v1/verify", content=CLEAN, headers={"X-File-Name": "pay.csv"}).status_code == 200


@pytest.mark.parametrize("name", ["%f", "%zz", "a b", "a" * 3001])
def test_a_name_that_is_none_is_a_bad_request(client, name):
    assert client.post("/v1/verify", content=CLEAN, headers={"X-File-Name": name}).status_code == 400


def test_a_clean_copy_is_sent_back(client):
    answer = client.post("/v1/clean", content=BOOK)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="clean.xlsx"'
    assert client.post("/v1/verify", content=answer.content).status_code == 200
    assert client.post("/v1/clean", content=PERSONAL).headers["content-type"].startswith("text/csv")


def test_what_cannot_be_cleaned_is_reported(client):
    answer = client.post("/v1/clean", content=BOOK[:900])
    assert (answer.status_code, answer.json()["verdict"]) == (422, "unexamined")


def test_two_clean_copies_have_nobody_in_common_unless_there_is_a_key(workers, audit):
    without, with_key = caller(Service(workers, audit)), caller(Service(workers, audit, key=bytes(32)))
    assert without.post("/v1/clean", content=PERSONAL).content != without.post("/v1/clean", content=PERSONAL).content
    assert with_key.post("/v1/clean", content=PERSONAL).content == with_key.post("/v1/clean", content=PERSONAL).content


def test_what_is_too_large_is_not_read(client):
    assert client.post("/v1/verify", content=bytes((1 << 20) + 1)).status_code == 413


def test_what_is_too_large_and_does_not_say_so_is_not_read_to_its_end(client):
    sent = []

    async def pieces():
        for number in range(1000):
            sent.append(number)
            yield bytes(1 << 16)

    assert client.post("/v1/verify", content=pieces()).status_code == 413
    assert len(sent) < 40


def test_a_caller_who_finds_no_room_is_told_when_to_come_again(workers, audit, monkeypatch):
    monkeypatch.setattr(services, "_WAITING", 0)
    answer = caller(Service(workers, audit)).post("/v1/verify", content=CLEAN)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert caller(Service(workers, audit)).get("/healthz").status_code == 200


def test_a_caller_who_sends_no_body_or_fetches_no_answer_gives_up_its_place(workers, audit, monkeypatch):
    monkeypatch.setattr(services, "_TURNS", 0.005)  # of 60 seconds
    client = caller(Service(workers, audit))

    async def never():
        yield b"a,b"
        await anyio.sleep(100)

    with contextlib.suppress(Exception):  # there is no answer
        client.post("/v1/verify", content=never())
    monkeypatch.setattr(services, "_TURNS", 4)
    assert client.post("/v1/verify", content=CLEAN).status_code == 200


def test_a_page_that_calls_this_computer_by_a_name_of_its_own_is_refused(client):
    assert client.post("/v1/clean", content=BOOK, headers={"Host": "evil.example"}).status_code == 403
    assert client.post("/v1/verify", content=CLEAN, headers={"Host": "localhost:8024"}).status_code == 200


def test_without_a_log_there_is_no_verdict(client, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    answer = client.post("/v1/verify", content=CLEAN)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_defect_is_told_without_what_it_says(workers, audit, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("Achterberg")

    monkeypatch.setattr(workers, "_do", broken)
    answer = caller(Service(workers, audit)).post("/v1/verify", content=CLEAN)
    assert answer.status_code == 500
    assert "Achterberg" not in answer.text


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/verify", 405), ("PUT", "/v1/clean", 405), ("GET", "/nowhere", 404)])
def test_what_does_not_exist_is_refused_as_a_problem(client, method, path, status):
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_a_page_of_another_site_cannot_use_the_service(client):
    assert client.post("/v1/clean", content=BOOK, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/v1/verify", content=CLEAN, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/openapi.json", "/v1/verify", "/nowhere"])
def test_every_answer_is_kept_by_nobody_and_closes_the_connection(client, path):
    headers = client.get(path).headers
    assert (headers["cache-control"], headers["connection"], headers["x-content-type-options"]) == ("no-store", "close", "nosniff")
    assert "default-src 'none'" in headers["content-security-policy"]


def test_only_who_has_a_token_is_answered(workers, audit):
    token = tokens.make()
    client = caller(Service(workers, audit, tokens.Tokens((tokens.hashed("another"), tokens.hashed(token)))))
    headers = [
        {},
        {"Authorization": token},
        {"Authorization": f"Basic {token}"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer x"},
    ]
    for path in ("/v1/verify", "/v1/clean"):
        assert {client.post(path, content=CLEAN, headers=header).status_code for header in headers} == {401}
    assert client.post("/v1/verify", content=CLEAN, headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_the_token_file_holds_no_token(tmp_path):
    said = CliRunner().invoke(main, ["serve", "--new-token"]).stdout
    token, line = (row.split(":", 1)[1].strip() for row in said.splitlines())
    file = tmp_path / "tokens"
    file.write_text(f"# callers\n\n{line}  the payroll portal\n")
    assert tokens.load(file).accept(f"Bearer {token}")
    assert token not in file.read_text()


@pytest.mark.parametrize("text", ["", "# nobody\n", "secret\n", "0" * 63 + "\n", "0" * 64 + "\nsecret\n"])
def test_a_token_file_with_anything_else_in_it_is_wrong_usage(tmp_path, text):
    file = tmp_path / "tokens"
    file.write_text(text)
    assert CliRunner().invoke(main, ["serve", "--port", "0", "--token-file", str(file)]).exit_code == 2


@pytest.mark.parametrize("options", [(), ("--tls-cert", "cert.pem"), ("--token-file", "tokens")])
def test_other_computers_are_answered_only_over_tls_and_with_tokens(tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tokens").write_text("0" * 64)
    result = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0", "--port", "0", *options])
    assert (result.exit_code, "TLS" in result.stderr) == (2, True)


def test_an_address_that_is_taken_is_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(main, ["serve", "--port", str(taken.getsockname()[1])])
    assert (result.exit_code, "another port" in result.stderr) == (4, True)


def test_the_command_answers_and_logs_verdicts_only(tmp_path):
    log = tmp_path / "log"
    with running("--audit", log) as address:
        assert httpx.get(f"{address}healthz").json()["status"] == "ok"
        assert httpx.post(f"{address}v1/verify", content=PERSONAL, timeout=60).status_code == 422
    (line,) = log.read_text().splitlines()
    assert (json.loads(line)["verdict"], json.loads(line)["way"]) == ("personal", "http")
    assert Canaries(SECRETS).seen_in(log.read_bytes()) == {}
    assert CliRunner().invoke(main, ["audit", str(log)]).exit_code == 0


def test_an_upload_never_touches_a_disk(tmp_path):
    spare = tmp_path / "spare"
    spare.mkdir()
    large = CLEAN + b"Nurse,1.00\r\n" * 400_000
    seen, over = [], threading.Event()

    def watch():
        while not over.wait(0.005):
            seen.extend(spare.iterdir())

    watcher = threading.Thread(target=watch)
    with running("--audit", tmp_path / "log", folder=spare) as address:
        watcher.start()
        assert httpx.post(f"{address}v1/verify", content=large, timeout=120).status_code == 200
        assert httpx.post(f"{address}v1/clean", content=BOOK, timeout=120).status_code == 200
        over.set()
        watcher.join()
    assert seen == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "spare"]


def test_a_caller_who_sends_no_whole_head_is_hung_up_on(workers, audit, monkeypatch):
    monkeypatch.setattr(serving, "_HEADERS", 0.3)
    sock = socket.create_server(("127.0.0.1", 0))
    server = threading.Thread(target=serving.run, args=(Service(workers, audit), sock), daemon=True)
    server.start()
    with socket.create_connection(sock.getsockname()) as slow:
        slow.sendall(b"POST /v1/verify HTTP/1.1\r\nHost: x\r\n")
        slow.settimeout(30)
        begun = time.monotonic()
        assert slow.recv(100) == b""
        assert time.monotonic() - begun < 25
    assert httpx.get(f"http://127.0.0.1:{sock.getsockname()[1]}/healthz").status_code == 200


def test_it_speaks_tls(tmp_path, certified):
    certificate, key = certified
    with running("--tls-cert", certificate, "--tls-key", key, "--audit", tmp_path / "log") as address:
        assert address.startswith("https://")
        trust = ssl.create_default_context(cafile=str(certificate))
        assert httpx.get(address.replace("127.0.0.1", "localhost") + "healthz", verify=trust).status_code == 200


def test_files_for_tls_that_are_none_are_wrong_usage(tmp_path):
    (tmp_path / "cert.pem").write_text("no")
    result = CliRunner().invoke(main, ["serve", "--port", "0", "--tls-cert", str(tmp_path / "cert.pem"), "--audit", str(tmp_path / "log")])
    assert (result.exit_code, "PEM" in result.stderr) == (2, True)


def test_a_clean_answer_without_a_file_is_no_success(workers, audit, monkeypatch):
    report = {"verdict": "clean", "file": {"format": "xlsx"}}
    monkeypatch.setattr(workers, "_do", lambda *_: Answer(report))
    assert caller(Service(workers, audit)).post("/v1/clean", content=BOOK).status_code == 422


@pytest.mark.parametrize(("words", "package", "extra"), [(["serve"], "uvicorn", "serve"), (["mail", "--next", "a:1"], "aiosmtpd", "mail")])
def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch, words, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert f"payscrub[{extra}]" in result.stderr
