"""Turns an article into the page a collector saved: house style, furniture, credits, metadata."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field

from . import dates
from .dice import Dice
from .grammar import plain, table
from .records import Article, Outlet, Sentence


@dataclass(slots=True)
class Page:
    """A file with what its lines are."""

    file: str
    text: str
    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)  # quote, role
    credits: list[tuple[str, str, str]] = field(default_factory=list)  # kind, name, quote
    byline: list[str] = field(default_factory=list)


Block = tuple[str, str]  # role, text


def ink(outlet: Outlet, text: str) -> str:
    """Text with the outlet's quotation marks."""
    text = plain(text)
    if outlet.curly:
        return text.replace("'", "’")
    return text.replace("“", '"').replace("”", '"')


def render(a: Article, dice: Dice) -> Page:
    """The page, its lines, its credits; sets the article's ``credit_quote`` where it credits a parent."""
    o = a.outlet
    page = Page(f"{a.id}.html" if a.html else f"{a.id}.txt", "", ink(o, a.title))
    name = "" if a.nameless else o.name
    top, bottom = credit_lines(a, page, dice)
    head = head_blocks(a, page, name, dice)
    foot = foot_blocks(a, page, name, dice)
    dateline = wire_dateline(a, page, dice)
    paragraphs = body(a)
    if dateline:
        paragraphs[0] = dateline + paragraphs[0]
    middle: list[Block] = [("body", p) for p in paragraphs]
    if dice.chance(0.25) and len(middle) > 2:
        caption = dice.pick(table("furniture")["caption"]).format(place=a.event.slots["place"])
        middle.insert(dice.between(1, len(middle) - 1), ("caption", caption))
    if a.correction:
        note = (
            "correction",
            ink(o, dice.pick(("Correction: ", "Update: ", "Editor's note: ")) + plain(a.correction.raw)),
        )
        middle.insert(0 if dice.chance(0.5) else len(middle), note)
    blocks = [*head, *top, *middle, *bottom, *foot]
    page.lines += [(text, role) for role, text in blocks if role != "body"]
    page.text = as_html(a, name, blocks, page, dice) if a.html else as_text(o, blocks)
    return page


def body(a: Article) -> list[str]:
    """The paragraphs."""
    out: list[list[Sentence]] = []
    for s in a.sentences:
        if s.starts or not out:
            out.append([])
        out[-1].append(s)
    return [ink(a.outlet, " ".join(s.raw for s in p)) for p in out]


def wire_dateline(a: Article, page: Page, dice: Dice) -> str:
    """PLACE, day (INITIALS) – as agencies begin, and those who reprint them with a credit."""
    wire = a.outlet if a.outlet.kind == "wire" and a.mode == "own" else None
    if a.credit_kind == "dateline":
        assert a.parent is not None
        wire = a.parent.outlet
    if wire is None:
        return ""
    place = a.event.slots["place"].upper()
    day = dates.calendar((a.parent or a).published, wire.us)
    text = f"{place}, {day} ({wire.initials}) {dice.pick(('–', '-', '—'))}"
    page.lines.append((text, "dateline"))
    page.credits.append(("dateline", place, text))
    if a.credit_kind == "dateline":
        a.credit_quote = text
        page.credits.append(("agency", wire.name, f"({wire.initials})"))
    return text + " "


def credit_lines(a: Article, page: Page, dice: Dice) -> tuple[list[Block], list[Block]]:
    """Lines that say where the text comes from: above and below it."""
    if a.parent is None or not a.credited or not (a.blanket or a.mode == "local lead"):
        return [], []
    parent = a.parent.outlet
    reprint = a.mode in ("repost", "trim")
    if a.mode == "local lead":
        text, kind, above = dice.pick((f"With material from {parent.name}", f"Additional reporting by {parent.name}", f"({parent.name} contributed to this report)")), "agency", False  # fmt: skip
    elif parent.kind == "wire" and reprint and a.parent.mode == "own" and a.parent.saved and dice.chance(0.4):
        a.credit_kind = "dateline"
        return [], []
    elif parent.kind == "wire":
        text, kind, above = dice.pick(((parent.name, "agency", True), (f"Source: {parent.name}", "agency", False), (f"Text: {parent.name} ({parent.initials})", "agency", False)))  # fmt: skip
    elif reprint:
        text, kind, above = dice.pick((
            (f"This article first appeared in {parent.name}.", "republished_from", False),
            (f"Republished from {parent.name} with permission.", "republished_from", True),
            (f"Originally published by {parent.name}", "republished_from", True),
            (f"via {parent.name}", "via", False),
        ))  # fmt: skip
    else:
        text, kind, above = dice.pick((
            (f"This report is based on an article in {parent.name}.", "via", False),
            (f"Source: {parent.name}", "via", False),
            (f"via {parent.name}", "via", True),
        ))  # fmt: skip
    a.credit_quote, a.credit_kind = text, kind
    page.credits.append((kind, parent.name, text))
    block: Block = ("credit", text)
    return ([block], []) if above else ([], [block])


