"""The drawing of a claim's chains: publishers left, where it enters the pile right, as plain SVG."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from html import escape

from hearsay.show.html.graph import Graph, Node

__all__ = ["draw"]

WIDTH, HEIGHT = 190, 56  # of a box, in pixels
GAP_X, GAP_Y, EDGE = 46, 10, 2
_NAME, _SUB = 22, 26  # characters that fit a line of a box
_BEND = 26  # how far a "may be one" line swings out


@dataclass(slots=True)
class _Box:
    column: int
    slot: float


def draw(graph: Graph) -> str:
    """SVG of the graph, without ids, scripts or styles of its own; empty for no node.

    It is a picture only (hidden from screen readers): the same chains stand beside it as a list.
    """
    if not graph.nodes:
        return ""
    boxes = _place(graph)
    columns = 1 + max(b.column for b in boxes.values())
    rows = 1 + max(b.slot for b in boxes.values())
    side = _BEND if graph.open else 0
    width = columns * WIDTH + (columns - 1) * GAP_X + 2 * EDGE + 2 * side
    height = rows * (HEIGHT + GAP_Y) - GAP_Y + 2 * EDGE
    parts = [
        f'<svg class="chain-figure" aria-hidden="true" viewBox="{-side} 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}">'
    ]
    for node in graph.nodes.values():
        a = boxes[node.key]
        for after in node.after:
            b = boxes[after]
            parts.append(_edge(a, b, _lane(a, b, boxes), (node.key, after) in graph.copied))
    parts += [_maybe(boxes[a], boxes[b]) for a, b in graph.open]
    parts += [_box(node, boxes[node.key]) for node in graph.nodes.values()]
    return "".join([*parts, "</svg>"])


def _place(graph: Graph) -> dict[str, _Box]:
    """Columns by distance from the origin, publishers at the left edge; each publisher its own row, others between."""
    depth = _depths(graph)
    last = max(depth.values())
    boxes: dict[str, _Box] = {}
    row = 0

    def settle(sink: str) -> None:
        nonlocal row
        todo = [sink]
        while todo:
            node = graph.nodes[todo[-1]]
            waiting = [b for b in node.before if b not in boxes]
            if waiting:
                todo += reversed(waiting)
                continue
            todo.pop()
            slots = [boxes[b].slot for b in node.before]
            if node.key in boxes:
                continue
            if not slots:
                slots, row = [row], row + 1
            column = last - depth[node.key] if node.before else 0
            boxes[node.key] = _Box(column, (min(slots) + max(slots)) / 2)

    sinks = [n for n in graph.nodes.values() if not n.after]
    for sink in sorted(sinks, key=lambda n: -_reach(graph, n.key)):
        settle(sink.key)
    return _spread(boxes)


def _spread(boxes: dict[str, _Box]) -> dict[str, _Box]:
    """No two boxes of a column on top of each other: the lower one moves down."""
    below: dict[int, float] = {}
    for box in sorted(boxes.values(), key=lambda b: (b.column, b.slot)):
        box.slot = max(box.slot, below.get(box.column, 0.0))
        below[box.column] = box.slot + 1
    return boxes


def _depths(graph: Graph) -> dict[str, int]:
    depth: dict[str, int] = {}
    todo = list(graph.nodes)
    while todo:
        key = todo[-1]
        waiting = [a for a in graph.nodes[key].after if a not in depth]
        if waiting and key not in depth:
            todo += waiting
            continue
        todo.pop()
        depth.setdefault(key, 1 + max((depth[a] for a in graph.nodes[key].after), default=-1))
    return depth


def _reach(graph: Graph, key: str) -> int:
    """How many holders stand before this one."""
    seen, todo = {key}, [key]
    while todo:
        new = [b for b in graph.nodes[todo.pop()].before if b not in seen]
        seen.update(new)
        todo += new
    return len(seen)


def _corner(box: _Box) -> tuple[float, float]:
    return EDGE + box.column * (WIDTH + GAP_X), EDGE + box.slot * (HEIGHT + GAP_Y)


def _lane(a: _Box, b: _Box, boxes: dict[str, _Box]) -> float:
    """The row on which an edge passes the columns between its ends: one that no box stands on, near its ends."""
    if b.column - a.column < 2:
        return a.slot
    between = sorted(box.slot for box in boxes.values() if a.column < box.column < b.column)
    last = int(max([*between, a.slot, b.slot])) + 1
    rows = [a.slot, b.slot, *(n / 2 for n in range(2 * last + 1))]
    apart = HEIGHT / (HEIGHT + GAP_Y) / 2

    def is_free(row: float) -> bool:
        near = bisect_left(between, row - apart)
        return near == len(between) or between[near] - row > apart

    rows.sort(key=lambda row: abs(row - a.slot) + abs(row - b.slot))  # stable: the row of an end before others
    return next((row for row in rows if is_free(row)), a.slot)


def _edge(a: _Box, b: _Box, lane: float, copied: bool) -> str:
    (x1, y1), (x2, y2) = _corner(a), _corner(b)
    x1, y1, y2 = x1 + WIDTH, y1 + HEIGHT / 2, y2 + HEIGHT / 2
    y = EDGE + lane * (HEIGHT + GAP_Y) + HEIGHT / 2
    bend = GAP_X / 2
    if b.column - a.column > 1:
        there, back = x1 + GAP_X, x2 - GAP_X
        line = f"M{x1 + 7:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x1 + bend:.1f} {y:.1f} {there:.1f} {y:.1f}H{back:.1f}"
        line += f"C{x2 - bend:.1f} {y:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    else:
        line = f"M{x1 + 7:.1f} {y1:.1f}C{x2 - bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    head = f"M{x1 + 1:.1f} {y1:.1f}l8 -4.5v9z"
    return f'<path class="edge{" copied" if copied else ""}" d="{line}"/><path class="head" d="{head}"/>'


def _maybe(a: _Box, b: _Box) -> str:
    """A line outside of the boxes: left of publishers, right of all others."""
    (x1, y1), (x2, y2) = _corner(a), _corner(b)
    y1, y2 = y1 + HEIGHT / 2, y2 + HEIGHT / 2
    left = a.column == b.column == 0
    out = -_BEND if left else max(x1, x2) + WIDTH + _BEND
    x1, x2 = (x1, x2) if left else (x1 + WIDTH, x2 + WIDTH)
    return f'<path class="maybe" d="M{x1:.1f} {y1:.1f}C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"/>'


def _box(node: Node, box: _Box) -> str:
    x, y = _corner(box)
    end = " end" if not node.after else ""
    lines = [("name", n) for n in _wrap(node.name, 2, _NAME)]
    lines += [("sub", n) for n in _wrap(node.sub, 3 - len(lines), _SUB) if n]
    top = y + HEIGHT / 2 - (len(lines) - 1) * 7.5 + 4.5
    texts = "".join(
        f'<text class="{css}" x="{x + 14:.1f}" y="{top + 15 * i:.1f}">{escape(words)}</text>'
        for i, (css, words) in enumerate(lines)
    )
    bar = f'<path class="bar" d="M{x + 3.5:.1f} {y + 3:.1f}v{HEIGHT - 6}"/>' if node.published else ""
    full = escape(f"{node.name} · {node.sub}" if node.sub else node.name)
    return (
        f'<g class="node k-{node.kind}{end}"><title>{full}</title>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{WIDTH}" height="{HEIGHT}" rx="4"/>{bar}{texts}</g>'
    )


def _wrap(text: str, lines: int, room: int) -> list[str]:
    """The text in at most so many lines of a box; what does not fit ends in an ellipsis."""
    rows = [""]
    for word in text.split():
        joined = f"{rows[-1]} {word}".strip()
        if len(joined) <= room or not rows[-1]:
            rows[-1] = joined
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = joined
    return [r if len(r) <= room else r[: room - 1].rstrip() + "…" for r in rows]
