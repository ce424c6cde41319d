# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges a screen of the running kiosk by its widget tree: targets, clipping, missing glyphs, font size, overflow, words
that are broken."""
import json
import os
import re
import signal
import tempfile
import time


def preload(build):
    """Environment that puts the probe into a kiosk, and the file it writes to."""
    path = tempfile.mktemp(prefix="tiltas-tree-")
    return {"LD_PRELOAD": f"{build}/tests/support/tiltas-probe.so", "TILTAS_PROBE": path}


def tree(kiosk, environment, seconds=30):
    path = environment["TILTAS_PROBE"]
    if os.path.exists(path):
        os.unlink(path)
    kiosk.process.send_signal(signal.SIGUSR1)
    end = time.monotonic() + seconds
    while not os.path.exists(path):
        if time.monotonic() > end:
            raise AssertionError("the kiosk did not write its tree: it is blocked\n" + kiosk.output())
        time.sleep(0.02)
    with open(path, encoding="utf-8") as file:
        windows = json.load(file)
    os.unlink(path)
    return windows


def walk(widget, chain=()):
    yield widget, chain
    for child in widget["children"]:
        yield from walk(child, (*chain, widget))


def labels(windows):
    return [w["text"] for window in windows for w, _ in walk(window) if w.get("text")]


def faults(windows, width, height, min_target=59, min_font=19.5):
    """Sentences, one for each thing a visitor could not read or hit."""
    found = []
    if len(windows) != 1:
        found.append(f"{len(windows)} windows are open")
    for window in windows:
        if (window["width"], window["height"]) != (width, height):
            found.append(f"the window is {window['width']:.0f} × {window['height']:.0f}, the screen {width} × {height}")
        for widget, chain in walk(window):
            if widget["width"] <= 0 or widget["height"] <= 0:
                continue
            scrolled = any("Scroll" in a["type"] or a["type"] in ("GtkViewport", "TiltasList") for a in chain)
            where = f"{widget['type']} “{widget.get('text', '')[:40]}” at {widget['x']:.0f},{widget['y']:.0f} {widget['width']:.0f} × {widget['height']:.0f}"
            outside_x = widget["x"] < -1 or widget["x"] + widget["width"] > width + 1
            outside_y = widget["y"] < -1 or widget["y"] + widget["height"] > height + 1
            if (widget["interactive"] or widget.get("text")) and (outside_x or (outside_y and not scrolled)):
                found.append(f"outside the screen: {where}")
            if widget["interactive"] and widget["sensitive"] and not any(a["interactive"] for a in chain):
                if min(widget["width"], widget["height"]) < min_target:
                    found.append(f"too small to touch: {where}")
            if widget.get("text"):
                found += label_faults(widget, where, min_font)
    return found


# Addresses of mail and web are longer than any word, and have no place to be broken at.
ADDRESS = re.compile(r"[@/]|\w\.\w")


def label_faults(widget, where, min_font):
    found = []
    words = len(widget["text"].split())
    if widget["broken"] and not ADDRESS.search(widget["broken"]):
        found.append(f"the word “{widget['broken']}” is broken: {where}")
    if widget["lines"] > 4 and widget["lines"] > words * 0.9:
        found.append(f"a tower of {words} words in {widget['lines']} lines: {where}")
    if widget["ellipsized"]:
        found.append(f"shortened with dots: {where}")
    if widget["missing"]:
        found.append(f"{widget['missing']} letters have no glyph: {where}")
    if widget["text_width"] > widget["width"] + 2 or widget["text_height"] > widget["height"] + 2:
        found.append(f"clipped (text {widget['text_width']} × {widget['text_height']}): {where}")
    if widget["font"] < min_font:
        found.append(f"letters of {widget['font']:.0f} px: {where}")
    if widget["selectable"] or widget["markup"]:
        found.append(f"selectable or with markup: {where}")
    return found
