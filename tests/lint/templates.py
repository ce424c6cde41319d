#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates: well formed, one class each with the same basename, in the resource list, every button named, no markup."""
import re
import xml.etree.ElementTree as tree

from common import TOP, files, finish, name

faults = []
resources = "".join(p.read_text(encoding="utf-8") for p in files("ui/*.gresource.xml", "src/ui/*.gresource.xml"))
for path in files("ui/*.ui"):
    try:
        root = tree.parse(path).getroot()
    except tree.ParseError as error:
        faults.append(f"{name(path)}: {error}")
        continue
    templates = root.findall("template")
    if len(templates) != 1:
        faults.append(f"{name(path)}: {len(templates)} templates; one is wanted")
        continue
    words = re.findall(r"[A-Z][a-z0-9]*", templates[0].get("class").removeprefix("Tiltas"))
    if "-".join(words).lower() not in (path.stem, f"{path.parent.name}-{path.stem}"):
        faults.append(f"{name(path)}: holds {templates[0].get('class')}; file and class have the same name")
    if f">{path.relative_to(TOP / 'ui')}<" not in resources:
        faults.append(f"{name(path)}: not in the resource list")
    for prop in root.iter("property"):
        if prop.get("name") in ("use-markup", "selectable", "ellipsize") and prop.text not in ("False", "0", "none"):
            faults.append(f"{name(path)}: {prop.get('name')} is not for visitor screens")
    for button in root.iter("object"):
        if button.get("class") in ("GtkButton", "GtkToggleButton") and button.get("id") is None:
            spoken = {p.get("name") for a in button.findall("accessibility") for p in list(a)}
            labelled = any(p.get("name") == "label" for p in button.findall("property"))
            if not labelled and not spoken & {"label", "labelled-by"}:
                faults.append(f"{name(path)}: a {button.get('class')} without a name for screen readers")
finish(faults)
