"""The benchmark of the copies room: ``python -m bench.copies``. A workload with exact truth, its scores, and rivals."""

from __future__ import annotations

from bench.copies.kinds import KINDS
from bench.copies.score import score, score_hits
from bench.copies.workload import Document, Pile, build_pile, make_documents

__all__ = ["KINDS", "Document", "Pile", "build_pile", "make_documents", "score", "score_hits"]
