"""Finding a quote in a text: runs of white space count as one space."""

from __future__ import annotations

import re


class Folded:
    """A text with runs of white space as one space, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        out, at = [], []
        space = True
        for i, c in enumerate(text):
            if c.isspace() or c == "\xa0":
                if not space:
                    out.append(" ")
                    at.append(i)
                space = True
            else:
                out.append(c)
                at.append(i)
                space = False
        self.text, self.at = "".join(out), at

    def find(self, quote: str, near: float | None = None) -> tuple[int, int] | None:
        """Offsets of a quote in the original: its first place, or the one nearest to a share of the text, 0–1."""
        quote = squeeze(quote)
        if not quote:
            return None
        places = [m.start() for m in re.finditer(re.escape(quote), self.text)]
        if not places:
            return None
        i = places[0] if near is None else min(places, key=lambda p: abs(p / max(1, len(self.text)) - near))
        return self.at[i], self.at[i + len(quote) - 1] + 1


def squeeze(text: str) -> str:
    """The text with runs of white space as one space."""
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()
