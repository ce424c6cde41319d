#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The staff area by touch: the way in, the lock, every section, helping a visitor, sticks, the way out."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from visit import AUTONYMS, BUILD, BUTTONS, TOP, Visit, content

import tap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from world import World  # noqa: E402

visit = Visit()
CTL = BUILD / "src/tools/tiltasctl"
PIN = "2580"


def state_with_pin(pin=PIN):
    folder = tempfile.mkdtemp(prefix="tiltas-staff-")
    subprocess.run([CTL, "--config", TOP / "data/tiltas-dev.conf", "--state-dir", folder, "set-pin"], input=f"{pin}\n", text=True,
                   check=True, capture_output=True)
    return folder


def say(msgid, language="lt"):
    return visit.say(msgid, language)


def sees(text, seconds=30):
    visit.until(lambda: any(text in t for t in visit.screen.texts()), seconds)


def hold(x, y, seconds):
    visit.hands.tap(x, y, seconds=seconds)


def mark():
    """Where the mark is on the first screens."""
    node = visit.until(lambda: [n for n in visit.screen.nodes() if n.name == "Tiltas" and n.role == "label"])[0]
    return node.x + 30, node.centre[1]


def type_pin(digits=PIN, ok=True):
    sees(say("Staff PIN"))
    for digit in digits:
        visit.tap(digit, exact=True)
    if ok:
        visit.tap(say("OK"), exact=True)


def enter(section=None):
    type_pin()
    sees(say("Content and updates"))
    if section:
        visit.tap(say(section), exact=True)
        time.sleep(0.5)


def leave():
    visit.tap(say("Back to visitors"))


def the_way_in():
    state = state_with_pin()
    with visit.start(state_dir=state, page="home", language="uk") as kiosk:
        x, y = mark()
        hold(x, y, 1.5)
        time.sleep(2.5)
        assert not visit.screen.find(say("Staff PIN")), "a short touch opened the staff area"
        hold(x, y, 3.4)
        enter()
        # In Lithuanian; the visitor comes back to his own place and language.
        leave()
        sees(say("Finish", "uk"))
        assert not kiosk.warnings(), kiosk.warnings()
    with visit.start(state_dir=state, page="lesson:l11/2", language="ar"):
        # Pages without the mark: the empty place beside Back. A finger that wanders means something else.
        back = visit.until(lambda: visit.screen.find(say("Back: %s", "ar").split("%s")[0], BUTTONS, exact=False))
        x, y = back.x - 60, back.centre[1]
        visit.hands.swipe(x, y, x - 120, y, seconds=3.5)
        time.sleep(0.5)
        assert not visit.screen.find(say("Staff PIN"))
        hold(x, y, 3.4)
        enter()
    with visit.start(state_dir=state, page="welcome"):
        hold(*mark(), 3.4)
        enter()
    shutil.rmtree(state)


def without_a_pin_it_stays_shut():
    with visit.start(page="staff:content", language="lt") as kiosk:
        sees("tiltasctl set-pin")
        visit.hands.type("1234")
        visit.hands.press("Return")
        visit.hands.tap(*visit.screen.wait("1", exact=True).centre)
        time.sleep(0.5)
        assert not visit.screen.find(say("Content and updates"))
        leave()
        visit.until(lambda: visit.screen.find(say("Finish"), exact=False))
        assert not kiosk.warnings(), kiosk.warnings()


def wrong_pins_lock():
    state = state_with_pin()
    kiosk = visit.start(state_dir=state, page="staff:terminal", language="lt")
    for number in range(5):
        type_pin("1111")
        time.sleep(0.8)
    sees(say("Too many wrong codes. Try again in %s second.").split("%s")[0].strip())
    type_pin(PIN)
    time.sleep(1)
    assert not visit.screen.find(say("This terminal"), exact=True), "the lock lets the right PIN in"
    kiosk.kill()
    # A restart does not help.
    with visit.start(state_dir=state, page="staff:terminal", language="lt"):
        type_pin(PIN)
        time.sleep(1)
        sees(say("Too many wrong codes. Try again in %s second.").split("%s")[0].strip())
    # The technician sets a new PIN: that ends the lock.
    subprocess.run([CTL, "--config", TOP / "data/tiltas-dev.conf", "--state-dir", state, "set-pin"], input="9753\n", text=True, check=True)
    with visit.start(state_dir=state, page="staff:terminal", language="lt"):
        type_pin("9753")
        sees(say("Test of the languages"))
    shutil.rmtree(state)


