#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""screens.py BUILD FOLDER [--quick]: pictures of all screens, in all languages, both ways up, at all text sizes, light and
in high contrast, named PLACE-LANGUAGE-WAY-STEP.png; of the staff area in Lithuanian and English. --quick: only 100 %, light. The clock stands at Monday 2026-11-23,
10:00 in Vilnius, so that pictures of different days can be compared."""
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import content  # noqa: E402
import staff  # noqa: E402
from display import Display  # noqa: E402
from kiosk import TOP, Kiosk  # noqa: E402
from touch import Input  # noqa: E402

LANGUAGES = ("lt", "uk", "en", "ar")
STAFF_LANGUAGES = ("lt", "en")
WAYS = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
NOW = {
    "LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "FAKETIME": "@2026-11-23 08:00:00",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    "TZ": "UTC",
}


def places():
    cards = [kind for kind, _ in content.lesson("l11", "lt")[1]]
    return {
        "welcome": "welcome",
        "home": "home",
        "unit": "unit:safe",
        "lesson": "lesson:l11/1",
        "question": f"lesson:l11/{cards.index('question') + 1}",
        "summary": f"lesson:l11/{len(cards)}",
        "categories": "categories",
        "category": "category:support",
        "service": "service:sup-jaunimo",
        "service-hours": "service:doc-md",
        "search": "search:112",
        "search-empty": "search:qqqq",
    }


def staff_places():
    return {"staff-pin": "staff:content", **{f"staff-{section}": f"staff:{section}" for section in staff.SECTIONS}}


def staff_config(folder, language):
    """As ./dev run has it, with another staff language."""
    path = pathlib.Path(folder, f"tiltas-{language}.conf")
    dev = (TOP / "data/tiltas-dev.conf").read_text()
    path.write_text(dev.replace("[branch]\n", f"[branch]\nstaff_language={language}\n", 1))
    return path


class Pictures:
    def __init__(self, build, folder, looks, only):
        self.build, self.folder, self.looks, self.only, self.count = build, folder, looks, only, 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, display, hands, way, language, places, state=None, config=None):
        for step, contrast in self.looks:
            for name, place in places.items():
                if self.only and name not in self.only:
                    continue
                options = ["--text-size", str(step)] + (["--high-contrast"] if contrast else [])
                with Kiosk(display, self.build, *options, language=language, page=place, env=NOW, state_dir=state, config=config) as kiosk:
                    kiosk.wait_mark("painted" if place.startswith("search:") else "first-frame")
                    if state and name != "staff-pin":
                        staff.unlock(kiosk, hands)
                    time.sleep(0.25)
                    look = "contrast" if contrast else str(step)
                    display.screenshot(str(self.folder / f"{name}-{language}-{way}-{look}.png"))
                    self.count += 1


def main():
    build, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    looks = [(100, False)] if "--quick" in sys.argv else [(100, False), (125, False), (150, False), (200, False), (100, True)]
    pictures = Pictures(build, folder, looks, [a for a in sys.argv[3:] if not a.startswith("--")])
    for way, (width, height) in WAYS.items():
        with Display(width, height) as display, tempfile.TemporaryDirectory() as state:
            hands = Input(display.folder, width, height)
            staff.set_pin(build, state)
            for language in LANGUAGES:
                pictures.take(display, hands, way, language, places())
            for language in STAFF_LANGUAGES:
                pictures.take(display, hands, way, language, staff_places(), state, staff_config(state, language))
    print(f"{pictures.count} pictures in {folder.resolve()}")


main()
