"""Reads the training data: open data sets and the train split of our own corpus, as documents of sentences.

A sentence carries what its data set says of it and nothing else: words without a tree, heads without tags and single
words without a tag are left out of the loss.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hearsay.read.sentences import cut_sentences
from hearsay.read.tokens import cut_tokens
from training.labels import UNKNOWN_TAG

__all__ = ["Document", "Part", "Sentence", "read_parts", "read_treebank", "read_written"]

KINDS = ("PER", "ORG", "LOC")
WRITTEN = Path(__file__).parent / "names"  # lines written for training, names marked as [O|Harlow Dairy Co-op]
_SMALL = frozenset(("of", "the", "and", "&", "for", "-", "de", "la", "al", "bin", "van", "von", "der", "on", "in"))
_GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_SHARED = {"PER": "PER", "ORG": "ORG", "OUTLET": "ORG", "LOC": "LOC"}  # what heads of three kinds call the five
_MEANTIME_KINDS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}


@dataclass(slots=True)
class Sentence:
    """One sentence; heads count from 1 with 0 the root, ``tags`` holds a tag per word for each head that knows it."""

    words: list[str]
    upos: list[str] | None = None
    heads: list[int] | None = None
    rels: list[str] | None = None
    tags: dict[str, list[str]] = field(default_factory=dict)


Document = list[Sentence]
Span = tuple[int, int, str]


@dataclass(slots=True)
class Part:
    """One data set: its documents and how many times an epoch sees it."""

    name: str
    documents: list[Document]
    share: float = 1.0


def read_parts(data: Path, corpus: Path) -> list[Part]:
    """Every training part; ``data`` is the folder of open data sets, ``corpus`` that of our own incidents."""
    ewt = [doc for _, doc in read_treebank(data / "syntax/ewt.train.conllu.gz")]
    _add_uner(ewt, data / "ner/uner_ewt.train.iob2.gz")
    gum = read_treebank(data / "syntax/gum-open.train.conllu.gz")
    _add_gum_names(gum, data / "coref/gum-open.jsonl.gz")
    _add_gum_attributions(gum, data / "attribution/gum.train.jsonl.gz")
    return [
        Part("ewt", ewt),
        Part("gum", [doc for _, doc in gum]),
        Part("wikigold", _tagged(data / "ner/wikigold.jsonl.gz", "wiki", (*KINDS, "MISC"))),
        Part("wnut17", _tagged(data / "ner/wnut17.jsonl.gz", "wnut", None)),
        Part("btc", _tagged(data / "ner/btc.jsonl.gz", "btc", KINDS), 0.4),
        Part("meantime", list(_meantime(data / "cdec/meantime.jsonl.gz"))),
        Part("corpus", list(_own(corpus))),
        Part("written", list(read_written(sorted(WRITTEN.glob("*.txt"))))),
    ]


# treebanks -----------------------------------------------------------------------------------------------------------


def read_treebank(path: Path) -> list[tuple[str, Document]]:
    """Documents of a treebank by their ids."""
    documents: list[tuple[str, Document]] = []
    rows: list[list[str]] = []
    for line in _lines(path):
        if line.startswith("# newdoc"):
            documents.append((line.partition("=")[2].strip(), []))
        elif not line and rows:
            if not documents:
                documents.append(("", []))
            documents[-1][1].append(
                Sentence(
                    words=[r[1] for r in rows],
                    upos=[r[3] for r in rows],
                    heads=[int(r[6]) for r in rows],
                    rels=[r[7] for r in rows],
                )
            )
            rows = []
        elif line[:1].isdigit() and line.split("\t")[0].isdigit():
            rows.append(line.split("\t"))
    return [(name, doc) for name, doc in documents if doc]


def _add_uner(documents: list[Document], path: Path) -> None:
    known: dict[tuple[str, ...], list[str]] = {}
    rows: list[tuple[str, str]] = []
    for line in (*_lines(path), ""):
        cells = line.split("\t")
        if not line and rows:
            known[tuple(w for w, _ in rows)] = _mend([t for _, t in rows])
            rows = []
        elif cells[0].isdigit():
            tag = cells[2]
            rows.append((cells[1], "O" if tag.endswith("-OTH") or tag in ("B-O", "I-O") else tag))
    for sentence in (s for doc in documents for s in doc):
        tags = known.get(tuple(sentence.words))
        if tags is not None:
            sentence.tags |= {"uner": tags, "any": tags}


def _mend(tags: Sequence[str]) -> list[str]:
    out: list[str] = []
    for tag in tags:
        loose = tag.startswith("I-") and (not out or out[-1][2:] != tag[2:])
        out.append("B-" + tag[2:] if loose else tag)
    return out


def _add_gum_names(documents: list[tuple[str, Document]], path: Path) -> None:
    """Tags from GUM's entity layer: mentions of people, bodies and places whose every word is written as a name."""
    layers = {tuple(w for s in row["sentences"] for w in s): row for row in _rows(path) if row["split"] == "train"}
    for _, doc in documents:
        row = layers.get(tuple(w for s in doc for w in s.words))
        if row is None or [len(s) for s in row["sentences"]] != [len(s.words) for s in doc]:
            continue
        found: dict[int, list[Span]] = {}
        times: dict[int, list[Span]] = {}
        for m in row["mentions"]:
            if m["etype"] == "time":
                times.setdefault(m["sent"], []).append((m["start"], m["end"], "T"))
            kind, sentence = _GUM_KINDS.get(m["etype"]), doc[m["sent"]]
            span = _named(sentence, m["start"], m["end"]) if kind else None
            if kind and span:
                found.setdefault(m["sent"], []).append((*span, kind))
        for i, sentence in enumerate(doc):
            tags = _spell_out(len(sentence.words), _outer(found.get(i, [])))
            sentence.tags |= {
                "news": tags,
                "any": tags,
                "time": _spell_out(len(sentence.words), _outer(times.get(i, []))),
            }


