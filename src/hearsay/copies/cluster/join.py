"""The join as Daft runs it: fingerprints, who shares them, seeds by pair of texts, alignment where the pair lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from hearsay.copies.cluster.kernels import align_pairs, count_words, pack_texts, print_texts
from hearsay.copies.index.files import Array
from hearsay.copies.jit import LARGE
from hearsay.copies.passages import Text, content_key, settle
from hearsay.copies.rules import CAPS, HUBS
from hearsay.copies.seeds import REUSE_WINDOW, afford
from hearsay.copies.tokens import Ints
from hearsay.errors import InputError, OutputError
from hearsay.types import Passage

if TYPE_CHECKING:
    import daft

__all__ = ["find_passages"]

_TEXTS = 1_000  # texts one call reads
_PAIRS = 2_000  # pairs of texts one call aligns
_chosen: list[str] = []
_SPANS = ("a_start", "a_end", "b_start", "b_end", "words")


def find_passages(
    texts: Sequence[Text] | daft.DataFrame,
    *,
    runner: Literal["native", "ray"] = "native",
    address: str | None = None,
    window: int | None = None,
) -> list[Passage]:
    """What ``hearsay.copies.find_passages`` finds, by the same rules, in the same order, wherever it runs.

    ``texts``: records, or a Daft frame (of Parquet files, say) with columns ``id`` and ``text`` and, if there are any,
    ``series``, ``order``, ``parts`` and ``quotations`` (lists of start and end). ``runner``: threads of this machine,
    or Ray: the cluster at ``address``, else one started here. Texts, words and seeds stay on the workers; ids, dates
    and the passages found come here. Raises InputError for ids that repeat, OutputError where Daft is not installed.
    """
    try:
        import daft
    except ImportError as error:
        raise OutputError("The search on a cluster needs Daft.", "pip install 'hearsay[cluster]'") from error
    _set_runner(runner, address)
    frame = _fill(texts if isinstance(texts, daft.DataFrame) else _frame(texts))
    words, ids, series = _number(_read(frame).collect())
    if window is None:
        total = words.select("count").sum("count").to_pydict()["count"][0] or 0
        window = 1 if total <= LARGE else REUSE_WINDOW
    seeds = _seeds(words, "r", window).union_all(_seeds(words, "q", window))
    found = _align(words, seeds).to_pydict()
    columns = (found[n] for n in ("a", "b", *_SPANS, "quoted"))
    passages = [
        Passage(ids[a], ids[b], a0, a1, b0, b1, size, quoted, "")
        for a, b, a0, a1, b0, b1, size, quoted in zip(*columns, strict=True)
    ]
    return settle(passages, series)


def _set_runner(runner: str, address: str | None) -> None:
    """Daft takes one runner for the life of a process."""
    import daft
    from daft.exceptions import DaftCoreException

    if _chosen and _chosen[0] != runner:
        raise InputError(
            f"this process runs Daft as {_chosen[0]!r} and cannot change to {runner!r}.", "Use another process."
        )
    try:
        if runner == "ray":
            daft.set_runner_ray(address)
        else:
            daft.set_runner_native()
    except DaftCoreException as error:
        if daft.get_or_infer_runner_type() != runner:
            raise InputError(f"this process runs Daft on another runner than {runner!r} already.") from error
    _chosen[:] = [runner]


def _frame(texts: Sequence[Text]) -> daft.DataFrame:
    import daft
    import pyarrow as pa

    spans = pa.list_(pa.list_(pa.int64()))
    return daft.from_arrow(
        pa.table(
            {
                "id": pa.array([t.id for t in texts], pa.large_string()),
                "text": pa.array([t.text for t in texts], pa.large_string()),
                "series": pa.array([t.series for t in texts], pa.large_string()),
                "order": pa.array([t.order for t in texts], pa.large_string()),
                "parts": pa.array([t.parts for t in texts], spans),
                "quotations": pa.array([t.quotations for t in texts], spans),
            }
        )
    )


def _fill(frame: daft.DataFrame) -> daft.DataFrame:
    """The frame with the columns it may leave out."""
    from daft import DataType, lit

    spans = DataType.list(DataType.list(DataType.int64()))
    kinds = {"series": DataType.string(), "order": DataType.string(), "parts": spans, "quotations": spans}
    missing = {n: lit(None).cast(kind) for n, kind in kinds.items() if n not in frame.column_names}
    return frame.with_columns(missing) if missing else frame


def _read(frame: daft.DataFrame) -> daft.DataFrame:
    """Texts → id, series, order, content, count, words."""
    import daft
    from daft import DataType, col

    @daft.func.batch(  # type: ignore[untyped-decorator, unused-ignore]
        return_dtype=DataType.struct(
            {"content": DataType.string(), "count": DataType.int64(), "words": DataType.binary()}
        ),
        unnest=True,
        batch_size=_TEXTS,
    )
    def read(ids: Any, text: Any, order: Any, parts: Any, quotations: Any) -> Any:
        rows = zip(*(c.to_pylist() for c in (ids, text, order, parts, quotations)), strict=True)
        texts = [
            Text(i, t or "", None, p if p is None else tuple(p), tuple(q or ()), o or "") for i, t, o, p, q in rows
        ]
        packed = pack_texts(texts)
        return [
            {"content": content_key(t.text), "count": count_words(w), "words": w}
            for t, w in zip(texts, packed, strict=True)
        ]

    made = read(col("id"), col("text"), col("order"), col("parts"), col("quotations"))
    return frame.select("id", "series", "order", made)


def _number(words: daft.DataFrame) -> tuple[daft.DataFrame, list[str], dict[str, str | None]]:
    """Words with ``doc``, the place of a text among all by date, content and id, and ``rank``, its place by id."""
    import daft

    names = words.select("id", "series", "order", "content").to_pydict()
    ids = sorted(names["id"])
    if len(set(ids)) < len(ids) or (ids and ids[0] is None):
        raise InputError("two texts have one id, or one has none.", "Give each an id of its own.")
    keys = sorted(zip((o or "" for o in names["order"]), names["content"], names["id"], strict=True))
    ordered = [i for _, _, i in keys]
    rank = {i: n for n, i in enumerate(ids)}
    numbers = daft.from_pydict(
        {"id": ordered, "doc": np.arange(len(ordered)), "rank": np.array([rank[i] for i in ordered], np.int64)}
    )
    numbered = words.select("id", "count", "words").join(numbers, on="id").select("doc", "rank", "count", "words")
    return numbered.collect(), ids, dict(zip(names["id"], names["series"], strict=True))


def _seeds(words: daft.DataFrame, kind: str, window: int) -> daft.DataFrame:
    """Where two texts share a fingerprint: every pair of holders of a rare one; of a popular one a star."""
    import daft
    from daft import DataType, Window, col, lit
    from daft.functions import row_number

    @daft.func.batch(  # type: ignore[untyped-decorator, unused-ignore]
        return_dtype=DataType.struct({"h": DataType.list(DataType.uint64()), "pos": DataType.list(DataType.int32())}),
        unnest=True,
        batch_size=_TEXTS,
    )
    def fingerprints(packed: Any) -> Any:
        import pyarrow as pa

        begins, h, pos = print_texts(packed.to_pylist(), kind, window)
        lists = [pa.LargeListArray.from_arrays(pa.array(begins), pa.array(c)) for c in (h, pos)]
        return daft.Series.from_arrow(pa.StructArray.from_arrays(lists, ["h", "pos"]))

    prints = words.select("doc", fingerprints(col("words"))).explode("h", "pos").where(col("h").not_null())
    held = prints.groupby("h").agg(col("doc").count().alias("size"), col("doc").count_distinct().alias("holders"))
    shared = prints.join(held.where(col("holders") >= 2).select("h", "size"), on="h").collect()
    cap, near = _afford(shared)

    few = shared.where(col("size") <= cap).select("h", "doc", "pos")
    many = shared.where(col("size") > cap).select("h", "doc", "pos")
    place = row_number().over(Window().partition_by("h").order_by("doc", "pos")).cast(DataType.int64())
    many = many.with_column("place", place)
    hubs = many.where(col("place") <= HUBS).join(_other(many), on="h")
    hubs = hubs.where(col("other_place") - col("place") > near).exclude("place", "other_place")
    pairs = [few.join(_other(few), on="h"), hubs]
    for step in range(1, near + 1):
        ahead = _other(many).with_column("place", col("other_place") - step).exclude("other_place")
        pairs.append(many.join(ahead, on=["h", "place"]).exclude("place"))
    seeds = pairs[0]
    for more in pairs[1:]:
        seeds = seeds.union_all(more.select(*seeds.column_names))
    seeds = seeds.where(col("doc") < col("other_doc"))
    return seeds.select(lit(kind).alias("kind"), "doc", "other_doc", "pos", "other_pos")


def _other(prints: daft.DataFrame) -> daft.DataFrame:
    from daft import col

    return prints.select(*(col(n) if n == "h" else col(n).alias(f"other_{n}") for n in prints.column_names))


def _afford(shared: daft.DataFrame) -> tuple[int, int]:
    """Up to how many holders all meet each other; only the numbers of holders leave the workers."""
    from daft import col

    sizes = shared.groupby("size").agg(col("h").count().alias("postings")).to_pydict()
    size, postings = np.array(sizes["size"], np.int64), np.array(sizes["postings"], np.int64)
    most = max(CAPS)
    groups = np.zeros(most + 1, np.int64)
    rare = size <= most
    groups[size[rare]] = postings[rare] // size[rare]
    return afford(groups, int(postings[~rare].sum()))


def _align(words: daft.DataFrame, seeds: daft.DataFrame) -> daft.DataFrame:
    """Passages pair by pair: each pair of texts goes, with its seeds and both texts' words, to one worker."""
    import daft
    from daft import DataType, col

    shape = {"a": DataType.int64(), "b": DataType.int64(), **dict.fromkeys(_SPANS, DataType.int32())}
    shape["quoted"] = DataType.bool()

    @daft.func.batch(  # type: ignore[untyped-decorator, unused-ignore]
        return_dtype=DataType.list(DataType.struct(shape)), batch_size=_PAIRS
    )
    def align(*columns: Any) -> Any:
        return _align_rows(*(c.to_pylist() for c in columns))

    lists = [col(n).list_agg() for n in ("kind", "pos", "other_pos")]
    pairs = seeds.groupby("doc", "other_doc").agg(*lists)
    here = words.select("doc", "rank", "words")
    there = words.select(*(col(n).alias(f"other_{n}") for n in ("doc", "rank", "words")))
    pairs = pairs.join(here, on="doc").join(there, on="other_doc")
    names = ("doc", "other_doc", "kind", "pos", "other_pos", "rank", "other_rank", "words", "other_words")
    found = pairs.select(align(*(col(n) for n in names)).alias("found")).explode("found")
    return found.where(col("found").not_null()).select(col("found").unnest())


