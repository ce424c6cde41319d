#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The on-screen keyboard, typed on with real fingers."""
import pathlib
import shutil
import time

from visit import Visit, layout

import tap

visit = Visit()
key, touch = visit.key, visit.touch_keys
KEYS = ("push button", "button")


def field(kiosk):
    """What stands in the search field."""
    return visit.text_widget(kiosk)["typed"]


def expect(kiosk, text):
    end = time.monotonic() + 20
    while (found := field(kiosk)) != text:
        assert time.monotonic() < end, f"“{found}” stands in the field instead of “{text}”"
        time.sleep(0.05)


def start(language):
    return visit.start("--page", "search:", language=language, probe=True)


def lithuanian():
    with start("lt") as kiosk:
        touch("ą", "č", "ę", "ė", "į", "š", "ų", "ū", "ž")
        expect(kiosk, "ąčęėįšųūž")
        touch(visit.say("Space", "lt"), visit.say("Capital letter", "lt"), "V", "i")
        expect(kiosk, "ąčęėįšųūž Vi")
        touch(visit.say("Digits and signs", "lt"), "1", "2", visit.say("Letters", "lt"), "a")
        expect(kiosk, "ąčęėįšųūž Vi12a")
        assert not kiosk.warnings(), kiosk.warnings()


def ukrainian():
    with start("uk") as kiosk:
        touch("ї", "і", "є", "ґ")
        expect(kiosk, "їієґ")
        # To Lithuanian and back.
        touch(visit.say("Keyboard: %s", "uk") % "Lietuvių", "š")
        expect(kiosk, "їієґš")
        touch(visit.say("Keyboard: %s", "uk") % "Українська", "ж")
        expect(kiosk, "їієґšж")


def arabic():
    with start("ar") as kiosk:
        touch("م", "ر", "ح", "ب")
        expect(kiosk, "مرحب")
        # Lam-alef is one key and two letters.
        touch("لا")
        expect(kiosk, "مرحبلا")
        # Rows run left to right also here: ض is the first key of the first row.
        first, last = key("ض"), key("د")
        assert first.x < last.x


def persian():
    """A visitor whose language the terminal does not offer writes in it all the same."""
    with start("lt") as kiosk:
        touch(visit.say("Keyboard of another language", "lt"), visit.say("Keyboard: %s", "lt") % "فارسی / دری")
        touch("م", "ی", visit.say("Half space", "lt"), visit.say("Half space", "lt"), "پ", "چ", "گ")
        expect(kiosk, "می\u200cپچگ")
        # One key to Lithuanian and back, as for the languages that are offered.
        touch(visit.say("Keyboard: %s", "lt") % "Lietuvių", "ą", visit.say("Keyboard: %s", "lt") % "فارسی / دری", "ک")
        expect(kiosk, "می\u200cپچگąک")
        # The layer of languages can be left without choosing; the page keeps to the keyboard's height.
        touch(visit.say("Keyboard of another language", "lt"), visit.say("Letters", "lt"), "ز")
        expect(kiosk, "می\u200cپچگąکز")
        bar = visit.screen.wait(visit.say("Finish", "lt"), roles=KEYS)
        assert bar.y + bar.height <= key("ض").y, "the keyboard covers the page"
        touch(visit.say("Keyboard: %s", "lt") % "Lietuvių")
        top = key("ą")
        bar = visit.screen.wait(visit.say("Finish", "lt"), roles=KEYS)
        assert bar.y + bar.height <= top.y, "a keyboard with more rows covers the page"
        assert not kiosk.warnings(), kiosk.warnings()
        # The next visitor finds the keyboard of the terminal's language.
        touch("Gerai")
        visit.tap(visit.say("Finish", "lt"), exact=True)
        visit.tap("Lietuvių")
        visit.tap(visit.say("Search", "lt"))
        assert key("ą")


def missing_layout():
    """xkeyboard-config without a layout, and no xkeyboard-config at all."""
    root = pathlib.Path(visit.display.folder, "xkb")
    shutil.copytree("/usr/share/X11/xkb", root)
    (root / "symbols/ua").unlink()
    with visit.start("--page", "search:", language="uk", probe=True, env={"XKB_CONFIG_ROOT": str(root)}) as kiosk:
        touch("š", "a")
        expect(kiosk, "ša")
        told = [line for line in kiosk.warnings() if "“uk”" in line]
        assert len(told) == 1, kiosk.output()
    with visit.start("--page", "search:", language="ar", probe=True, env={"XKB_CONFIG_ROOT": "/nowhere"}) as kiosk:
        touch("ž", "q")
        expect(kiosk, "žq")