def head_blocks(a: Article, page: Page, name: str, dice: Dice) -> list[Block]:
    """What stands above the story."""
    parts, o = table("furniture"), a.outlet
    out: list[Block] = []
    if o.kind == "wire":
        out.append(("furniture", f"{o.name} ({o.initials})"))
    elif name and (not a.html or dice.chance(0.7)):
        out.append(("furniture", dice.pick((name, name.upper(), f"{name} - news and views"))))
    if dice.chance(0.6):
        out.append(("furniture", dice.pick(parts["nav"])))
    if o.kind != "wire" and dice.chance(0.25):
        out.append(("furniture", dice.pick(parts["cookies"])))
    out.append(("title", page.title))
    if o.kind == "aggregator" and dice.chance(0.12):
        out.append(("title", page.title))
    clock = f"{a.minute // 60 % 24:02d}:{a.minute % 60:02d}"
    stamp = "" if a.undated else dates.written(a.published, o.form, clock if dice.chance(0.5) else "")
    shown = not a.html or dice.chance(0.75)
    writes = a.mode in ("own", "local lead", "rewrite", "paraphrase") and o.kind != "wire" and dice.chance(0.6)
    if writes:
        page.byline.append(a.writer)
        run = stamp and shown and dice.chance(0.2)
        text = f"By {a.writer}" + (stamp if run else "")
        out.append(("byline", text))
        page.credits.append(("byline", a.writer, f"By {a.writer}"))
        stamp = "" if run else stamp
    if stamp and shown:
        out.append(("furniture", dice.pick(("", "Published ", "Posted on ", "")) + stamp))
    if o.kind != "wire" and dice.chance(0.4):
        out.append(("furniture", dice.pick(parts["share"])))
    return out


def foot_blocks(a: Article, page: Page, name: str, dice: Dice) -> list[Block]:
    """What stands below the story."""
    parts = table("furniture")
    out: list[Block] = []
    if a.outlet.kind == "wire":
        return (
            [("credit", f"{a.outlet.initials.lower()}/{a.writer.split()[0][:3].lower()}")] if dice.chance(0.5) else []
        )
    if page.byline and dice.chance(0.2):
        other = dice.pick([n for n, _ in table("press")["originals"] if n != a.outlet.name])
        bio = dice.pick(parts["bios"]).format(writer=a.writer, region=a.event.slots["region"], other=other, they="they")
        out.append(("furniture", bio))
        a.aside = other if other in bio else ""
    out += [("related", x) for x in dice.some(parts["related"], dice.between(0, 3))]
    out += [("furniture", x) for x in dice.some(parts["boxes"], dice.between(0, 2))]
    if dice.chance(0.25):
        out.append(("comment", dice.pick(parts["comment"])))
    if name and dice.chance(0.5):
        out.append(("furniture", f"© {a.published.year if not a.undated else ''} {name}".replace("  ", " ")))
    if dice.chance(0.4):
        out.append(("furniture", dice.pick(parts["foot"])))
    return out


def as_text(o: Outlet, blocks: list[Block]) -> str:
    """Plain text, with blank lines where the outlet has them."""
    out = []
    for role, text in blocks:
        out.append(text)
        if o.spaced and role in ("body", "correction", "caption"):
            out.append("")
    return "\n".join(out).rstrip() + "\n"


def as_html(a: Article, name: str, blocks: list[Block], page: Page, dice: Dice) -> str:
    """A web page; some declare who published it and when, and always where the page shows no date or no name."""
    visible = " ".join(t for _, t in blocks)
    e = html.escape
    meta: list[str] = []
    rich = dice.pick(("jsonld", "og", "jsonld"))
    if rich == "jsonld":
        data: dict[str, object] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": page.title}
        if not a.undated:
            data["datePublished"] = a.published.isoformat()
        if name:
            data["publisher"] = {"@type": "Organization", "name": name}
        if page.byline:
            data["author"] = {"@type": "Person", "name": page.byline[0]}
        meta.append(f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>')
    else:
        meta.append(f'<meta property="og:title" content="{e(page.title)}">')
        if name:
            meta.append(f'<meta property="og:site_name" content="{e(name)}">')
        if not a.undated:
            meta.append(f'<meta property="article:published_time" content="{a.published.isoformat()}T06:00:00Z">')
    tail = f" | {name}" if name and (name not in visible or dice.chance(0.5)) else ""
    tags = {"title": "h1", "related": "li", "caption": "figcaption", "correction": "p"}
    out = []
    for role, text in blocks:
        tag = tags.get(role, "p" if role in ("body", "byline", "credit") else "div")
        attributes = {"byline": ' class="author"', "furniture": ' class="meta"', "correction": ' class="note"'}.get(
            role, ""
        )
        inner = (
            f"<figure><{tag}>{e(text, quote=False)}</{tag}></figure>"
            if role == "caption"
            else f"<{tag}{attributes}>{e(text, quote=False)}</{tag}>"
        )
        out.append(f"<ul>{inner}</ul>" if role == "related" else inner)
    first = next(k for k, (role, _) in enumerate(blocks) if role == "title")
    last = max(k for k, (role, _) in enumerate(blocks) if role in ("body", "credit", "correction", "caption"))
    header, main, footer = out[:first], out[first : last + 1], out[last + 1 :]
    return "\n".join(
        ["<!DOCTYPE html>", f'<html lang="en"><head><meta charset="utf-8"><title>{e(page.title + tail)}</title>', *meta,
         "<style>.meta{color:#666}</style></head><body>", "<header>", *header, "</header>", "<article>", *main, "</article>",
         "<footer>", *footer, "</footer>", "<script>var n=0;function more(){n+=1}</script>", "</body></html>", ""]
    )  # fmt: skip
