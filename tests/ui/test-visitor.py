#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visitor does besides reading: filters, search by keyboard, glossary, text size, contrast, finishing."""
import pathlib
import tempfile
import time

from visit import AUTONYMS, BUTTONS, TOP, Visit, content, layout

import tap

visit = Visit()


def shown(kiosk):
    """Texts on the screen, as the kiosk draws them: rows that a list keeps for later are not drawn."""
    return layout.labels(layout.tree(kiosk, visit.probe))


def hidden_by_default():
    """The installed configuration shows no entry that nobody has confirmed: not in lists, counts, search or links."""
    unconfirmed = content.service("doc-md", "en")["name"]
    installed = {"language": "en", "config": TOP / "data/tiltas.conf", "probe": True}
    with visit.start("--page", "category:documents", **installed) as kiosk:
        assert content.service("doc-migris", "en")["name"] in shown(kiosk)
        assert unconfirmed not in shown(kiosk)
    with visit.start("--page", "search:migris", **installed) as kiosk:
        visit.until(lambda: content.service("doc-migris", "en")["name"] in shown(kiosk))
        assert unconfirmed not in shown(kiosk)
    with visit.start("--page", "search:migration department", **installed) as kiosk:
        time.sleep(1)
        assert unconfirmed not in shown(kiosk)
    with visit.start("--page", "service:doc-md", language="en", config=TOP / "data/tiltas.conf"):
        visit.screen.wait(content.message("This page is no longer available", "en"), exact=False)


def told_when_shown():
    with visit.start("--page", "service:doc-md", language="en"):
        visit.screen.wait("Nobody has confirmed this yet", exact=False)


def filters():
    youth, children = (content.service(name, "en")["name"] for name in ("sup-jaunimo", "sup-vaiku"))
    with visit.start("--page", "category:support", language="en", probe=True) as kiosk:
        visit.until(lambda: youth in shown(kiosk) and children in shown(kiosk))
        visit.tap(content.message("Open now", "en"))
        visit.until(lambda: youth in shown(kiosk) and children not in shown(kiosk))
        visit.tap(content.message("Open now", "en"))
        visit.until(lambda: children in shown(kiosk))


def search_by_keyboard():
    youth = content.service("sup-jaunimo", "en")["name"]
    with visit.start("--page", "home", language="en", probe=True) as kiosk:
        visit.tap(content.message("Search", "en"))
        visit.until(lambda: content.message("Type a word, or choose:", "en") in shown(kiosk))
        visit.hands.type("youth")
        visit.until(lambda: youth in shown(kiosk))
        for _ in range(5):
            visit.hands.press("BackSpace")
        visit.hands.type("'qxqx")
        visit.until(lambda: youth not in shown(kiosk))


def finish_forgets():
    with visit.start() as kiosk:
        visit.tap(AUTONYMS["uk"])
        visit.tap(visit.say("Text size", "uk"))
        visit.tap("200", exact=False)
        time.sleep(0.3)
        visit.tap(visit.say("Finish", "uk"), exact=True)
        visit.screen.wait(AUTONYMS["lt"], exact=False)
        visit.tap(AUTONYMS["lt"])
        visit.screen.wait(content.group_title("units", "safe", "lt"), exact=False)
        assert not kiosk.warnings(), kiosk.warnings()


def glossary():
    """Terms are underlined; a touch explains them with the Lithuanian word."""
    import re
    text = (content.CONTENT / "lnb/lessons/l11/en.md").read_text(encoding="utf-8")
    card, word = 0, None
    for line in text.splitlines():
        if line.startswith("# "):
            card += 1
        found = re.search(r"\[([^\]]+)\]\(term:([a-z0-9-]+)\)", line)
        if found:
            word, term = found[1], found[2]
            break
    assert word, "lesson l11 marks no term"
    lithuanian = next(r["term"] for r in content._rows(content.CONTENT / "lnb/glossary/lt.csv") if r["id"] == term)
    definition = next(r["definition"] for r in content._rows(content.CONTENT / "lnb/glossary/en.csv") if r["id"] == term)
    with visit.start("--page", f"lesson:l11/{card}", language="en"):
        node = visit.screen.wait(word, exact=False, roles=BUTTONS)
        visit.hands.tap(*node.centre)
        visit.screen.wait(definition, exact=False)
        visit.screen.wait(lithuanian, exact=False)


def swipe():
    _, cards = content.lesson("l11", "en")
    with visit.start("--page", "lesson:l11/1", language="en"):
        visit.screen.wait(cards[0][1], exact=False)
        visit.hands.swipe(900, 1000, 200, 1000)
        visit.screen.wait(cards[1][1], exact=False)
        visit.hands.swipe(200, 1000, 900, 1000)
        visit.screen.wait(cards[0][1], exact=False)
    _, cards = content.lesson("l11", "ar")
    with visit.start("--page", "lesson:l11/1", language="ar"):
        visit.hands.swipe(200, 1000, 900, 1000)
        visit.screen.wait(cards[1][1], exact=False)


def reduced_motion():
    """A list that is pushed rolls on, or stops with the finger; a finger scrolls it either way."""
    def way(config):
        """How far a push by 600 px takes the list, when it rests."""
        with visit.start("--page", "category:documents", language="en", config=config, probe=True) as kiosk:
            before = at_rest(kiosk)
            visit.hands.swipe(540, 1500, 540, 900, seconds=0.12, steps=8)
            visit.until(lambda: tops(kiosk) != before)
            after = at_rest(kiosk)
            assert not kiosk.warnings(), kiosk.warnings()
            both = before.keys() & after.keys()
            return before[min(both)] - after[min(both)] if both else 10000

    def tops(kiosk):
        window = layout.tree(kiosk, visit.probe)[0]
        return {node["text"]: node["y"] for node, _ in layout.walk(window) if node["type"] == "GtkLabel" and node["y"] > 300}

    def at_rest(kiosk):
        now, before = tops(kiosk), None
        while now != before:
            time.sleep(0.4)
            now, before = tops(kiosk), now
        return now

    with tempfile.TemporaryDirectory() as folder:
        still = pathlib.Path(folder, "still.conf")
        still.write_text((TOP / "data/tiltas-dev.conf").read_text() + "\n[session]\nreduced_motion=true\n")
        rolled, stopped = way(None), way(still)
        assert stopped > 300, f"a list does not scroll: {stopped}"
        assert stopped < 620, f"a list does not stop with the finger: {stopped}"
        assert rolled > stopped + 100, f"a list does not roll on any more: {rolled}, {stopped}"


tap.main([("reduced motion", reduced_motion), ("unconfirmed entries are hidden", hidden_by_default), ("unconfirmed entries say so", told_when_shown), ("filters", filters),
          ("search by keyboard", search_by_keyboard), ("finish forgets", finish_forgets), ("glossary", glossary), ("swipe", swipe)])
