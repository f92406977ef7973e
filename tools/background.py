"""Make src/hearsay/lexicons/background.tsv: in how many stretches of 200 words of open English text a lemma occurs.

Reads the openly licensed treebanks (UD EWT, CC BY-SA 4.0; GUM's open genres, CC BY 4.0):
``python tools/background.py DATA`` where DATA holds ``syntax/*.conllu.gz``. Only counts leave them.
"""

import gzip
import sys
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "hearsay" / "lexicons" / "background.tsv"
STRETCH = 200
LEAST = 3


def main() -> None:
    seen: Counter[str] = Counter()
    stretches = 0
    words: list[str] = []
    for name in ("ewt.train", "ewt.dev", "gum-open.train", "gum-open.dev"):
        with gzip.open(Path(sys.argv[1]) / "syntax" / f"{name}.conllu.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.split("\t")
                if len(cells) > 3 and cells[0].isdigit() and cells[3] != "PUNCT":
                    words.append(cells[2].casefold())
                if len(words) >= STRETCH:
                    seen.update(set(words))
                    stretches += 1
                    words.clear()
    rows = [f"{lemma}\t{n}" for lemma, n in sorted(seen.items()) if n >= LEAST and lemma.isalpha()]
    head = [
        "# In how many stretches of 200 words of open English text a lemma occurs; made by tools/background.py.",
        "# Counts over UD English EWT (CC BY-SA 4.0) and the open genres of GUM (CC BY 4.0).",
        f"# stretches\t{stretches}",
    ]
    OUT.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")
    print(OUT, stretches, len(rows))


if __name__ == "__main__":
    main()
