#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways out of a public terminal, tried on every kind of screen: after each of them there is one full-screen window of
the program with one page in it, no menu and no dialog, and nothing was copied or pasted."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata

from visit import BUILD, TOP, Visit, content, layout

import staff
import tap
import xmessage
from touch import BEGIN, END, UPDATE

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from world import World, service  # noqa: E402

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


def idle():
    """The question stands over the page: whatever is tried, it stays one window, and the visit goes on."""
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder, "tiltas.conf")
        config.write_text((TOP / "data/tiltas-dev.conf").read_text() + "\n[session]\nidle_seconds=30\n")

        def asked(kiosk):
            type_word(kiosk)
            visit.until(lambda: kiosk.marks("idle-ask"), seconds=60)
        attack("search:", prepare=asked, attacks=(messages, keys), config=config)()


def hostile_environment():
    """Variables that open GTK to others: Inspector, modules, input methods, other displays, portals."""
    with tempfile.TemporaryDirectory() as folder:
        attack("search:", prepare=type_word, attacks=(keys,), env={
            "GTK_DEBUG": "interactive", "GDK_DEBUG": "portals", "GTK_MODULES": "gail:atk-bridge", "GTK_PATH": folder, "GTK_EXE_PREFIX": folder,
            "GTK_IM_MODULE": "ibus", "GTK_IM_MODULE_FILE": f"{folder}/none", "GIO_EXTRA_MODULES": folder, "GDK_BACKEND": "broadway",
            "GTK_USE_PORTAL": "1", "GTK_CSD": "1", "GTK_THEME": "Adwaita:dark", "GDK_PIXBUF_MODULE_FILE": f"{folder}/none",
            "GSETTINGS_BACKEND": "keyfile", "SESSION_MANAGER": "local/none", "GTK_A11Y": "none"})()


def nothing_on_the_bus():
    """No name that could be called, no actions that another program could activate."""
    def gdbus(*arguments):
        return subprocess.run(["gdbus", *arguments], env=visit.display.environment, capture_output=True, text=True, timeout=20, check=False).stdout

    with visit.start("--page", "home", language="lt") as kiosk:
        names = gdbus("call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
                      "--method", "org.freedesktop.DBus.ListNames")
        assert "tiltas" not in names.lower(), names
        mine = 0
        for name in re.findall(r"'(:[0-9.]+)'", names):
            process = gdbus("call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
                            "--method", "org.freedesktop.DBus.GetConnectionUnixProcessID", name)
            if f"uint32 {kiosk.process.pid}," not in process:
                continue
            mine += 1
            for path in ("/", "/lt/tiltas/Kiosk", "/org/gtk/Application/anonymous"):
                found = gdbus("introspect", "--session", "--dest", name, "--object-path", path, "--recurse")
                assert not re.search(r"org\.gtk\.(Actions|Application|Menus)|org\.freedesktop\.Application", found), found
        print(f"# {mine} connections to the session bus", flush=True)


def actions_from_outside():
    """What GTK's widgets offer over the accessibility bus, all of it but our own buttons: nothing opens, closes or ends."""
    for page in ("search:", "lesson:l11/2"):
        set_clipboards(POISON)
        with visit.start("--page", page, language="lt", probe=True) as kiosk:
            if page == "search:":
                type_word(kiosk)
            before, shown = look(kiosk, "at first")
            done = set()
            for node in visit.screen.nodes():
                for i, name in enumerate(node.actions() if node.role not in ("push button", "toggle button", "list item") else ()):
                    try:
                        node.act(i)
                    except Exception as error:  # refused, or the program is gone
                        print(f"# {node.role}: {name}: {error}", flush=True)
                    done.add(name)
                    assert kiosk.process.poll() is None, f"{name} on {node} ended the program\n{kiosk.output()}"
            assert any("link.open" in name for name in done), done
            nodes, now = look(kiosk, sorted(done))
            assert now == shown and typed(nodes) == typed(before)
            look_from_outside(kiosk, "actions from outside")


