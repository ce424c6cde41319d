#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Staff help a visitor across languages, and search in their guidelines."""
import shutil
import time

from visit import AUTONYMS, BUILD, BUTTONS, content

import staff
import tap
from staff_area import beside_back, has, hold, open_section, say, sees, unlock, visit


def helping_a_visitor():
    state = staff.state_folder(BUILD)
    with visit.start(state_dir=state, page="lesson:l11/2", language="ar") as kiosk:
        hold(*beside_back("ar"))
        sees(say("Staff PIN"))
        unlock(kiosk)
        open_section("Help a visitor")
        titles = [content.lesson("l11", language)[1][1][1] for language in ("lt", "ar")]
        visit.until(lambda: visit.screen.find(say("End help"), exact=False))
        names = " ".join(n.name for n in visit.screen.nodes())
        assert AUTONYMS["lt"] in names and AUTONYMS["ar"] in names
        for title in titles:
            assert title in names, title
        # The visitor's side is at the right, and both paragraphs are one thing to touch.
        left, right = (visit.screen.wait(title, roles=("label",)) for title in titles)
        assert left.x + left.width <= right.x + 1 and right.x + right.width > visit.display.width / 2
        visit.tap("; ".join(titles), exact=True)
        note = visit.screen.wait(say("Automatic translation, not yet checked by a person"))
        assert note.x >= left.x + left.width - 1, f"{note} stands over the original"
        visit.tap(say("Next card"))
        sees("3 iš")
        # A question: the right answer has a tick on both sides.
        assert len([n for n in visit.screen.nodes() if n.role == "label" and n.name.endswith(" ✓")]) == 2
        visit.tap(say("End help"))
        # The visitor goes on with the card that they came to, in Arabic.
        visit.until(lambda: visit.screen.find(say("Next", "ar"), exact=False))
        sees("٣")
        assert not kiosk.warnings(), kiosk.warnings()
    # A service: what both must know stands on both sides, the hours too.
    with visit.start(state_dir=state, page="service:sup-jaunimo", language="uk") as kiosk:
        hold(*beside_back("uk"))
        sees(say("Staff PIN"))
        unlock(kiosk)
        open_section("Help a visitor")
        visit.until(lambda: has(say("Opening hours")) and has(say("Opening hours", "uk")))
        assert has(say("Open day and night")) and has(say("Open day and night", "uk"))
        assert has(say("Phone"))
        assert not kiosk.warnings(), kiosk.warnings()
    # From the first screen: the visitor's language is asked for, then a lesson is chosen for him.
    with visit.start(state_dir=state, page="staff:help") as kiosk:
        unlock(kiosk)
        sees(say("Which language does the visitor read?"))
        visit.tap(AUTONYMS["uk"], exact=True)
        visit.until(lambda: not has(say("Which language does the visitor read?")))
        # In another language the list stands where it stood; what is chosen from it begins at its top.
        visit.hands.swipe(700, 1500, 700, 1000)
        time.sleep(0.8)
        row = visit.screen.wait("112", roles=BUTTONS, exact=False)
        visit.tap(say("Visitor’s language: %s").split("%s")[0])
        time.sleep(0.5)
        visit.tap(AUTONYMS["ar"], exact=True)
        time.sleep(0.8)
        again = visit.screen.wait("112", roles=BUTTONS, exact=False)
        assert row.y > 0 and abs(again.y - row.y) < 100, f"from {row} to {again}"
        visit.hands.tap(*again.centre)
        visit.until(lambda: has(say("Next card")))
        head = visit.screen.wait(AUTONYMS["ar"], roles=("label",))
        assert head.y > 0, "the card does not begin at its top"
        visit.tap(say("Visitor’s language: %s").split("%s")[0])
        time.sleep(0.5)
        visit.tap(AUTONYMS["uk"], exact=True)
        visit.until(lambda: has(say("Next card")))
        visit.tap(say("End help"))
        visit.until(lambda: visit.screen.find(say("Next", "uk"), exact=False))
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def guidelines_are_searched():
    state = staff.state_folder(BUILD)
    with visit.start(state_dir=state, page="staff:guidelines", language="lt") as kiosk:
        unlock(kiosk)
        field = visit.screen.wait(say("Search in the guidelines"), exact=False)
        visit.hands.tap(*field.centre)
        kiosk.wait_mark("keyboard-up")
        time.sleep(0.3)
        for letter in "verkia":
            visit.tap(letter, exact=True)
        row = visit.until(lambda: visit.screen.find("Stresas", BUTTONS, exact=False))
        assert not visit.screen.find("Paslaugos, kurios", BUTTONS, exact=False)
        visit.hands.tap(*row.centre)
        visit.until(lambda: visit.screen.find(say("All articles"), exact=False))
        sees("Jei žmogus verkia")
        sees(say("Checked: %s").replace("%s", "2026 m."))
        sees(say("Sources: %s").replace("%s", "IFLA"))
        visit.tap(say("All articles"))
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


tap.main([(f.__name__.replace("_", " "), f) for f in (helping_a_visitor, guidelines_are_searched)])
