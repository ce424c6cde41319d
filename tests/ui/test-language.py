#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Language changes in place: the same card, mirrored where the script asks for it, nothing untranslated."""
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from visit import BUILD, LANGUAGES, TOP, Visit, content, layout

import tap

visit = Visit()
PLACES = ("home", "unit:safe", "lesson:l11/2", "categories", "category:documents", "service:em-112", "search:112")


def in_place():
    with visit.start("--page", "lesson:l11/2", language="lt", probe=True) as kiosk:
        for language in ("uk", "ar", "en", "lt"):
            visit.switch(language)
            _, cards = content.lesson("l11", language)
            visit.screen.wait(cards[1][1], exact=False)
            windows = layout.tree(kiosk, visit.probe)
            assert bool(windows[0]["rtl"]) == (language == "ar"), f"direction in {language}"


def in_view(kiosk):
    """Texts that stand wholly above the bottom bar."""
    return [w["text"] for window in layout.tree(kiosk, visit.probe) for w, _ in layout.walk(window)
            if w.get("text") and w["y"] + w["height"] < visit.display.height * 0.9]


def every_screen():
    """The language button stands on every visitor screen and keeps the place."""
    for place in PLACES:
        with visit.start("--page", place, language="en", probe=True) as kiosk:
            before = in_view(kiosk)
            visit.switch("ar")
            assert in_view(kiosk) != before, place
            visit.switch("en")
            after = in_view(kiosk)
            assert after == before, f"{place}: {set(before) ^ set(after)}"


def own_words(language):
    """No visible text of the program itself is left in English."""
    english = set(re.findall(r'^msgid "(.+)"$', (TOP / "po/en.po").read_text(encoding="utf-8"), re.M))
    same = {m for m in english if content.message(m, language) == m}
    for place in PLACES:
        with visit.start("--page", place, language=language, probe=True) as kiosk:
            left = [t for t in layout.labels(layout.tree(kiosk, visit.probe)) if t in english - same]
            assert not left, f"{place} in {language}: {left}"


def keeps_scroll():
    with visit.start("--page", "home", language="lt", probe=True) as kiosk:
        visit.tap(visit.say("Text size", "lt"))
        visit.tap("200", exact=False)
        time.sleep(0.5)
        visit.hands.swipe(540, 1500, 540, 500)
        time.sleep(1.5)

        def top_texts():
            found = []
            for window in layout.tree(kiosk, visit.probe):
                for widget, _ in layout.walk(window):
                    if widget.get("text") and 250 < widget["y"] < 1000:
                        found.append(widget["text"])
            return found
        before = top_texts()
        visit.switch("uk")
        visit.switch("lt")
        time.sleep(0.5)
        after = top_texts()
        assert set(before) & set(after), f"scrolled away: {before} and then {after}"


def fallback():
    """A lesson without Arabic is shown in the next language of the ladder, and says so."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "content"
        shutil.copytree(TOP / "content", source)
        (source / "lnb/lessons/l11/ar.md").unlink()
        subprocess.run([f"{BUILD}/src/tools/tiltas-publish", "build", "--lenient", "--store", f"{folder}/bundled.db", str(source), f"{folder}/out"],
                       check=True, capture_output=True)
        config = pathlib.Path(folder) / "tiltas.conf"
        config.write_text(f"[branch]\nlanguages=lt;uk;en;ar\n[paths]\nbundled={folder}/bundled.db\n")
        with visit.start("--page", "unit:safe", language="ar", config=config):
            visit.screen.wait(content.lesson("l11", "en")[0]["title"], exact=False)
            told = " ".join(visit.screen.texts())
            assert "الإنجليزية" in told or "الإنكليزية" in told, told


tap.main([("same card in every language", in_place), ("every screen keeps its place", every_screen)]
         + [(f"own words in {language}", lambda language=language: own_words(language)) for language in LANGUAGES if language != "en"]
         + [("scroll is kept", keeps_scroll), ("fallback language is marked", fallback)])
