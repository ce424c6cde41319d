#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways out of a public terminal, tried on every kind of screen that a visitor sees."""
from attacks import attack, type_word

import tap

VISITOR = ("welcome", "home", "lesson:l11/2", "service:em-112", "category:documents")
tap.main(
    [("search, lt", attack("search:", prepare=type_word)),
     ("search, uk, Ukrainian keys", attack("search:", "uk", type_word, "ua,us")),
     ("search, ar, Arabic keys", attack("search:", "ar", type_word, "ara,us"))]
    + [(f"{page}, lt", attack(page)) for page in VISITOR]
    + [("home, uk, Ukrainian keys", attack("home", "uk", layouts="ua,us")), ("lesson, ar, Arabic keys", attack("lesson:l11/2", "ar", layouts="ara,us"))])
