#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""walk.py BUILD FOLDER: a visitor's walk on a headless display by real touches, with a picture of each step in FOLDER:
welcome, language, a unit, a lesson with its questions, a service, the staff area."""
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import content  # noqa: E402
import staff  # noqa: E402
from display import Display  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from screen import Screen  # noqa: E402
from touch import Input  # noqa: E402

LANGUAGE = "uk"


def main():
    build, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as state, Display(1080, 1920) as display:
        staff.set_pin(build, state)
        with Kiosk(display, build, state_dir=state) as kiosk:
            walk(display, kiosk, folder)
    print(f"Pictures are in {folder.resolve()}")


def walk(display, kiosk, folder):
    screen, hands = Screen(display), Input(display.folder, display.width, display.height)
    hands.kiosk = kiosk
    step = [0]

    def picture(name):
        time.sleep(0.4)
        step[0] += 1
        display.screenshot(str(folder / f"{step[0]}-{name}.png"))
        print(f"  {name}", flush=True)

    def tap(name, exact=False):
        hands.tap(*screen.wait(name, exact=exact).centre)

    print("A visitor's walk on a headless display:")
    picture("welcome")
    tap("Українська")
    picture("home")
    tap(content.group_title("units", "safe", LANGUAGE))
    picture("unit")
    head, cards = content.lesson("l11", LANGUAGE)
    tap(head["title"])
    for kind, title in cards:
        screen.wait(title, exact=False)
        picture(f"lesson-{kind}")
        if kind != "summary":
            tap(content.message("Next", LANGUAGE), exact=True)
    tap(content.service("em-epolicija", LANGUAGE)["name"])
    screen.wait("Policijos elektroninių paslaugų sistema", exact=False)
    picture("service")
    tap(content.message("Finish", LANGUAGE))
    screen.wait("Українська", exact=False)
    picture("finished")
    mark = screen.wait("Tiltas", roles=("label",))
    hands.tap(mark.x + 30, mark.centre[1], seconds=3.4)
    staff.unlock(kiosk, hands)
    picture("staff")


main()
