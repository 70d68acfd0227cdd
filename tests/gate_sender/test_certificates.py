"""A certificate holds for one file, one signer and one set of tables; anything else is refused."""

from __future__ import annotations

import json
import os
import re
import stat
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gate_sender import invented

from payscrub.errors import CannotReadOrWrite, UsageError
from payscrub.gate import certificate, signing, tables
from payscrub.gate.certificate import CertificateRefused
from payscrub.model import Action, Finding, Report, Verdict
from payscrub.policy import Policy


@pytest.fixture(scope="module")
def certified(cleaned, signer):
    """A clean file, its certificate, and the public key of the signer."""
    data, report = cleaned[".csv"]
    proof = certificate.certify(report, signing.load_private(signer), policy=Policy.default())
    return data, proof, signing.load_public(signing.public_path(signer))


def refused(data, proof, *trusted):
    with pytest.raises(CertificateRefused) as caught:
        certificate.check(data, proof, trusted)
    return caught.value.message


def test_a_genuine_certificate_is_accepted(certified):
    data, proof, public = certified
    assert certificate.check(data, proof, [public])["verdict"] == "clean"


def test_a_certificate_holds_no_value_and_no_digest_of_the_source(certified, cleaned):
    text = certified[1].decode()
    assert set(re.findall(r"[\w/.]+", text)).isdisjoint(invented.SECRETS)
    assert cleaned[".csv"][1].sha256 not in text


def test_it_says_what_was_done_with_what_policy(certified):
    stated = json.loads(certified[1])
    assert stated["treated"]["UK_NINO"] == len(invented.PEOPLE)
    assert re.fullmatch("[0-9a-f]{64}", stated["policy"])
    assert re.fullmatch("[0-9a-f]{64}", stated["tables"])


def test_other_policies_have_other_digests(cleaned, signer):
    key = signing.load_private(signer)
    policies = (Policy.default(), Policy.default(), Policy.default(Action.MASK), None)
    digests = [json.loads(certificate.certify(cleaned[".csv"][1], key, policy=policy))["policy"] for policy in policies]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3
    assert digests[3] is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_changed_byte_of_the_certificate_is_refused(certified, data):
    file, proof, public = certified
    at = data.draw(st.integers(0, len(proof) - 1))
    new = data.draw(st.integers(0, 255).filter(lambda byte: byte != proof[at]))
    refused(file, proof[:at] + bytes([new]) + proof[at + 1 :], public)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_changed_byte_of_the_file_is_refused(certified, data):
    file, proof, public = certified
    at = data.draw(st.integers(0, len(file) - 1))
    new = data.draw(st.integers(0, 255).filter(lambda byte: byte != file[at]))
    assert "another file" in refused(file[:at] + bytes([new]) + file[at + 1 :], proof, public)


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\n", lambda _: b""])
def test_a_longer_or_shorter_file_is_refused(certified, change):
    data, proof, public = certified
    assert "another file" in refused(change(data), proof, public)


@pytest.mark.parametrize("junk", [b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000, b" " * (certificate.MAX_BYTES + 1)])
def test_what_is_no_certificate_is_refused(certified, junk):
    data, _, public = certified
    refused(data, junk, public)


def test_an_unknown_signer_is_refused(certified):
    data, proof, _ = certified
    assert "not trusted" in refused(data, proof, bytes(32))
    assert "not trusted" in refused(data, proof)


def test_somebody_elses_signature_is_not_taken_under_a_trusted_name(certified, cleaned, tmp_path):
    data, _, public = certified
    signing.make(tmp_path / "other.pem")
    forged = json.loads(certificate.certify(cleaned[".csv"][1], signing.load_private(tmp_path / "other.pem")))
    forged["signer"] = public.hex()
    assert "changed after" in refused(data, json.dumps(forged, indent=2).encode() + b"\n", public)


def test_older_tables_are_refused(certified, monkeypatch):
    data, proof, public = certified
    monkeypatch.setattr(tables, "digest", lambda: "0" * 64)
    assert "other tables" in refused(data, proof, public)


def test_the_digest_of_the_tables_follows_every_table(monkeypatch):
    whole = tables.digest()
    parts = tables._PARTS
    others = set()
    for number in range(len(parts)):
        tables.digest.cache_clear()
        monkeypatch.setattr(tables, "_PARTS", parts[:number] + parts[number + 1 :])
        others.add(tables.digest())
    tables.digest.cache_clear()
    assert len(others) == len(parts)
    assert whole not in others


