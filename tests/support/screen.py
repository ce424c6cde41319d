# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of the kiosk: AT-SPI nodes with name, role and place."""
import os
import time


class Node:
    """Role and name are read at once, the rest when it is asked for: every question goes over the bus."""

    def __init__(self, accessible, parent):
        self.accessible, self.parent, self.children = accessible, parent, []
        self.role = accessible.get_role_name()
        self.name = accessible.get_name() or ""
        self.box = None

    def extents(self, again=False):
        from gi.repository import Atspi
        if self.box is None or again:
            try:
                self.box = self.accessible.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            except Exception:
                self.box = Atspi.Rect()
        return self.box

    x = property(lambda self: self.extents().x)
    y = property(lambda self: self.extents().y)
    width = property(lambda self: self.extents().width)
    height = property(lambda self: self.extents().height)

    @property
    def centre(self):
        return self.x + self.width / 2, self.y + self.height / 2

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def __repr__(self):
        return f"{self.role} “{self.name}” at {self.x},{self.y} {self.width}×{self.height}"


class Screen:
    """Reads the accessibility tree of the only program on the display. One per process: libatspi keeps one bus."""

    def __init__(self, display):
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_RUNTIME_DIR", "HOME"):
            os.environ[name] = display.environment[name]
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        self.atspi = Atspi
        Atspi.init()
        self.width, self.height = display.width, display.height

    def _build(self, accessible, parent=None, depth=0):
        accessible.clear_cache()
        node = Node(accessible, parent)
        if depth < 40:
            for i in range(accessible.get_child_count()):
                child = accessible.get_child_at_index(i)
                if child is not None:
                    node.children.append(self._build(child, node, depth + 1))
        return node

    def tree(self):
        """The root node of the kiosk's window, or None."""
        desktop = self.atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(i)
            if program is not None and program.get_child_count() > 0:
                try:
                    return self._build(program.get_child_at_index(0))
                except Exception:  # the page went away while it was read
                    return None
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
