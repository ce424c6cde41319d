# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways out of a public terminal, for their tests: after each of them there is one full-screen window of the program with
one page in it, no menu and no dialog, and nothing was copied or pasted."""
import re
import subprocess
import time

from visit import BUILD, Visit, layout

import staff
import xmessage
from touch import BEGIN, END, UPDATE

visit = Visit()
PIN = "2580"
TYPED = "abc"
POISON = "pavogta"

FUNCTION_KEYS = [f"F{n}" for n in range(1, 13)]
KEYS = (
    # Inspector, closing, other windows, menus, emoji, Unicode entry, selection, clipboard, undo, search, printing.
    ["Control_L+Shift_L+i", "Control_L+Shift_L+d", "Alt_L+F4", "Alt_L+Tab", "Alt_L+Shift_L+Tab", "Alt_L+Escape", "Alt_L+space",
     "Control_L+q", "Control_L+w", "Control_L+Shift_L+w", "Control_L+period", "Control_L+semicolon", "Control_L+Shift_L+u",
     "Control_L+Shift_L+e", "Shift_L+F10", "Menu", "Shift_L+Menu", "Control_L+a", "Control_L+slash", "Control_L+c", "Control_L+x",
     "Control_L+v", "Control_R+v", "Control_L+Shift_L+v", "Control_L+z", "Control_L+Shift_L+z", "Control_L+Insert", "Shift_L+Insert",
     "Shift_L+Delete", "Insert", "Shift_L+Home", "Shift_L+Left", "Control_L+Shift_L+Home", "Control_L+p", "Control_L+o", "Control_L+s",
     "Control_L+f", "Control_L+n", "Control_L+t", "Control_L+l", "Control_L+Tab", "Control_L+Return", "Control_L+BackSpace",
     "Super_L", "Super_R", "Super_L+d", "Super_L+l", "Super_L+period", "Super_L+Tab", "Print", "Shift_L+Print", "Alt_L+Print",
     "Control_L+Alt_L+Delete", "Control_L+Alt_L+F2", "Control_L+Alt_L+BackSpace", "Control_L+Alt_L+t", "Control_L+Alt_L+Escape"]
    + FUNCTION_KEYS + [f"{held}+{key}" for held in ("Shift_L", "Control_L", "Alt_L") for key in FUNCTION_KEYS]
)
BUTTONS = (2, 3, 8, 9)  # middle, right, back, forward
FORBIDDEN = re.compile(r"Popover|Menu|Dialog|Emoji|Chooser|Inspector|TextHandle|Magnifier|ShortcutsWindow|Tooltip")


def xprop(*arguments):
    return subprocess.run(["xprop", *arguments], env=visit.display.environment, capture_output=True, text=True, check=True).stdout


def clients():
    return re.findall(r"0x[0-9a-f]+", xprop("-root", "_NET_CLIENT_LIST"))


def set_clipboards(text):
    for which in ("primary", "clipboard"):
        subprocess.run(["xclip", "-selection", which], input=text, env=visit.display.environment, text=True, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def clipboards():
    return [subprocess.run(["xclip", "-o", "-selection", which], env=visit.display.environment, capture_output=True, text=True,
                           timeout=20, check=False).stdout for which in ("primary", "clipboard")]


def look(kiosk, what):
    """The widget tree, when all is as it should be."""
    assert kiosk.process.poll() is None, f"{what}: the program ended with {kiosk.process.returncode}\n{kiosk.output()}"
    windows = layout.tree(kiosk, visit.probe)
    assert len(windows) == 1, f"{what}: {len(windows)} windows are open: {[w['type'] for w in windows]}"
    nodes = [node for node, _ in layout.walk(windows[0])]
    wrong = {n["type"] for n in nodes if FORBIDDEN.search(n["type"])}
    assert not wrong, f"{what}: opened {wrong}"
    pages = [n["type"] for n in nodes if re.fullmatch(r"Tiltas\w+Page", n["type"])]
    assert len(pages) == 1, f"{what}: pages {pages}"
    return nodes, pages[0]


def warnings(kiosk):
    """The one that tells branch IT that there is no content is meant."""
    return [line for line in kiosk.warnings() if "No content can be shown" not in line]


def look_from_outside(kiosk, what):
    """What the window manager and other programs see. A request to leave full screen takes a moment to be undone."""
    def well():
        now = clients()
        return len(now) == 1 and "_NET_WM_STATE_FULLSCREEN" in (state := xprop("-id", now[0], "_NET_WM_STATE")) and \
            "HIDDEN" not in state
    end = time.monotonic() + 10
    while not well():
        assert time.monotonic() < end, f"{what}: {clients()} {[xprop('-id', c, '_NET_WM_STATE') for c in clients()]}"
        time.sleep(0.05)
    assert clipboards() == [POISON, POISON], f"{what}: the clipboards hold {clipboards()}"
    assert not warnings(kiosk), f"{what}: {warnings(kiosk)}"


def typed(nodes):
    return [n["typed"] for n in nodes if n["type"] == "GtkText"]


def keys(kiosk):
    nodes, page = look(kiosk, "at first")
    before = typed(nodes)
    # One by one where there is something to copy or to change, in handfuls elsewhere.
    handful = 1 if before else 6
    for first in range(0, len(KEYS), handful):
        tried = KEYS[first:first + handful]
        for combination in tried:
            visit.hands.press(combination)
        nodes, now = look(kiosk, tried)
        assert now == page, f"{tried}: {page} became {now}"
        assert typed(nodes) == before, f"{tried}: {before} became {typed(nodes)}"
    look_from_outside(kiosk, "keys")


def messages(kiosk):
    nodes, page = look(kiosk, "before messages")
    window = int(clients()[0], 16)
    client = xmessage.Client(visit.display.environment["DISPLAY"])
    try:
        for attack in (client.close_politely, client.close_by_manager, client.minimise, client.leave_full_screen):
            attack(window)
            time.sleep(0.1)
            look_from_outside(kiosk, attack.__name__)
            assert look(kiosk, attack.__name__)[1] == page
        for x, y in places(nodes):
            for kind in ("text/plain;charset=utf-8", "text/uri-list", "image/png"):
                assert not client.drop(window, x, y, kind), f"{kind} can be dropped at {x:.0f},{y:.0f}"
        assert typed(look(kiosk, "drops")[0]) == typed(nodes)
    finally:
        client.close()


def places(nodes):
    """The field, the widest text, a QR code, and the middle of the screen."""
    def centre(node):
        return node["x"] + node["width"] / 2, node["y"] + node["height"] / 2

    def on_screen(node):
        x, y = centre(node)
        return node["width"] > 0 and 0 < x < visit.display.width and 0 < y < visit.display.height
    fields = [n for n in nodes if n["type"] == "GtkText"]
    labels = sorted((n for n in nodes if n["type"] == "GtkLabel" and on_screen(n)), key=lambda n: -n["width"] * n["height"])
    codes = [n for n in nodes if "Qr" in n["type"]]
    return [centre(n) for n in filter(on_screen, fields[:1] + labels[:1] + codes[:1])] + [(visit.display.width / 2, visit.display.height / 2)]


def click(button, times):
    for _ in range(times):
        visit.hands.pointer.button(button, 1)
        time.sleep(0.01)
        visit.hands.pointer.button(button, 0)
        time.sleep(0.02)


def fingers(points, moved, seconds):
    """Fingers come down at points, go to moved in steps, and lift."""
    touch = visit.hands.finger.touch
    for n, point in enumerate(points, 1):
        touch(n, BEGIN, *point)
    for step in range(1, 6):
        time.sleep(seconds / 5)
        for n, (begin, end) in enumerate(zip(points, moved), 1):
            touch(n, UPDATE, *(a + (b - a) * step / 5 for a, b in zip(begin, end)))
    for n, point in enumerate(moved, 1):
        touch(n, END, *point)


def pointing(kiosk):
    for x, y in places(look(kiosk, "before pointing")[0]):
        near, far = [(x - 40, y), (x + 40, y)], [(x - 240, y), (x + 240, y)]
        visit.hands.pointer.motion(x, y)
        for button in BUTTONS:
            click(button, 2)
            look(kiosk, f"button {button} at {x:.0f},{y:.0f}")
        for name, points, moved, seconds in (("two fingers held", near, near, 0.8), ("pinched out", near, far, 0.2),
                                             ("pinched in", far, near, 0.2),
                                             ("five fingers", [(x - 80 + 40 * i, y) for i in range(5)], [(x - 80 + 40 * i, y - 200) for i in range(5)], 0.2)):
            fingers(points, moved, seconds)
            look(kiosk, f"{name} at {x:.0f},{y:.0f}")
    for x, y in places(look(kiosk, "before long touches")[0]):
        fingers([(x, y)], [(x, y)], 1.2)
        look(kiosk, f"long touch at {x:.0f},{y:.0f}")
    for x, y in places(look(kiosk, "before selections")[0]):
        # Selected with the mouse, and dragged away.
        visit.hands.pointer.motion(x, y)
        click(1, 3)
        visit.hands.pointer.button(1, 1)
        for step in range(8):
            visit.hands.pointer.motion(x + 30 * step, y + 60 * step)
            time.sleep(0.02)
        visit.hands.pointer.button(1, 0)
        look(kiosk, f"three clicks and a drag at {x:.0f},{y:.0f}")
    look_from_outside(kiosk, "pointing")


def attack(page, language="lt", prepare=None, layouts="us", attacks=(keys, messages, pointing), config=None, state_dir=None, env=None):
    def run():
        subprocess.run(["setxkbmap", "-layout", "us"], env=visit.display.environment, check=True)
        set_clipboards(POISON)
        with visit.start("--page", page, language=language, probe=True, config=config, state_dir=state_dir and state_dir(), env=env) as kiosk:
            if prepare:
                prepare(kiosk)
            # The other layout first: what the keys give differs, what GTK makes of Ctrl with them must not matter.
            subprocess.run(["setxkbmap", "-layout", layouts], env=visit.display.environment, check=True)
            time.sleep(0.3)
            for group in attacks:
                group(kiosk)
            assert not kiosk.warnings(), kiosk.warnings()
    return run


def type_word(kiosk):
    visit.hands.type(TYPED)
    visit.until(lambda: TYPED in typed(look(kiosk, "typing")[0]))


def with_pin():
    return staff.state_folder(BUILD, PIN, visit.display.folder)


def unlock(kiosk):
    page = look(kiosk, "PIN pad")[1]
    visit.hands.type(PIN)
    visit.hands.press("Return")
    visit.until(lambda: look(kiosk, "unlocking")[1] != page)
    time.sleep(0.3)
