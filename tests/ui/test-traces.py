#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words typed by touch in three scripts, a visit ended in the three ways it can: nothing of the words is left in widgets,
clipboards, files or the memory of the process."""
import json
import pathlib
import shutil
import tempfile
import time

from visit import AUTONYMS, BUILD, TOP, Visit, layout

import memory
import staff
import tap

visit = Visit()
PIN = "739184625017"
# Words that stand in no text of the content.
WORDS = {"lt": "žvygulčiūtė", "uk": "жовтиґранка", "ar": "صنوبرغضيظش"}
STAFF_WORD = "qxzwvkjq"
IDLE = 30
SANITIZED = memory.is_sanitized(BUILD)


def type_word(kiosk, language):
    """Searches for the word by touch, and selects it, so that it is in the primary selection too."""
    visit.tap(AUTONYMS[language])
    visit.tap(visit.say("Search", language))
    visit.touch_keys(*WORDS[language])
    visit.until(lambda: any(WORDS[language] in n.name for n in visit.screen.nodes() if n.role != "text"))
    visit.hands.press("Shift_L+Home")
    time.sleep(0.5)
    assert WORDS[language] in json.dumps(layout.tree(kiosk, visit.probe), ensure_ascii=False)
    assert memory.traces(kiosk.process.pid, WORDS[language]), "the word is not found where it must be: the search is blind"
    visit.touch_keys(visit.say("Done", language))


def no_traces(kiosk, *words):
    visit.until(lambda: visit.screen.find(AUTONYMS["ar"], exact=False))
    time.sleep(1)
    tree = json.dumps(layout.tree(kiosk, visit.probe), ensure_ascii=False)
    names = " ".join(n.name for n in visit.screen.nodes())
    for word in words:
        assert word not in tree and word not in names
        for which in ("primary", "secondary", "clipboard"):
            assert word not in visit.clipboard(which), f"the {which} selection still holds what was typed"
        left = memory.files_with(word, kiosk.state_dir, visit.display.folder, kiosk.trace_path)
        assert not left, left
    # What was told to the accessibility bus leaves memory when a busy bus has taken it.
    end = time.monotonic() + 10
    while found := [] if SANITIZED else memory.traces(kiosk.process.pid, *words):
        assert time.monotonic() < end, "\n".join(found)
        time.sleep(0.2)
    assert not kiosk.warnings(), kiosk.warnings()


def finished():
    with visit.start(probe=True) as kiosk:
        type_word(kiosk, "lt")
        visit.tap(visit.say("Finish", "lt"), exact=True)
        no_traces(kiosk, WORDS["lt"])


def idled():
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder, "tiltas.conf")
        config.write_text((TOP / "data/tiltas-dev.conf").read_text() + f"\n[session]\nidle_seconds={IDLE}\n")
        with visit.start(probe=True, config=config) as kiosk:
            type_word(kiosk, "uk")
            visit.until(lambda: kiosk.marks("idle-end"), seconds=IDLE + 60)
            no_traces(kiosk, WORDS["uk"])


def ended_by_staff():
    state = staff.state_folder(BUILD, PIN)
    with visit.start(probe=True, state_dir=state) as kiosk:
        type_word(kiosk, "ar")
        back = visit.until(lambda: visit.screen.find(visit.say("Back: %s", "ar").split("%s")[0], exact=False))
        visit.hands.tap(back.x - 60, back.centre[1], seconds=3.5)
        visit.until(lambda: visit.screen.find(visit.say("Staff PIN", "lt")))
        for digit in PIN:
            visit.tap(digit, exact=True)
        assert memory.traces(kiosk.process.pid, PIN), "the PIN is not found where it must be"
        visit.tap(visit.say("OK", "lt"), exact=True)
        # What staff look for is nobody's business either.
        visit.tap(visit.say("Guidelines for staff", "lt"), exact=True)
        visit.hands.tap(*visit.screen.wait(visit.say("Search in the guidelines", "lt"), exact=False).centre)
        time.sleep(0.5)
        visit.hands.type(STAFF_WORD)
        visit.until(lambda: memory.traces(kiosk.process.pid, STAFF_WORD))
        visit.tap(visit.say("End the visit", "lt"))
        # Without its first letter: a history of changes keeps the letters after it in one piece.
        no_traces(kiosk, WORDS["ar"], PIN, STAFF_WORD[1:])
    shutil.rmtree(state)


tap.main([("Lithuanian, ended by Finish", finished), ("Ukrainian, ended by idling", idled), ("Arabic, ended by staff", ended_by_staff)])
