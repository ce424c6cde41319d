#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""screens.py BUILD FOLDER [--quick]: pictures of all screens, in all languages, both ways up, at all text sizes, light and
in high contrast, named PLACE-LANGUAGE-WAY-STEP.png. --quick: only 100 %, light. The clock stands at Monday 2026-11-23,
10:00 in Vilnius, so that pictures of different days can be compared."""
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import content  # noqa: E402
from display import Display  # noqa: E402
from kiosk import Kiosk  # noqa: E402

LANGUAGES = ("lt", "uk", "en", "ar")
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


def main():
    build, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    quick = "--quick" in sys.argv
    only = [a for a in sys.argv[3:] if not a.startswith("--")]
    looks = [(100, False)] if quick else [(100, False), (125, False), (150, False), (200, False), (100, True)]
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for way, (width, height) in WAYS.items():
        with Display(width, height) as display:
            for language in LANGUAGES:
                for step, contrast in looks:
                    for name, place in places().items():
                        if only and name not in only:
                            continue
                        options = ["--text-size", str(step)] + (["--high-contrast"] if contrast else [])
                        with Kiosk(display, build, *options, language=language, page=place, env=NOW) as kiosk:
                            kiosk.wait_mark("painted" if place.startswith("search:") else "first-frame")
                            time.sleep(0.25)
                            look = "contrast" if contrast else str(step)
                            display.screenshot(str(folder / f"{name}-{language}-{way}-{look}.png"))
                            count += 1
    print(f"{count} pictures in {folder.resolve()}")


main()
