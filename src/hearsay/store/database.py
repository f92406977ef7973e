"""The case file: opening it safely, and the few statements the rest of the package needs.

APSW instead of the standard library's sqlite3: stock builds up to SQLite 3.51.2 can lose a committed transaction when
two connections checkpoint at once (the WAL-reset bug). One writing connection under a lock, readers with ``mode=ro``.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import apsw

from hearsay.errors import CaseDamaged, CaseVersion, NoCase, OutputError
from hearsay.store.lock import take_lock
from hearsay.types import Dropped

__all__ = ["FORMAT", "Reader", "Row", "Writer", "find_database"]

FORMAT = 1
_APPLICATION = 0x68656172  # "hear"
_FILE = "case.db"


class Row(NamedTuple):
    """A stored product."""

    key: str
    inputs: str
    digest: str
    body: bytes


def find_database(folder: Path) -> Path:
    """Where the file of a case lies."""
    return folder / _FILE


class Reader:
    """A read-only view of a case. Raises NoCase, CaseVersion, CaseDamaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = find_database(folder)
        if not path.is_file():
            raise NoCase(f"there is no case at {folder}.", "Make one: hearsay trace PILE")
        with _explain(folder):
            self._db = apsw.Connection(_uri(path), flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
            self._db.set_busy_timeout(5000)
            self._db.execute("PRAGMA wal_autocheckpoint=0")
            _check(self._db, folder)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def documents(self) -> list[tuple[str, str, str, str, bytes]]:
        """Rows (id, root, path, base, body), by path and id."""
        with _explain(self.folder):
            rows = self._db.execute("SELECT id, root, path, base, body FROM document ORDER BY path, id")
            return [(i, r, p, b, zlib.decompress(body)) for i, r, p, b, body in rows]

    def stamps(self, stage: str) -> dict[str, tuple[str, str]]:
        """Key → (inputs, digest) of everything a stage has made."""
        with _explain(self.folder):
            return {
                k: (i, d)
                for k, i, d in self._db.execute("SELECT key, inputs, digest FROM product WHERE stage=?", (stage,))
            }

    def body(self, stage: str, key: str = "") -> bytes | None:
        """One product's bytes, None where it was not made."""
        with _explain(self.folder):
            row = self._db.execute("SELECT body FROM product WHERE stage=? AND key=?", (stage, key)).fetchone()
            return zlib.decompress(row[0]) if row else None

    def bodies(self, stage: str) -> Iterator[tuple[str, bytes]]:
        """(key, bytes) of everything a stage has made, by key."""
        with _explain(self.folder):
            for key, body in self._db.execute("SELECT key, body FROM product WHERE stage=? ORDER BY key", (stage,)):
                yield key, zlib.decompress(body)

    def dropped(self) -> list[Dropped]:
        """Everything that was set aside, sorted by content."""
        with _explain(self.folder):
            rows = self._db.execute("SELECT report, what, stage, reason FROM dropped")
            return sorted((Dropped(*row) for row in rows), key=lambda d: (d.report or "", d.stage, d.what, d.reason))

    def last_run(self) -> tuple[str, bool, dict[str, float]] | None:
        """(version, finished, seconds per stage) of the newest run."""
        with _explain(self.folder):
            row = self._db.execute("SELECT version, finished, seconds FROM run ORDER BY id DESC LIMIT 1").fetchone()
            return (row[0], bool(row[1]), json.loads(row[2])) if row else None


class Writer(Reader):
    """The one writing connection of a case; makes the folder (mode 0700) and the file where they are missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[bytes] | None = None
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = take_lock(folder / "lock")
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            raise _cannot_write(folder) from error
        except OSError as error:
            raise (_disk_full(folder) if error.errno == 28 else _cannot_write(folder)) from error
        try:
            self._open(find_database(folder))
        except BaseException:
            self._lock.close()
            raise

    def _open(self, path: Path) -> None:
        with _explain(self.folder):
            old = os.umask(0o077)
            try:
                self._db = apsw.Connection(str(path))
            finally:
                os.umask(old)
            self._db.set_busy_timeout(5000)
            if not self._db.pragma("application_id") and not self._db.pragma(
                "schema_version"
            ):  # new, or killed so early
                self._db.execute("PRAGMA journal_mode=WAL")
                with self._db:
                    self._db.execute(f"PRAGMA application_id={_APPLICATION}; PRAGMA user_version={FORMAT};")
                    self._db.execute((Path(__file__).parent / "schema.sql").read_text(encoding="utf-8"))
            else:
                _check(self._db, self.folder)
            self._db.execute("PRAGMA synchronous=NORMAL")

    def close(self) -> None:
        """Let go of the file and the lock."""
        self._db.close()
        if self._lock:
            self._lock.close()

    def put_documents(self, rows: Iterable[tuple[str, str, str, str, bytes]], gone: Iterable[str]) -> None:
        """Add or replace documents; remove those gone with everything made from them."""
        with self._write():
            for key in gone:
                self._db.execute("DELETE FROM document WHERE id=?", (key,))
                self._db.execute("DELETE FROM product WHERE key=?", (key,))
                self._db.execute("DELETE FROM dropped WHERE key=?", (key,))
            for i, r, p, b, body in rows:
                self._db.execute(
                    "INSERT OR REPLACE INTO document VALUES (?,?,?,?,?)", (i, r, p, b, zlib.compress(body, 1))
                )

    def put(self, stage: str, rows: Iterable[tuple[Row, Iterable[Dropped]]]) -> None:
        """Store products with what was dropped while making them, in one transaction."""
        with self._write():
            for row, dropped in rows:
                body = zlib.compress(row.body, 1)
                self._db.execute(
                    "INSERT OR REPLACE INTO product VALUES (?,?,?,?,?)", (stage, row.key, row.inputs, row.digest, body)
                )
                self._db.execute("DELETE FROM dropped WHERE stage=? AND key=?", (stage, row.key))
                self._put_dropped(stage, row.key, dropped)

    def set_dropped(self, stage: str, key: str, dropped: Iterable[Dropped]) -> None:
        """Replace what a stage dropped under a key."""
        with self._write():
            self._db.execute("DELETE FROM dropped WHERE stage=? AND key=?", (stage, key))
            self._put_dropped(stage, key, dropped)

    def keep_dropped(self, stages: Iterable[str]) -> None:
        """Remove what other stages than these set aside."""
        kept = list(stages)
        with self._write():
            self._db.execute(f"DELETE FROM dropped WHERE stage NOT IN ({','.join('?' * len(kept))})", kept)  # noqa: S608

    def forget(self, stage: str, keys: Iterable[str]) -> None:
        """Remove products that nothing rests on any more."""
        with self._write():
            self._db.executemany("DELETE FROM product WHERE stage=? AND key=?", ((stage, k) for k in keys))

    def begin_run(self, version: str) -> int:
        """Note that a run begins; gives its number."""
        with self._write():
            self._db.execute("INSERT INTO run (version) VALUES (?)", (version,))
            return int(self._db.last_insert_rowid())

    def end_run(self, run: int, seconds: dict[str, float]) -> None:
        """Note that a run is finished and what it took."""
        with self._write():
            self._db.execute("UPDATE run SET finished=1, seconds=? WHERE id=?", (json.dumps(seconds), run))

    def _put_dropped(self, stage: str, key: str, dropped: Iterable[Dropped]) -> None:
        for d in dropped:
            self._db.execute(
                "INSERT INTO dropped VALUES (?,?,?,?,?)", (stage, key, d.report, _safe(d.what), _safe(d.reason))
            )

    @contextmanager
    def _write(self) -> Iterator[None]:
        with _explain(self.folder):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if not self._db.getautocommit():  # a full disk has rolled back already
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _uri(path: Path) -> str:
    return path.resolve().as_uri() + "?mode=ro"


def _check(db: apsw.Connection, folder: Path) -> None:
    application = db.pragma("application_id")
    version = db.pragma("user_version")
    if application != _APPLICATION:
        raise CaseDamaged(f"{find_database(folder)} is not a hearsay case.", "Choose another folder with --case DIR.")
    if version != FORMAT:
        raise CaseVersion(
            f"the case {folder} has format {version}, this hearsay writes format {FORMAT}.",
            "Trace the pile again into a new folder with --case DIR, or use the hearsay that made it.",
        )


def _cannot_write(folder: Path) -> OutputError:
    return OutputError(f"cannot write the case folder {folder}.", "Name a folder you may write to with --case DIR.")


def _disk_full(folder: Path) -> OutputError:
    return OutputError(
        f"the disk is full while writing the case {folder}.", "Free some space and run the same command: it resumes."
    )


@contextmanager
def _explain(folder: Path) -> Iterator[None]:
    """Turn the database's errors into ours."""
    try:
        yield
    except (apsw.FullError, apsw.IOError) as error:
        raise _disk_full(folder) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise _cannot_write(folder) from error
    except (apsw.NotADBError, apsw.CorruptError, zlib.error) as error:
        raise CaseDamaged(
            f"{find_database(folder)} is not a case or is damaged ({error}).",
            "Move it away and trace the pile again: nothing in it but judgements cannot be made again.",
        ) from error
