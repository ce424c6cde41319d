#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is clipped, too small, shortened or outside, on screens from 768 × 1366 to 3840 × 2160, at all text sizes."""
import sys
import tempfile

from visit import BUILD, LANGUAGES, Visit, content, layout

import staff
import tap

PLACES = ("welcome", "home", "unit:safe", "lesson:l11/1", "lesson:l11/99", "categories", "category:documents", "service:doc-md",
          "service:em-112", "search:112", "search:qqqq")
SIZES = ((1080, 1920), (1920, 1080), (768, 1366), (1366, 768), (1280, 1024), (3840, 2160))


def question_card():
    return next(i for i, (kind, _) in enumerate(content.lesson("l11", "lt")[1]) if kind == "question") + 1


def check(visit, width, height, languages, steps, contrast=(False,)):
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
    assert not wrong, "\n".join(sorted(set(wrong)))


def check_staff(visit, width, height, steps, contrast=(False,)):
    """The pad, shut and open, and every section, also for a visitor who reads from right to left."""
    wrong = []
    with tempfile.TemporaryDirectory() as state:
        staff.set_pin(BUILD, state)
        for step in steps:
            for high in contrast:
                for section in (None, "pad", *staff.SECTIONS):
                    options = ["--page", f"staff:{section or 'content'}", "--text-size", str(step)] + (["--high-contrast"] if high else [])
                    with visit.start(*options, language="ar", probe=True, state_dir=state if section else None) as kiosk:
                        if section not in (None, "pad"):
                            staff.unlock(kiosk, visit.hands)
                        windows = layout.tree(kiosk, visit.probe)
                        wrong += [f"staff {section} {step} %: {fault}" for fault in layout.faults(windows, width, height)]
                        wrong += [f"staff {section} {step} %: {warning}" for warning in kiosk.warnings()]
    assert not wrong, "\n".join(sorted(set(wrong)))


def at(width, height, languages, steps, contrast=(False,)):
    def run():
        visit = Visit(width, height)
        try:
            check(visit, width, height, languages, steps, contrast)
        finally:
            visit.close()
    return run


def staff_at(width, height, steps, contrast=(False,)):
    def run():
        visit = Visit(width, height)
        try:
            check_staff(visit, width, height, steps, contrast)
        finally:
            visit.close()
    return run


tap.main([("1080 × 1920, all languages", at(1080, 1920, LANGUAGES, (100, 200))),
          ("1920 × 1080, all languages", at(1920, 1080, LANGUAGES, (100, 200))),
          ("1080 × 1920, other steps and high contrast", at(1080, 1920, ("lt",), (125, 150), (True,)))]
         + [(f"{w} × {h}", at(w, h, ("lt", "ar"), (100, 200))) for w, h in SIZES[2:]]
         + [(f"staff area, {w} × {h}", staff_at(w, h, (100, 200))) for w, h in SIZES[:-1]]
         + [("staff area, high contrast", staff_at(1080, 1920, (150,), (True,)))])
