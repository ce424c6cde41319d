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


def tap_button(kiosk, visit, choose):
    """Touches the button that choose picks from those on the screen, in their order; waits while it picks none. Buttons
    without a word are known by their place only: a screen reader can be asked on the first display of a process alone."""
    def found():
        widgets = [w for window in layout.tree(kiosk, visit.probe) for w, _ in layout.walk(window)]
        return choose([w for w in widgets if w["type"] == "GtkButton" and w["x"] >= 0 and w["width"] > 0])

    button = visit.until(found)
    visit.hands.tap(button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)


def with_text(text):
    return lambda buttons: next((b for b in buttons if text in layout.labels([b])), None)


def shown_card(kiosk, visit, number):
    """The scrolled text of the help page, and the whole tree, once this card is on the screen."""
    windows = layout.tree(kiosk, visit.probe)
    scrolls = [w for window in windows for w, _ in layout.walk(window) if w["type"] == "TiltasScroll" and w["y"] > 0]
    found = any(text.startswith(visit.say("%s of %s", "lt").replace("%s", str(number), 1).split("%s")[0]) for text in layout.labels(windows))
    return (scrolls[0], windows) if scrolls and found else None


def check_help(visit, width, height, steps):
    """Every card of a lesson: upright for a visitor who reads from right to left, else for one from left to right."""
    language = "ar" if height > width else "uk"
    wrong = []
    with tempfile.TemporaryDirectory() as state:
        staff.set_pin(BUILD, state)
        for step in steps:
            with visit.start("--page", "staff:help", "--text-size", str(step), language=language, probe=True, state_dir=state) as kiosk:
                staff.unlock(kiosk, visit.hands)
                # The second tool of the strip is "All pages", the last button of the page "Next card".
                tap_button(kiosk, visit, lambda buttons: buttons[1] if len(buttons) > 3 else None)
                tap_button(kiosk, visit, with_text(content.lesson("l01", "lt")[0]["title"]))
                for card in range(len(content.lesson("l01", "lt")[1])):
                    if card > 0:
                        tap_button(kiosk, visit, lambda buttons: buttons[-1])
                    text, windows = visit.until(lambda number=card + 1: shown_card(kiosk, visit, number))
                    where = f"help {language} {step} %, card {card + 1}"
                    wrong += [f"{where}: {fault}" for fault in layout.faults(windows, width, height)]
                    if text["height"] < height * 0.6:
                        wrong.append(f"{where}: only {text['height'] / height:.0%} of the screen is for the text")
                wrong += [f"help {language} {step} %: {warning}" for warning in kiosk.warnings()]
    assert not wrong, "\n".join(sorted(set(wrong)))


def at(width, height, *what, checks=(check,)):
    def run():
        visit = Visit(width, height)
        try:
            for each in checks:
                each(visit, width, height, *what)
        finally:
            visit.close()
    return run


def staff_at(width, height, steps):
    return at(width, height, steps, checks=(check_staff, check_help))


tap.main([("1080 × 1920, all languages", at(1080, 1920, LANGUAGES, (100, 200))),
          ("1920 × 1080, all languages", at(1920, 1080, LANGUAGES, (100, 200))),
          ("1080 × 1920, other steps and high contrast", at(1080, 1920, ("lt",), (125, 150), (True,)))]
         + [(f"{w} × {h}", at(w, h, ("lt", "ar"), (100, 200))) for w, h in SIZES[2:]]
         + [(f"staff area, {w} × {h}", staff_at(w, h, (100, 200) if (w, h) == SIZES[0] else (200,))) for w, h in SIZES[:-1]]
         + [("staff area, high contrast", at(1080, 1920, (150,), (True,), checks=(check_staff,)))])