def stray_signals():
    """None of them ends a visit; those that end it do so in order."""
    numbers = [signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGPIPE, signal.SIGIO, signal.SIGPROF, signal.SIGVTALRM,
               signal.SIGPWR, signal.SIGSTKFLT, signal.SIGXFSZ, signal.SIGURG, signal.SIGCHLD, signal.SIGWINCH, signal.SIGRTMIN, signal.SIGRTMIN + 1, signal.SIGRTMAX]
    for last in (signal.SIGTERM, signal.SIGINT):
        with visit.start("--page", "home", language="lt") as kiosk:
            for number in numbers:
                kiosk.process.send_signal(number)
                time.sleep(0.05)
                assert kiosk.process.poll() is None, f"{number!r} ended the program"
            visit.tap(content.group_title("units", "safe", "lt"))
            kiosk.wait_mark("page-bound", count=2)
            kiosk.process.send_signal(last)
            assert kiosk.process.wait(20) == 0, f"{last}: ended with {kiosk.process.returncode}\n{kiosk.output()}"


def files_of_the_user():
    """Style sheets, settings, key sequences and overlays of resources change nothing on the screen."""
    def shapes(env):
        with visit.start("--page", "lesson:l11/2", language="lt", probe=True, env=env) as kiosk:
            time.sleep(0.3)
            nodes, _ = look(kiosk, "users files")
            assert not kiosk.warnings(), kiosk.warnings()
            return [(n["type"], round(n["x"]), round(n["y"]), round(n["width"]), round(n["height"])) for n in nodes]

    with tempfile.TemporaryDirectory() as folder:
        css = "* { padding: 30px; font-size: 40px; } button { min-height: 300px; }"
        files = {"settings.ini": "[Settings]\ngtk-font-name=Sans 40\ngtk-xft-dpi=400000\ngtk-theme-name=Adwaita\n", "gtk.css": css, "Compose": "include \"/none\"\n"}
        overlay = pathlib.Path(folder, "overlay")
        overlay.mkdir()
        for where in ("home/.config", "config", "dirs"):
            for name, text in files.items():
                path = pathlib.Path(folder, where, "gtk-4.0", name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        for name in ("style.css", "pages.css"):
            (overlay / name).write_text(css)
        theme = pathlib.Path(folder, "data/themes/Loud/gtk-4.0/gtk.css")
        theme.parent.mkdir(parents=True)
        theme.write_text(css)
        plain = shapes({})
        for env in ({"HOME": f"{folder}/home", "XDG_CONFIG_HOME": ""}, {"XDG_CONFIG_HOME": f"{folder}/config"}, {"XDG_CONFIG_DIRS": f"{folder}/dirs"},
                    {"XDG_DATA_HOME": f"{folder}/data", "GTK_THEME": "Loud"}, {"G_RESOURCE_OVERLAYS": f"/lt/tiltas/Kiosk={overlay}"}):
            if env.get("XDG_CONFIG_HOME") == "":
                os.environ.pop("XDG_CONFIG_HOME", None)
            assert shapes(env) == plain, f"{env} changes the screen"


def being_prepared():
    """Without any content the calm screen stands: it is as closed as the others, and goes away without a trace."""
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder, "tiltas.conf")
        config.write_text(f"[paths]\nbundled={folder}/none.db\n")
        set_clipboards(POISON)
        with visit.start(probe=True, config=config) as kiosk:
            for first in range(0, len(KEYS), 6):
                for combination in KEYS[first:first + 6]:
                    visit.hands.press(combination)
                windows = layout.tree(kiosk, visit.probe)
                assert len(windows) == 1, f"{KEYS[first:first + 6]}: {[w['type'] for w in windows]}"
            for button in BUTTONS:
                click(button, 2)
            window = int(clients()[0], 16)
            client = xmessage.Client(visit.display.environment["DISPLAY"])
            try:
                for way_out in (client.close_politely, client.close_by_manager, client.minimise, client.leave_full_screen):
                    way_out(window)
                    time.sleep(0.1)
                    look_from_outside(kiosk, way_out.__name__)
            finally:
                client.close()
            shutil.copy(BUILD / "content/bundled.db", f"{folder}/half.db")
            os.rename(f"{folder}/half.db", f"{folder}/none.db")
            kiosk.wait_mark("page-bound")
            time.sleep(0.5)
            assert look(kiosk, "content")[1] == "TiltasWelcomePage"
            look_from_outside(kiosk, "content")


