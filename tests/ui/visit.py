# SPDX-License-Identifier: GPL-3.0-or-later
"""What the ui tests share: one display per test program, a visitor with hands and eyes."""
import atexit
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import content  # noqa: E402
import layout  # noqa: E402
from display import Display  # noqa: E402
from kiosk import TOP, Kiosk  # noqa: E402
from screen import Screen  # noqa: E402
from touch import Input  # noqa: E402

BUILD = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else TOP / "build"
LANGUAGES = ("lt", "uk", "en", "ar")
SIZES = ((1080, 1920), (1920, 1080), (768, 1366), (1366, 768), (1280, 1024), (3840, 2160))
AUTONYMS = {"lt": "Lietuvių", "uk": "Українська", "en": "English", "ar": "العربية"}
BUTTONS = ("push button", "toggle button", "button", "list item")


class Visit:
    """A display with a screen reader and fingers; start() runs the kiosk on it. It ends with close(), or with the program."""

    def __init__(self, width=1080, height=1920):
        self.display = Display(width, height)
        atexit.register(self.display.close)
        self.screen = Screen(self.display)
        self.hands = Input(self.display.folder, width, height)
        self.probe = layout.preload(BUILD)

    def start(self, *options, probe=False, env=None, **kwargs):
        kiosk = Kiosk(self.display, BUILD, *options, env={**(env or {}), **(self.probe if probe else {})}, **kwargs)
        self.hands.kiosk = kiosk
        return kiosk

    def welcomes(self, **kwargs):
        """A kiosk starts, and a visitor comes from its welcome screen to home. What the program said."""
        with self.start(**kwargs) as kiosk:
            self.tap(AUTONYMS["en"])
            self.screen.wait(content.group_title("units", "safe", "en"), exact=False)
            return kiosk.output()

    @staticmethod
    def at_rest(found):
        """The node that found() gives, once it stands where it stood 0.1 s before: a list may move, a page may be built again."""
        end = time.monotonic() + 60
        node, place = found(), None
        while node.place != place:
            assert time.monotonic() < end, f"{node} does not come to rest"
            place = node.place
            time.sleep(0.1)
            node = found()
        return node

    def steady(self, name, exact=False, roles=BUTTONS):
        return self.at_rest(lambda: self.screen.wait(name, exact=exact, roles=roles))

    def tap(self, name, exact=False, roles=BUTTONS):
        node = self.steady(name, exact, roles)
        assert 0 <= node.centre[1] < self.display.height, f"{node} is not on the screen"
        self.hands.tap(*node.centre)

    def tap_in_list(self, name):
        """Scrolls a list with a finger until the row is in view, as far as a visitor would, and taps it."""
        for _ in range(12):
            node = self.screen.find(name, ("list item",), exact=False)
            if node is not None and 0 < node.y and node.y + node.height / 2 < self.display.height * 0.85:
                self.tap(name, roles=("list item",))
                return
            middle = self.display.width / 2
            self.hands.swipe(middle, self.display.height * 0.7, middle, self.display.height * 0.5)
            time.sleep(0.8)
        raise AssertionError(f"“{name}” is not in the list; there is: {self.screen.texts()}")

    def key(self, name):
        """The key of the on-screen keyboard with this name."""
        def found():
            nodes = [n for n in self.screen.nodes() if n.name == name and n.role in BUTTONS and n.width > 0
                     and n.y > self.display.height / 2]
            return nodes[0] if nodes else None
        return self.until(found, what=f"the key “{name}”")

    def touch_keys(self, *names):
        self.at_rest(lambda: self.key(names[0]))
        for name in names:
            self.hands.tap(*self.key(name).centre)
            time.sleep(0.05)

    def text_widget(self, kiosk):
        """The search field as the program has it; the kiosk was started with the probe."""
        return next((node for window in layout.tree(kiosk, self.probe) for node, _ in layout.walk(window)
                     if node["type"] == "GtkText"), None)

    def clipboard(self, which):
        """What another X client gets from a selection; nothing when nobody owns it."""
        done = subprocess.run(["xclip", "-o", "-selection", which], env=self.display.environment, capture_output=True, text=True,
                              timeout=20, check=False)
        return done.stdout if done.returncode == 0 else ""

    def say(self, msgid, language):
        return content.message(msgid, language)

    def switch(self, language):
        """Changes the language with the button every visitor screen has."""
        def button(named, on_top):
            """The first button with one of these names, in the bar on top or below it."""
            edge = self.display.height / 6
            return next((n for n in self.screen.nodes() if n.role in BUTTONS and any(name in n.name for name in named)
                         and (0 < n.y < edge if on_top else n.y > edge)), None)

        def wait(named, on_top):
            return self.until(lambda: button(named, on_top), what=f"a button {named}")

        chosen = (AUTONYMS[language],)
        self.hands.tap(*self.at_rest(lambda: wait(AUTONYMS.values(), True)).centre)
        self.hands.tap(*self.at_rest(lambda: wait(chosen, False)).centre)
        self.at_rest(lambda: wait(chosen, True))

    @staticmethod
    def until(found, seconds=60, what="it"):
        """What found() gives as soon as it is something."""
        end = time.monotonic() + seconds
        while True:
            result = found()
            if result:
                return result
            assert time.monotonic() < end, f"waited {seconds} s in vain for {what}"
            time.sleep(0.02)

    def turn(self, width, height):
        """Another screen size, as when the screen is turned or replaced; the fingers follow."""
        def xrandr(*words, check=True):
            subprocess.run(["xrandr", *words], env=self.display.environment, check=check, capture_output=True)

        mode, lines = f"{width}x{height}", [width, width + 80, width + 200, width + 400, height, height + 1, height + 4, height + 30]
        xrandr("--newmode", mode, "200", *map(str, lines), check=False)
        xrandr("--addmode", "DUMMY0", mode, check=False)
        xrandr("--output", "DUMMY0", "--mode", mode)
        self.display.width, self.display.height = width, height
        for device in (self.hands.finger, self.hands.pointer, self.hands.keyboard):
            device.width, device.height = width, height

    def turned(self, kiosk, width, height):
        """Turns the screen and waits until the kiosk's one window fills it."""
        self.turn(width, height)
        sizes = []

        def fills():
            sizes[:] = [(w["width"], w["height"]) for w in layout.tree(kiosk, self.probe)]
            return sizes == [(width, height)]
        try:
            self.until(fills)
        except AssertionError:
            shown = subprocess.run(["xwininfo", "-root", "-tree"], env=self.display.environment, capture_output=True, text=True, check=False)
            raise AssertionError(f"the screen has {width} × {height}, the windows {sizes}:\n{shown.stdout}") from None

    def close(self):
        self.display.close()


def on_a_screen(width, height, *checks):
    """A test on a display of this size: what each of the checks, called with the visit, finds wrong."""
    def run():
        visit = Visit(width, height)
        try:
            wrong = sorted({fault for check in checks for fault in check(visit)})
        finally:
            visit.close()
        assert not wrong, "\n".join(wrong)
    return run