def _outer(spans: Sequence[Span]) -> list[Span]:
    return [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]


def _named(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The name in a mention without article and possessive, if the whole mention is one."""
    words = sentence.words
    while start < end and words[start].lower() in ("the", "a", "an"):
        start += 1
    while start < end and (words[end - 1] in ("'s", "’s", "'", "’") or not words[end - 1][-1].isalnum()):
        end -= 1
    run = range(start, end)
    if not run or not all(words[i][:1].isupper() or words[i].lower() in _SMALL for i in run):
        return None
    upos = sentence.upos
    return (start, end) if upos is None or any(upos[i] == "PROPN" for i in run) else None


def _add_gum_attributions(documents: list[tuple[str, Document]], path: Path) -> None:
    rows = {row["doc_id"]: row for row in _rows(path)}
    for name, doc in documents:
        row = rows.get(name)
        licence = (row or {}).get("licence") or ""
        if row is None or not licence.startswith("CC-BY-") or "NC" in licence or "ND" in licence:
            continue
        at, spans = 0, []
        for word in (w for s in doc for w in s.words):
            found = row["text"].find(word, at)
            if found < 0:
                break
            spans.append((found, found + len(word)))
            at = found + len(word)
        else:
            _add_attributions(doc, spans, row["attributions"])


def _add_attributions(doc: Document, spans: Sequence[tuple[int, int]], attributions: Iterable[dict[str, Any]]) -> None:
    """Tags cues, sources and contents; ``spans`` are the characters of the document's words."""
    tags = {head: ["O"] * len(spans) for head in ("cue", "source", "content")}
    for a in attributions:
        if not a["cue"] or not a["content"]:
            continue
        for head, letter in (("cue", "C"), ("source", "S"), ("content", "T")):
            hit = [i for i, (s, e) in enumerate(spans) if any(s < stop and e > start for start, stop in a[head])]
            for i in hit:
                if tags[head][i] == "O":
                    tags[head][i] = ("I-" if i - 1 in hit else "B-") + letter
    at = 0
    for sentence in doc:
        for head, row in tags.items():
            sentence.tags[head] = _mend(row[at : at + len(sentence.words)])
        at += len(sentence.words)


# names ---------------------------------------------------------------------------------------------------------------


def _tagged(path: Path, head: str, kinds: Sequence[str] | None) -> list[Document]:
    """Tweets and sentences with names; ``kinds`` None takes the raw types."""
    out = []
    for row in _rows(path):
        if row["split"] != "train" or not row["tokens"]:
            continue
        n, entities = len(row["tokens"]), row["ents"]
        own = [(e["start"], e["end"], e["type"] if kinds else e["raw"]) for e in entities]
        shared = [(e["start"], e["end"], e["type"]) for e in entities if e["type"] in KINDS]
        tags = {
            head: _spell_out(n, [s for s in own if kinds is None or s[2] in kinds]),
            "any": _spell_out(n, shared),
        }
        out.append([Sentence(row["tokens"], tags=tags)])
    return out


def _meantime(path: Path) -> Iterator[Document]:
    """MEANTIME marks only what recurs, so a word outside its mentions is unknown, not outside."""
    for row in _rows(path):
        doc = [Sentence(words) for words in row["sentences"]]
        for m in row["mentions"]:
            kind = _MEANTIME_KINDS.get(m["type"]) if m["kind"] == "entity" else None
            if kind is None or m["toks"] != list(range(m["toks"][0], m["toks"][-1] + 1)):
                continue
            span = _named(doc[m["sent"]], m["toks"][0], m["toks"][-1] + 1)
            if span:
                _tag_partly(doc[m["sent"]], *span, kind)
        yield [s for s in doc if s.tags]


def _tag_partly(sentence: Sentence, start: int, end: int, kind: str) -> None:
    row = _partial(sentence, "news")
    sentence.tags["any"] = row
    if not any(row[start:end]):
        row[start:end] = _spell_out(end - start, [(0, end - start, _SHARED[kind])])


def _partial(sentence: Sentence, head: str) -> list[str]:
    return sentence.tags.setdefault(head, [UNKNOWN_TAG] * len(sentence.words))


# lines of our own ----------------------------------------------------------------------------------------------------

_MARK = re.compile(r"\[([POULM])\|([^\[\]|]+)\]")
_LETTERS = {"P": "PER", "O": "ORG", "U": "OUTLET", "L": "LOC", "M": "MISC"}


def read_written(paths: Iterable[Path]) -> Iterator[Document]:
    """Marked lines, a document each; raises ValueError where a mark is not one of the five."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text, spans = _unmark(line)
            if any(c in text for c in "[]|"):
                raise ValueError(f"{path.name}:{number}: a mark that is not [P|…], [O|…], [U|…], [L|…] or [M|…]")
            tokens = cut_tokens(text)
            own = [
                (min(hit), max(hit) + 1, kind)
                for start, end, kind in spans
                if (hit := [i for i, (s, e) in enumerate(tokens) if s < end and e > start])
            ]
            shared = [(s, e, _SHARED[kind]) for s, e, kind in own if kind in _SHARED]
            names, kinds = _spell_out(len(tokens), shared), _spell_out(len(tokens), own)
            yield [
                Sentence(
                    [text[a:b] for a, b in tokens[i:j]], tags={"uner": names[i:j], "any": names[i:j], "own": kinds[i:j]}
                )
                for i, j in cut_sentences(text, tokens)
            ]


def _unmark(line: str) -> tuple[str, list[Span]]:
    """The text without marks, and the characters and kind of every name."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), _LETTERS[match[1]]))
        text += match[2]
        at = match.end()
    return text + line[at:], spans


# our own corpus ------------------------------------------------------------------------------------------------------


def _own(corpus: Path) -> Iterator[Document]:
    """Reports of the train split with their gold attributions; outlets and people that gold names are tagged partly."""
    for slug in json.loads((corpus / "splits.json").read_text(encoding="utf-8"))["train"]:
        gold = json.loads((corpus / slug / "gold.json").read_text(encoding="utf-8"))
        outlets = {r["outlet"] for r in gold["reports"] if r["outlet"]}
        outlets |= {d["parent_outlet"] for d in gold["derivations"] if d.get("parent_outlet")}
        for line in (corpus / slug / "attributions.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            names = [(o, "OUTLET") for o in sorted(outlets)]
            for a in row["attributions"]:
                entity, kind = a.get("source_entity") or {}, a.get("source_type")
                if a.get("naming") == "named" and kind in ("person", "outlet") and entity.get("name"):
                    name = entity["name"].partition(":")[2] or entity["name"]
                    names.append((name, "PER" if kind == "person" else "OUTLET"))
            yield _own_report(row["text"], row["attributions"], names)


def _own_report(text: str, attributions: list[dict[str, Any]], names: list[tuple[str, str]]) -> Document:
    tokens = cut_tokens(text)
    doc = [Sentence([text[a:b] for a, b in tokens[i:j]]) for i, j in cut_sentences(text, tokens)]
    _add_attributions(doc, tokens, attributions)
    for sentence in doc:
        for name, kind in names:
            parts = [name[a:b] for a, b in cut_tokens(name)]
            if parts[:1] in (["The"], ["the"]):
                parts = parts[1:]
            if not parts or not all(p[:1].isupper() or p in _SMALL for p in parts):
                continue
            for at in range(len(sentence.words) - len(parts) + 1):
                if sentence.words[at : at + len(parts)] == parts:
                    _tag_partly(sentence, at, at + len(parts), kind)
                    row = _partial(sentence, "own")
                    if not any(row[at : at + len(parts)]):
                        row[at : at + len(parts)] = _spell_out(len(parts), [(0, len(parts), kind)])
    return doc


# files ---------------------------------------------------------------------------------------------------------------


def _spell_out(n: int, spans: Iterable[Span]) -> list[str]:
    tags = ["O"] * n
    for start, end, kind in spans:
        tags[start:end] = ["B-" + kind] + ["I-" + kind] * (end - start - 1)
    return tags


def _lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()


def _rows(path: Path, keep: Callable[[dict[str, Any]], bool] = lambda _: True) -> list[dict[str, Any]]:
    return [row for row in map(json.loads, _lines(path)) if keep(row)]
