#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing of the staff area is clipped, too small, shortened or outside, on screens of all sizes, at all text sizes."""
import tempfile

from visit import BUILD, SIZES, content, layout, on_a_screen

import staff
import tap


def check_staff(visit, steps, contrast=(False,)):
    """The pad, shut and open, and every section, also for a visitor who reads from right to left."""
    width, height = visit.display.width, visit.display.height
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
    return wrong


def tap_button(kiosk, visit, choose):
    """Touches the button that choose picks from those on the screen, in their order; waits while it picks none."""
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


def check_help(visit, steps):
    """Every card of a lesson: upright for a visitor who reads from right to left, else for one from left to right."""
    width, height = visit.display.width, visit.display.height
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
    return wrong


def at(width, height, steps):
    return on_a_screen(width, height, lambda visit: check_staff(visit, steps), lambda visit: check_help(visit, steps))


tap.main([(f"staff area, {w} × {h}", at(w, h, (100, 200) if (w, h) == SIZES[0] else (200,))) for w, h in SIZES[:-1]]
         + [("staff area, high contrast", on_a_screen(1080, 1920, lambda visit: check_staff(visit, (150,), (True,))))])