def every_section_opens():
    state = state_with_pin()
    pathlib.Path(state, "usage.csv").write_text("day,kind,id,count\n2026-11-20,lesson,lnb/l11,3\n2026-11-20,visit,-,7\n")
    with visit.start(state_dir=state, page="staff:content", language="lt") as kiosk:
        type_pin()
        for section, there in (("Languages", "Languages for visitors"), ("Guidelines for staff", "Search in the guidelines"),
                               ("This terminal", "When nobody touches the screen"), ("Use", "Visits by day"),
                               ("Log and diagnosis", "What happened"), ("Content and updates", "Publishers")):
            visit.tap(say(section), exact=True)
            visit.until(lambda: any(say(there) in n.name for n in visit.screen.nodes()))
        visit.tap(say("Use"), exact=True)
        sees("7")
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def languages_take_effect_at_once():
    state = state_with_pin()
    with visit.start(state_dir=state, page="staff:languages", language="lt") as kiosk:
        type_pin()
        visit.tap(f"{AUTONYMS['ar']}: {say('Offered')}")
        visit.until(lambda: visit.screen.find(f"{AUTONYMS['ar']}: {say('Not offered')}", exact=False))
        visit.tap(f"{AUTONYMS['en']}: {say('Move up')}")
        time.sleep(1)
        visit.tap(f"{AUTONYMS['uk']}: {say('Make it the library’s own')}")
        visit.until(lambda: visit.screen.find(f"{AUTONYMS['uk']}: {say('The library’s own')}", exact=False))
        leave()
        visit.tap(say("Finish"))
        # The welcome screen: without Arabic, and the word under English's in the order that was chosen.
        visit.until(lambda: visit.screen.find(AUTONYMS["uk"], exact=False) and not visit.screen.find(AUTONYMS["ar"], exact=False))
        english, ukrainian = (visit.screen.find(AUTONYMS[l], BUTTONS, exact=False) for l in ("en", "uk"))
        assert (english.y, english.x) < (ukrainian.y, ukrainian.x)
        assert not kiosk.warnings(), kiosk.warnings()
    # Kept over a restart, and taken back.
    with visit.start(state_dir=state, page="staff:languages") as kiosk:
        type_pin()
        visit.tap(say("As in the configuration"))
        visit.until(lambda: visit.screen.find(f"{AUTONYMS['ar']}: {say('Offered')}", exact=False))
    shutil.rmtree(state)


