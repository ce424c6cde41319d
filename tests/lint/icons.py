#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictograms: a 24-unit grid, strokes in one colour, only elements that the path table knows."""
import xml.etree.ElementTree as tree

from common import files, finish, name

SVG = "{http://www.w3.org/2000/svg}"
faults = []
for path in files("icons/*.svg"):
    root = tree.parse(path).getroot()
    if root.get("viewBox") != "0 0 24 24":
        faults.append(f"{name(path)}: the grid is not 0 0 24 24")
    for attribute, wanted in (("fill", "none"), ("stroke", "currentColor")):
        if root.get(attribute) != wanted:
            faults.append(f'{name(path)}: {attribute} is not "{wanted}"')
    for element in root.iter():
        if element is not root and element.tag not in (SVG + "path", SVG + "circle", SVG + "rect"):
            faults.append(f"{name(path)}: <{element.tag.removeprefix(SVG)}> is not known to the path table")
finish(faults)
