"""Measures how near the reader's own sentence vectors stay to those of the unchanged encoder.

    python bench/vectors.py DATA [--reader FOLDER] [--sentences N]

On sentences of EWT's and GUM's dev parts: Spearman's correlation of all pairwise cosines, the share of sentences whose
nearest neighbour is the same, and the mean cosine to the other vector.
"""

# ruff: noqa: ANN001, ANN201 -- a script that prints its table

from __future__ import annotations

import argparse
import random
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from syntax import read_conllu

from hearsay.models.sentences import encode_clauses
from hearsay.read.model import Window, open_reader


def ranks(values):
    order = np.argsort(values, kind="stable")
    out = np.empty(len(values))
    out[order] = np.arange(len(values))
    return out


def nearest(vectors):
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -2)
    return likeness.argmax(axis=1)


def compare(theirs, mine):
    pairs = np.triu_indices(len(mine), 1)
    a, b = (ranks((v @ v.T)[pairs]) for v in (theirs, mine))
    return {
        "spearman": round(float(np.corrcoef(a, b)[0, 1]), 3),
        "nearest neighbour kept": round(float((nearest(theirs) == nearest(mine)).mean()), 3),
        "cosine": round(float((theirs * mine).sum(axis=1).mean()), 3),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--sentences", type=int, default=600)
    a = parser.parse_args()
    found = [
        tuple(row[0] for row in rows)
        for part in ("ewt.dev", "gum-open.dev")
        for doc in read_conllu(a.data / "syntax" / f"{part}.conllu.gz")
        for _, _, rows in doc
        if 5 <= len(rows) <= 45
    ]
    chosen = random.Random(0).sample(sorted(set(found)), min(a.sentences, len(found)))
    with as_file(files("hearsay.models")) as shipped:
        reader = open_reader(a.reader or shipped)
    vectors = [reader.score(Window(words, (0,) * len(words))).vector for words in chosen]
    if any(v is None for v in vectors):
        raise SystemExit("this graph gives no sentence vectors")
    print(len(chosen), "sentences", compare(encode_clauses([" ".join(w) for w in chosen]), np.stack(vectors)))


if __name__ == "__main__":
    main()