def held_keys():
    with start("uk") as kiosk:
        touch("а")
        expect(kiosk, "а")
        # Variants: a long press, then the finger slides to one of them.
        node = key("е")
        visit.hands.finger.touch(1, 18, *node.centre)
        time.sleep(0.8)
        variant = visit.until(lambda: next((n for n in visit.screen.nodes() if n.name == "ё" and n.role in KEYS and n.width > 0), None))
        assert variant.y + variant.height <= node.y + 2, "the variants cover their key"
        visit.hands.finger.touch(1, 19, *variant.centre)
        time.sleep(0.1)
        visit.hands.finger.touch(1, 20, *variant.centre)
        expect(kiosk, "аё")
        # Delete repeats while it is held.
        for _ in range(3):
            touch("о")
        expect(kiosk, "аёооо")
        visit.hands.tap(*key(visit.say("Delete", "uk")).centre, seconds=1.6)
        expect(kiosk, "")


def two_fingers():
    with start("lt") as kiosk:
        first, second = key("a").centre, key("l").centre
        for _ in range(4):
            visit.hands.finger.touch(1, 18, *first)
            visit.hands.finger.touch(2, 18, *second)
            visit.hands.finger.touch(1, 20, *first)
            visit.hands.finger.touch(2, 20, *second)
        expect(kiosk, "al" * 4)


def comes_and_goes():
    with start("lt") as kiosk:
        key("a")
        place = visit.text_widget(kiosk)["y"]
        # A screen reader finds the field, too: GTK gives a bare text no role of its own.
        assert visit.screen.find(visit.say("Search", "lt"), ("text", "entry"))
        touch("Gerai")
        visit.until(lambda: not [n for n in visit.screen.nodes() if n.name == "ž" and n.role in KEYS and n.width > 0])
        assert visit.text_widget(kiosk)["y"] == place, "the page moved"
        # A touch on the field brings it back; a hardware keyboard works all the time.
        visit.hands.type("b")
        expect(kiosk, "b")
        box = visit.text_widget(kiosk)
        visit.hands.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        touch("a")
        expect(kiosk, "ba")


def alphabetical():
    with start("lt") as kiosk:
        touch(visit.say("Alphabetical order", "lt"))
        a, b, c = key("a"), key("ą"), key("b")
        assert a.x < b.x < c.x and a.y == b.y == c.y
        touch("a", "ą")
        expect(kiosk, "aą")
        # The next visitor finds the usual order.
        touch("Gerai")
        visit.tap(visit.say("Finish", "lt"), exact=True)
        visit.tap("Lietuvių")
        visit.tap(visit.say("Search", "lt"))
        assert key("q").y == key("p").y and key("q").x < key("p").x


def on_every_screen():
    """Keys as large as fingers, letters inside of them, a wide space, and the field in sight, also with large text."""
    for width, height in ((1080, 1920), (1920, 1080), (1366, 768), (768, 1366), (1280, 1024), (3840, 2160)):
        other = Visit(width, height)
        try:
            for language, step in (("lt", 200), ("uk", 100), ("ar", 200)):
                with other.start("--page", "search:", "--text-size", str(step), language=language, probe=True) as kiosk:
                    kiosk.wait_mark("keyboard-up")
                    kiosk.wait_mark("painted")
                    keys_fit(layout.tree(kiosk, other.probe), width, height, f"{width} × {height} {language} {step} %")
        finally:
            other.close()


def keys_fit(windows, width, height, where):
    nodes = [(node, chain) for window in windows for node, chain in layout.walk(window)]
    keys = [node for node, _ in nodes if node["type"] == "TiltasKeyboardKey"]
    low = min(width, height) < 900
    assert len(keys) > 35, f"{where}: {len(keys)} keys"
    assert min(k["height"] for k in keys) >= (60 if low else 72), f"{where}: keys {min(k['height'] for k in keys)} px high"
    assert min(k["width"] for k in keys) >= (48 if low else 60), f"{where}: keys {min(k['width'] for k in keys)} px wide"
    letters = sorted(k["width"] for k in keys)
    assert letters[-1] >= 4 * letters[len(letters) // 2], f"{where}: space is {letters[-1]} px wide, a letter {letters[len(letters) // 2]}"
    for node, chain in nodes:
        if node["type"] == "GtkLabel" and chain[-1]["type"] == "TiltasKeyboardKey":
            room = chain[-1]
            assert room["x"] <= node["x"] and node["x"] + node["width"] <= room["x"] + room["width"], \
                f"{where}: “{node['text']}” is wider than its key"
    field = next(node for node, _ in nodes if node["type"] == "GtkText")
    top = next(node for node, _ in nodes if node["type"] == "TiltasKeyboard")["y"]
    assert field["y"] + field["height"] <= top, f"{where}: the keyboard covers the field"


tap.main([("Lithuanian", lithuanian), ("Ukrainian", ukrainian), ("Arabic", arabic), ("Persian", persian),
          ("layout is missing", missing_layout), ("held keys", held_keys), ("two fingers", two_fingers),
          ("comes and goes", comes_and_goes), ("alphabetical order", alphabetical), ("on every screen", on_every_screen)])
