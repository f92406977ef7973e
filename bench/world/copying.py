"""Makes a report out of another: reprint, trim, rewrite, paraphrase, wire copy under a local lead."""

from __future__ import annotations

from dataclasses import replace

from .dates import WEEKDAYS
from .dice import Dice
from .grammar import MARKS, TOLD, VALUE, capital, table, tidy, wrap
from .quantity import LEADS, Expression, distort, phrase
from .records import Article, Sentence, Told
from .reporting import Scribe, Wordings, open_number, quoting
from .settings import Settings
from .writing import make_scribe, mend, pad, start, write_own, write_title

SWAPS = (
    (" began ", " started "), (" told reporters ", " told journalists "), (" said that ", " said "),
    (" in connection with ", " over "), (" close to ", " near "), (" within ", " in "), (" soon", " before long"),
)  # fmt: skip
KEEPS_SPEAKER = {"repost": 1.0, "trim": 0.85, "local lead": 1.0, "rewrite": 0.7, "paraphrase": 0.5}


def choose_mode(parent: Article, outlet_kind: str, settings: Settings, dice: Dice) -> str:
    """How a newsroom reuses a report."""
    p = settings.paraphrase
    rest = (1 - p) / 0.7
    mode = dice.weigh(("repost", "trim", "rewrite", "paraphrase"), (0.3 * rest, 0.25 * rest, 0.15 * rest, p))
    if parent.outlet.kind == "wire" and outlet_kind in ("local", "original") and mode in ("repost", "trim"):
        return "local lead" if dice.chance(settings.local_lead) else mode
    return mode


def write_copy(article: Article, used: Wordings, settings: Settings, dice: Dice) -> None:
    """Fill an article from its parent."""
    parent, mode = article.parent, article.mode
    assert parent is not None
    article.credited = dice.chance(
        min(1.0, settings.credit * 1.4) if mode in ("repost", "local lead") else settings.credit
    )
    retold = mode in ("rewrite", "paraphrase")
    article.blanket = article.credited and (not retold or dice.chance(0.4))
    scribe = make_scribe(article, used, settings, dice)
    new = spoil(article, parent, settings, dice)
    out: list[Sentence] = []
    if mode == "local lead":
        able = [s for s in article.event.sources if s.knows and not any(t.telling.source is s for t in parent.told)
                and any(s.stances.get(k) == "asserts" for k in s.knows if k != "main")]  # fmt: skip
        if able:
            write_own(article, used, settings, dice, only=dice.pick(able), few=True)
            out = article.sentences
            article.blanket = False
        else:
            article.mode = mode = "repost"
    chosen = kept(parent, mode, dice)
    if retold and dice.chance(0.35):
        chosen = chosen[:1] + dice.order(chosen[1:])
    for s in chosen:
        verbatim = not retold or (mode == "rewrite" and dice.chance(0.3) and not s.assumes)
        if verbatim:
            out.append(lift(s, mode, new, article, dice))
        elif s.told:
            out += retell(scribe, s, article, new, dice)
    if not out:
        out = [lift(parent.sentences[0], "repost", new, article, dice)]
    out[0].starts = True
    pad(out, scribe, dice, 75)
    misspell(out, article, dice)
    article.sentences = mend(out)
    for s in out:
        for t in s.told:
            t.article = article
    same = mode == "repost" and not article.distorted and dice.chance(0.8)
    article.title = parent.title if same else write_title(article, dice)


def kept(parent: Article, mode: str, dice: Dice) -> list[Sentence]:
    """The sentences of the parent that a copy uses; none whose "he" would hang in the air."""
    share = {"repost": 1.0, "local lead": 0.75, "trim": 0.62, "rewrite": 0.8, "paraphrase": 0.8}[mode]
    out: list[Sentence] = []
    before: Sentence | None = None
    for n, s in enumerate(parent.sentences):
        take = n == 0 or dice.chance(share)
        if s.assumes and (not out or out[-1] is not before):
            take = False
        if take:
            out.append(s)
        before = s
    return out


def spoil(article: Article, parent: Article, settings: Settings, dice: Dice) -> dict[str, Expression]:
    """The numbers that this copy gets wrong: at most one."""
    if not dice.chance(settings.distortion):
        return {}
    counts = [t for t in parent.told if t.expression and t.telling.stance in ("asserts", "confirms")]
    for t in counts:
        assert t.expression is not None
        e, way = distort(t.expression, dice)
        if way:
            article.distorted = way
            return {f"{t.telling.fact.id}/{t.expression}": e}
    return {}