def test_only_a_clean_file_is_certified(signer):
    report = Report({}, "0", 1, "csv", Verdict((Finding("PERSON", "row 1, column 1", 1.0, "a name"),)))
    with pytest.raises(UsageError):
        certificate.certify(report, signing.load_private(signer))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_signing_key_is_private(signer, tmp_path):
    assert stat.S_IMODE(signer.stat().st_mode) == 0o600
    copy = tmp_path / "copy.pem"
    copy.write_bytes(signer.read_bytes())
    copy.chmod(0o640)
    with pytest.raises(UsageError, match="Others can read"):
        signing.load_private(copy)


def test_a_key_is_never_written_over_another(signer):
    before = signer.read_bytes()
    with pytest.raises(CannotReadOrWrite):
        signing.make(signer)
    assert signer.read_bytes() == before


@pytest.mark.parametrize("load", [signing.load_private, signing.load_public])
def test_what_is_no_key_is_wrong_usage(tmp_path, load):
    (tmp_path / "k.pem").write_bytes(b"no key")
    (tmp_path / "k.pem").chmod(0o600)
    with pytest.raises(UsageError):
        load(tmp_path / "k.pem")


def test_the_halves_of_a_pair_are_not_taken_for_each_other(signer):
    with pytest.raises(UsageError):
        signing.load_public(signer)
    with pytest.raises(UsageError):
        signing.load_private(signing.public_path(signer))


@pytest.mark.parametrize("command", ["clean", "verify"])
def test_the_commands_write_certificates_that_the_check_accepts(run, source, cleaned, signer, command):
    file = source.with_name("march.clean.csv")
    if command == "clean":
        result = run("clean", source, "--ephemeral", "--certificate", "--signing-key", signer)
    else:
        file.write_bytes(cleaned[".csv"][0])
        result = run("verify", file, "--certificate", "--signing-key", signer)
    assert result.exit_code == 0
    public = signing.public_path(signer)
    assert run("certificate", "check", file, "--trust", public).exit_code == 0
    file.write_bytes(file.read_bytes() + b"\n")
    assert run("certificate", "check", file, "--trust", public).exit_code == 3


def test_no_certificate_is_written_for_a_file_with_people(run, source, tmp_path, signer):
    assert run("verify", source, "--certificate", "--signing-key", signer).exit_code == 1
    assert not list(tmp_path.glob("*.payscrub.json"))


def test_the_certificate_of_a_named_output_stands_beside_it(run, source, tmp_path, signer):
    (tmp_path / "out").mkdir()
    for where in (("-o", tmp_path / "x.csv"), ("--output-dir", tmp_path / "out"), ("-o", tmp_path / "out" / "y.csv")):
        assert run("clean", source, "--ephemeral", "--certificate", "--signing-key", signer, *where).exit_code == 0
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.payscrub.json")}
    assert found == {"x.csv.payscrub.json", "out/march.clean.csv.payscrub.json", "out/y.csv.payscrub.json"}


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "-", "--certificate"),
        ("clean", "march.csv", "--signing-key", "k.pem"),
        ("clean", "march.csv", "--certificate", "--signing-key", "no-such.pem"),
        ("certificate", "check", "march.csv"),
    ],
)
def test_a_certificate_that_cannot_be_is_wrong_usage_before_anything_is_done(run, source, monkeypatch, words):
    monkeypatch.chdir(source.parent)
    assert run(*words, input=b"a,b").exit_code == 2
    assert [path.name for path in source.parent.iterdir()] == ["march.csv"]


def test_a_key_is_made_where_it_is_wanted_and_its_public_half_is_named(run, tmp_path):
    result = run("certificate", "key", tmp_path / "mine.pem")
    assert result.exit_code == 0
    assert "mine.pub.pem" in result.stdout
    assert len(signing.load_public(tmp_path / "mine.pub.pem")) == 32


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch, signer):
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
    with pytest.raises(UsageError, match="Install"):
        signing.load_private(signer)


def test_folders_to_clean_leave_certificates_out(run, source):
    source.with_name("march.clean.csv.payscrub.json").write_bytes(b"{}")
    result = run("clean", source.parent, "--ephemeral")
    assert (result.exit_code, "Summary" in result.stdout) == (0, False)
