"""Makes ../data/given.tsv and ../data/surnames.tsv from the name lists of Faker (MIT), which took them from the statistics
offices of the countries. Usage: pip install faker==40.54.0; python3 names.py"""

import importlib
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

HISPANIC = ["es_CO", "es_MX", "es_ES", "es_AR", "es_CL"]
OTHERS = ["pt_BR", "it_IT", "en_US"]
COMMON = 60  # so many surnames a country, where the list has shares, count as common
POPULAR = 40  # so many given names of each sex, where the list has shares, count as popular
VERSION = "40.54.0"


def fold(s):
    s = "".join(c for c in unicodedata.normalize("NFD", s) if unicodedata.category(c) != "Mn").lower()
    return re.sub(r"[^a-z0-9]+", " ", s).strip()


def words(names):
    for name in names:
        for word in fold(name).split():
            if len(word) > 2 or word in ("jo", "li", "lu"):
                yield word


sex = defaultdict(set)
popular = set()
surnames = {}
for locale in HISPANIC + OTHERS:
    p = importlib.import_module("faker.providers.person." + locale).Provider
    for mark, names in (("f", p.first_names_female), ("m", p.first_names_male)):
        for name in words(names):
            sex[name].add(mark)
        if locale in HISPANIC and hasattr(names, "keys"):
            for name in words(sorted(names, key=lambda n: -names[n])[:POPULAR]):
                popular.add(name)
    last = p.last_names
    shares = sorted(last, key=lambda n: -last[n]) if hasattr(last, "keys") else []
    common = {w for name in shares[:COMMON] if locale in HISPANIC for w in words([name])}
    for word in words(last):
        surnames[word] = max(surnames.get(word, 0), 1 if word in common else 0)

skip = {"del", "las", "los", "san", "santa", "dos", "van", "von", "der", "jr", "the"}
data = Path(__file__).parent.parent / "data"
source = f"# Source: Faker {VERSION} (MIT licence), lists es_CO, es_MX, es_ES, es_AR, es_CL, pt_BR, it_IT, en_US, from the countries' statistics. Made by ../make/names.py.\n"
with open(data / "given.tsv", "w") as out:
    out.write("# Words of given names, folded, and by whom they are borne: m, f, or b for both; + where they are popular\n# (among the first 40 of a country).\n" + source)
    for word in sorted(sex):
        if word not in skip:
            out.write(f"{word}\t{'b' if len(sex[word]) == 2 else min(sex[word])}{'+' if word in popular else ''}\n")
with open(data / "surnames.tsv", "w") as out:
    out.write("# Words of surnames, folded: common ones (among the first 60 of a country), and others that are no rarity.\n" + source)
    for word in sorted(surnames):
        if word not in skip:
            out.write(f"{word}\t{'common' if surnames[word] else 'known'}\n")
