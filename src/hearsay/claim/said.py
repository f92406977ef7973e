"""The attributions of one sentence as tokens: which words frame a content, which verbs say something themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearsay.claim.tree import Tree
from hearsay.claim.words import load_words
from hearsay.types import Attribution, Span

__all__ = ["SPOKEN", "Parts", "Said", "find_said", "frame_of"]

Parts = tuple[tuple[frozenset[int], frozenset[int]], ...]  # content tokens and frame tokens of each attribution

SPOKEN = frozenset({"direct", "mixed", "indirect", "reported"})


@dataclass(frozen=True, slots=True)
class Said:
    """What attributions mean for the sentence's clauses.

    ``frames``: cue tokens whose content is clauses of its own; ``by_cue``: cue token → attribution, where the
    content is no clause; ``asking``: the same for what is asked or wished;
    ``contents``: attributions with content here; ``parts``: (content tokens, frame tokens) of each.
    """

    frames: frozenset[int]
    by_cue: dict[int, int]
    asking: dict[int, int]
    contents: tuple[int, ...]
    declining: tuple[int, ...]
    parts: Parts
    attributions: Sequence[Attribution]


def frame_of(token: int, parts: Parts) -> frozenset[int]:
    """Source and cue words of the attributions whose content holds the token."""
    return frozenset(t for content, frame in parts if token in content for t in frame)


def find_said(tree: Tree, attributions: Sequence[Attribution], near: Iterable[int] | None = None) -> Said:
    """Which attributions touch the sentence, and by which tokens; ``near`` are the ones that may."""
    frames: set[int] = set()
    by_cue: dict[int, int] = {}
    asking: dict[int, int] = {}
    contents: list[int] = []
    declining: list[int] = []
    parts: list[tuple[frozenset[int], frozenset[int]]] = []
    for index in range(len(attributions)) if near is None else near:
        attribution = attributions[index]
        if not _touches(tree, attribution):
            continue
        cue, source, content = (_tokens(tree, s) for s in (attribution.cue, attribution.source, attribution.content))
        if attribution.stance == "declines":
            if cue:
                declining.append(index)
            continue
        if content:
            contents.append(index)
        if attribution.form not in SPOKEN or not attribution.content:
            continue
        if attribution.about == "wish":
            for token in cue:
                asking.setdefault(token, index)
            continue
        if attribution.about == "mind" and _decides(tree, cue):
            continue
        if _turns_down(tree, cue) or any(_raises(tree, t) for t in cue):
            continue
        inside = set(content)
        if content:
            parts.append((frozenset(content), frozenset({*cue, *source} - inside)))
        elsewhere = any(s.start >= tree.sentence.end or s.end <= tree.sentence.start for s in attribution.content)
        if elsewhere or _clausal(tree, inside):
            frames.update(t for t in cue if t not in inside)
        else:
            for token in cue:
                by_cue.setdefault(token, index)
    return Said(frozenset(frames), by_cue, asking, tuple(contents), tuple(declining), tuple(parts), attributions)


def _touches(tree: Tree, attribution: Attribution) -> bool:
    start, end = tree.sentence.start, tree.sentence.end
    return any(s.start < end and s.end > start for s in (*attribution.cue, *attribution.content))


def _tokens(tree: Tree, spans: Iterable[Span]) -> list[int]:
    start, end = tree.sentence.start, tree.sentence.end
    return [t for s in spans if s.start < end and s.end > start for t in tree.tokens_in(s.start, s.end)]


def _clausal(tree: Tree, content: set[int]) -> bool:
    """Whether a content is clauses of its own rather than a thing named."""
    for token in content:
        if tree.head(token) in content:
            continue
        if tree.upos[token] in ("VERB", "AUX") or tree.first(token, "nsubj", "cop") is not None:
            return tree.bases[token] != "amod"
    return False


def _decides(tree: Tree, cue: Sequence[int]) -> bool:
    return any(tree.lemmas[t] in load_words().group("predicates", "deciding") for t in cue)


def _turns_down(tree: Tree, cue: Sequence[int]) -> bool:
    """Whether it is an act ("rejected the offer"), not a denial ("rejected the report")."""
    words = load_words()
    return any(
        tree.lemmas[obj] in words.group("naming", "offered")
        for token in cue
        if tree.lemmas[token] in ("reject", "dismiss", "refuse", "deny", "turn", "dispute", "accept")
        for obj in tree.some(token, "obj", "nsubj:pass")
    )


def _raises(tree: Tree, token: int) -> bool:
    """Whether the clause stands whole with the cue as its hedge: "is believed to have left"."""
    return tree.first(token, "xcomp") is not None and tree.first(token, "aux:pass", "nsubj:pass") is not None