def this_terminal_keeps_what_is_chosen():
    state = state_with_pin()
    with visit.start(state_dir=state, page="staff:terminal", language="lt") as kiosk:
        type_pin()
        visit.tap("Vilniaus apskrities Adomo Mickevičiaus viešoji biblioteka")
        time.sleep(1)
        settings = pathlib.Path(state, "settings.conf")
        visit.until(lambda: settings.exists() and "amb" in settings.read_text())
        visit.tap("120")
        visit.until(lambda: "idle_seconds=120" in settings.read_text().replace(" ", ""))
        leave()
        sees("Vilniaus apskrities Adomo Mickevičiaus")
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def helping_a_visitor():
    state = state_with_pin()
    with visit.start(state_dir=state, page="lesson:l11/2", language="ar") as kiosk:
        back = visit.until(lambda: visit.screen.find(say("Back: %s", "ar").split("%s")[0], BUTTONS, exact=False))
        hold(back.x - 60, back.centre[1], 3.4)
        enter("Help a visitor")
        titles = [content.lesson("l11", language)[1][1][1] for language in ("lt", "ar")]
        visit.until(lambda: visit.screen.find(say("End help"), exact=False))
        time.sleep(0.5)
        names = " ".join(n.name for n in visit.screen.nodes())
        assert AUTONYMS["lt"] in names and AUTONYMS["ar"] in names
        for title in titles:
            assert title in names, title
        visit.tap(say("Next card"))
        time.sleep(0.8)
        visit.tap(say("End help"))
        # The visitor goes on with the card that they came to, in Arabic.
        visit.until(lambda: visit.screen.find(say("Finish", "ar"), exact=False) or visit.screen.find(say("Next", "ar"), exact=False))
        sees("٣")
        assert not kiosk.warnings(), kiosk.warnings()
    # From the first screen: a lesson is chosen for the visitor, whose language is set here.
    with visit.start(state_dir=state, page="staff:help") as kiosk:
        type_pin()
        visit.tap(say("Visitor’s language: %s").split("%s")[0], exact=False)
        visit.tap(AUTONYMS["uk"])
        time.sleep(0.8)
        visit.tap("112", exact=False)
        time.sleep(0.8)
        visit.tap(say("End help"))
        visit.until(lambda: visit.screen.find(say("Next", "uk"), exact=False))
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def guidelines_are_searched():
    state = state_with_pin()
    with visit.start(state_dir=state, page="staff:guidelines", language="lt") as kiosk:
        type_pin()
        field = visit.screen.wait(say("Search in the guidelines"), exact=False)
        visit.hands.tap(*field.centre)
        kiosk.wait_mark("keyboard-up")
        time.sleep(0.3)
        before = len([n for n in visit.screen.nodes() if n.role in BUTTONS and n.y > field.y + 60])
        for letter in "vaikai":
            visit.tap(letter, exact=True)
        row = visit.until(lambda: visit.screen.find("Pirmasis pokalbis", BUTTONS, exact=False))
        assert before > 1
        visit.hands.tap(*row.centre)
        visit.until(lambda: visit.screen.find(say("All articles"), exact=False))
        sees("Pasisveikinkite")
        visit.tap(say("All articles"))
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def sticks():
    state = state_with_pin()
    with World(BUILD) as world, tempfile.TemporaryDirectory() as folder:
        terminal = world.terminal()
        terminal.configure([])
        sticks_folder = pathlib.Path(folder)
        stick = sticks_folder / "sdb1"
        with visit.start(state_dir=state, page="staff:content", language="lt", config=terminal.config,
                         env={"TILTAS_STICKS": folder}) as kiosk:
            type_pin()
            sees(say("There is no stick."))
            shutil.copytree(world.publisher.repository, stick)
            visit.tap("sdb1", exact=False)
            sees(say("The stick has newer content."))
            assert terminal_words(state) is None, "a look imported something"
            visit.tap(say("Import"), exact=True)
            sees(say("The content of the stick is shown now."))
            assert terminal_words(state) == "old 0"
            visit.until(lambda: visit.screen.find("sdb1", exact=False))
            # The same again, and a damaged one.
            visit.tap(say("Import from USB (%s)").replace("%s", "sdb1"))
            sees(say("The stick has the same content as this terminal."))
            visit.tap(say("Cancel"))
            (stick / "metadata/timestamp.json").unlink()
            time.sleep(0.5)
            visit.tap(say("Import from USB (%s)").replace("%s", "sdb1"))
            sees(say("There is no content for this terminal on the stick."))
            visit.tap(say("Cancel"))
            # Pulled out while it is being read.
            shutil.rmtree(stick)
            sees(say("There is no stick."))
            # Onto an empty one: content, counts, the support file.
            stick.mkdir()
            visit.tap(say("Write content onto USB (%s)").replace("%s", "sdb1"))
            sees(say("It is on the stick. You can take the stick out."))
            assert (stick / "metadata/timestamp.json").exists()
            visit.tap(say("Use"), exact=True)
            visit.tap(say("Write onto a stick"))
            sees(say("It is on the stick. You can take the stick out."))
            assert (stick / "tiltas-usage.csv").read_text().startswith("day,kind,id,count")
            visit.tap(say("Log and diagnosis"), exact=True)
            visit.tap(say("Write the support file onto a stick"))
            sees(say("It is on the stick. You can take the stick out."))
            assert "Tiltas support file" in (stick / "tiltas-support.txt").read_text()
            assert not [w for w in kiosk.warnings() if "GLib-GIO" not in w], kiosk.warnings()
    shutil.rmtree(state)


def terminal_words(state):
    import sqlite3
    current = pathlib.Path(state, "current")
    with sqlite3.connect(pathlib.Path(state) / current.read_text().strip()) as store:
        row = store.execute("SELECT raw FROM record WHERE key = 'lnb/service-text/s000000/en'").fetchone()
    return json.loads(row[0])["description"] if row else None


def the_pad_closes_by_itself():
    state = state_with_pin()
    with visit.start(state_dir=state, page="staff:content", language="lt"):
        type_pin("12", ok=False)
        time.sleep(50)
        assert visit.screen.find(say("Staff PIN"), exact=False)
        visit.until(lambda: not visit.screen.find(say("Staff PIN"), exact=False), seconds=40)
    shutil.rmtree(state)


tap.main([(f.__name__.replace("_", " "), f) for f in (
    the_way_in, without_a_pin_it_stays_shut, wrong_pins_lock, every_section_opens, languages_take_effect_at_once,
    this_terminal_keeps_what_is_chosen, helping_a_visitor, guidelines_are_searched, sticks, the_pad_closes_by_itself)])
