"""Several processes do what one does: the same bytes, the same words, and nothing of a file whose process was killed."""

from __future__ import annotations

import os
import pickle
import signal

import pytest
from tests.support.commands import key_in, payscrub

from payscrub import workers
from payscrub.errors import Damaged, PayscrubError
from payscrub.judge import judging
from payscrub.pipeline import clean_bytes
from payscrub.policy import Policy

PAYROLL = "Employee Number,Surname,NI Number\n20000123,Tebaquox,AB123456C\n20000124,Zarrowby,CE987654B\n"


def doubled(item):
    return 2 * item


def refused(_item):
    raise Damaged("It is damaged.", "Ask for another.")


def broken(item):
    raise ValueError(f"the file says {item}")


def killed(item):
    if item == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def results(task, items, jobs):
    found = []
    for made in workers.ahead(task, items, jobs):
        try:
            found.append(made())
        except PayscrubError as error:
            found.append(error)
    return found


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order_whatever_the_number_of_workers(jobs):
    assert results(doubled, list(range(20)), jobs) == [2 * n for n in range(20)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_refusal_comes_back_with_its_remedy(jobs):
    assert [(type(error), str(error)) for error in results(refused, [1, 2], jobs)] == [(Damaged, "It is damaged. Ask for another.")] * 2


def test_a_defect_in_a_worker_is_told_without_what_it_says():
    (error, _) = results(broken, ["SMITH", "JONES"], 2)
    assert "ValueError" in str(error)
    assert "SMITH" not in repr(error) + str(error)


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_killed_worker_takes_its_own_file_along_and_no_other():
    found = results(killed, [1, 2, 3, 4], 2)
    assert found[:1] + found[2:] == [1, 3, 4]
    assert isinstance(found[1], workers.WorkerEnded)
    assert found[1].exit_code == 3


def test_workers_end_when_nobody_waits_for_them_any_more():
    crew = []
    started = workers.Worker.__init__

    def noted(self):
        started(self)
        crew.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers.Worker, "__init__", noted)
        for made in workers.ahead(doubled, [1, 2, 3], 2):
            made()
            break
    assert all(worker._process.poll() is not None for worker in crew)


def test_a_policy_survives_being_sent():
    assert pickle.loads(pickle.dumps(Policy.default())) == Policy.default()


def test_a_folder_is_cleaned_alike_by_one_process_and_by_two(tmp_path):
    said, made = [], []
    for jobs in ("1", "2"):
        (folder := tmp_path / jobs).mkdir()
        (inside := folder / "in").mkdir()
        for n in range(3):
            (inside / f"f{n}.csv").write_text(PAYROLL.replace("Tebaquox", f"Tebaquox{'abc'[n]}"))
        (inside / "g.csv").write_bytes(b"%PDF-1")
        said.append(payscrub("clean", inside, "--key-file", key_in(tmp_path), "--jobs", jobs))
        made.append([path.read_bytes() for path in sorted(inside.glob("*.clean.csv"))])
    assert said[0] == said[1]
    assert made[0] == made[1]
    assert len(made[0]) == 3
    assert said[0].code == 3


@pytest.mark.parametrize("jobs", ["0", "-1", "x"])
def test_there_is_at_least_one_process(tmp_path, jobs):
    assert payscrub("clean", tmp_path, "--jobs", jobs).code == 2


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setattr("payscrub.judge._WORTH_A_PROCESS", 0)


@pytest.mark.usefixtures("shared")
def test_the_verdict_of_another_process_is_the_same():
    data = PAYROLL.encode()
    copy, _ = clean_bytes(data, key=bytes(32))
    copies = (copy, copy + copy.replace(b"Employee", b"see Zarrowby"), data, b"", b"%PDF-1", copy)
    verdicts = []
    for jobs in (1, 2):
        with judging(data, jobs) as judge:
            verdicts.append([judge(one)() for one in copies])
    assert verdicts[0] == verdicts[1]
    assert [verdict.clean for verdict in verdicts[0]] == [True, False, False, False, False, True]
    assert any(finding.score == 1.0 for finding in verdicts[1][1].findings)  # which only the comparison is sure of
    assert [len(verdict.objections) for verdict in verdicts[0]] == [len(verdict.objections) for verdict in verdicts[1]]


@pytest.mark.parametrize("source", [b"", b"%PDF-1"])
@pytest.mark.usefixtures("shared")
def test_a_source_that_cannot_be_read_makes_no_verdict_clean_in_either_process(source):
    for jobs in (1, 2):
        with judging(source, jobs) as judge:
            assert [item.place for item in judge(b"Hours\n7\n")().unexamined] == ["file"]


@pytest.mark.usefixtures("shared")
def test_a_file_whose_judge_was_killed_is_refused_and_nothing_is_written(tmp_path, monkeypatch):
    source = tmp_path / "pay.csv"
    source.write_text(PAYROLL)
    whole = workers.Worker.send

    def send(self, thing):
        whole(self, thing)
        if thing == (PAYROLL.encode(), ()):
            self._process.kill()
            self._process.wait()

    monkeypatch.setattr(workers.Worker, "send", send)
    result = payscrub("clean", source, "--ephemeral", "--jobs", "2")
    assert result.code == 3
    assert "--jobs 1" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["pay.csv"]
