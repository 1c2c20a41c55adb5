"""Check: our word pieces equal those of the `tokenizers` library. Usage: tagger_tokens.py TOKENIZER.json TEXTS.jsonl."""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

from accordingto.resources.files import data_path
from accordingto.withindoc.speech.wordpiece import WordPiece

ODD = [
    "",
    "\u200b",
    "a\u00adb",
    "İstanbul ÉCOLE",
    "''So it''",
    "中文 text",
    "e\u0301a",
    "😀 smile",
    "\x00a\x0bb\x85c\u2028d",
    "x" * 101,
    "…“«»”",
]


def main() -> int:
    """Compare on every text and on a few odd strings; 1 where one differs."""
    theirs = Tokenizer.from_file(sys.argv[1])
    theirs.no_truncation()
    theirs.no_padding()
    ours = WordPiece(data_path("tagger/vocab.txt").read_text(encoding="utf-8").splitlines())
    texts = [json.loads(line)["text"] for line in Path(sys.argv[2]).read_text(encoding="utf-8").rstrip("\n").split("\n")]
    bad = pieces = 0
    for text in [*ODD, *texts]:
        found = theirs.encode(text, add_special_tokens=False)
        words = ours.words(text)
        flat = [n for word in words.ids if word != (ours.separator,) for n in word]
        pieces += len(flat)
        if flat != found.ids:
            bad += 1
            print("differs:", ascii(text[:60]))
    print(f"{len(texts)} texts, {pieces} pieces, {bad} texts differ")
    return bool(bad)


if __name__ == "__main__":
    raise SystemExit(main())
