"""An index of copies on disk: reports are added to it, and what they share with all that is there comes back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np

from hearsay.copies.found import Found, gather
from hearsay.copies.index.files import map_arrays, remove_file
from hearsay.copies.index.manifest import Manifest, Part, Settings, new_manifest, read_manifest, write_manifest
from hearsay.copies.index.match import match
from hearsay.copies.index.merge import merge_segments, save_segment
from hearsay.copies.index.probe import Probe
from hearsay.copies.index.rows import make_rows, read_passages, settle
from hearsay.copies.index.segment import Segment, build_segment, hash_ids
from hearsay.copies.passages import Text, content_key
from hearsay.errors import CaseBusy, CopiesIndexBusy, CopiesIndexDamaged, InputError, NoSuchPath, OutputError
from hearsay.types import Dropped, Passage

__all__ = ["Added", "Index", "open_index"]

_FAN = 8  # segments of about one size that are merged into one
_FEW = 16  # and of the smallest, a report or two each: reports that keep coming should seldom wait for a merge
_AT_ONCE = 400_000  # words up to which a merge is done by the way; longer ones wait for ``tidy``
_MANY = 48  # segments, from which on every merge is done by the way
_CHUNK = 3_000_000  # characters of text that are made one segment


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding reports. ``ignored``: those whose id and text the index already had."""

    passages: tuple[Passage, ...]
    reports: int
    ignored: tuple[Dropped, ...]


def open_index(folder: str | os.PathLike[str], *, write: bool = False, settings: Settings | None = None) -> Index:
    """The index in ``folder``; with ``write`` it is made if it is not there, and nobody else may write to it.

    ``settings`` are those of a new index. Raises NoSuchPath, CopiesIndexBusy, CopiesIndexVersion, CopiesIndexDamaged,
    OutputError.
    """
    path = Path(folder)
    lock = _take_lock(path) if write else None
    try:
        manifest = read_manifest(path)
        if manifest is None:
            if not write:
                raise NoSuchPath(f"{path} is no index of copies.", "Make one: hearsay copies PILE --index DIR")
            if any(p.suffix != ".new" and p.name != "lock" for p in path.iterdir()):
                raise CopiesIndexDamaged(f"{path} is not empty and no index of copies.", "Give another folder.")
            manifest = new_manifest(settings or Settings())
            write_manifest(path, manifest)
        return Index(path, manifest, lock)
    except BaseException:
        if lock:
            lock.close()
        raise


