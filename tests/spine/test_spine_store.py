"""The case file: what is acknowledged is kept, what is not a case is refused, one writer at a time."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from hearsay.errors import CaseBusy, CaseDamaged, CaseVersion, NoCase, OutputError
from hearsay.store import Reader, Row, Writer, find_database
from hearsay.types import Dropped


def test_products_and_what_was_dropped_come_back(tmp_path):
    folder = tmp_path / "x.hearsay"
    store = Writer(folder)
    store.put_documents([("d1", "pile", "pile/a.txt", "d1", b"body")], [])
    store.put("clean", [(Row("d1", "in", "out", b"product"), [Dropped("d1", "a line", "clean", "no reason")])])
    store.close()
    reader = Reader(folder)
    assert reader.documents() == [("d1", "pile", "pile/a.txt", "d1", b"body")]
    assert reader.body("clean", "d1") == b"product"
    assert reader.stamps("clean") == {"d1": ("in", "out")}
    assert reader.dropped() == [Dropped("d1", "a line", "clean", "no reason")]


def test_a_document_that_is_gone_takes_its_products_along(tmp_path):
    store = Writer(tmp_path / "x.hearsay")
    store.put_documents([("d1", "p", "a", "d1", b"1"), ("d2", "p", "b", "d2", b"2")], [])
    store.put("clean", [(Row("d1", "i", "o", b"1"), []), (Row("d2", "i", "o", b"2"), [])])
    store.put_documents([], ["d1"])
    assert store.body("clean", "d1") is None
    assert store.body("clean", "d2") == b"2"
    store.close()


def test_the_folder_is_for_its_owner_alone(tmp_path):
    Writer(tmp_path / "x.hearsay").close()
    assert (tmp_path / "x.hearsay").stat().st_mode & 0o777 == 0o700
    assert find_database(tmp_path / "x.hearsay").stat().st_mode & 0o077 == 0


def test_a_second_writer_is_told_to_wait(tmp_path):
    first = Writer(tmp_path / "x.hearsay")
    with pytest.raises(CaseBusy, match="--case DIR"):
        Writer(tmp_path / "x.hearsay")
    first.close()
    Writer(tmp_path / "x.hearsay").close()


def test_no_case_says_how_to_make_one(tmp_path):
    with pytest.raises(NoCase, match="hearsay trace"):
        Reader(tmp_path / "nowhere.hearsay")


def test_a_case_of_another_format_is_refused(tmp_path):
    import apsw

    folder = tmp_path / "x.hearsay"
    Writer(folder).close()
    db = apsw.Connection(str(find_database(folder)))
    db.execute("PRAGMA user_version=99")
    db.close()
    for opening in (Reader, Writer):
        with pytest.raises(CaseVersion, match="format 99"):
            opening(folder)


@pytest.mark.parametrize(
    "content", [b"not a database at all, only text\n" * 50, b"SQLite format 3\x00" + b"\x01" * 4000]
)
def test_a_file_that_is_no_case_is_refused(tmp_path, content):
    folder = tmp_path / "x.hearsay"
    folder.mkdir()
    find_database(folder).write_bytes(content)
    with pytest.raises(CaseDamaged):
        Reader(folder)


def test_a_database_of_another_program_is_refused(tmp_path):
    import apsw

    folder = tmp_path / "x.hearsay"
    folder.mkdir()
    db = apsw.Connection(str(find_database(folder)))
    db.execute("CREATE TABLE t (x)")
    db.close()
    with pytest.raises(CaseDamaged, match="not a hearsay case"):
        Reader(folder)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_place_is_said_to_be_one(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="--case DIR"):
            Writer(tmp_path / "x.hearsay")
    finally:
        tmp_path.chmod(0o700)


def test_a_file_where_the_folder_should_be_is_said(tmp_path):
    (tmp_path / "x.hearsay").write_text("a file")
    with pytest.raises(OutputError, match="cannot write the case folder"):
        Writer(tmp_path / "x.hearsay")


def test_a_full_disk_is_said_and_loses_nothing(tmp_path):
    store = Writer(tmp_path / "x.hearsay")
    store.put("clean", [(Row("d1", "i", "o", b"kept"), [])])
    pages = store._db.pragma("page_count")
    store._db.execute(f"PRAGMA max_page_count={pages + 1}")  # what SQLite reports then is what a full disk gives
    with pytest.raises(OutputError, match=r"disk is full.*resumes"):
        store.put("clean", [(Row("d2", "i", "o", os.urandom(200_000)), [])])
    store.close()
    assert Reader(tmp_path / "x.hearsay").body("clean", "d1") == b"kept"


def test_kill_at_any_moment_loses_nothing_acknowledged(tmp_path):
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from hearsay.store import Row, Writer
        store = Writer(Path(sys.argv[1]))
        for i in range(100000):
            store.put("s", [(Row(f"k{i}", "i", "o", bytes(500)), [])])
            sys.stdout.write(f"{i}\\n"); sys.stdout.flush()
        """
    )
    for round_ in range(3):
        folder = tmp_path / f"{round_}.hearsay"
        with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True) as writer:
            time.sleep(0.25 + 0.1 * round_)
            writer.send_signal(signal.SIGKILL)
            told = writer.stdout.read().split("\n")[:-1]
        store = Writer(folder)
        held = store.stamps("s")
        assert all(f"k{i}" in held for i in told)
        store.put("s", [(Row("after", "i", "o", b""), [])])
        store.close()
