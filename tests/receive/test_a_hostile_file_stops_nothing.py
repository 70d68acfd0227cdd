"""A file that takes too long, takes too much memory or kills its worker is unexamined, and the next one is judged as ever."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.receive.deliveries import BOOK, CLEAN, PERSONAL
from tests.support.hostile import FILES

from payscrub.receive.limits import Limits
from payscrub.receive.workers import Busy, Workers

SLOW = PERSONAL.split(b"\r\n", 1)[0] + b"\r\n" + b"\r\n".join(PERSONAL.split(b"\r\n")[1:5]) * 40_000


def process_of(workers):
    return workers._slots[0]._process


def test_what_takes_too_long_is_unexamined_and_its_worker_is_replaced():
    with Workers(Limits(seconds=1.5, workers=1)) as workers:
        first = process_of(workers).pid
        report = workers.judge(SLOW * 8).report
        assert (report["verdict"], report["unexamined"][0]["cause"]) == ("unexamined", "The examination took longer than it may.")
        assert workers.judge(CLEAN).clean
        assert process_of(workers).pid != first


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_what_takes_too_much_memory_is_unexamined():
    with Workers(Limits(memory=512 << 20, workers=1)) as workers:
        assert workers.judge(CLEAN).clean
        assert workers.judge(SLOW * 3).report["verdict"] == "unexamined"
        assert workers.judge(CLEAN).clean


def test_what_inflates_beyond_all_bounds_is_unexamined():
    (bomb,) = (file for file in FILES if "640 MB" in file.label)
    with Workers(Limits(seconds=4, workers=1)) as workers:
        assert workers.judge(bomb.make()).report["verdict"] == "unexamined"
        assert workers.judge(CLEAN).clean


@pytest.mark.parametrize("hostile", [file for file in FILES if "640 MB" not in file.label], ids=str)
def test_a_hostile_file_is_answered_by_the_same_worker(hostile, workers):
    before = process_of(workers).pid
    assert not workers.judge(hostile.make()).clean
    assert workers.judge(CLEAN).clean
    assert process_of(workers).pid == before


def test_a_worker_that_somebody_kills_is_replaced_and_its_file_judged_again():
    with Workers(Limits(workers=1)) as workers:
        assert workers.judge(CLEAN).clean
        process_of(workers).kill()
        process_of(workers).wait()
        assert workers.judge(CLEAN).clean


def test_a_file_whose_worker_somebody_kills_meanwhile_is_judged_again():
    with Workers(Limits(workers=1)) as workers:
        assert workers.judge(CLEAN).clean
        first = process_of(workers)
        timer = threading.Timer(0.1, first.kill)
        timer.start()
        assert workers.judge(SLOW).report["verdict"] == "personal"
        timer.join()
        assert process_of(workers) is not first


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_the_signals_that_stop_a_service_do_not_stop_a_job():
    with Workers(Limits(workers=1)) as workers:
        assert workers.judge(CLEAN).clean
        for number in (signal.SIGTERM, signal.SIGINT):
            os.kill(process_of(workers).pid, number)
        assert workers.judge(PERSONAL).report["verdict"] == "personal"


def test_a_file_that_kills_two_workers_is_unexamined(monkeypatch):
    with Workers(Limits(workers=1)) as workers:

        def gone(*_):
            raise EOFError

        monkeypatch.setattr(workers._slots[0], "work", gone)
        assert workers.judge(CLEAN).report["verdict"] == "unexamined"


def test_nothing_is_judged_once_the_gate_is_closing():
    workers = Workers(Limits(workers=1))
    workers.close()
    with pytest.raises(Busy):
        workers.judge(CLEAN)


def test_a_job_that_the_closing_gate_breaks_off_is_no_verdict():
    workers = Workers(Limits(workers=1))
    assert workers.judge(CLEAN).clean
    timer = threading.Timer(0.3, workers.close)
    timer.start()
    with pytest.raises(Busy):
        workers.judge(SLOW * 4)
    timer.join()


def test_who_finds_no_worker_free_is_told_so():
    with Workers(Limits(seconds=0.1, workers=1)) as workers:
        workers._idle.get()
        with pytest.raises(Busy):
            workers.judge(CLEAN)


def test_workers_are_shared_between_threads(workers):
    files = [CLEAN, PERSONAL, BOOK] * 6
    with ThreadPoolExecutor(6) as pool:
        verdicts = [answer.report["verdict"] for answer in pool.map(workers.judge, files)]
    assert verdicts == ["clean", "personal", "personal"] * 6


def test_a_clean_copy_comes_back_whole(workers):
    answer = workers.clean(BOOK)
    assert answer.clean
    assert workers.judge(answer.data).clean
    assert workers.clean(BOOK, bytes(32)).data == workers.clean(BOOK, bytes(32)).data != answer.data


def test_a_worker_ends_when_its_parent_is_gone():
    with Workers(Limits(workers=1)) as workers:
        assert workers.judge(CLEAN).clean
        process = process_of(workers)
        process.stdin.close()
        assert process.wait(30) == 0
