#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The staff area by touch: the way in, the lock, every section, helping a visitor, updates, sticks, the way out."""
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time

from visit import AUTONYMS, BUILD, BUTTONS, TOP, Visit, content

import staff
import tap
from staff import in_state, stored_words

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from world import World  # noqa: E402

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
        node = visit.screen.wait(name, roles=BUTTONS, exact=exact)
        node.extents(again=True)
        if 0 < node.y and node.y + node.height < visit.display.height:
            return node
        visit.hands.swipe(700, 1500, 700, 1000 if node.y > 0 else 1900)
        time.sleep(0.5)
    raise AssertionError(f"“{name}” cannot be scrolled into view")


def the_way_in():
    state = staff.state_folder(BUILD)
    with visit.start(state_dir=state, page="home", language="uk") as kiosk:
        x, y = mark()
        hold(x, y, 1.5)
        time.sleep(2.2)
        assert not has(say("Staff PIN")), "a short touch opened the staff area"
        hold(x, y)
        type_pin()
        # In Lithuanian; the visitor comes back to his own place and language.
        sees(say("Content and updates"))
        leave()
        sees(say("Finish", "uk"))
        assert not kiosk.warnings(), kiosk.warnings()
    with visit.start(state_dir=state, page="lesson:l11/2", language="ar"):
        # A finger that wanders means something else.
        x, y = beside_back("ar")
        visit.hands.swipe(x, y, x - 120, y, seconds=3.4)
        time.sleep(0.3)
        assert not has(say("Staff PIN"))
        hold(x, y)
        sees(say("Staff PIN"))
    with visit.start(state_dir=state, page="welcome"):
        hold(*mark())
        sees(say("Staff PIN"))
    shutil.rmtree(state)


def without_a_pin_it_stays_shut():
    with visit.start(page="staff:content", language="lt") as kiosk:
        sees("tiltasctl set-pin")
        visit.hands.type("1234")
        visit.hands.press("Return")
        visit.hands.tap(*visit.screen.wait("1", exact=True).centre)
        time.sleep(0.5)
        assert not has(say("Content and updates"))
        leave()
        visit.until(lambda: visit.screen.find(say("Finish"), exact=False))
        assert not kiosk.warnings(), kiosk.warnings()


