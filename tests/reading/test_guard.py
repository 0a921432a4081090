"""Reading in a process that has limits and can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.errors import ReadingError
from analyzer.reading import guard, guard_process, progress, read
from analyzer.reading import guard_wire as wire
from analyzer.reading.charboxes import CharBoxes
from analyzer.reading.guard import begin, read_guarded
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import Block, SourceText
from tests.reading.packages import p, package
from tests.support import broken_pdf

_CORPORA = Path(__file__).resolve().parents[2] / "corpora" / "documents"
_DOCUMENTS = [min(_CORPORA.glob(f"*.{kind}")) for kind in ("docx", "pdf", "html", "md", "txt")]
_SLOW = """
import os, sys, time
from analyzer.reading import guard_wire as wire
request = wire.receive(sys.stdin.buffer)
answers = sys.stdout.buffer
{body}
"""


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Puts a program of the test in place of the one that reads."""
    guard_process.drop_idle()

    def put(body: str) -> None:
        start = "import json, sys; sys.path[:] = json.loads(sys.argv[1])\n" + _SLOW.format(body=body)
        monkeypatch.setattr(guard_process, "_START", start)

    yield put
    guard_process.drop_idle()


@pytest.mark.parametrize("path", _DOCUMENTS, ids=lambda path: path.suffix)
def test_gives_what_reading_here_gives(path: Path) -> None:
    assert read_guarded(path) == read(path)
    assert read_guarded("tên khác" + path.suffix, data=path.read_bytes()) == read(
        "tên khác" + path.suffix, data=path.read_bytes()
    )


def test_keeps_the_boxes_of_characters() -> None:
    path = min(_CORPORA.glob("*.pdf"))
    one, other = read_guarded(path), read(path)
    boxed = [block for block in one.blocks if block.char_boxes is not None]
    assert boxed
    assert all(isinstance(block.char_boxes, CharBoxes) for block in boxed)
    assert [list(b.char_boxes or ()) for b in one.blocks] == [list(b.char_boxes or ()) for b in other.blocks]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"PK\x03\x04" + b"\0" * 10, "corrupt"),
        ("a.pdf", b"%PDF-1.7\n", "corrupt"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"\0" * 50, "binary"),
        ("a.html", b"<html><body></body></html>", "empty"),
    ],
)
def test_gives_the_same_errors(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ReadingError) as here:
        read(name, data=data)
    with pytest.raises(ReadingError) as there:
        read_guarded(name, data=data)
    assert there.value.code == here.value.code == code
    assert there.value.message == here.value.message


def test_a_missing_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "a.docx", "missing"), (tmp_path, "directory")):
        with pytest.raises(ReadingError) as caught:
            read_guarded(path)
        assert caught.value.code == code
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "b.docx")
        with pytest.raises(ReadingError):
            read_guarded(tmp_path / "b.docx")


def test_plain_text_starts_no_process(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH\nTuyên truyền", encoding="utf-8")
    (tmp_path / "b").write_text("KẾ HOẠCH\nTuyên truyền", encoding="utf-16")
    assert begin(path)._process is None
    assert begin(tmp_path / "b")._process is None
    assert begin("a.md", data=b"# a\n")._process is None
    for name, data in {"a.txt": b"%PDF-1.7\n", "b.txt": b"<html><p>x</p>", "a.html": b"x", "a": b"PK\3\4"}.items():
        pending = begin(name, data=data)
        assert pending._process is not None, name
        pending.cancel()


def test_the_caller_may_be_such_a_process_itself() -> None:
    path = min(_CORPORA.glob("*.docx"))
    pending = begin(path, limits=Limits(own_process=False))
    assert pending._process is None
    assert pending.result() == read(path)


def test_the_process_is_kept_for_the_next_file() -> None:
    path = min(_CORPORA.glob("*.docx"))
    first = begin(path)
    process = first._process
    first.result()
    second = begin(path)
    assert second._process is process
    # A second file at the same time has a process of its own.
    third = begin(path)
    assert third._process is not process
    assert third.result() == second.result()
    assert len(guard_process._IDLE) == 1


def test_a_file_that_takes_too_long_is_stopped(instead: object) -> None:
    instead("time.sleep(600)")  # type: ignore[operator]
    pending = begin("a.docx", data=b"PK\x03\x04", limits=Limits(seconds=1))
    process = pending._process
    with pytest.raises(ReadingError) as caught:
        pending.result()
    assert caught.value.code == "timeout"
    assert process is not None
    assert process._popen.poll() is not None
    assert not Path(process._folder).exists()


def test_recognised_pages_earn_more_time(instead: object) -> None:
    instead(
        "for n in range(1, 4):\n"
        "    time.sleep(0.8); wire.send(answers, wire.PROGRESS, wire.pack(wire.Progress(n, 3)))\n"
        "wire.send(answers, wire.ERROR, wire.pack(wire.Failure('empty', 'a', 'b')))"
    )  # type: ignore[operator]
    told: list[tuple[int, int]] = []
    with progress.listening(lambda done, count: told.append((done, count))), pytest.raises(ReadingError) as caught:
        read_guarded("a.docx", data=b"PK\x03\x04", limits=Limits(seconds=1.5, seconds_per_page=30))
    assert caught.value.code == "empty"
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_pages_that_no_file_has_earn_nothing(instead: object) -> None:
    instead("wire.send(answers, wire.PROGRESS, wire.pack(wire.Progress(10**9, 10**9))); time.sleep(600)")  # type: ignore[operator]
    with pytest.raises(ReadingError) as caught:
        read_guarded("a.docx", data=b"PK\x03\x04", limits=Limits(seconds=1))
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    "body",
    [
        "os.abort()",
        "os._exit(0)",
        "wire.send(answers, wire.SOURCE, b'junk'); time.sleep(600)",
        "wire.send(answers, b'x', b'junk'); time.sleep(600)",
        "answers.write(b's' + b'\\xff' * 8); answers.flush(); time.sleep(600)",
        "answers.write(b'\\x80\\x04\\x95' * 99); answers.flush(); time.sleep(600)",
    ],
)
def test_what_is_no_answer_is_a_crash(instead: object, body: str) -> None:
    instead(body)  # type: ignore[operator]
    with pytest.raises(ReadingError) as caught:
        read_guarded("a.docx", data=b"PK\x03\x04", limits=Limits(seconds=60))
    assert caught.value.code == "crashed"
    assert not guard_process._IDLE


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_memory_is_bounded() -> None:
    guard_process.drop_idle()
    data = package("".join(p(str(number) * 7) for number in range(40_000)))
    with pytest.raises(ReadingError) as caught:
        read_guarded("a.docx", data=data, limits=Limits(memory=60 << 20, seconds=60, expansion_ratio=10_000))
    assert caught.value.code in ("out_of_memory", "crashed")
    assert read_guarded("b.docx", data=package(p("Kế hoạch"))).blocks


