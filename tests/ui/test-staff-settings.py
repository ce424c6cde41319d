#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What staff choose by touch: languages, this terminal, hidden publishers; and a configuration that changes under them."""
import pathlib
import shutil
import signal
import tempfile
import time

from visit import AUTONYMS, BUILD, BUTTONS, TOP, content

import staff
import tap
from staff import in_state
from staff_area import beside_back, has, hold, leave, open_section, say, scroll_to, sees, take_back, unlock, visit


def languages_take_effect_at_once():
    state = staff.state_folder(BUILD)

    def row(language, action):
        return f"{AUTONYMS[language]}: {say(action)}"

    def above(*languages):
        first, second = (visit.screen.find(row(language, "Stop offering")) for language in languages)
        return first and second and first.y < second.y

    with visit.start(state_dir=state, page="staff:languages", language="lt") as kiosk:
        unlock(kiosk)
        # The library's own one stays, whoever touches what.
        visit.tap(row("lt", "Stop offering"))
        time.sleep(0.5)
        assert not in_state(state, "settings.conf") and not visit.screen.find(row("lt", "Offer"), exact=True)
        visit.tap(row("ar", "Stop offering"))
        visit.until(lambda: visit.screen.find(row("ar", "Offer"), exact=True))
        visit.tap(row("en", "Move up"))
        visit.until(lambda: "lt;en;uk" in in_state(state, "settings.conf"))
        visit.until(lambda: above("en", "uk"))
        visit.tap(row("uk", "The library’s own language"))
        visit.until(lambda: "language=uk" in in_state(state, "settings.conf"))
        leave()
        visit.tap(say("Finish"), exact=True)
        # The welcome screen: without Arabic, and English before Ukrainian.
        visit.until(lambda: visit.screen.find(AUTONYMS["uk"], exact=False) and not visit.screen.find(AUTONYMS["ar"], exact=False))
        english, ukrainian = (visit.screen.wait(AUTONYMS[l], roles=BUTTONS, exact=False) for l in ("en", "uk"))
        assert (english.y, english.x) < (ukrainian.y, ukrainian.x)
        assert not kiosk.warnings(), kiosk.warnings()
    # Kept over a restart, and taken back.
    with visit.start(state_dir=state, page="staff:languages") as kiosk:
        unlock(kiosk)
        take_back()
        visit.until(lambda: visit.screen.find(row("ar", "Stop offering"), exact=True))
    shutil.rmtree(state)


