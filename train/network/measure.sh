#!/bin/sh
# Print the scores of the program's models on the development sets, as docs/models/en.md and es.md quote them.
#
#   COTEJO_CORPORA=FOLDER train/network/measure.sh
set -eu
: "${COTEJO_CORPORA:?set COTEJO_CORPORA to the folder of the corpora}"
cd "$(dirname "$0")/../.."
score() {
	echo "== $*"
	go run ./train/score "$@"
}
ewt=$COTEJO_CORPORA/ud/en_ewt-dev.conllu.gz
gsd=$COTEJO_CORPORA/ud/es_gsd-dev.conllu.gz
pud=$COTEJO_CORPORA/ud/es_pud-first.conllu.gz
uner=$COTEJO_CORPORA/uner-en/dev.conllu.gz
conll=$COTEJO_CORPORA/conll2002-es/dev.conllu.gz
score --lang en "$ewt"
score --lang en --tokens "$ewt"
score --lang en --upper "$ewt"
score --lang en --tokens "$uner"
score --lang en --tokens --upper "$uner"
score --lang es --held-out "$gsd"
score --lang es --held-out --upper "$gsd"
score --lang es "$pud"
score --lang es --upper "$pud"
score --lang es --tokens "$conll"
score --lang es --tokens --upper "$conll"
