#!/bin/sh
# Make every model of package nlp from the corpora, the same bytes each time on the same kind of machine.
#
#   COTEJO_CORPORA=FOLDER train/network/make.sh [WORK]
#
# Needs Go, Python 3.11, Java 17 and Maven, and about 4 GB of memory; fetches 2 GB of packages. Takes about 45 minutes on two
# cores. WORK (default ./build) keeps the Python environment, the teacher, its silver text and word vectors; what is there is used again.
set -eu
: "${COTEJO_CORPORA:?set COTEJO_CORPORA to the folder of the corpora}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
work=${1:-build}
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
for part in "" :models :models-english; do
	mvn --quiet dependency:get -Dtransitive=false -Dartifact="edu.stanford.nlp:stanford-corenlp:4.5.7:jar$part"
done

go run ./train/text
export OMP_NUM_THREADS=1
"$work/venv/bin/python" "$here/build.py" es nlp/models/es.network.bin --work "$work" > "$work/es.log" &
spanish=$!
"$work/venv/bin/python" "$here/build.py" en nlp/models/en.network.bin --work "$work" > "$work/en.log"
wait $spanish
go run ./train/manifest