MARKUP = "<b>storai</b> <a href='javascript:alert(1)'>čia</a> <span size='900000'>&amp; &#x41;</span>"
LINKS = "javascript:alert(1) file:///etc/passwd tel:+37052000000 https://example.org/?a=b&c=d"
BIDI = "prieš \u202eatgal\u202c po \u2066\u202bכאן\u202c\u2069"
# As much as a record may hold (src/content/text-check.h).
LONG = " ".join(["ž" * 199] * 15)
MARKS = unicodedata.normalize("NFC", "Z" + "\u0301\u0308\u0323" * 66)


def hostile_content():
    """Records that passed a signature and mean harm: shown as the plain text that they are, without hanging."""
    texts = {"name": MARKUP, "description": f"{LINKS}\n{BIDI}", "alert": LONG, "required_documents": MARKS, "fees_description": "%s %n %d " * 300}
    with World(BUILD) as world:
        plain, records = service("lnb", 0, "x"), service("lnb", 0, "x")
        records[1] |= texts
        records[0] |= {"name": MARKUP, "website": "javascript:alert(1)", "email": "a@example.org?<i>&amp;", "address": BIDI}
        # A control character is refused with the whole edition.
        world.publisher.set_records("lnb", [plain[0], plain[1] | {"alert": "bell\u0007"}])
        try:
            world.publisher.publish()
        except AssertionError as error:
            assert "control" in str(error), error
        else:
            raise AssertionError("a pack with a control character was signed")
        world.publisher.set_records("lnb", records)
        world.publisher.publish()
        terminal = world.terminal()
        done = terminal.ctl("import", world.publisher.repository)
        assert done.returncode == 0, done.stdout + done.stderr
        for place in ("service:s000000", "search:storai"):
            with visit.start("--page", place, language="en", probe=True, config=terminal.config, state_dir=str(terminal.state)) as kiosk:
                nodes, _ = look(kiosk, place)
                shown = visit.until(lambda: [n["text"] for n in look(kiosk, place)[0] if "storai" in n.get("text", "")])
                assert any("<b>storai</b>" in text for text in shown), shown
                wrong = [n for n in nodes if n.get("markup") or n.get("selectable")]
                assert not wrong, wrong
                # Scrolled through to its end, and touched all over.
                for _ in range(6):
                    visit.hands.swipe(540, 1500, 540, 300, seconds=0.1, steps=5)
                    look(kiosk, "scrolled")
                for x, y in places(look(kiosk, place)[0]):
                    visit.hands.tap(x, y)
                    look(kiosk, "touched")
                assert not kiosk.warnings(), kiosk.warnings()


VISITOR = ("welcome", "home", "lesson:l11/2", "service:em-112", "category:documents")
tap.main(
    [("search, lt", attack("search:", prepare=type_word)),
     ("search, uk, Ukrainian keys", attack("search:", "uk", type_word, "ua,us")),
     ("search, ar, Arabic keys", attack("search:", "ar", type_word, "ara,us"))]
    + [(f"{page}, lt", attack(page)) for page in VISITOR]
    + [("home, uk, Ukrainian keys", attack("home", "uk", layouts="ua,us")), ("lesson, ar, Arabic keys", attack("lesson:l11/2", "ar", layouts="ara,us"))]
    + [("PIN pad", attack("staff:content", state_dir=with_pin, attacks=(keys, messages)))]
    + [(f"staff: {section}", attack(f"staff:{section}", prepare=unlock, state_dir=with_pin)) for section in ("content", "guidelines", "log")]
    + [("being prepared", being_prepared), ("hostile content", hostile_content), ("idle question", idle), ("hostile environment", hostile_environment), ("nothing on the bus", nothing_on_the_bus),
       ("actions from outside", actions_from_outside), ("stray signals", stray_signals), ("files of the user", files_of_the_user)])