def _align_rows(
    doc: list[int],
    other: list[int],
    kinds: list[list[str]],
    pos: list[list[int]],
    other_pos: list[list[int]],
    rank: list[int],
    other_rank: list[int],
    words: list[bytes],
    other_words: list[bytes],
) -> list[list[dict[str, Any]]]:
    """The passages of each row, a pair of texts."""
    known = {d: (r, w) for d, r, w in zip([*doc, *other], [*rank, *other_rank], [*words, *other_words], strict=True)}
    docs = np.array(sorted(known), np.int64)
    by_id = sorted(known, key=lambda d: known[d][0])
    place = {d: n for n, d in enumerate(by_id)}
    sizes = [len(k) for k in kinds]
    kind = np.array([k for row in kinds for k in row])
    columns = (_repeat(doc, sizes), _flat(pos), _repeat(other, sizes), _flat(other_pos))
    seeds = {k: (c[0], c[1], c[2], c[3]) for k in ("r", "q") for c in ([x[kind == k] for x in columns],)}
    ranks = np.array([place[d] for d in docs.tolist()], np.int64)
    found = align_pairs(docs, ranks, [known[d][1] for d in docs.tolist()], seeds)
    row_of = {
        (min(place[a], place[b]), max(place[a], place[b])): i for i, (a, b) in enumerate(zip(doc, other, strict=True))
    }
    rows: list[list[dict[str, Any]]] = [[] for _ in doc]
    names = [known[d][0] for d in by_id]
    for a, b, *spans, quoted in zip(*(getattr(found, n).tolist() for n in ("a", "b", *_SPANS, "quoted")), strict=True):
        row = {"a": names[a], "b": names[b], **dict(zip(_SPANS, spans, strict=True)), "quoted": quoted}
        rows[row_of[a, b]].append(row)
    return rows


def _repeat(values: list[int], sizes: list[int]) -> Ints:
    return np.repeat(np.array(values, np.int64), sizes)


def _flat(lists: list[list[int]]) -> Array:
    return np.array([x for row in lists for x in row], np.int64)
