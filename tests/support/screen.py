# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of the kiosk: AT-SPI nodes with name, role, place and actions, read over the display's own bus.

Names and roles of all widgets come with one answer (org.a11y.atspi.Cache, which screen readers use, too). GTK fills it as
somebody asks for children: the questions for them are sent together, level by level."""
import functools
import time

ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
WINDOW_COORDINATES = 1
ANSWER_MS = 60_000


class Box:
    def __init__(self, x=0, y=0, width=0, height=0):
        self.x, self.y, self.width, self.height = x, y, width, height


class Node:
    """Role and name are read at once, the rest when it is asked for: every question goes over the bus."""

    def __init__(self, screen, reference, parent, name, role):
        self.screen, self.reference, self.parent, self.children = screen, reference, parent, []
        self.name, self.role = name, role
        self.box = None

    def extents(self, again=False):
        if self.box is None or again:
            try:
                self.box = Box(*self.screen.ask(*self.reference, "org.a11y.atspi.Component", "GetExtents", "(u)", WINDOW_COORDINATES))
            except self.screen.Error:  # it went away
                self.box = Box()
        return self.box

    x = property(lambda self: self.extents().x)
    y = property(lambda self: self.extents().y)
    width = property(lambda self: self.extents().width)
    height = property(lambda self: self.extents().height)

    @property
    def place(self):
        return self.x, self.y, self.width, self.height

    @property
    def centre(self):
        return self.x + self.width / 2, self.y + self.height / 2

    def actions(self):
        """The names of what can be done with it, in their order."""
        try:
            return [name for name, _, _ in self.screen.ask(*self.reference, "org.a11y.atspi.Action", "GetActions")]
        except self.screen.Error:  # it has no actions, or went away
            return []

    def act(self, number):
        """Does the action. Raises when it is refused, or when the program is gone."""
        self.screen.ask(*self.reference, "org.a11y.atspi.Action", "DoAction", "(i)", number)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def __repr__(self):
        return f"{self.role} “{self.name}” at {self.x},{self.y} {self.width}×{self.height}"


class Screen:
    """Reads the accessibility tree of the only program on the display."""

    def __init__(self, display):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, Gio, GLib
        self.gio, self.glib, self.Error = Gio, GLib, GLib.Error
        # Of libatspi only the names of the roles: it keeps the bus of the first display that a process had.
        self.role_name = functools.cache(lambda number: Atspi.role_get_name(Atspi.Role(number)))
        self.width, self.height = display.width, display.height
        session = self._connect(display.environment["DBUS_SESSION_BUS_ADDRESS"] or
                                Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None))
        self.bus = session
        self.bus = self._connect(self.ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
        session.close_sync(None)

    def _connect(self, address):
        flags = self.gio.DBusConnectionFlags
        bus = self.gio.DBusConnection.new_for_address_sync(address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
        bus.set_exit_on_close(False)
        return bus

    def ask(self, owner, path, interface, method, kind=None, *arguments):
        """The one value of the answer. Raises Error."""
        body = self.glib.Variant(kind, arguments) if kind else None
        return self.bus.call_sync(owner, path, interface, method, body, None, 0, ANSWER_MS, None).unpack()[0]

    def _children(self, references):
        """[children] of each of them; all questions are on the way at once."""
        answers, left = {}, len(references)

        def done(bus, result, reference):
            nonlocal left
            left -= 1
            try:
                answers[reference] = [child for child in bus.call_finish(result).unpack()[0] if not child[1].endswith("/null")]
            except self.Error as error:
                answers[reference] = error
        for reference in references:
            self.bus.call(*reference, ACCESSIBLE, "GetChildren", None, None, 0, ANSWER_MS, None, done, reference)
        while left > 0:
            self.glib.MainContext.default().iteration(True)
        for error in answers.values():
            if isinstance(error, self.Error):
                raise error
        return [answers[reference] for reference in references]

    def _items(self, owner):
        """{reference: (number of children, name, role)} of all that was asked for before, as it is now."""
        items = self.ask(owner, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems")
        return {item[0]: (item[4], item[6], item[7]) for item in items}

    def _read(self, window):
        items, children, level, complete = self._items(window[0]), {}, [window], True
        while level:
            complete = complete and all(reference in items for reference in level)
            parents = [reference for reference in level if reference not in items or items[reference][0] > 0]
            answers = self._children(parents)
            children.update(zip(parents, answers))
            level = [child for answer in answers for child in answer]
        if not complete:
            items = self._items(window[0])
        return self._build(window, None, items, children)

    def _build(self, reference, parent, items, children):
        _, name, role = items[reference]
        node = Node(self, reference, parent, name, self.role_name(role))
        node.children = [self._build(child, node, items, children) for child in children.get(reference, ())]
        return node

    def tree(self):
        """The root node of the kiosk's window, or None."""
        for program in self.ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren"):
            try:
                windows = self._children([program])[0]
                if windows:
                    return self._read(windows[0])
            except (self.Error, KeyError):  # it went away while it was read
                pass
        return None

    def nodes(self):
        """All nodes of the page, also those that are scrolled away or hidden."""
        root = self.tree()
        return list(root.walk()) if root else []

    def texts(self):
        """Every text on the screen, in order of the tree."""
        return [n.name for n in self.nodes() if n.name and n.role in ("label", "heading", "push button", "toggle button", "text", "image", "list item", "link", "button")]

    def find(self, name, roles=None, exact=True):
        for node in self.nodes():
            if (node.name == name if exact else name in node.name) and (roles is None or node.role in roles):
                if node.width > 0 and node.height > 0:
                    return node
        return None

    def wait(self, name, seconds=60, roles=None, exact=True):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            node = self.find(name, roles, exact)
            if node is not None:
                return node
            time.sleep(0.05)
        raise AssertionError(f"“{name}” is not on the screen; there is: {self.texts()}")
