"""Measures the reader on treebanks: tags and trees on gold tokens, tokens and sentences on raw text, words per second.

    python bench/syntax.py DATA [--limit N] [--reader FOLDER]

DATA holds ``syntax/{ewt,pud,gum-open}.*.conllu.gz``. LAS counts punctuation and universal relations without subtype;
its interval is a bootstrap over documents (over sentences where there are few documents). ``alone`` reads each sentence
by itself, ``raw text`` cuts its own words and sentences. A raw word counts as attached right where it, its head and its
relation are those of gold (F1). Speed is words per second of processor time, on one thread.
"""

# ruff: noqa: ANN001, ANN201 -- a script that prints its table

from __future__ import annotations

import argparse
import gzip
import time
from collections import Counter
from pathlib import Path

from interval import interval

from hearsay.models.pieces import spell
from hearsay.read.lemmas import lemma_of
from hearsay.read.model import Window, load_reader, open_reader
from hearsay.read.parse import _pack, _sentence, _shorten, parse_text


def read_conllu(path):
    """Documents of sentences: (text, starts a paragraph, rows)."""
    docs, text, rows, new = [], "", [], True
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            docs.append([])
        elif line.startswith("# newpar"):
            new = True
        elif line.startswith("# text = "):
            text = line[9:]
        elif not line:
            if rows:
                if not docs:
                    docs.append([])
                docs[-1].append((text, new, rows))
            rows, new = [], False
        elif line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append((cells[1], cells[2], cells[3], int(cells[6]), cells[7]))
    return docs


def gold_spans(text, rows):
    at, out = 0, []
    for word, *_ in rows:
        found = text.find(word, at)
        if found < 0:
            return None
        out.append((found, found + len(word)))
        at = found + len(word)
    return out


def score_gold_tokens(docs, limit, reader, alone=False):
    n = Counter()
    per = []  # words and right arcs per sentence of each document
    errors = Counter()
    for doc in docs[:limit]:
        words = [w for _, _, rows in doc for w, *_ in rows]
        sizes = [len(spell(w)) for w in words]
        spans, at = [], 0
        for _, _, rows in doc:
            spans.append((at, at + len(rows)))
            at += len(rows)
        gold = [row for _, _, rows in doc for row in rows]
        per.append([])
        for group in [[s] for s in spans] if alone else _pack(_shorten(spans, sizes), sizes):
            first, last = group[0][0], group[-1][1]
            numbers = tuple(i for i, (a, b) in enumerate(group) for _ in range(a, b))
            scores = reader.score(Window(tuple(words[first:last]), numbers))
            for a, b in group:
                s = _sentence(words[a:b], [(0, 1)] * (b - a), scores, a - first, reader.labels)
                before = n["las"]
                for i, (word, lemma, upos, head, rel) in enumerate(gold[a:b]):
                    n["n"] += 1
                    n["upos"] += s.upos[i] == upos
                    n["uas"] += s.heads[i] == head - 1
                    n["las"] += s.heads[i] == head - 1 and s.deprels[i].split(":")[0] == rel.split(":")[0]
                    n["sub"] += s.heads[i] == head - 1 and s.deprels[i] == rel
                    if upos not in ("PUNCT", "X", "SYM", "NUM", "PROPN"):
                        n["lem_n"] += 1
                        mine = lemma_of(word, upos)
                        n["lem"] += mine == lemma.lower()
                        if mine != lemma.lower():
                            errors[(upos, word.lower(), mine, lemma.lower())] += 1
                per[-1].append((b - a, n["las"] - before))
    t = n["n"]
    units = (
        [[sum(x) for x in zip(*doc, strict=True)] for doc in per] if len(per) > 50 else [s for doc in per for s in doc]
    )
    las = interval(units, lambda chosen: 100 * sum(h for _, h in chosen) / max(1, sum(w for w, _ in chosen)))
    return {k: round(100 * n[k] / t, 2) for k in ("upos", "uas", "las", "sub")} | {
        "lemma": round(100 * n["lem"] / n["lem_n"], 2),
        "words": t,
        "LAS interval": las,
    }, errors


