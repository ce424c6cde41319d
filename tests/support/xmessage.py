# SPDX-License-Identifier: GPL-3.0-or-later
"""What other X clients may send to the kiosk's window: requests of a task bar to close, hide or shrink it, and a file
dragged onto it. Through libX11 by ctypes."""
import ctypes
import time

X = ctypes.CDLL("libX11.so.6")
CLIENT_MESSAGE = 33
REDIRECT, NOTIFY = 1 << 20, 1 << 19
ICONIC = 3
REMOVE = 0


class Message(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int), ("display", ctypes.c_void_p),
                ("window", ctypes.c_ulong), ("message", ctypes.c_ulong), ("format", ctypes.c_int), ("data", ctypes.c_long * 5)]


class Event(ctypes.Union):
    _fields_ = [("message", Message), ("room", ctypes.c_long * 24)]


X.XOpenDisplay.restype = ctypes.c_void_p
X.XInternAtom.restype = ctypes.c_ulong
X.XDefaultRootWindow.restype = ctypes.c_ulong
X.XCreateSimpleWindow.restype = ctypes.c_ulong


class Client:
    """Another program on the display."""

    def __init__(self, name):
        self.display = ctypes.c_void_p(X.XOpenDisplay(name.encode()))
        if not self.display.value:
            raise OSError(f"no display {name}")
        self.root = X.XDefaultRootWindow(self.display)
        self.own = X.XCreateSimpleWindow(self.display, ctypes.c_ulong(self.root), 0, 0, 1, 1, 0, 0, 0)

    def atom(self, name):
        return X.XInternAtom(self.display, name.encode(), 0)

    def send(self, to, window, name, *data, mask=0):
        event = Event()
        message = event.message
        message.type, message.window, message.message, message.format = CLIENT_MESSAGE, window, self.atom(name), 32
        for i, value in enumerate(data):
            message.data[i] = value
        X.XSendEvent(self.display, ctypes.c_ulong(to), 0, ctypes.c_long(mask), ctypes.byref(event))
        X.XSync(self.display, 0)

    def to_manager(self, window, name, *data):
        self.send(self.root, window, name, *data, mask=REDIRECT | NOTIFY)

    def close_politely(self, window):
        self.send(window, window, "WM_PROTOCOLS", self.atom("WM_DELETE_WINDOW"), 0)

    def close_by_manager(self, window):
        self.to_manager(window, "_NET_CLOSE_WINDOW", 0, 2)

    def minimise(self, window):
        self.to_manager(window, "WM_CHANGE_STATE", ICONIC)

    def leave_full_screen(self, window):
        self.to_manager(window, "_NET_WM_STATE", REMOVE, self.atom("_NET_WM_STATE_FULLSCREEN"), 0, 2)

    def drop(self, window, x, y, kind):
        """Drags data of a media type over the window and lets go. True when the window says that it would take it."""
        version, copy = 5 << 24, self.atom("XdndActionCopy")
        self.send(window, window, "XdndEnter", self.own, version, self.atom(kind), 0, 0)
        self.send(window, window, "XdndPosition", self.own, 0, int(x) << 16 | int(y), 0, copy)
        taken = self._answer("XdndStatus")
        self.send(window, window, "XdndDrop" if taken else "XdndLeave", self.own, 0, 0, 0, 0)
        return taken

    def _answer(self, name, seconds=2):
        end = time.monotonic() + seconds
        event = Event()
        while time.monotonic() < end:
            while X.XPending(self.display):
                X.XNextEvent(self.display, ctypes.byref(event))
                if event.message.type == CLIENT_MESSAGE and event.message.message == self.atom(name):
                    return bool(event.message.data[1] & 1)
            time.sleep(0.01)
        return False

    def close(self):
        X.XCloseDisplay(self.display)
