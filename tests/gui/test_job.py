"""Long work: one way to run it, and exactly one end."""

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from export.progress import Cancelled, Progress
from gui.job import Job
from storage.errors import ExportFailed


def heard_of(job: Job) -> list[tuple[str, object, bool]]:
    """Every end that is told, with its word and whether it came in the window's thread."""
    window, heard = QThread.currentThread(), list[tuple[str, object, bool]]()

    def hear(name: str, word: object = None) -> None:
        heard.append((name, word, QThread.currentThread() is window))

    job.done.connect(lambda result: hear("done", result))
    job.failed.connect(lambda sentence: hear("failed", sentence))
    job.cancelled.connect(lambda: hear("cancelled"))
    return heard


def run(qtbot: QtBot, work: Callable[[Progress], object]) -> list[tuple[str, object, bool]]:
    job = Job(work)
    heard = heard_of(job)
    with qtbot.waitSignal(job.ended):
        job.start()
    return heard


def test_the_result_comes_back_from_another_thread(qtbot: QtBot) -> None:
    here = threading.get_ident()
    heard = run(qtbot, lambda _progress: threading.get_ident() != here)
    assert heard == [("done", True, True)]


def test_progress_is_told_up_to_the_last_step(qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        for step in range(1001):
            progress(step, 1000)

    job = Job(work)
    steps: list[tuple[int, int]] = []
    job.progress.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert steps[-1] == (1000, 1000)
    assert len(steps) < 200


def test_our_own_errors_are_told_as_their_sentence(qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        raise ExportFailed("磁盘已满。")

    assert run(qtbot, work) == [("failed", "磁盘已满。", True)]


def test_a_bug_reaches_the_last_resort_and_is_told_plainly(qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        raise ZeroDivisionError("secret words")

    with qtbot.captureExceptions() as caught:
        heard = run(qtbot, work)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert [name for name, _, _ in heard] == ["failed"]
    assert "secret" not in str(heard[0][1])


def test_cancelling_stops_at_the_next_step(qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    reached: list[str] = []

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(5)
        progress(1, 2)
        reached.append("the end")

    job = Job(work)
    heard = heard_of(job)
    with qtbot.waitSignal(job.ended):
        job.start()
        assert begun.wait(5)
        job.cancel()
        go_on.set()
    assert heard == [("cancelled", None, True)]
    assert reached == []


def test_closing_waits_until_the_thread_has_ended(qtbot: QtBot) -> None:
    ended: list[bool] = []

    def work(progress: Progress) -> None:
        try:
            while True:
                threading.Event().wait(0.01)
                progress(0, 1)
        except Cancelled:
            threading.Event().wait(0.1)
            ended.append(True)
            raise

    job = Job(work)
    job.start()
    job.wait()
    assert ended == [True]


def test_many_jobs_each_end_once(qtbot: QtBot) -> None:
    def numbered(number: int) -> Callable[[Progress], int]:
        return lambda _progress: number

    jobs = [Job(numbered(number)) for number in range(20)]
    results: list[object] = []
    for job in jobs:
        job.done.connect(results.append)
        job.start()
    qtbot.waitUntil(lambda: len(results) == 20)
    assert set(results) == set(range(20))


def test_a_job_gone_with_its_parent_has_waited_for_its_thread(qtbot: QtBot) -> None:
    began, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        try:
            began.set()
            while True:
                progress(0, 1)
                time.sleep(0.001)
        finally:
            ended.set()

    parent = QObject()
    Job(work, parent).start()
    assert began.wait(10)
    parent.deleteLater()
    with qtbot.waitSignal(parent.destroyed):
        pass
    assert ended.is_set()
