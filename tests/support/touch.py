# SPDX-License-Identifier: GPL-3.0-or-later
"""Real touches, pointer and key events through Xorg's inputtest driver (its protocol: xf86-input-inputtest-protocol.h)."""
import math
import socket
import struct
import time

VERSION, SYNC, MOTION, BUTTON, KEY, TOUCH = 0, 1, 2, 4, 5, 6
BEGIN, UPDATE, END = 18, 19, 20
VALUATORS = 64
NEAR, LOOK = 120, 0.55  # px, seconds
TRIES = 3

# X key codes of a US keyboard, by the rules of evdev.
ROWS = {
    9: "Escape",
    10: "1 2 3 4 5 6 7 8 9 0 minus equal BackSpace Tab q w e r t y u i o p bracketleft bracketright Return Control_L "
        "a s d f g h j k l semicolon apostrophe grave Shift_L backslash z x c v b n m comma period slash Shift_R "
        "KP_Multiply Alt_L space Caps_Lock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10",
    95: "F11 F12",
    105: "Control_R",
    107: "Print Alt_R",
    110: "Home Up Prior Left Right End Down Next Insert Delete",
    133: "Super_L Super_R Menu",
}
KEYS = {name: first + i for first, names in ROWS.items() for i, name in enumerate(names.split())}


class Device:
    """One input device. The driver takes one client per device for the life of the server."""

    def __init__(self, path, width, height):
        self.width, self.height = width, height
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(10)
        self.socket.connect(path)
        self._send(VERSION, struct.pack("<HH", 1, 1))
        self._answer()

    def _send(self, kind, body):
        self.socket.sendall(struct.pack("<II", len(body) + 8, kind) + body)

    def _answer(self):
        head = b""
        while len(head) < 8:
            head += self.socket.recv(8 - len(head))
        rest = struct.unpack("<II", head)[0] - 8
        while rest > 0:
            rest -= len(self.socket.recv(rest))

    def _event(self, kind, body):
        self._send(kind, body)
        self._send(SYNC, b"")
        self._answer()

    def _position(self, x=None, y=None):
        mask, values = bytearray(8), [0.0] * VALUATORS
        if x is not None:
            # Both axes run from 0 to 65535 over the screen.
            mask[0] = 3
            values[0] = (x + 0.5) * 65535.0 / self.width
            values[1] = (y + 0.5) * 65535.0 / self.height
        return struct.pack("<I8s4x", 0, bytes(mask)) + struct.pack("<64d", *values) + bytes(512)

    def touch(self, finger, phase, x, y):
        self._event(TOUCH, struct.pack("<II", finger, phase) + self._position(x, y))

    def motion(self, x, y):
        self._event(MOTION, struct.pack("<I4x", 1) + self._position(x, y))

    def button(self, button, pressed):
        self._event(BUTTON, struct.pack("<iiI4x", 1, button, pressed) + self._position())

    def key(self, code, pressed):
        self._event(KEY, struct.pack("<iI", code, pressed))


class Input:
    """A visitor's fingers, and a hardware keyboard."""

    def __init__(self, folder, width, height):
        self.finger = Device(f"{folder}/touch.sock", width, height)
        self.pointer = Device(f"{folder}/pointer.sock", width, height)
        self.keyboard = Device(f"{folder}/keyboard.sock", width, height)
        self.last = (0, 0, 0)
        self.kiosk = None

    def tap(self, x, y, seconds=0.06, quick=False):
        """A visitor looks at what came before touching the same place again (kiosk/second-touch.h); quick: not this one. One
        who touched too soon after a page came, which may come late, sees that nothing happened, and touches again: where
        the kiosk is known, it says so."""
        if quick:
            self._tap(x, y, seconds)
            return
        lifted, last_x, last_y = self.last
        if math.hypot(x - last_x, y - last_y) < NEAR:
            time.sleep(max(0, lifted + LOOK - time.monotonic()))
        for _ in range(TRIES):
            before = len(self.kiosk.marks("touch")) if self.kiosk else 0
            self._tap(x, y, seconds)
            if self.kiosk is None or self.kiosk.wait_mark("touch", count=before + 1)[2].get("second") != "1":
                return
            time.sleep(LOOK)
        raise AssertionError(f"{TRIES} touches at {x:.0f},{y:.0f}: all were taken for the second one of two")

    def _tap(self, x, y, seconds):
        self.finger.touch(1, BEGIN, x, y)
        time.sleep(seconds)
        self.finger.touch(1, END, x, y)
        self.last = (time.monotonic(), x, y)

    def swipe(self, x1, y1, x2, y2, seconds=0.25, steps=15):
        self.finger.touch(1, BEGIN, x1, y1)
        for i in range(1, steps + 1):
            time.sleep(seconds / steps)
            self.finger.touch(1, UPDATE, x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps)
        self.finger.touch(1, END, x2, y2)

    def press(self, combination):
        """Keys by X keysym name, held together: "Control_L+Shift_L+i"."""
        codes = [KEYS[name] for name in combination.split("+")]
        for code in codes:
            self.keyboard.key(code, 1)
            time.sleep(0.01)
        for code in reversed(codes):
            self.keyboard.key(code, 0)
            time.sleep(0.01)

    def type(self, text):
        for letter in text:
            self.press({" ": "space", ".": "period", "-": "minus", "'": "apostrophe"}.get(letter, letter))
