"""python3 -m unittest train/peers/test_peers.py: the parts that need neither models nor corpora."""
import io
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import ancora
import cess
import conllu
import english
import spanish
from conllu import Sentence, Word


class Contractions(unittest.TestCase):
    def test_parts(self):
        for form, upos, feats, want in [
            ("del", "ADP", "_", ["de", "el"]),
            ("Al", "ADP", "_", ["A", "el"]),
            ("DEL", "ADP", "_", ["DE", "EL"]),
            ("decírselo", "VERB", "VerbForm=Inf", ["decir", "se", "lo"]),
            ("oírlo", "VERB", "VerbForm=Inf", ["oír", "lo"]),
            ("capturarlos", "VERB", "VerbForm=Inf", ["capturar", "los"]),
            ("reuniéndose", "VERB", "VerbForm=Ger", ["reuniendo", "se"]),
            ("capturar", "VERB", "VerbForm=Inf", ["capturar"]),
            ("clase", "NOUN", "_", ["clase"]),
            ("viste", "VERB", "Mood=Ind|VerbForm=Fin", ["viste"]),
        ]:
            self.assertEqual(spanish.parts(form, upos, feats, "x"), want, form)

    def test_split_keeps_the_tree(self):
        words = [Word("Quiso", 0, 5, upos="VERB"), Word("hablarle", 6, 14, "hablar", "VERB", feats="VerbForm=Inf", head=1, rel="xcomp"),
                 Word("del", 15, 18, upos="ADP", head=4, rel="case"), Word("puerto", 19, 25, upos="NOUN", head=2, rel="obl")]
        got, multi = spanish.split(words)
        self.assertEqual([(w.form, w.head, w.rel) for w in got], [
            ("Quiso", 0, "root"), ("hablar", 1, "xcomp"), ("le", 2, "obl:arg"), ("de", 6, "case"), ("el", 6, "det"), ("puerto", 2, "obl")])
        self.assertEqual(multi, {1: (2, "hablarle"), 3: (4, "del")})
        self.assertEqual([(w.start, w.end) for w in got[1:5]], [(6, 12), (12, 14), (15, 18), (15, 18)])

    def test_passive_and_relative(self):
        words = [Word("El", 0, 2, "el", "DET", head=2, rel="det"), Word("jefe", 3, 7, "jefe", "NOUN", head=4, rel="nsubj"),
                 Word("fue", 8, 11, "ser", "AUX", head=4, rel="aux"), Word("detenido", 12, 20, "detener", "VERB", feats="VerbForm=Part"),
                 Word("por", 21, 24, "por", "ADP", head=6, rel="case"), Word("agentes", 25, 32, "agente", "NOUN", head=4, rel="obj")]
        ancora.harmonise(words, lambda form: None)
        spanish.subtypes(words)
        self.assertEqual([w.rel for w in words], ["det", "nsubj:pass", "aux:pass", "root", "case", "obl:agent"])


class Cess(unittest.TestCase):
    def test_leaves(self):
        text = "# document d1\n(\n  (S\n    (sn.e-SUJ *0*)\n    (vmis3s0 abrió abrir)\n    (np0000l San_Rosendo San_Rosendo)\n    (Fp . .)))\n"
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "t")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            (tree,) = cess.read(path)
        self.assertEqual([(t.form, t.name) for t in tree.tokens], [("abrió", "O"), ("San", "B-LOC"), ("Rosendo", "I-LOC"), (".", "O")])
        self.assertTrue(tree.named)

    def test_tags(self):
        self.assertEqual(cess.upos("vmp00sm", "ADJ"), "ADJ")
        self.assertEqual(cess.upos("vaip3s0", "NOUN"), "AUX")
        self.assertEqual(cess.features("vmis3p0"), "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin")
        self.assertEqual(cess.features("ncfp000"), "Gender=Fem|Number=Plur")


class English(unittest.TestCase):
    def test_glued(self):
        for before, word, want in [("do", "n't", True), ("Vega", "’s", True), ("can", "not", True), ("10", "-", False), ("men", "'", False)]:
            self.assertEqual(english.glued(before, word), want, word)

    def test_upos(self):
        for tag, rel, form, want in [("VBD", "cop", "was", "AUX"), ("IN", "mark", "that", "SCONJ"), ("TO", "mark", "to", "PART"),
                                     ("DT", "nsubj", "this", "PRON"), ("RB", "advmod", "n't", "PART"), (":", "punct", "--", "PUNCT")]:
            self.assertEqual(english.upos(tag, rel, form), want, form)


class Format(unittest.TestCase):
    def test_what_is_written_is_read(self):
        text = "El jefe del puerto.\n\nHuyó."
        one = Sentence([Word("El", 0, 2), Word("jefe", 3, 7, name="B-PER"), Word("de", 8, 11), Word("el", 8, 11), Word("puerto", 12, 18), Word(".", 18, 19)],
                       {2: (3, "del")}, paragraph=True)
        two = Sentence([Word("Huyó", 21, 25), Word(".", 25, 26)], paragraph=True)
        out = io.StringIO()
        conllu.write([one, two], out, text, "doc")
        self.assertIn("NER=B-PER|TokenRange=3:7", out.getvalue())
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "t.conllu")
            with open(path, "w", encoding="utf-8") as f:
                f.write(out.getvalue())
            read = conllu.read(path)
        self.assertEqual([w.form for w in read[0].words], [w.form for w in one.words])
        self.assertEqual(conllu.raw(read), text + "\n")


if __name__ == "__main__":
    unittest.main()
