# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways through the staff area by touch, for its tests: one display per test program."""
import time

from visit import BUTTONS, Visit

import staff

visit = Visit()


def say(msgid, language="lt"):
    return visit.say(msgid, language)


def has(text):
    return any(text in t for t in visit.screen.texts())


def sees(text, seconds=30):
    try:
        visit.until(lambda: has(text), seconds)
    except AssertionError:
        raise AssertionError(f"“{text}” is not on the screen; there is: {visit.screen.texts()}") from None


def hold(x, y, seconds=3.4):
    visit.hands.tap(x, y, seconds=seconds)


def mark():
    """Where the mark is on the first screens."""
    node = visit.until(lambda: [n for n in visit.screen.nodes() if n.name == "Tiltas" and n.role == "label"])[0]
    return node.x + 30, node.centre[1]


def beside_back(language):
    """The empty place beside Back, on pages without the mark."""
    back = visit.until(lambda: visit.screen.find(say("Back: %s", language).split("%s")[0], BUTTONS, exact=False))
    return (back.x - 60 if language == "ar" else back.x + back.width + 60), back.centre[1]


def type_pin(digits=staff.PIN):
    sees(say("Staff PIN"))
    for digit in digits:
        visit.tap(digit, exact=True)
    visit.tap(say("OK"), exact=True)


def unlock(kiosk, pin=staff.PIN):
    staff.unlock(kiosk, visit.hands, pin)


def open_section(section):
    visit.tap(say(section), exact=True)
    time.sleep(0.3)


def leave():
    visit.tap(say("Back to visitors"))


def scroll_to(name, exact=False):
    """Scrolls the section with a finger until the button can be touched."""
    for _ in range(15):
        node = visit.steady(name, exact)
        if 0 < node.y and node.y + node.height < visit.display.height:
            return node
        visit.hands.swipe(700, 1500, 700, 1000 if node.y > 0 else 1900)
        time.sleep(0.5)
    raise AssertionError(f"“{name}” cannot be scrolled into view")


def take_back():
    """What staff chose in this section, after a question."""
    word = say("Back to the technician’s settings")
    visit.hands.tap(*scroll_to(word, exact=True).centre)
    sees(say("As the technician set it?"))
    time.sleep(0.3)
    visit.hands.tap(*[n for n in visit.screen.nodes() if n.name == word and n.role in BUTTONS][-1].centre)