class Index:
    """Reports and their words on disk. Reading needs no lock: what is open stays as it was, see ``refresh``."""

    def __init__(self, folder: Path, manifest: Manifest, lock: IO[bytes] | None) -> None:
        self._folder = folder
        self._lock = lock
        self._manifest = manifest
        self._segments: list[Segment] = []
        self._files: dict[str, Segment] = {}
        self._map()
        if lock:
            self._sweep()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return sum(p.reports for p in self._manifest.parts)

    def __contains__(self, report: str) -> bool:
        return bool(self._find([report]))

    @property
    def manifest(self) -> Manifest:
        """What the index consists of."""
        return self._manifest

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its segments, for who exports them."""
        return tuple(self._segments)

    def close(self) -> None:
        """Frees the lock and the maps."""
        self._segments, self._files = [], {}
        if self._lock:
            self._lock.close()
            self._lock = None

    def refresh(self) -> None:
        """See what was added since the index was opened."""
        manifest = read_manifest(self._folder)
        if manifest is None:
            raise NoSuchPath(f"{self._folder} is no index of copies any more.")
        self._manifest = manifest
        self._map()

    def add(self, texts: Sequence[Text]) -> Added:
        """Add reports in one step that is done or not done; the passages they share, among them and with all others.

        Sorted as ``find_passages`` sorts. When it returns, the reports are on disk. Raises InputError where an id comes
        with another text than the one the index has, and then adds none; OutputError.
        """
        fresh, ignored, found, segments = self._add(texts)
        return Added(tuple(settle(segments, found)) if found else (), fresh, ignored)

    def add_many(
        self, texts: Iterable[Text], *, progress: Callable[[int], None] | None = None, answer: bool = True
    ) -> Added:
        """Add any number of reports, a few thousand at a time, each lot on disk before the next is looked at.

        The answer is that of ``passages`` for the reports given, none where no ``answer`` is wanted; those of lots
        before a kill stay added.
        """
        ids: list[str] = []
        ignored: list[Dropped] = []
        count = 0
        for lot in _lots(texts):
            fresh, again, _, _ = self._add(lot)
            ids.extend(t.id for t in lot)
            ignored.extend(again)
            count += fresh
            if progress:
                progress(len(ids))
        return Added(tuple(self.passages(ids)) if answer else (), count, tuple(ignored))

    def probe(self, texts: Sequence[Text]) -> list[Passage]:
        """What ``add`` would answer, adding nothing. Their ids must not be in the index."""
        fresh, _ = self._sort_out(texts)
        if len(fresh) != len(texts):
            raise InputError("some of these reports are in the index already.", "Give them other ids.")
        if not fresh:
            return []
        segments = [*self._segments, build_segment(fresh, self._manifest.settings, self._manifest.next_report)]
        return settle(segments, self._match(segments))

    def passages(self, of: Sequence[str] | None = None) -> list[Passage]:
        """Every passage found so far, or those of some reports, with classes over all that is returned."""
        return read_passages(self._segments, None if of is None else list(self._find(of).values()))

    def tidy(self) -> None:
        """Merge what waits to be merged. Killed at any moment it leaves the index as it was or as it should be."""
        if not self._lock:
            raise OutputError(f"the index {self._folder} is open for reading only.", "Open it with write=True.")
        self._merge(at_once=False)

    def _add(self, texts: Sequence[Text]) -> tuple[int, tuple[Dropped, ...], Found | None, Sequence[Segment]]:
        """How many were added, which were ignored, what was found, and the segments it was found in."""
        if not self._lock:
            raise OutputError(f"the index {self._folder} is open for reading only.", "Open it with write=True.")
        fresh, ignored = self._sort_out(texts)
        if not fresh:
            return 0, ignored, None, ()
        segment = build_segment(fresh, self._manifest.settings, self._manifest.next_report)
        segments = [*self._segments, segment]
        found = self._match(segments)
        saved = Segment({**segment.arrays, **make_rows(found)})
        self._commit(lambda path: save_segment(saved, path), saved.reports, saved.tokens, drop=0)
        self._merge(at_once=True)
        return len(fresh), ignored, found, segments

    def _match(self, segments: Sequence[Segment]) -> Found:
        none = np.empty(0, np.int64)
        empty = Found(*(none,) * 2, *(none.astype(np.int32),) * 5, none.astype(np.bool_))
        return gather([empty, *match(segments, Probe(segments, self._manifest.settings))])

    def _sort_out(self, texts: Sequence[Text]) -> tuple[list[Text], tuple[Dropped, ...]]:
        """The texts that are new, and a record of each that is not. Raises InputError for one id with two texts."""
        known = self._find([t.id for t in texts])
        content = {i: self._segments[number].held(doc).content for i, (number, doc) in known.items()}
        fresh, ignored = [], []
        for text in texts:
            own = content_key(text.text)
            if text.id not in content:
                content[text.id] = own
                fresh.append(text)
            elif content[text.id] == own:
                ignored.append(Dropped(text.id, "report", "copies", "its id and text are in the index already"))
            else:
                raise InputError(
                    f"the id {text.id!r} stands for another text already; nothing was added.",
                    "Give it an id of its own.",
                )
        return fresh, tuple(ignored)

    def _find(self, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        hashed = hash_ids(ids)
        found: dict[str, tuple[int, int]] = {}
        for number, segment in enumerate(self._segments):
            found |= {ids[i]: (number, doc) for i, doc in segment.find(ids, hashed).items()}
        return found

    def _merge(self, *, at_once: bool) -> None:
        """Merge the newest segments while enough of them are small."""
        while (count := _due(self._manifest.parts)) > 0:
            parts = self._manifest.parts[-count:]
            size = sum(p.tokens for p in parts)
            if at_once and size > _AT_ONCE and len(self._manifest.parts) < _MANY:
                return
            segments = self._segments[-count:]
            self._commit(
                lambda path, segments=segments: merge_segments(segments, path),  # type: ignore[misc]
                sum(p.reports for p in parts),
                size,
                drop=count,
            )

    def _commit(self, write: Callable[[Path], int], reports: int, tokens: int, *, drop: int) -> None:
        """Write a segment, then make it part of the index in place of the last ``drop``."""
        old = self._manifest
        name = f"segment-{old.next_file:08}.bin"
        try:
            size = write(self._folder / name)
            kept = old.parts[: len(old.parts) - drop]
            made = replace(
                old,
                parts=(*kept, Part(name, reports, tokens, size)),
                next_file=old.next_file + 1,
                next_report=old.next_report + (0 if drop else reports),
            )
            write_manifest(self._folder, made)
        except OSError as error:
            raise OutputError(f"cannot write to the index {self._folder}: {error.strerror}.") from error
        self._manifest = made
        self._map()
        for part in old.parts[len(old.parts) - drop :]:
            remove_file(self._folder / part.file)

    def _map(self) -> None:
        """Map the segments of the manifest; a reader that comes too late for a merged one reads the manifest again."""
        for _ in range(20):
            try:
                files = {p.file: self._files.get(p.file) or self._open(p) for p in self._manifest.parts}
            except FileNotFoundError as error:
                again = read_manifest(self._folder)
                if again is None or again == self._manifest:
                    raise CopiesIndexDamaged(
                        f"{error.filename} is missing from the index.", "Make the index anew."
                    ) from error
                self._manifest = again
                continue
            self._files = files
            self._segments = list(files.values())
            return
        raise CopiesIndexBusy(f"the index {self._folder} changes too fast to be opened.", "Try again.")

    def _open(self, part: Part) -> Segment:
        path = self._folder / part.file
        if path.stat().st_size != part.bytes:
            raise CopiesIndexDamaged(f"{path} is not as long as it should be.", "Make the index anew.")
        return Segment(map_arrays(path))

    def _sweep(self) -> None:
        """Remove what a killed writer left."""
        mine = {p.file for p in self._manifest.parts}
        for path in self._folder.iterdir():
            if path.name.endswith(".new") or (path.name.startswith("segment-") and path.name not in mine):
                remove_file(path)


def _due(parts: Sequence[Part]) -> int:
    """How many of the last segments should be one: those up to some size, once enough of them have about that size."""
    tiers = [_tier(p.tokens) for p in parts]
    for tier in sorted(set(tiers)):
        count = 0
        while count < len(tiers) and tiers[-1 - count] <= tier:
            count += 1
        if tiers[len(tiers) - count :].count(tier) >= (_FAN if tier else _FEW):
            return count
    return 0


def _tier(tokens: int) -> int:
    tier = 0
    while tokens >= _FAN * 1024:
        tokens //= _FAN
        tier += 1
    return tier


def _lots(texts: Iterable[Text]) -> Iterable[list[Text]]:
    lot: list[Text] = []
    size = 0
    for text in texts:
        if lot and size + len(text.text) > _CHUNK:
            yield lot
            lot, size = [], 0
        lot.append(text)
        size += len(text.text)
    if lot:
        yield lot


def _take_lock(folder: Path) -> IO[bytes]:
    from hearsay.store.lock import take_lock

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return take_lock(folder / "lock")
    except CaseBusy as error:
        raise CopiesIndexBusy(f"another hearsay is writing to the index {folder}.", "Wait for it.") from error
    except OSError as error:
        raise OutputError(f"cannot write to the index {folder}: {error.strerror}.") from error
