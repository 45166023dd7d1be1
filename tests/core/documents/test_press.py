"""The press survives what documents do to it."""

import os
import signal
import time
from pathlib import Path

import pytest

from core.documents import press as module
from core.documents.press import Press, PressFault
from tests.core.documents.attacks import BOMBS
from tests.core.documents.pages import read
from tests.factories.documents import job_of, make_job


def test_it_tells_how_far_a_document_is(press: Press) -> None:
    heard: list[int] = []
    press.print(make_job(), heard.append)
    assert heard == sorted(heard)
    assert heard[0] < 10
    assert heard[-1] >= 90


def test_the_process_stays_warm_between_documents(press: Press) -> None:
    press.print(job_of("<p>一</p>"))
    before = press.process_id
    press.print(job_of("<p>二</p>"))
    assert press.process_id == before


def test_documents_are_archival_pdfs_with_their_title(press: Press) -> None:
    sheet = press.print(make_job())
    reader = read(sheet.pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == "总结报告"
    assert reader.metadata.author == "青岚经济开发区经济发展局"
    assert b"pdfaid:part" in sheet.pdf or "pdfaid" in str(reader.xmp_metadata.stream.get_data())


@pytest.mark.faults
def test_a_killed_typesetter_is_replaced(press: Press) -> None:
    press.print(job_of("<p>一</p>"))
    os.kill(press.process_id, signal.SIGKILL)
    try:
        press.print(job_of("<p>二</p>"))
    except PressFault:
        press.print(job_of("<p>二</p>"))
    assert press.print(job_of("<p>三</p>")).pages == 1


def test_a_stopped_press_leaves_no_process_and_no_folder() -> None:
    machine = Press()
    machine.print(job_of("<p>一</p>"))
    process, folder = machine.process_id, machine.scratch
    assert Path(folder).is_dir()
    machine.stop()
    assert not Path(f"/proc/{process}").exists()
    assert not Path(folder).exists()


def test_a_document_that_takes_too_long_is_given_up(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.print(job_of("<p>一</p>"))
    monkeypatch.setattr(module, "WAIT", 0.5)
    started = time.monotonic()
    with pytest.raises(PressFault, match="timeout"):
        press.print(job_of(BOMBS["list"]))
    assert time.monotonic() - started < 5
    monkeypatch.undo()
    assert press.print(job_of("<p>一</p>")).pages == 1


@pytest.mark.asvs("16.5.3")
@pytest.mark.faults
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_time_and_the_next_document_is_fine(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # Fewer CPU seconds than a portal gives: each of these bombs would burn any number of them.
    monkeypatch.setitem(module.LIMITS, "cpu", 3)
    press, started = Press(), time.monotonic()
    with pytest.raises(PressFault):
        press.print(job_of(BOMBS[name]))
    assert time.monotonic() - started < module.START + module.WAIT
    assert press.print(job_of("<p>一</p>")).pages == 1
    press.stop()