def paragraphs(doc):
    """Paragraph texts with gold token and sentence spans; sentences whose words cannot be found are left out."""
    out, text, tokens, sents, trees, tags = [], "", [], [], set(), set()
    for stext, new, rows in doc:
        if new and text:
            out.append((text, tokens, sents, trees, tags))
            text, tokens, sents, trees, tags = "", [], [], set(), set()
        spans = gold_spans(stext, rows)
        if spans is None:
            continue
        text = text + " " if text else text
        base = len(text)
        text += stext
        tokens += [(a + base, b + base) for a, b in spans]
        sents.append((spans[0][0] + base, spans[-1][1] + base))
        for (a, b), (_, _, upos, head, rel) in zip(spans, rows, strict=True):
            up = (spans[head - 1][0] + base, spans[head - 1][1] + base) if head else None
            trees.add((a + base, b + base, up, rel.split(":")[0]))
            tags.add((a + base, b + base, upos))
    if text:
        out.append((text, tokens, sents, trees, tags))
    return out


def f1(gold, got, hit):
    p, r = hit / max(1, got), hit / max(1, gold)
    return round(100 * 2 * p * r / max(1e-9, p + r), 2)


def score_raw(docs, limit, reader):
    n, wrong = Counter(), Counter()
    took = 0.0
    for doc in docs[:limit]:
        for text, tokens, sents, trees, tags in paragraphs(doc):
            begun = time.process_time()
            parse = parse_text(text, reader)
            took += time.process_time() - begun
            arcs, marks = set(), set()
            for s in parse.sentences:
                for a, b, head, rel, upos in zip(s.starts, s.ends, s.heads, s.deprels, s.upos, strict=True):
                    arcs.add((a, b, (s.starts[head], s.ends[head]) if head >= 0 else None, rel.split(":")[0]))
                    marks.add((a, b, upos))
            n["arcs"] += len(arcs & trees)
            n["tags"] += len(marks & tags)
            mine = [(a, b) for s in parse.sentences for a, b in zip(s.starts, s.ends, strict=False)]
            spans = [(s.start, s.end) for s in parse.sentences]
            n["tg"] += len(tokens)
            n["tp"] += len(mine)
            n["th"] += len(set(tokens) & set(mine))
            n["sg"] += len(sents)
            n["sp"] += len(spans)
            n["sh"] += len(set(sents) & set(spans))
            for a, b in set(tokens) - set(mine):
                wrong["missed " + text[max(0, a - 3) : b + 3]] += 1
            for a, b in set(sents) - set(spans):
                wrong["sent " + text[a : a + 10] + "..." + text[max(0, b - 25) : b + 25]] += 1
    return {
        "tokens": f1(n["tg"], n["tp"], n["th"]),
        "sentences": f1(n["sg"], n["sp"], n["sh"]),
        "upos": f1(n["tg"], n["tp"], n["tags"]),
        "las": f1(n["tg"], n["tp"], n["arcs"]),
        "words/s": round(n["tp"] / took),
    }, wrong


def main():
    args = argparse.ArgumentParser()
    args.add_argument("data", type=Path)
    args.add_argument("--limit", type=int, default=10**9)
    args.add_argument("--show", type=int, default=0)
    args.add_argument("--sets", default="ewt.dev,ewt.test,pud.test,gum-open.test")
    args.add_argument("--reader", type=Path, help="a folder with another reader.int8.onnx and reader.json")
    a = args.parse_args()
    reader = open_reader(a.reader) if a.reader else load_reader()
    for name in a.sets.split(","):
        docs = read_conllu(a.data / "syntax" / f"{name}.conllu.gz")
        result, errors = score_gold_tokens(docs, a.limit, reader)
        print(name, "gold tokens", result, flush=True)
        lone, _ = score_gold_tokens(docs, a.limit, reader, alone=True)
        print(name, "alone      ", lone, flush=True)
        raw, wrong = score_raw(docs, a.limit, reader)
        print(name, "raw text   ", raw, flush=True)
        if a.show:
            print([(k, v) for k, v in errors.most_common(a.show)])
            print([(k, v) for k, v in wrong.most_common(a.show)])


if __name__ == "__main__":
    main()
