"""The page on which people check a file: it loads nothing, allows nothing but itself, and can be used by everybody."""

import base64
import hashlib
import re
import shutil
import socket
import subprocess
import threading

import pytest

from payscrub.receive import page, serving
from payscrub.receive.service import Service

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HTML = page.html(tokens=True)


def test_its_policy_allows_its_own_style_and_script_and_nothing_else():
    for element in ("style", "script"):
        (inner,) = re.findall(rf"<{element}>(.*?)</{element}>", HTML, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in page.policy()
    assert page.policy().startswith("default-src 'none'")
    assert "unsafe" not in page.policy()


def test_it_names_no_other_place():
    assert re.findall(r"https?:|//\w|\bsrc=|@import|url\(", HTML) == []
    assert re.findall(r"\son\w+=|\sstyle=", HTML) == []


def test_every_field_has_a_label_and_the_verdict_is_read_out():
    labels = set(re.findall(r'<label for="(\w+)"', HTML))
    assert set(re.findall(r'<input id="(\w+)"', HTML)) == labels == {"file", "token"}
    assert 'lang="en-GB"' in HTML
    assert 'aria-live="polite"' in HTML
    assert re.findall(r"<h(\d)", HTML) == ["1", "2"]


def test_it_asks_for_a_token_only_where_one_is_needed():
    assert "<div hidden>" not in HTML
    assert "<div hidden>" in page.html(tokens=False)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_runs_it_under_its_policy(workers, audit, tmp_path):
    sock = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serving.run, args=(Service(workers, audit), sock), daemon=True).start()
    words = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--dump-dom", "--virtual-time-budget=5000"]
    address = f"http://127.0.0.1:{sock.getsockname()[1]}/"
    ran = subprocess.run([CHROMIUM, *words, address], capture_output=True, text=True, timeout=120, check=True)
    assert ran.stdout.count("<button") == 2
    assert " disabled" not in ran.stdout.partition("<form")[2].partition("</form>")[0]
