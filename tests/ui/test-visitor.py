#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visitor does besides reading: filters, search by keyboard, glossary, text size, contrast, finishing."""
import pathlib
import tempfile
import time

from visit import AUTONYMS, BUTTONS, TOP, Visit, content, layout

import tap

visit = Visit()


def services_shown():
    return [n.name for n in visit.screen.nodes() if n.role in BUTTONS]


def hidden_by_default():
    """The installed configuration shows no entry that nobody has confirmed: not in lists, counts, search or links."""
    unconfirmed = content.service("doc-md", "en")["name"]
    with visit.start("--page", "category:documents", language="en", config=TOP / "data/tiltas.conf"):
        visit.screen.wait(content.service("doc-migris", "en")["name"], exact=False)
        assert not any(unconfirmed in name for name in services_shown())
    with visit.start("--page", "search:migration department", language="en", config=TOP / "data/tiltas.conf"):
        time.sleep(0.5)
        assert not any(unconfirmed in name for name in services_shown())
    with visit.start("--page", "service:doc-md", language="en", config=TOP / "data/tiltas.conf"):
        visit.screen.wait(content.message("This page is no longer available", "en"), exact=False)


def told_when_shown():
    with visit.start("--page", "service:doc-md", language="en"):
        visit.screen.wait("Nobody has confirmed this yet", exact=False)


def filters():
    with visit.start("--page", "category:support", language="en"):
        before = services_shown()
        visit.tap(content.message("Open now", "en"))
        time.sleep(0.5)
        after = services_shown()
        assert len(after) < len(before), (before, after)
        youth = content.service("sup-jaunimo", "en")["name"]
        assert any(youth in name for name in after), after


def search_by_keyboard():
    with visit.start("--page", "home", language="en"):
        visit.tap(content.message("Search", "en"), exact=False)
        time.sleep(0.5)
        visit.hands.type("youth")
        visit.screen.wait(content.service("sup-jaunimo", "en")["name"], exact=False, roles=BUTTONS)
        for _ in range(5):
            visit.hands.press("BackSpace")
        visit.hands.type("'qxqx")
        time.sleep(0.5)
        assert not any("Youth" in name for name in services_shown())


def finish_forgets():
    with visit.start() as kiosk:
        visit.tap(AUTONYMS["uk"])
        visit.tap(visit.say("Text size", "uk"))
        visit.tap("200", exact=False)
        time.sleep(0.3)
        visit.tap(visit.say("Finish", "uk"))
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
        node = visit.screen.find(word, exact=False, roles=BUTTONS) or visit.screen.wait(word, exact=False)
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


tap.main([("unconfirmed entries are hidden", hidden_by_default), ("unconfirmed entries say so", told_when_shown), ("filters", filters),
          ("search by keyboard", search_by_keyboard), ("finish forgets", finish_forgets), ("glossary", glossary), ("swipe", swipe)])
