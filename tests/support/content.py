# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of the bundled content, read from its sources: what a test expects to see on the screen."""
import csv
import pathlib

CONTENT = pathlib.Path(__file__).resolve().parents[2] / "content"


def _rows(path):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def group_title(kind, identifier, language):
    """kind is "units" or "categories"."""
    for row in _rows(CONTENT / f"lnb/{kind}.csv"):
        if row["id"] == identifier:
            return row[f"title_{language}"]
    raise KeyError(identifier)


def service(identifier, language, publisher="lnb"):
    for row in _rows(CONTENT / f"{publisher}/services/{language}.csv"):
        if row["id"] == identifier:
            return row
    raise KeyError(identifier)


def lesson(identifier, language):
    """(front matter, [(kind, title)] of its cards)"""
    head, cards, inside = {}, [], 0
    for line in (CONTENT / f"lnb/lessons/{identifier}/{language}.md").read_text(encoding="utf-8").splitlines():
        if line == "---":
            inside += 1
        elif inside == 1 and ":" in line:
            key, value = line.split(":", 1)
            head[key.strip()] = value.strip()
        elif inside >= 2 and line.startswith("# "):
            title = line[2:]
            kind = {"? ": "question", "! ": "summary"}.get(title[:2], "text")
            cards.append((kind, title if kind == "text" else title[2:]))
    return head, cards


def message(msgid, language, context=None):
    """What the program says for msgid (with a context) in a language, from its catalogue's source; msgid itself when
    untranslated. Of a sentence with a number the form for one."""
    import re
    text = (CONTENT.parent / f"po/{language}.po").read_text(encoding="utf-8")
    found = re.search(r'^' + (f'msgctxt "{context}"\n' if context else "") + r'msgid "' + re.escape(msgid) + r'"\n(?:msgid_plural .*\n)?msgstr(?:\[0\])? "((?:[^"\\]|\\.)*)"', text, re.M)
    return found[1].replace('\\"', '"') if found and found[1] else msgid
