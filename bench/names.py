"""Measures names on gold tokens: exact span and type, F1 (person, organisation, place).

    python bench/names.py DATA [--only SET] [--reader FOLDER]

DATA holds ``ner/{uner_ewt,wikigold,wnut17,re3d}.jsonl.gz`` and ``coref/gum-open.jsonl.gz``. UNER sentences are read
in the windows of their EWT documents. Of GUM's dev and test documents the capitalised person, organisation and place
mentions count, of re3d (nothing of it is trained on) the capitalised ones. Intervals are bootstraps over documents, or
over sentences where those are what a set has. ``raw`` cuts the text of EWT into its own words.
"""

# ruff: noqa: ANN001, ANN201, ANN202 -- a script that prints its table

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

from interval import interval

from hearsay.models.pieces import spell
from hearsay.read.model import Window, load_reader, open_reader
from hearsay.read.parse import _pack, _sentence, _shorten, parse_text
from hearsay.read.spans import chances_of, find_names

KINDS = {"PER", "ORG", "LOC"}
SMALL = {"of", "the", "and", "-", "de", "al"}
PRONOUNS = {
    "i",
    "he",
    "she",
    "we",
    "they",
    "you",
    "it",
    "his",
    "her",
    "their",
    "our",
    "my",
    "its",
    "this",
    "that",
    "who",
    "what",
    "here",
    "there",
    "your",
    "everyone",
}


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def ner(data, name, splits, capital=False):
    for row in rows(data / "ner" / f"{name}.jsonl.gz"):
        if row["split"] in splits and row["tokens"]:
            gold = {(e["start"], e["end"], e["type"]) for e in row["ents"] if e["type"] in KINDS}
            if capital:
                gold = {g for g in gold if all(w[:1].isupper() or w in SMALL for w in row["tokens"][g[0] : g[1]])}
            yield [(row["tokens"], gold)]


def uner(data, split):
    gold = {tuple(t): g for doc in ner(data, "uner_ewt", (split,)) for t, g in doc}
    from syntax import read_conllu

    for doc in read_conllu(data / "syntax" / f"ewt.{split}.conllu.gz"):
        sents = [[r[0] for r in rows] for _, _, rows in doc]
        yield [(s, gold.get(tuple(s))) for s in sents]


def gum(data):
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    for doc in rows(data / "coref" / "gum-open.jsonl.gz"):
        if doc["split"] == "train":
            continue
        out = []
        for i, words in enumerate(doc["sentences"]):
            spans = set()
            for m in doc["mentions"]:
                if m["sent"] != i or m["etype"] not in kinds:
                    continue
                a, b = m["start"], m["end"]
                while a < b and words[a].lower() in ("the", "a"):
                    a += 1
                while a < b and words[b - 1] in ("'s", "’s"):
                    b -= 1
                run = words[a:b]
                if run and all(w[:1].isupper() or w in SMALL for w in run) and run[0].lower() not in PRONOUNS:
                    spans.add((a, b, kinds[m["etype"]]))
            out.append((words, {s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}))
        yield out


def raw(data, split):
    """Paragraph texts of EWT with the names as characters."""
    from syntax import gold_spans, read_conllu

    gold = {tuple(t): g for doc in ner(data, "uner_ewt", (split,)) for t, g in doc}
    for doc in read_conllu(data / "syntax" / f"ewt.{split}.conllu.gz"):
        text, names = "", set()
        for said, new, rows in doc:
            spans, found = gold_spans(said, rows), gold.get(tuple(r[0] for r in rows))
            if spans is None or found is None:
                continue
            text += ("\n\n" if new else " ") if text else ""
            names |= {(len(text) + spans[a][0], len(text) + spans[b - 1][1], kind) for a, b, kind in found}
            text += said
        if text:
            yield text, names


def score_raw(docs, reader):
    per = []
    for text, want in docs:
        got, at = set(), 0
        for part in text.split("\n\n"):
            got |= {(n.start + at, n.end + at, n.kind) for n in parse_text(part, reader).names if n.kind in KINDS}
            at += len(part) + 2
        per.append((len(got & want), len(got), len(want)))
    hit, found, want = (sum(x) for x in zip(*per, strict=True))
    return {"F1": round(200 * hit / max(1, found + want), 1), "interval": interval(per, f_of)}