def test_the_next_file_is_read_after_a_crash(instead: object, monkeypatch: pytest.MonkeyPatch) -> None:
    instead("os.abort()")  # type: ignore[operator]
    with pytest.raises(ReadingError):
        read_guarded("a.docx", data=b"PK\x03\x04")
    monkeypatch.undo()
    assert read_guarded("b.docx", data=package(p("Kế hoạch"))).blocks[0].text == "Kế hoạch"


def test_several_threads_read_at_once() -> None:
    path = min(_CORPORA.glob("*.docx"))
    wanted, found = read(path), list[SourceText]()
    threads = [threading.Thread(target=lambda: found.append(read_guarded(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 4


def test_the_process_ends_with_the_program() -> None:
    code = (
        "import sys; from analyzer.reading import guard; "
        "pending = guard.begin(sys.argv[1]); pending.result(); from analyzer.reading import guard_process as g; "
        "print(g._IDLE[0]._popen.pid, g._IDLE[0]._folder)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(min(_CORPORA.glob("*.docx")))], capture_output=True, check=True, text=True,
        encoding="utf-8", cwd=Path(__file__).resolve().parents[2], timeout=120,
    )  # fmt: skip
    number, _, folder = run.stdout.strip().partition(" ")
    assert not Path(folder).exists()
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(int(number), 0)


def test_reading_loads_no_language_library() -> None:
    code = "import sys, analyzer.reading.guard_child; print(sorted({'spacy', 'underthesea'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=120,
                         cwd=Path(__file__).resolve().parents[2])  # fmt: skip
    assert run.stdout.strip() == "[]"


def test_halves_of_surrogate_pairs_keep_their_length() -> None:
    source = SourceText("a", "0", "txt", [Block("p0", "paragraph", "a\ud800b\udfff")])
    there = wire.unpack_source(wire.pack_source(source), "tên\udcff")
    assert there.blocks[0].text == "a\ufffdb\ufffd"
    assert there.path == "tên\udcff"


def test_as_many_boxes_as_characters() -> None:
    source = SourceText("a", "0", "pdf", [Block("p0", "line", "ab", char_boxes=[(0.0, 0.0, 1.0, 1.0)])])
    with pytest.raises(ValueError, match="boxes"):
        wire.unpack_source(wire.pack_source(source), "a")


def test_a_connection_is_refused_where_files_are_read() -> None:
    code = (
        "import sys, socket; from analyzer.reading.guard_child import _no_network; sys.addaudithook(_no_network)\n"
        "try: socket.create_connection(('127.0.0.1', 9))\n"
        "except PermissionError: print('refused')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=120,
                         cwd=Path(__file__).resolve().parents[2])  # fmt: skip
    assert run.stdout.strip() == "refused"


def test_messages_are_whole_sentences_in_two_languages() -> None:
    for error in (guard.timeout("a.pdf", 120), guard.out_of_memory("a.pdf"), guard.crashed("a.pdf", -6)):
        assert error.message.vi.startswith("a.pdf: ")
        assert error.message.en.startswith("a.pdf: ")
        assert error.exit_code == 3


def test_a_page_count_beyond_the_limit_is_refused_there() -> None:
    limits = Limits(pages=2)
    three = broken_pdf.page(extra={2: b"<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R]/Count 3>>"})
    with pytest.raises(ReadingError) as caught:
        read_guarded("a.pdf", data=three, limits=limits)
    assert caught.value.code == "too_large"
    assert read_guarded("a.pdf", data=three, limits=DEFAULT_LIMITS).pages == 3


def test_a_relative_path_is_seen_from_where_the_caller_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = (_CORPORA / "ke-hoach-xa-an-thinh.docx").read_bytes()
    for name in ("a", "b"):  # the second time the process is there already
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.docx").write_bytes(document)
        monkeypatch.chdir(tmp_path / name)
        assert read_guarded(f"{name}.docx").path == f"{name}.docx"
