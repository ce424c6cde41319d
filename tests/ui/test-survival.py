#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kiosk comes up again, and goes on: killed, its screen turned, its clock wrong, configuration wrong, folder read-only."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from visit import AUTONYMS, BUILD, TOP, Visit, content, layout

import staff
import tap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from world import World  # noqa: E402

visit = Visit()
PIN = "2580"
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


def killed():
    folder = tempfile.mkdtemp(prefix="tiltas-state-")
    for _ in range(3):
        kiosk = visit.start("--page", "service:em-112", language="ar", state_dir=folder)
        kiosk.kill()
    visit.welcomes(state_dir=folder)
    shutil.rmtree(folder)


def type_pin():
    visit.screen.wait(visit.say("Staff PIN", "lt"))
    for digit in PIN:
        visit.tap(digit, exact=True)
    visit.tap(visit.say("OK", "lt"), exact=True)
    visit.screen.wait(visit.say("Use", "lt"))


def fresh(kiosk, **kwargs):
    """Killed, the next start stands on the welcome screen in the branch's language, and the staff area is shut."""
    kiosk.kill()
    with visit.start(**kwargs) as again:
        assert again.marks("first-frame")[0][2]["page"] == "TiltasWelcomePage"
        mark = visit.until(lambda: [n for n in visit.screen.nodes() if n.name == "Tiltas" and n.role == "label"])[0]
        assert visit.screen.find(AUTONYMS["ar"], exact=False)
        visit.hands.tap(mark.x + 30, mark.centre[1], seconds=3.4)
        visit.screen.wait(visit.say("Staff PIN", "lt"))
        assert not visit.screen.find(visit.say("Use", "lt"))
        assert not again.warnings(), again.warnings()


def killed_in_the_staff_area():
    folder = staff.state_folder(BUILD, PIN)
    kiosk = visit.start(page="staff:usage", language="uk", state_dir=folder)
    type_pin()
    fresh(kiosk, state_dir=folder)
    shutil.rmtree(folder)


def killed_while_a_stick_is_imported():
    folder = staff.state_folder(BUILD, PIN)
    with World(BUILD) as world, tempfile.TemporaryDirectory() as sticks:
        terminal = world.terminal()
        terminal.configure([])
        kwargs = {"config": terminal.config, "state_dir": folder, "env": {"TILTAS_STICKS": sticks}}
        shutil.copytree(world.publisher.repository, f"{sticks}/sdb1")
        kiosk = visit.start(page="staff:content", language="lt", **kwargs)
        type_pin()
        visit.tap(visit.say("Import from the stick", "lt"), exact=True)
        visit.screen.wait(visit.say("The stick has newer content.", "lt"))
        runs = len(kiosk.marks("sync-begin"))
        visit.tap(visit.say("Import it all", "lt"), exact=True)
        visit.until(lambda: len(kiosk.marks("sync-begin")) > runs)
        fresh(kiosk, **kwargs)
    shutil.rmtree(folder)


def turned(kiosk, width, height):
    """The page is built again for the screen, and fits it."""
    pages = len(kiosk.marks("page-bound"))
    visit.turned(kiosk, width, height)
    visit.until(lambda: len(kiosk.marks("page-bound")) > pages)
    time.sleep(0.7)
    found = layout.faults(layout.tree(kiosk, visit.probe), width, height)
    assert not found, "\n".join(found)


def the_screen_is_turned_and_replaced():
    upright = visit.display.width, visit.display.height
    sizes = ((1920, 1080), (1366, 768), (1280, 1024), upright)
    try:
        with visit.start(language="lt", page="lesson:l11/2", probe=True) as kiosk:
            title = content.lesson("l11", "lt")[1][1][1]
            for size in sizes:
                turned(kiosk, *size)
                visit.screen.wait(title, exact=False)
            # What is typed stays, and so does the keyboard; touches land where they are seen.
            visit.tap(visit.say("Finish", "lt"), exact=True)
            visit.tap(AUTONYMS["uk"])
            visit.tap(visit.say("Search", "uk"))
            visit.touch_keys("д", "о", "к")
            for size in sizes:
                turned(kiosk, *size)
                visit.touch_keys("у")
            visit.until(lambda: "докуууу" in str(layout.tree(kiosk, visit.probe)))
            assert not kiosk.warnings(), kiosk.warnings()
    finally:
        visit.turn(*upright)