def f_of(chosen):
    return 200 * sum(h for h, _, _ in chosen) / max(1, sum(g + w for _, g, w in chosen))


def score(docs, reader):
    n, wrong, per = Counter(), Counter(), []
    for doc in docs:
        before = n["hit"], n["got"], n["want"]
        words = [w for s, _ in doc for w in s]
        sizes = [len(spell(w)) for w in words]
        spans, at = [], 0
        for s, _ in doc:
            spans.append((at, at + len(s)))
            at += len(s)
        gold = {start: g for (start, _), (_, g) in zip(spans, doc, strict=False)}
        for group in _pack(_shorten(spans, sizes), sizes):
            first, last = group[0][0], group[-1][1]
            numbers = tuple(i for i, (a, b) in enumerate(group) for _ in range(a, b))
            scores = reader.score(Window(tuple(words[first:last]), numbers))
            for a, b in group:
                want = gold.get(a)
                if want is None:
                    continue
                _ends, at = [], 0
                s = _sentence(words[a:b], tokens(words[a:b]), scores, a - first, reader.labels)
                heads = {h: chances_of(x[a - first : b - first]) for h, x in scores.heads.items()}
                where = {start: i for i, start in enumerate(s.starts)}
                until = {end: i + 1 for i, end in enumerate(s.ends)}
                got = {
                    (where[r.start], until[r.end], r.kind)
                    for r in find_names(words[a:b], s, heads, reader.labels)
                    if r.kind in KINDS
                }
                n["hit"] += len(got & want)
                n["got"] += len(got)
                n["want"] += len(want)
                for kind in KINDS:
                    g, w = {x for x in got if x[2] == kind}, {x for x in want if x[2] == kind}
                    n[kind, "hit"] += len(g & w)
                    n[kind, "got"] += len(g)
                    n[kind, "want"] += len(w)
                for x in got - want:
                    wrong["+ " + x[2] + " " + " ".join(words[a:b][x[0] : x[1]])] += 1
                for x in want - got:
                    wrong["- " + x[2] + " " + " ".join(words[a:b][x[0] : x[1]])] += 1

        per.append((n["hit"] - before[0], n["got"] - before[1], n["want"] - before[2]))

    def f(key):
        hit, got, want = (n[(*key, k) if key else k] for k in ("hit", "got", "want"))
        return round(200 * hit / max(1, got + want), 1)

    p, r = n["hit"] / max(1, n["got"]), n["hit"] / max(1, n["want"])
    result = {"F1": f(()), "P": round(100 * p, 1), "R": round(100 * r, 1)} | {k: f((k,)) for k in sorted(KINDS)}
    return result | {"interval": interval(per, f_of)}, wrong


def tokens(words):
    """Spans as if the words stood with one space between; hyphens glued, so that hyphened names join."""
    out, at = [], 0
    for i, word in enumerate(words):
        glue = word == "-" or (i and words[i - 1] == "-")
        at += 0 if glue or not i else 1
        out.append((at, at + len(word)))
        at += len(word)
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", default="", help="part of a set's name")
    parser.add_argument("--show", type=int, default=0, help="how many of the commonest errors to print")
    parser.add_argument("--reader", type=Path, help="a folder with another reader.int8.onnx and reader.json")
    a = parser.parse_args()
    data, reader = a.data, open_reader(a.reader) if a.reader else load_reader()
    sets = {
        "UNER EWT dev": uner(data, "dev"),
        "UNER EWT test": uner(data, "test"),
        "wikigold dev": ner(data, "wikigold", ("dev",)),
        "wikigold test": ner(data, "wikigold", ("test",)),
        "WNUT17 dev": ner(data, "wnut17", ("dev",)),
        "WNUT17 test": ner(data, "wnut17", ("test",)),
        "GUM dev, test": gum(data),
        "re3d test": ner(data, "re3d", ("test",), capital=True),
    }
    for name, docs in sets.items():
        if a.only not in name:
            continue
        result, wrong = score(docs, reader)
        print(name, result, flush=True)
        if a.show:
            print(wrong.most_common(a.show))
    for split in ("dev", "test"):
        if a.only in f"UNER EWT {split} raw":
            print(f"UNER EWT {split} raw", score_raw(raw(data, split), reader), flush=True)


if __name__ == "__main__":
    main()
