#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways out of a public terminal: through the staff area, while content is prepared or the visit is asked for, and from outside:
content, environment, bus, signals, files."""
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

from attacks import (KEYS, BUTTONS, POISON, attack, click, clients, keys, look, look_from_outside, messages, places,
                     set_clipboards, type_word, typed, unlock, visit, with_pin)
from visit import BUILD, TOP, content, layout

import tap
import xmessage

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from world import World, service  # noqa: E402


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


tap.main(
    [("PIN pad", attack("staff:content", state_dir=with_pin, attacks=(keys, messages)))]
    + [(f"staff: {section}", attack(f"staff:{section}", prepare=unlock, state_dir=with_pin)) for section in ("content", "guidelines", "log")]
    + [("being prepared", being_prepared), ("hostile content", hostile_content), ("idle question", idle), ("hostile environment", hostile_environment),
       ("nothing on the bus", nothing_on_the_bus), ("actions from outside", actions_from_outside), ("stray signals", stray_signals),
       ("files of the user", files_of_the_user)])