def wrong_pins_lock():
    state = staff.state_folder(BUILD)
    locked = say("Too many wrong codes. This window opens again in: %s.").split("%s")[0].strip()
    kiosk = visit.start(state_dir=state, page="staff:terminal", language="lt")
    try:
        visit.hands.type("11")
        visit.hands.press("Return")
        sees(say("The PIN has at least 4 digits."))
        for left in (4, 3, 2, 1, 0):
            visit.hands.type("1111")
            visit.hands.press("Return")
            sees(f"Liko {left}" if left else locked)
            sees(say("This code is wrong."))
        visit.hands.type(staff.PIN)
        visit.hands.press("Return")
        time.sleep(0.6)
        assert not has(say("Test of the languages")), "the lock lets the right PIN in"
        visit.until(lambda: " locked" in in_state(state, "events.log"))
    finally:
        kiosk.kill()
    # A restart does not help, nor does a clock that jumps years ahead. Eleven wrong ones: an hour, however slow this runs.
    tries = pathlib.Path(state, "staff-tries")
    assert tries.read_text().startswith("5 ")
    tries.write_text("11" + tries.read_text()[1:])
    clock = {"LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "FAKETIME": "+5y", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    with visit.start(state_dir=state, page="staff:terminal", language="lt", env=clock):
        sees(locked)
    # The technician sets a new PIN: that ends the lock.
    staff.set_pin(BUILD, state, "9753")
    with visit.start(state_dir=state, page="staff:log", language="lt") as kiosk:
        unlock(kiosk, "9753")
        sees(say("The staff area was locked after wrong PINs."))
    shutil.rmtree(state)


def every_section_opens():
    state = staff.state_folder(BUILD)
    today = time.strftime("%Y-%m-%d")
    pathlib.Path(state, "usage.csv").write_text(
        f"day,kind,id,count\n2025-11-20,language,uk,40\n{today},language,uk,3\n{today},lesson,lnb/l11,3\n{today},visit,-,7\n")
    with visit.start(state_dir=state, page="staff:content", language="lt") as kiosk:
        unlock(kiosk)
        for section, there in (("Languages", "Offered to visitors"), ("Guidelines for staff", "Search in the guidelines"),
                               ("This terminal", "When nobody touches the screen"), ("Use", "Visits by day"),
                               ("Log and diagnosis", "What happened"), ("Content and updates", "Publishers")):
            open_section(section)
            visit.until(lambda: any(say(there) in n.name for n in visit.screen.nodes()))
        open_section("Use")
        sees("3")
        assert not has("43")
        visit.tap(content.message("All", "lt", context="period"))
        sees("43")
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def take_back():
    """What staff chose in this section, after a question."""
    word = say("Back to the technician’s settings")
    visit.hands.tap(*scroll_to(word, exact=True).centre)
    sees(say("As the technician set it?"))
    time.sleep(0.3)
    visit.hands.tap(*[n for n in visit.screen.nodes() if n.name == word and n.role in BUTTONS][-1].centre)


def languages_take_effect_at_once():
    state = staff.state_folder(BUILD)

    def row(language, action):
        return f"{AUTONYMS[language]}: {say(action)}"

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
        time.sleep(0.5)
        visit.tap(row("uk", "The library’s own language"))
        visit.until(lambda: "language=uk" in in_state(state, "settings.conf"))
        leave()
        visit.tap(say("Finish"))
        # The welcome screen: without Arabic, and English before Ukrainian.
        visit.until(lambda: visit.screen.find(AUTONYMS["uk"], exact=False) and not visit.screen.find(AUTONYMS["ar"], exact=False))
        english, ukrainian = (visit.screen.find(AUTONYMS[l], BUTTONS, exact=False) for l in ("en", "uk"))
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


def sticks_of_any_name():
    """A folder's name need not be text: it is shown as well as it can be."""
    state = staff.state_folder(BUILD)
    with tempfile.TemporaryDirectory() as folder:
        for name in (b"USB \xff\xfe\x80", b"B\xc3", "Žodžių".encode()):
            os.mkdir(os.path.join(folder.encode(), name))
        with visit.start(state_dir=state, page="staff:content", language="lt", env={"TILTAS_STICKS": folder}) as kiosk:
            unlock(kiosk)
            sees("Žodžių")
            assert any("USB \ufffd" in text for text in visit.screen.texts()), visit.screen.texts()
            visit.tap(f"{say('Import from the stick')} (USB \ufffd\ufffd\ufffd)")
            # Nothing may be imported on this terminal; the answer is of no matter here.
            visit.until(lambda: "off-no-root" in kiosk.output())
            open_section("Log and diagnosis")
            sees("Žodžių")
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
        left, right = (visit.screen.find(title, ("label",)) for title in titles)
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
        head = visit.screen.find(AUTONYMS["ar"], ("label",))
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


def updates_and_one_step_back():
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.state.mkdir(exist_ok=True)
        staff.set_pin(BUILD, terminal.state, config=terminal.config)
        terminal.sync()
        with visit.start(state_dir=str(terminal.state), page="staff:content", language="lt", config=terminal.config,
                         env={"MALLOC_PERTURB_": "85"}) as kiosk:
            unlock(kiosk)
            # From here on the next look by itself is an hour away.
            visit.tap(say("Update now"))
            sees(say("Looked just now: there is nothing newer."))
            assert terminal.words("lnb") == "old 0"
            # A newer one, then back by one step, after a question.
            world.publisher.set("lnb", "new")
            world.publisher.publish()
            visit.tap(say("Update now"))
            sees(say("Newer content was fetched and is shown now."))
            back = terminal.publisher("lnb")["seq"] - 1
            visit.hands.tap(*scroll_to(say("Back to edition %s").replace("%s", str(back))).centre)
            sees(say("Leave it as it is"))
            assert terminal.words("lnb") == "new 0"
            # The technician looks for updates meanwhile: the table below is filled again, the question stays.
            terminal.sync()
            time.sleep(1)
            visit.tap(say("Show edition %s").replace("%s", str(back)))
            sees(say("The edition before is shown again."))
            assert terminal.words("lnb") == "old 0"
            sees(say("Older one"))
            # What was left is held, also when staff look again, until they let it in.
            newest = str(back + 1)
            sees(say("Edition %s is held back here.").replace("%s", newest))
            visit.tap(say("Update now"))
            sees(say("Looked just now: there is nothing newer."))
            visit.hands.tap(*scroll_to(say("Let edition %s in again").replace("%s", newest)).centre)
            sees(say("Leave it as it is"))
            visit.tap(say("Let it in again"), exact=True)
            sees(say("What was held back may come again: with an update, or from a stick."))
            visit.until(lambda: terminal.words("lnb") == "new 0")
            sees(say("Back to edition %s").replace("%s", str(back)))
            assert not has(say("Edition %s is held back here.").replace("%s", newest))
            open_section("Log and diagnosis")
            sees(say("Staff went one step back."))
            sees(say("Staff let in again what was held back."))
            assert not kiosk.warnings(), kiosk.warnings()


def sticks():
    with World(BUILD) as world, tempfile.TemporaryDirectory() as folder:
        terminal = world.terminal()
        terminal.configure([])
        terminal.state.mkdir(exist_ok=True)
        staff.set_pin(BUILD, terminal.state, config=terminal.config)
        first, second = pathlib.Path(folder, "sdb1"), pathlib.Path(folder, "sdc1")
        look = say("Import from the stick")
        with visit.start(state_dir=str(terminal.state), page="staff:content", language="lt", config=terminal.config,
                         env={"TILTAS_STICKS": folder}) as kiosk:
            unlock(kiosk)
            sees(say("There is no stick in the terminal."))
            shutil.copytree(world.publisher.repository, first)
            visit.tap(look, exact=True)
            sees(say("The stick has newer content."))
            assert stored_words(terminal.state) is None, "a look imported something"
            # The list has the page for itself: the question first, then what it is about.
            question, detail = visit.screen.wait(say("Import it all"), exact=True), visit.screen.wait(say("Common to all languages"))
            assert question.y < detail.y, f"{question} stands below {detail}"
            assert not has(say("Connection to the National Library"))
            visit.tap(say("Import it all"), exact=True)
            sees(say("The content of the stick is shown now. You can take the stick out."))
            assert stored_words(terminal.state) == "old 0"
            assert has(say("Connection to the National Library"))
            # The same again; a second stick, then each has its name; a damaged one.
            visit.tap(look, exact=True)
            sees(say("The stick has the same content as this terminal."))
            visit.tap(say("Back"), exact=True)
            (first / "metadata/timestamp.json").unlink()
            second.mkdir()
            visit.tap(f"{look} (sdb1)", exact=True)
            sees(say("There is no content for this terminal on the stick."))
            # Pulled out while the answer is read.
            shutil.rmtree(first)
            sees(say("The stick was taken out, or it cannot be read."))
            # Onto the other one: content, counts, the support file.
            visit.tap(say("Copy our content onto it"))
            sees(say("The content is on the stick. You can take the stick out."))
            assert (second / "metadata/timestamp.json").exists()
            open_section("Use")
            visit.hands.tap(*scroll_to(say("Write onto the stick"), exact=True).centre)
            sees("tiltas-usage-")
            visit.until(lambda: list(second.glob("tiltas-usage-*.csv")))
            open_section("Log and diagnosis")
            visit.tap(say("Write the support file onto the stick"), exact=True)
            visit.until(lambda: list(second.glob("tiltas-support-*.txt")))
            sees("tiltas-support-")
            assert list(second.glob("tiltas-usage-*.csv"))[0].read_text().startswith("day,kind,id,count")
            assert "Tiltas support file" in list(second.glob("tiltas-support-*.txt"))[0].read_text()
            assert not kiosk.warnings(), kiosk.warnings()


def it_leaves_by_itself():
    """With a clock that runs ten times as fast: the pad after a minute, the open area after three, and a visitor's page is
    not left behind."""
    state = staff.state_folder(BUILD)
    fast = {"LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "FAKETIME": "+0 x10"}

    def seconds_until_left(kiosk):
        begin = kiosk.marks("page-bound")[-1][0]
        visit.until(lambda: kiosk.marks("idle-end"), seconds=60)
        return kiosk.marks("idle-end")[0][0] - begin

    with visit.start(state_dir=state, page="staff:content", language="lt", env=fast) as kiosk:
        assert 50 < seconds_until_left(kiosk) < 150
    with visit.start(state_dir=state, page="staff:content", language="lt", env=fast) as kiosk:
        unlock(kiosk)
        assert 150 < seconds_until_left(kiosk) < 400
        visit.until(lambda: visit.screen.find(AUTONYMS["ar"], exact=False))
        assert not has(say("Content and updates"))
    shutil.rmtree(state)


tap.main([(f.__name__.replace("_", " "), f) for f in (
    the_way_in, without_a_pin_it_stays_shut, wrong_pins_lock, every_section_opens, languages_take_effect_at_once,
    this_terminal_keeps_what_is_chosen, publishers_are_hidden, quick_choices_all_count, sticks_of_any_name, the_configuration_changes, helping_a_visitor, guidelines_are_searched,
    updates_and_one_step_back, sticks, it_leaves_by_itself)])
