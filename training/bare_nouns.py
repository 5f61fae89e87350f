"""Count how often native English leaves singular nouns bare: `python -m training.bare_nouns`.

    python -m training.bare_nouns masc-written.txt --out rules/models/bare-nouns.tsv

The text may be any plain text; the table that ships is made from MASC (Open American National
Corpus), which is free for any use.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from pathlib import Path

from mtcheck.formats import read_document
from mtcheck.language.bare_nouns import company, has_of, is_bare, singular_nouns
from mtcheck.language.english import MODEL_REQUIREMENT, Analyser

FEWEST_USES = 5
HEADER = """\
# Made by training.bare_nouns; not edited by hand. noun, uses in the singular, bare ones, uses
# before “of”, bare ones before “of”, what the bare ones lean on (dependency/lemma of the head).
# text: {name} (sha256 {digest}); model: {model}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    uses: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    before_of: Counter[str] = Counter()
    bare_before_of: Counter[str] = Counter()
    leant_on: defaultdict[str, set[str]] = defaultdict(set)
    for document in Analyser().analyse([read_document(arguments.text)]):
        for segment in document.segments:
            if segment.doc is None:
                continue
            for noun in singular_nouns(segment.doc):
                uses[noun.lower_] += 1
                before_of[noun.lower_] += has_of(noun)
                if is_bare(noun):
                    bare[noun.lower_] += 1
                    bare_before_of[noun.lower_] += has_of(noun)
                    leant_on[noun.lower_].add(company(noun))
    digest = hashlib.sha256(arguments.text.read_bytes()).hexdigest()[:16]
    with arguments.out.open("w", encoding="utf-8") as out:
        out.write(HEADER.format(name=arguments.text.name, digest=digest, model=MODEL_REQUIREMENT))
        for noun in sorted(n for n, count in uses.items() if count >= FEWEST_USES):
            leaning = " ".join(sorted(c for c in leant_on[noun] if "/" in c))
            counts = (uses[noun], bare[noun], before_of[noun], bare_before_of[noun])
            out.write("\t".join([noun, *map(str, counts), leaning]) + "\n")


if __name__ == "__main__":
    main()