def lift(s: Sentence, mode: str, new: dict[str, Expression], article: Article, dice: Dice) -> Sentence:
    """A sentence taken over word for word, or nearly."""
    raw, quote, intro, leans = s.raw, s.quote, s.introduces, s.assumes
    drops = bool(s.bare) and not s.assumes and mode in ("trim", "rewrite") and not dice.chance(KEEPS_SPEAKER[mode])
    if drops:
        raw, intro = s.bare, ""
    rows = []
    for t, mark in zip(s.told, TOLD, strict=False):
        e = new.get(f"{t.telling.fact.id}/{t.expression}") if t.expression else None
        if e:
            raw = replace_value(raw, mark, t.expression, e, article, dice)
        telling = replace(t.telling, stance="asserts") if drops and t.telling.stance == "confirms" else t.telling
        rows.append(Told(telling, [] if drops else list(t.shown), e or t.expression, "verbatim", t,
                         cited=t.cited and not drops, direct=t.direct, when=t.when if not article.undated else None))  # fmt: skip
    parent = article.parent
    assert parent is not None
    if parent.outlet.name in raw:
        for row in rows:
            row.cited = True
    if "yesterday" in raw and article.day != parent.day:
        raw = raw.replace("yesterday", "on " + WEEKDAYS[article.event.day.weekday()])
    if mode == "trim" and dice.chance(0.35):
        for old, swap in SWAPS:
            if old in raw:
                raw = raw.replace(old, swap, 1)
                break
    return Sentence(raw, rows, "" if drops else s.bare, quote, intro, leans, s.starts)


def replace_value(
    raw: str, mark: tuple[str, str], old: Expression | None, e: Expression, article: Article, dice: Dice
) -> str:
    """The number inside one telling, rewritten."""
    assert old is not None
    a, b = raw.find(mark[0]), raw.find(mark[1])
    i = raw.find(VALUE[0], a)
    j = raw.find(VALUE[1], i)
    if not 0 <= a <= i < j <= b:
        return raw
    value = raw[i + 1 : j]
    words = [w for leads in LEADS.values() for w in leads]
    noun = value
    for w in sorted(words, key=len, reverse=True):
        if noun.casefold().startswith(w + " "):
            noun = noun[len(w) + 1 :]
            break
    tail = noun.partition(" ")[2]
    if tail.startswith("million"):
        tail = tail.removeprefix("million").strip()
    said = phrase(e, dice, article.outlet.below)
    opening = not MARKS.sub("", raw[:i]).strip('“"')
    text = raw[:i] + VALUE[0] + f"{said} {tail}".strip() + raw[j:]
    return capital(open_number(text)) if opening else text


def retell(scribe: Scribe, s: Sentence, article: Article, new: dict[str, Expression], dice: Dice) -> list[Sentence]:
    """What a sentence tells, in other words; a quotation may stay as it was."""
    parent = article.parent
    assert parent is not None
    out = []
    for old in s.told:
        t = old.telling
        e = new.get(f"{t.fact.id}/{old.expression}", old.expression) if old.expression else None
        t = replace(t, expression=e, stance="asserts" if t.stance == "confirms" else t.stance)
        cite = parent.outlet if article.credited and not article.blanket else None
        keep = bool(old.shown) and (dice.chance(KEEPS_SPEAKER[article.mode]) or t.stance not in ("asserts", "confirms"))
        if t.source is None and not cite:
            keep = False
        if t.source is None:
            source = article.event.sources[0]  # never shown: the sentence is bare
            fresh = scribe.sentence(replace(t, source=source), bare=True, cite=cite)
            fresh.told[0].telling = t
        elif keep and old.direct and not cite and not (e and e != old.expression) and dice.chance(0.45):
            fresh = requote(scribe, old, dice)
        elif not keep and not old.shown and t.stance not in ("asserts", "confirms"):
            continue
        else:
            fresh = scribe.sentence(t, bare=not keep, cite=cite)
            if keep and len(old.shown) == 2 and cite:
                fresh.told[0].shown = fresh.told[0].shown[:1]
        row = fresh.told[0]
        row.how, row.parent = "retold", old
        out.append(fresh)
    if out and s.starts:
        start(out[0])
    return out


def misspell(sentences: list[Sentence], article: Article, dice: Dice) -> None:
    """Now and then a copy gets a surname wrong, all through."""
    names = [
        s.surname for s in article.event.sources if len(s.surname) > 5 and any(s.surname in x.raw for x in sentences)
    ]
    if article.outlet.kind != "aggregator" or not names or not dice.chance(0.12):
        return
    name = dice.pick(names)
    at = dice.between(2, len(name) - 3)
    swapped, doubled = name[:at] + name[at + 1] + name[at] + name[at + 2 :], name[:at] + name[at] + name[at:]
    wrong = swapped if dice.chance(0.5) else doubled
    if "-" in name or wrong == name:
        return
    for s in sentences:
        s.raw = s.raw.replace(name, wrong)
    article.misspelt = wrong


def requote(scribe: Scribe, old: Told, dice: Dice) -> Sentence:
    """A quotation kept word for word under a frame of one's own."""
    s = old.telling.source
    assert s is not None
    first = not scribe.met.get(s.id)
    frame = scribe.frame(table("reporting")["asserts"][quoting(s)], dice)
    text, leans = scribe.speak(frame, s, dice, Q=f"“{old.direct},”", F=f"“{old.direct}.”")
    raw = wrap(text.removesuffix("."), TOLD[0]) + ("." if text.endswith(".") else "")
    row = Told(old.telling, [scribe.shown(s)], old.expression, direct=old.direct)
    return Sentence(capital(tidy(raw)), [row], "", old.direct, s.id if first else "", s.id if leans else "")
