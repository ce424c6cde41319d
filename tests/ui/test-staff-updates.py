#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates in the hands of staff, by touch: from the network, one step back, from a stick and onto it."""
import os
import pathlib
import shutil
import sys
import tempfile
import time

from visit import BUILD, content

import staff
import tap
from staff import stored_words
from staff_area import has, open_section, say, scroll_to, sees, unlock, visit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from world import World  # noqa: E402


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


def staff_know_how_it_went_without_the_file():
    """What the sync thread knows is shown from memory: no page reads status.json."""
    with World(BUILD) as world:
        terminal = world.terminal()
        terminal.state.mkdir(exist_ok=True)
        staff.set_pin(BUILD, terminal.state, config=terminal.config)
        terminal.sync()
        with visit.start(state_dir=str(terminal.state), page="staff:content", language="lt", config=terminal.config) as kiosk:
            unlock(kiosk)
            visit.tap(say("Update now"))
            sees(say("Looked just now: there is nothing newer."))
            # From here on nobody can read or write it.
            status = terminal.state / "status.json"
            status.unlink()
            status.mkdir()
            open_section("Log and diagnosis")
            sees(say("Last successful look"))
            assert not has(say("never")), visit.screen.texts()
            open_section("Content and updates")
            sees(say("All is well"))
            sees(say("Last successful look: %s").split("%s")[0].strip())
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


tap.main([(f.__name__.replace("_", " "), f) for f in (
    sticks_of_any_name, updates_and_one_step_back, staff_know_how_it_went_without_the_file, sticks)])
