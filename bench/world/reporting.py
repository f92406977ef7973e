"""Puts a telling into a sentence: who speaks, in which frame, in words nobody in the pile has used yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from . import dates
from .dice import Dice
from .events import statement
from .grammar import HEDGE, MARKS, TOLD, WHEN, between, capital, expand, plain, table, tidy, wrap
from .quantity import VAGUE, Expression, in_words, phrase
from .records import Article, Event, Fact, Outlet, Sentence, Shown, Source, Telling, Told

TRIES, RUN = 14, 7
# Frames in which the speaker is no subject: no "he" there.
OBJECT = r"(?:\b(?:of|to|by|from|with|is|in|said|then|citing|quoted)|\{O\}) \{S\}|^Then \{S\}"
# Frames that need something said before.
FOLLOWS = re.compile(r"added|went on|noted|at some length|Asked about|when asked")
NEGATED = re.compile(r"\b(no|not|nobody|never|none|nothing|without)\b")
# What is cut from a description to leave who it is: "nurse", "police source", "two officials".
TAIL = re.compile(r" (who|with|briefed|familiar|close|at|on|from|to|of the street|of [A-Z])\b.*")
PERSONS = ("official", "person", "witness")


@dataclass(slots=True)
class Wordings:
    """Every run of words a pile has used, so that fresh writing is fresh."""

    runs: dict[str, bool] = field(default_factory=dict)

    def shared(self, text: str) -> int:
        """How many runs of the text stand somewhere already."""
        return sum(r in self.runs for r in split_runs(text))

    def add(self, text: str) -> None:
        """Remember a text."""
        self.runs.update(dict.fromkeys(split_runs(text), True))


def split_runs(text: str) -> list[str]:
    words = re.findall(r"[\w'-]+", text.casefold())
    return [" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]


@dataclass(slots=True)
class Scribe:
    """Writes the sentences of one article."""

    article: Article
    used: Wordings
    dice: Dice
    dated: bool
    role_only: dict[str, bool] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    last: str = ""
    heard: dict[str, str] = field(default_factory=dict)  # fact → what has been said of it
    frames: dict[str, int] = field(default_factory=dict)

    @property
    def event(self) -> Event:
        """What the article is about."""
        return self.article.event

    # words ---------------------------------------------------------------------------------------------------------

    def slot(self, name: str, dice: Dice) -> str:
        """What a slot of a clause holds."""
        if name == "on_day":
            published = self.article.published if self.dated else None
            said = dates.on_day(self.event.day, published, self.event.part, self.article.outlet.us, dice)
            return wrap(said, WHEN)
        if name in ("Noun", "Site_noun"):
            return capital(self.slot(name.lower(), dice))
        if name in self.event.free:
            return dice.pick(self.event.free[name])
        return self.event.slots[name]

    def words(self, template: str, expression: Expression | None, dice: Dice, *, opening: bool = False) -> str:
        """A clause or noun phrase."""

        def quantity(noun: tuple[str, str] | None) -> str:
            assert expression is not None
            said = phrase(expression, dice, self.article.outlet.below, opening=opening)
            return said if noun is None else f"{said} {noun[0] if expression.one else noun[1]}"

        return expand(
            template, dice, lambda s: self.slot(s, dice), quantity, one=expression.one if expression else False
        )

    def clause(self, fact: Fact, e: Expression | None, dice: Dice, asof: str = "", *, flat: bool = False) -> str:
        """The fact as a finite clause; ``flat``: one that holds no negation, so that it can be denied."""
        text = self.words(self.usable(fact, "clauses", e, dice, flat=flat), e, dice)
        if asof and WHEN[0] not in text:
            return f"{text} {wrap(asof, WHEN)}" if dice.chance(0.65) else f"{wrap(asof, WHEN)} {text}"
        return text

    def usable(self, fact: Fact, key: str, e: Expression | None, dice: Dice, *, flat: bool = False) -> str:
        """A frame of the fact that can carry the expression; the least used first."""
        frames: list[str] = fact.data.get(key, [])
        if e and e.kind in VAGUE:
            frames = [f for f in frames if "[q]" not in f] or frames
        if flat:
            frames = [f for f in frames if not NEGATED.search(f)] or frames
        if not frames:
            return ""
        chosen = min(dice.order(frames), key=lambda f: self.frames.get(f, 0))
        self.frames[chosen] = self.frames.get(chosen, 0) + 1
        return chosen

    # speakers ------------------------------------------------------------------------------------------------------

    def name(self, s: Source, dice: Dice, *, subject: bool = True) -> str:
        """The speaker as a noun phrase: in full first, shorter later; a trailing comma closes an apposition."""
        seen, role = self.met.get(s.id, 0), s.role
        if s.kind in PERSONS and not self.role_only.get(s.id):
            if not seen:
                long = dice.pick(role["long"])
                title = role.get("title", "")
                if title == "Dr":
                    return (
                        f"Dr {s.name}, {long},"
                        if dice.chance(0.6)
                        else f"{long}, Dr {s.name},".replace("who ", "a doctor who ", 1)
                    )
                if title and dice.chance(0.5):
                    return f"{title} {s.name}"
                if s.kind == "witness" and dice.chance(0.6):
                    return f"{s.name}, {s.age}, {long},"
                return f"{s.name}, {long},"
            if subject and self.last == s.id and dice.chance(0.45):
                return s.he
            if role.get("title") == "Dr":
                return f"Dr {s.surname}"
            return s.surname if dice.chance(0.6) or not role.get("short") else dice.pick(role["short"])
        if not seen:
            return str(
                role["the"]
                if s.kind in PERSONS
                else self.described(s)
                if s.kind == "anonymous"
                else dice.pick(role["long"])
            )
        if subject and s.kind not in ("body", "document") and self.last == s.id and dice.chance(0.45):
            return s.he
        return str(dice.pick(role["short"]))

    def described(self, s: Source) -> str:
        """What this article calls an unnamed source at first."""
        return str(Dice(f"{id_of(self.article)}/{self.article.outlet.name}/{s.id}").pick(s.role["long"]))

    def shown(self, s: Source) -> Shown:
        """The hop that this report gives for a speaker."""
        if s.kind == "anonymous":
            label = TAIL.sub("", re.sub(r"^(an?|the|one of the) ", "", self.described(s)))
            return ("anonymous", label, f"{id_of(self.article)}/{s.id}")
        if s.kind in PERSONS and self.role_only.get(s.id):
            return ("anonymous", s.role["the"].removeprefix("the ").removeprefix("a "), f"{id_of(self.article)}/{s.id}")
        if s.kind == "body":
            return ("official", s.role["name"], "")
        if s.kind == "document":
            return ("document", s.role["name"], "")
        title = s.role.get("title", "")
        return (s.kind, f"Dr {s.name}" if title == "Dr" else s.name, "")

    # sentences -----------------------------------------------------------------------------------------------------

    def frame(self, options: list[str], dice: Dice) -> str:
        """The least used of some frames."""
        return min(dice.order(options), key=lambda f: self.frames.get(f, 0))

    def fill(self, frame: str, dice: Dice, **parts: str) -> str:
        """A frame with its parts in it; hedges marked."""
        text = expand(frame, dice, lambda s: parts[s] if s in parts else self.slot(s, dice))
        return text.replace("<", HEDGE[0]).replace(">", HEDGE[1])

    def freshest(self, write: object) -> Sentence:
        """The draft that shares least with what the pile holds already."""
        assert callable(write)
        best: tuple[int, Sentence, tuple[dict[str, int], dict[str, int], str]] | None = None
        before = (dict(self.met), dict(self.frames), self.last)
        for k in range(TRIES):
            self.met, self.frames, self.last = dict(before[0]), dict(before[1]), before[2]
            draft: Sentence = write(self.dice.split(f"{len(self.met)}/{self.dice.uniform()}/{k}"))
            text = plain(draft.raw)
            heard = draft.quote and draft.told and draft.told[0].telling.source
            cost = self.used.shared(text.replace(draft.quote, "") if heard and heard.conference else text)
            if best is None or cost < best[0]:
                best = (cost, draft, (self.met, self.frames, self.last))
            if cost == 0:
                break
        assert best is not None
        self.met, self.frames, self.last = best[2]
        self.used.add(plain(best[1].raw))
        return best[1]

    def speak(self, frame: str, s: Source, dice: Dice, **parts: str) -> tuple[str, bool]:
        """A frame with its speaker named; whether the name leans on a sentence before."""
        self.frames[frame] = self.frames.get(frame, 0) + 1
        subject = not re.search(OBJECT, frame)
        name = self.name(s, dice, subject=subject)
        leans = name in ("he", "she", "they")
        they = s.he if s.kind != "body" else "it"
        their = {"he": "his", "she": "her", "they": "their", "it": "its"}[they]
        self.met[s.id] = self.met.get(s.id, 0) + 1
        self.last = s.id
        return self.fill(frame, dice, S=name, they=they, their=their, **parts), leans

    def sentence(
        self, telling: Telling, *, bare: bool = False, cite: Outlet | None = None, told_to: bool = False
    ) -> Sentence:
        """A telling in one sentence. ``cite``: the outlet it was read in; ``bare``: no speaker is given."""
        return self.freshest(lambda dice: self.draft(telling, dice, bare=bare, cite=cite, told_to=told_to))

    def draft(self, t: Telling, dice: Dice, *, bare: bool, cite: Outlet | None, told_to: bool) -> Sentence:
        """One way to put it."""
        table_ = table("reporting")
        s, e, fact = t.source, t.expression, t.fact
        told = Told(t, [], e)
        asof = ""
        if fact.counted and fact.data["grows"] and dice.chance(0.3) and t.stance == "asserts":
            asof = dates.as_of(dates.later(self.event.day, t.day), dice)
        clause = self.clause(fact, e, dice, asof, flat=t.stance not in ("asserts", "confirms"))
        told.clause = clause
        first = self.met.get(s.id, 0) == 0 if s else False
        leans = False
        bare_text = ""
        if s is None:
            text = self.fill(self.frame(table_["asserts"]["eyes"], dice), dice, C=clause, O=the(self.article.outlet))
        elif bare and cite:
            text = self.fill(self.frame(table_["cites"]["first"], dice), dice, C=clause, O=self.cited(cite, dice))
            told.cited = True
        elif bare:
            text = clause + "."
            self.last = ""
        elif cite:
            key = "source_first" if t.stance in ("asserts", "confirms") else t.stance
            key = "document_first" if s.kind == "document" else key
            text, leans = self.speak(
                self.frame(table_["cites"][key], dice), s, dice, C=clause, O=self.cited(cite, dice)
            )
            told.shown, told.cited = [self.shown(s)], True
        elif s.disclosed and s.up and t.stance == "asserts":
            up = s.up
            other = self.name(up, dice, subject=False) if up.kind != "document" else str(dice.pick(up.role["long"]))
            text, leans = self.speak(self.frame(table_["second"]["speaker"], dice), s, dice, C=clause, U=other)
            self.met[up.id] = self.met.get(up.id, 0) + 1
            self.last = ""
            told.shown = [self.shown(s), self.shown(up)]
        else:
            text, leans, bare_text = self.own_words(t, s, told, clause, dice, told_to=told_to)
        text = wrap(text.removesuffix("."), TOLD[0]) + ("." if text.endswith(".") else "")
        told.when = self.told_when(t, text)
        return Sentence(
            capital(tidy(open_number(text))), [told], capital(tidy(open_number(bare_text))), told.direct,
            s.id if s and first and not bare else "", s.id if s and leans else "",
        )  # fmt: skip

    def own_words(
        self, t: Telling, s: Source, told: Told, clause: str, dice: Dice, *, told_to: bool
    ) -> tuple[str, bool, str]:
        """A speaker's telling in this newsroom's own words."""
        rules = table("reporting")
        told.shown = [self.shown(s)]
        e, data = t.expression, t.fact.data
        bare = wrap(clause, TOLD[0]) + "."
        if t.stance in ("denies", "doubts", "declines"):
            text, leans = self.speak(self.frame(rules[t.stance]["speaker"], dice), s, dice, C=clause)
            return text, leans, ""
        if t.stance == "confirms":
            text, leans = self.speak(self.frame(rules["confirms"]["speaker"], dice), s, dice, C=clause)
            return text, leans, bare
        speaks = s.kind in PERSONS or (s.kind == "anonymous" and s.he != "they")
        if speaks and t.fact.id != "main" and (data["type"] != "plan" or self.unspent(t, s)) and dice.chance(0.24):
            told.direct = self.aloud(t, s, clause, dice)
            run = "“" + told.direct + ",”"
            text, leans = self.speak(
                self.frame(rules["asserts"][quoting(s)], dice), s, dice, Q=run, F="“" + told.direct + ".”"
            )
            told.direct = plain(told.direct)
            return text, leans, ""
        if dice.chance(0.12) and data.get("fused") and not (e and e.kind in VAGUE):
            fused = self.usable(t.fact, "fused", e, dice)
            name = self.name(s, dice, subject=not re.search(OBJECT, fused))
            leans = name in ("he", "she", "they")
            self.met[s.id], self.last = self.met.get(s.id, 0) + 1, s.id
            they = s.he if s.kind != "body" else "it"
            return self.words(fused.replace("{S}", name).replace("{they}", they), e, dice), leans, ""
        if dice.chance(0.07) and data.get("nouns") and s.kind != "document":
            noun = self.words(self.usable(t.fact, "nouns", e, dice), e, dice)
            text, leans = self.speak(self.frame(rules["asserts"]["nominal"], dice), s, dice, N=noun)
            return text, leans, ""
        key = {"document": "document", "witness": "witness", "anonymous": "unnamed"}.get(s.kind, "speaker")
        if told_to and speaks and dice.chance(0.3):
            text, leans = self.speak(
                self.frame(rules["asserts"]["told"], dice), s, dice, C=clause, O=the(self.article.outlet)
            )
            return text, leans, bare
        frames: list[str] = rules["asserts"][key]
        if not self.met.get(s.id):
            frames = [f for f in frames if not FOLLOWS.search(f)]
        if s.he == "they":
            frames = [f for f in frames if "who " not in f]
        text, leans = self.speak(self.frame(frames, dice), s, dice, C=clause)
        return text, leans, bare

    def aloud(self, t: Telling, s: Source, clause: str, dice: Dice) -> str:
        """What a speaker said, word for word. At a conference all hear the same; else no two hear the same."""
        key = (s.id, f"{t.fact.id}/{t.expression}")
        if s.conference and key in self.event.aloud:
            return self.event.aloud[key][0]
        said = capital(clause)
        free = self.unspent(t, s)
        if free:
            template = dice.pick(free)
            said = capital(self.words(template, t.expression, dice))
            self.event.spent[f"{t.fact.id}/{template}"] = f"{s.id}/{id_of(self.article)}"
        said = capital(open_number(said))
        if s.conference:
            self.event.aloud[key] = (said, id_of(self.article))
        return said

    def unspent(self, t: Telling, s: Source) -> list[str]:
        """Spoken forms that nobody has used, for those whose business it is to say "we"."""
        if t.fact.data["topic"] not in s.role["topics"]:
            return []
        vague = t.expression is not None and t.expression.kind in VAGUE
        free = [x for x in t.fact.data.get("speech", []) if f"{t.fact.id}/{x}" not in self.event.spent]
        return [x for x in free if not (vague and "[q]" in x)]

    def colour(self, s: Source) -> Sentence | None:
        """A quotation that tells nothing checkable."""
        key = (s.id, "colour")
        if s.conference and key in self.event.aloud:
            said = self.event.aloud[key][0]
        else:
            free = [c for c in s.role["colour"] if c not in self.event.spent]
            if not free:
                return None
            said = self.dice.pick(free)
            self.event.spent[said] = s.id
            if s.conference:
                self.event.aloud[key] = (said, id_of(self.article))
        first = not self.met.get(s.id)
        frame = self.frame(table("reporting")["asserts"][quoting(s)], self.dice)
        text, leans = self.speak(frame, s, self.dice, Q=f"“{said},”", F=f"“{said}.”")
        return Sentence(capital(tidy(text)), [], "", said, s.id if first else "", s.id if leans else "")

    def both(self, a: Telling, b: Telling, joint: str, *, bare: bool) -> Sentence:
        """Two tellings of one speaker in one sentence, joined by ``joint``."""

        def write(dice: Dice) -> Sentence:
            s = a.source
            assert s is not None
            one, two = self.clause(a.fact, a.expression, dice), self.clause(b.fact, b.expression, dice)
            link = ", and" if joint == "and" and "," in one else f" {joint}"
            text = f"{wrap(one, TOLD[0])}{link} {wrap(two, TOLD[1])}"
            first = not self.met.get(s.id)
            leans, bare_text = False, text + "."
            rows = [Told(a, [], a.expression, clause=one), Told(b, [], b.expression, clause=two)]
            if bare:
                text, self.last = bare_text, ""
            else:
                key = {"document": "document", "witness": "witness", "anonymous": "unnamed"}.get(s.kind, "speaker")
                frames = [f for f in table("reporting")["asserts"][key] if "<" not in f]
                if not self.met.get(s.id):
                    frames = [f for f in frames if not FOLLOWS.search(f)]
                if joint != "and":
                    frames = [f for f in frames if f.startswith("{C}")]
                text, leans = self.speak(self.frame(frames, dice), s, dice, C=text)
                for row in rows:
                    row.shown = [self.shown(s)]
            for row, mark in zip(rows, TOLD, strict=False):
                inside = text[text.index(mark[0]) : text.index(mark[1])]
                row.when = self.told_when(row.telling, inside)
            return Sentence(
                capital(tidy(open_number(text))), rows, capital(tidy(open_number(bare_text))), "",
                s.id if first and not bare else "", s.id if leans else "",
            )  # fmt: skip

        return self.freshest(write)

    def background(self) -> Sentence:
        """A line about the place that nobody disputes."""

        def write(dice: Dice) -> Sentence:
            lines = [x for x in table("background")["lines"] if x not in self.event.spent]
            line = dice.pick(lines or table("background")["lines"])
            return Sentence(self.words(line, None, dice), [], bare=line)

        out = self.freshest(write)
        self.event.spent[out.bare] = self.article.outlet.name
        self.last, out.bare = "", ""
        return out

    def cited(self, cite: Outlet, dice: Dice) -> str:
        """The outlet a telling was read in: by name first, later also by what it is."""
        known = self.met.get(cite.name, 0)
        self.met[cite.name] = known + 1
        return f"the {cite.medium}" if known and dice.chance(0.55) else the(cite)

    def told_when(self, t: Telling, text: str) -> date | None:
        """The day that a sentence dates its telling to, where the report gives a day to reckon from."""
        said = between(text, WHEN)
        if said is None or not self.dated:
            return None
        return self.event.day if t.fact.id == "main" else dates.later(self.event.day, t.day)

    def telling(self, s: Source, fact: Fact, day: int, dice: Dice) -> Telling:
        """What a speaker has to say of a fact on a day."""
        e = statement(self.event, s, fact, day, dice) if fact.counted else None
        return Telling(fact, s, day, s.stances.get(fact.id, "asserts"), e)


def quoting(s: Source) -> str:
    """The frames for quotations: those who face the press, and everybody else."""
    return "quote" if s.kind in ("official", "person") else "quote_plain"


def the(o: Outlet) -> str:
    """An outlet's name as it stands in a sentence."""
    article = o.medium in ("newspaper", "magazine") and not o.name.startswith("The ")
    return f"the {o.name}" if article else o.name


def id_of(article: Article) -> str:
    """What an article is known by before it has an id."""
    return article.dice_name


def open_number(marked: str) -> str:
    """No sentence opens with figures: words under a hundred, else "a total of"."""
    found = re.match(rf"((?:{MARKS.pattern}|[“\"])*)(\d[\d,]*)( million)?", marked)
    if not found:
        return marked
    n = int(found[2].replace(",", ""))
    if n < 100 and not found[3] and not marked[found.end() :].startswith("."):
        return found[1] + in_words(n) + marked[found.end() :]
    return found[1] + "a total of " + marked[found.end(1) :]