def this_terminal_keeps_what_is_chosen():
    state = staff.state_folder(BUILD)
    with visit.start(state_dir=state, page="staff:terminal", language="lt") as kiosk:
        unlock(kiosk)
        sees(say("no voice"))
        visit.tap("Vilniaus apskrities Adomo Mickevičiaus viešoji biblioteka")
        visit.until(lambda: "amb" in in_state(state, "settings.conf"))
        time.sleep(0.5)
        visit.tap("3 minutės")
        visit.until(lambda: "idle_seconds=180" in in_state(state, "settings.conf"))
        time.sleep(0.5)
        # A folder that cannot be written: nothing changes, and staff are told so.
        settings = pathlib.Path(state, "settings.conf")
        kept = settings.read_text()
        settings.unlink()
        settings.mkdir()
        visit.tap("10 minučių")
        sees(say("Not saved"))
        visit.tap(say("OK"), exact=True)
        settings.rmdir()
        settings.write_text(kept)
        visit.until(lambda: "setting-failed" in in_state(state, "events.log"))
        # What is touched stays under the finger, although the page is built again.
        still = say("Lists stop with the finger")
        top = visit.screen.wait(still, roles=BUTTONS).y
        visit.hands.swipe(700, 1500, 700, 1100)
        time.sleep(0.8)
        node = visit.screen.wait(still, roles=BUTTONS)
        assert node.y < top - 100, "the page is not scrolled"
        visit.hands.tap(*node.centre)
        visit.until(lambda: "reduced_motion=true" in in_state(state, "settings.conf"))
        time.sleep(0.5)
        again = visit.screen.wait(still, roles=BUTTONS)
        assert abs(again.y - node.y) < 12, f"from {node} to {again}"
        leave()
        sees("Vilniaus apskrities Adomo Mickevičiaus")
        assert not kiosk.warnings(), kiosk.warnings()
    with visit.start(state_dir=state, page="staff:log", language="lt") as kiosk:
        unlock(kiosk)
        # In the log it has the words of this terminal's page, not those of a file; a restart keeps it.
        sees(f"{say('When nobody touches the screen')}: 3 minutės")
        open_section("This terminal")
        take_back()
        visit.until(lambda: not any(key in in_state(state, "settings.conf") for key in ("idle_seconds", "reduced_motion", "branch=")))
        time.sleep(0.5)
        leave()
        sees("Švenčionių rajono savivaldybės viešoji biblioteka")
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def publishers_are_hidden():
    """A partner's content goes from the visitor's page at once and comes back; the National Library's cannot go."""
    state = staff.state_folder(BUILD)
    partner, service = "Švenčionių rajono savivaldybės viešoji biblioteka", "Pabradės miesto biblioteka (filialas)"

    def touch(action):
        visit.hands.tap(*scroll_to(f"{partner}: {say(action)}", exact=True).centre)

    def enter():
        hold(*beside_back("lt"))
        sees(say("Staff PIN"))
        unlock(kiosk)

    with visit.start(state_dir=state, page="service:lib-sv-pabrade", language="lt") as kiosk:
        sees(service)
        enter()
        # Two partners have a button, the National Library has none.
        scroll_to(f"{partner}: {say('Hide here')}", exact=True)
        hide = [n.name for n in visit.screen.nodes() if n.role in BUTTONS and n.name.endswith(f": {say('Hide here')}")]
        assert len(hide) == 2 and not any("Mažvydo" in name for name in hide), hide
        touch("Hide here")
        sees(say("Hidden from visitors"))
        assert "hidden_publishers=svencionys\n" in in_state(state, "settings.conf")
        # Who helps a visitor sees what the visitor sees.
        open_section("Help a visitor")
        sees(say("Which language does the visitor read?"))
        assert not has(service)
        visit.tap(say("End help"))
        sees(say("This page is no longer available"))
        assert not has(service)
        enter()
        open_section("Log and diagnosis")
        visit.until(lambda: any(say("Hidden from visitors") in t and partner in t for t in visit.screen.texts()))
        open_section("Content and updates")
        touch("Show here")
        visit.until(lambda: visit.screen.find(f"{partner}: {say('Hide here')}", exact=True))
        assert not has(say("Hidden from visitors"))
        assert "hidden_publishers=\n" in in_state(state, "settings.conf")
        leave()
        sees(service)
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def quick_choices_all_count():
    """One after the other, quicker than the disk and the screen: each is kept, each finds its row where it was."""
    state = staff.state_folder(BUILD)
    with visit.start(state_dir=state, page="staff:languages", language="lt") as kiosk:
        unlock(kiosk)
        stop = [visit.screen.wait(f"{AUTONYMS[name]}: {say('Stop offering')}", roles=BUTTONS).centre for name in ("uk", "ar")]
        for place in stop:
            visit.hands.tap(*place, seconds=0.03, quick=True)
            time.sleep(0.06)
        visit.until(lambda: "languages=lt;en\n" in in_state(state, "settings.conf"))
        visit.until(lambda: visit.screen.find(f"{AUTONYMS['ar']}: {say('Offer')}"))
        # The same button twice: two steps.
        time.sleep(1)
        visit.tap(f"{AUTONYMS['uk']}: {say('Offer')}", exact=True)
        visit.until(lambda: "languages=lt;en;uk\n" in in_state(state, "settings.conf"))
        time.sleep(1)
        place = visit.screen.wait(f"{AUTONYMS['uk']}: {say('Move up')}", roles=BUTTONS).centre
        for _ in range(2):
            visit.hands.tap(*place, seconds=0.03, quick=True)
            time.sleep(0.1)
        visit.until(lambda: "languages=uk;lt;en\n" in in_state(state, "settings.conf"))
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def the_configuration_changes():
    state = staff.state_folder(BUILD)
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder, "tiltas.conf")
        good = (TOP / "data/tiltas-dev.conf").read_text()
        config.write_text(good)
        with visit.start(state_dir=state, page="staff:log", language="lt", config=config) as kiosk:
            unlock(kiosk)
            config.write_text(good.replace("languages=lt;uk;en;ar", "languages=lt;uk\nidle=7"))
            kiosk.process.send_signal(signal.SIGHUP)
            visit.until(lambda: "config-fault" in in_state(state, "events.log"))
            open_section("Log and diagnosis")
            sees("tiltas.conf:")
            open_section("Languages")
            visit.until(lambda: visit.screen.find(f"{AUTONYMS['ar']}: {say('Stop offering')}"))
            config.write_text(good.replace("languages=lt;uk;en;ar", "languages=lt;uk"))
            kiosk.process.send_signal(signal.SIGHUP)
            visit.until(lambda: visit.screen.find(f"{AUTONYMS['ar']}: {say('Offer')}"))
    shutil.rmtree(state)


tap.main([(f.__name__.replace("_", " "), f) for f in (
    languages_take_effect_at_once, this_terminal_keeps_what_is_chosen, publishers_are_hidden, quick_choices_all_count, the_configuration_changes)])
