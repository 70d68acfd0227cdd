"""The lines that docs/gate.md tells people to paste are run, as they stand there, in a folder with a file to send and its clean copy."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP, SMTPDataError

import pytest
from tests.receive.servers import Sink

import payscrub
from payscrub.errors import StillPersonal

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", (ROOT / "docs/gate.md").read_text(encoding="utf-8"), re.DOTALL)
pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="the lines are for a shell")


def block(words):
    """Return the only block of code with ``words`` in it."""
    (found,) = [text for _, text in BLOCKS if words in text]
    return found


@pytest.fixture(scope="module")
def clean():
    return payscrub.clean_bytes((ROOT / "fixtures/staff-in-post.xlsx").read_bytes(), key=bytes(32))[0]


@pytest.fixture
def folder(tmp_path, clean):
    """Return a folder with ``march.xlsx``, ``ok.xlsx``, which is clean, and the command on the path of its shell."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin/payscrub"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m payscrub "$@"\n', encoding="utf-8")
    command.chmod(stat.S_IRWXU)
    shutil.copy(ROOT / "fixtures/staff-in-post.xlsx", tmp_path / "march.xlsx")
    (tmp_path / "ok.xlsx").write_bytes(clean)
    return tmp_path


def shell(folder):
    """Return the settings of a shell in ``folder``; nothing is read or written in the user's own home."""
    places = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "settings"), "XDG_STATE_HOME": str(folder / "state")}
    found = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return {"cwd": folder, "env": os.environ | places | found | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}}


def paste(folder, lines, **more):
    return subprocess.run(["bash", "-o", "pipefail", "-c", lines], capture_output=True, text=True, check=False, **shell(folder), **more)


def command(line):
    """Return a line without the explanation that stands to the right of it."""
    return re.split(r" {3,}", line)[0]


@pytest.mark.skipif(not shutil.which("git"), reason="the hook is git's")
def test_the_line_for_a_hook_stops_a_commit_with_people(folder):
    line = block("git diff --cached")
    assert paste(folder, "git init -q . && git add ok.xlsx && " + line).returncode == 0
    assert paste(folder, "cp march.xlsx 'a b.xlsx' && git add 'a b.xlsx' && " + line).returncode != 0


def test_the_lines_for_ci_write_what_services_read_and_stop_the_build(folder):
    sarif, junit = block("--format sarif").splitlines()
    (folder / "exports").mkdir()
    shutil.copy(folder / "ok.xlsx", folder / "exports")
    assert paste(folder, f"{sarif} && {junit}").returncode == 0
    shutil.copy(folder / "march.xlsx", folder / "exports")
    assert [paste(folder, line).returncode for line in (sarif, junit)] == [1, 1]
    assert json.loads((folder / "payscrub.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "<testsuites" in (folder / "payscrub.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "code"), [("march.xlsx", 0), ("Oluwakemi Okafor.xlsx", 1)])
def test_the_line_before_an_upload_judges_what_is_piped_in_and_its_name(folder, name, code):
    assert paste(folder, f"cp ok.xlsx upload.tmp; name='{name}'; {block('--stdin-filename')}").returncode == code


def test_the_lines_of_python_return_what_was_accepted(folder, clean):
    text, stored = block("from payscrub.gate import"), []
    exec(text, names := {"upload": folder / "ok.xlsx", "store": lambda file: stored.append(file.read())})
    assert names["data"] == clean
    assert stored == [clean]
    with pytest.raises(StillPersonal):
        exec(text, {"upload": folder / "march.xlsx", "store": stored.append})


def test_the_lines_of_a_certificate_end_with_one_that_is_trusted_until_a_byte_changes(folder):
    *lines, check = map(command, block("payscrub certificate key").splitlines())
    assert paste(folder, " && ".join((*lines, check))).returncode == 0
    assert paste(folder, f"printf x >> march.clean.xlsx; {check}").returncode == 3


def test_the_line_for_a_page_to_sign_writes_it(folder):
    line = re.search(r"`(payscrub clean march.xlsx --report march.html)`", (ROOT / "docs/gate.md").read_text(encoding="utf-8"))[1]
    assert paste(folder, line).returncode == 0
    assert "<html" in (folder / "march.html").read_text(encoding="utf-8")


@contextmanager
def running(folder, line):
    """Run a service as its line says, and give the port at which it listens."""
    words = ["bash", "-c", f"exec {line}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **shell(folder)) as process:
        try:
            yield re.search(r":(\d+)", process.stdout.readline())[1]
        finally:
            process.terminate()


@pytest.mark.skipif(not shutil.which("curl"), reason="the calls are curl's")
def test_the_calls_of_the_service_are_answered(folder, clean):
    verify, cleaning = block("curl -sS --fail-with-body --data").splitlines()
    python = block("import httpx")
    start = command(block("payscrub serve\n").splitlines()[-1])
    with running(folder, f"{start} --port 0 --workers 1") as port:
        verify, cleaning, python = (text.replace("8024", port) for text in (verify, cleaning, python))
        assert paste(folder, verify).returncode == 22  # curl's own, for an answer of 400 or more
        assert paste(folder, verify.replace("march", "ok")).returncode == 0
        assert paste(folder, cleaning).returncode == 0
        assert payscrub.verify(folder / "march.clean.xlsx").clean
        exec(python, {"data": clean})
        with pytest.raises(PermissionError):
            exec(python, {"data": (folder / "march.xlsx").read_bytes()})


def test_the_line_of_the_inbox_passes_on_a_clean_file_and_deletes_another(folder):
    line = block("payscrub inbox /srv/arriving --to /srv/accepted --notices /srv/notices\n").strip().replace("/srv", "srv")
    arriving = folder / "srv/arriving"
    arriving.mkdir(parents=True)
    for name in ("march.xlsx", "ok.xlsx"):
        shutil.copy(folder / name, arriving)
    paste(folder, f"mkdir -p srv/accepted srv/notices && {line} --settle 0 --once")
    assert sorted(path.name for path in (folder / "srv/accepted").iterdir()) == ["ok.xlsx", "ok.xlsx.verdict.json"]
    assert [path for path in arriving.iterdir() if path.is_file()] == []
    assert len(list((folder / "srv/notices").iterdir())) == 1


def message(data):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "Pay"
    mail.set_content("See the file.")
    mail.add_attachment(data, maintype="application", subtype="vnd.ms-excel", filename="pay.xlsx")
    return mail


def test_the_line_of_the_mail_filter_hands_on_a_clean_message_and_refuses_another(folder, clean):
    line = block("payscrub mail --listen").splitlines()[-1]
    with (
        Sink() as sink,
        running(folder, f"{line.replace('8025', '0').replace('10026', str(sink.address[1]))} --workers 1") as port,
        SMTP("127.0.0.1", int(port)) as client,
    ):
        client.send_message(message(clean))
        with pytest.raises(SMTPDataError) as refused:
            client.send_message(message((folder / "march.xlsx").read_bytes()))
    assert refused.value.smtp_code == 550
    assert len(sink.messages) == 1
    assert b"X-Payscrub: clean; spreadsheets=1" in sink.messages[0]
