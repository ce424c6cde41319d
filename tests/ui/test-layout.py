#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is clipped, too small, shortened or outside, on screens from 768 × 1366 to 3840 × 2160, at all text sizes."""
from visit import LANGUAGES, SIZES, content, layout, on_a_screen

import tap

PLACES = ("welcome", "home", "unit:safe", "lesson:l11/1", "lesson:l11/99", "categories", "category:documents", "service:doc-md",
          "service:em-112", "search:112", "search:qqqq")


def question_card():
    return next(i for i, (kind, _) in enumerate(content.lesson("l11", "lt")[1]) if kind == "question") + 1


def check(visit, languages, steps, contrast=(False,)):
    width, height = visit.display.width, visit.display.height
    wrong = []
    for language in languages:
        for step in steps:
            for high in contrast:
                for place in (*PLACES, f"lesson:l11/{question_card()}"):
                    options = ["--page", place, "--text-size", str(step)] + (["--high-contrast"] if high else [])
                    with visit.start(*options, language=language, probe=True) as kiosk:
                        windows = layout.tree(kiosk, visit.probe)
                        wrong += [f"{place} {language} {step} %: {fault}" for fault in layout.faults(windows, width, height)]
                        wrong += [f"{place} {language} {step} %: {warning}" for warning in kiosk.warnings()]
    return wrong


def at(width, height, *what):
    return on_a_screen(width, height, lambda visit: check(visit, *what))


tap.main([("1080 × 1920, all languages", at(1080, 1920, LANGUAGES, (100, 200))),
          ("1920 × 1080, all languages", at(1920, 1080, LANGUAGES, (100, 200))),
          ("1080 × 1920, other steps and high contrast", at(1080, 1920, ("lt",), (125, 150), (True,)))]
         + [(f"{w} × {h}", at(w, h, ("lt", "ar"), (100, 200))) for w, h in SIZES[2:]])