class Clock:
    """The wall clock of one kiosk, set by hand; its monotonic clock runs on as the kernel's does."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder, "clock")
        self.environment = {"LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": str(self.path), "FAKETIME_NO_CACHE": "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}

    def set(self, year):
        new = self.path.with_suffix(".new")
        new.write_text(f"@{year}-03-04 12:00:00\n")
        new.rename(self.path)


def the_clock_jumps_by_years():
    today = f"{visit.say('today', 'lt')}"
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(folder)
        # Before the program was built: nothing is said about today.
        clock.set(2010)
        with visit.start(language="lt", page="service:ngo-caritas-uip", env=clock.environment):
            visit.screen.wait("Caritas", exact=False)
            assert not [t for t in visit.screen.texts() if today in t]
        clock.set(2027)
        config = pathlib.Path(folder, "tiltas.conf")
        config.write_text((TOP / "data/tiltas-dev.conf").read_text() + "\n[session]\nidle_seconds=30\n")
        with visit.start(language="lt", page="service:ngo-caritas-uip", env=clock.environment, config=config) as kiosk:
            visit.until(lambda: [t for t in visit.screen.texts() if today in t])
            visit.hands.swipe(500, 1200, 500, 900)
            touched = kiosk.wait_mark("input")[0]
            # The visit goes on, asks and ends as if nothing had happened.
            clock.set(2046)
            asked = visit.until(lambda: kiosk.marks("idle-ask"), seconds=90)[0][0]
            clock.set(1971)
            ended = visit.until(lambda: kiosk.marks("idle-end"), seconds=60)[0][0]
            print(f"# asked after {asked - touched:.2f} s, ended {ended - asked:.2f} s later", flush=True)
            assert 29 <= asked - touched and 19 <= ended - asked, (asked - touched, ended - asked)
            visit.screen.wait(AUTONYMS["ar"], exact=False)
            assert pathlib.Path(kiosk.state_dir, "usage.csv").exists()
            assert not kiosk.warnings(), kiosk.warnings()
            assert len(kiosk.marks("idle-ask")) == len(kiosk.marks("idle-end")) == 1


def wrong_configuration():
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder) / "tiltas.conf"
        config.write_text("[branch]\nlanguages=lt;en;xx\nspeed=9\n[session]\nidle_seconds=never\n")
        with visit.start(config=config) as kiosk:
            visit.screen.wait(AUTONYMS["en"], exact=False)
            told = kiosk.output()
            assert "tiltas.conf:3: speed" in told and "tiltas.conf:5: idle_seconds" in told, told
            assert "xx" in told, "a language without a catalogue is named"
            assert visit.screen.find(AUTONYMS["uk"], exact=False) is None


def read_only_folder():
    """A state folder that cannot be made: the bundled store is shown as it is."""
    visit.welcomes(state_dir="/proc/tiltas-cannot-be-made")


def command_line():
    program = f"{BUILD}/src/tiltas"
    for arguments in (["--page", "nowhere"], ["--size", "0x0"], ["--nonsense"], ["--language", "q"], ["extra"]):
        done = subprocess.run([program, *arguments], env=visit.display.environment, capture_output=True, text=True, timeout=20)
        assert done.returncode == 2, f"{arguments}: {done.returncode}"
        assert done.stderr.strip(), f"{arguments}: says nothing"
    for argument in ("--help", "--version"):
        done = subprocess.run([program, argument], env=visit.display.environment, capture_output=True, text=True, timeout=20)
        assert done.returncode == 0 and done.stdout.strip()


tap.main([("killed", killed), ("killed in the staff area", killed_in_the_staff_area),
          ("killed while a stick is imported", killed_while_a_stick_is_imported),
          ("the screen is turned and replaced", the_screen_is_turned_and_replaced),
          ("the clock jumps by years", the_clock_jumps_by_years), ("wrong configuration", wrong_configuration),
          ("state folder cannot be made", read_only_folder), ("command line", command_line)])
