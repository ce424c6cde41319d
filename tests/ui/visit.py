# SPDX-License-Identifier: GPL-3.0-or-later
"""What the ui tests share: one display per test program, a visitor with hands and eyes."""
import pathlib
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
AUTONYMS = {"lt": "Lietuvių", "uk": "Українська", "en": "English", "ar": "العربية"}
BUTTONS = ("push button", "toggle button", "button", "list item")


class Visit:
    """A display with a screen reader and fingers; start() runs the kiosk on it."""

    def __init__(self, width=1080, height=1920):
        self.display = Display(width, height)
        self.screen = Screen(self.display)
        self.hands = Input(self.display.folder, width, height)
        self.probe = layout.preload(BUILD)

    def start(self, *options, probe=False, env=None, **kwargs):
        return Kiosk(self.display, BUILD, *options, env={**(env or {}), **(self.probe if probe else {})}, **kwargs)

    def tap(self, name, exact=False, roles=BUTTONS):
        node = self.screen.wait(name, exact=exact, roles=roles)
        # Once more, so that a list that still moves is hit where it stands.
        time.sleep(0.1)
        node = self.screen.find(name, roles, exact) or node
        assert 0 <= node.centre[1] < self.display.height, f"{node} is not on the screen"
        self.hands.tap(*node.centre)

    def say(self, msgid, language):
        return content.message(msgid, language)

    def switch(self, language):
        """Changes the language with the button every visitor screen has."""
        button = next(n for n in self.screen.nodes() if n.role in BUTTONS and n.name
                      and any(name in n.name for name in AUTONYMS.values()) and n.y < self.display.height / 6)
        self.hands.tap(*button.centre)
        time.sleep(0.3)
        choices = [n for n in self.screen.nodes() if n.role in BUTTONS and AUTONYMS[language] in n.name]
        assert choices, f"{AUTONYMS[language]} is not offered: {self.screen.texts()}"
        lowest = max(choices, key=lambda n: n.y)
        self.hands.tap(*lowest.centre)
        time.sleep(0.3)

    def close(self):
        self.display.close()
