#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kiosk goes on when its store is damaged, deleted or not there, before it starts and while it is used."""
import glob
import os
import pathlib
import re
import shutil
import tempfile
import time

from visit import AUTONYMS, BUILD, Visit, content

import tap

visit = Visit()


def damaged():
    for damage in ("truncate", "garbage", "middle", "gone"):
        folder = tempfile.mkdtemp(prefix="tiltas-state-")
        visit.welcomes(state_dir=folder)
        store = next(p for p in glob.glob(f"{folder}/**/store-*.db", recursive=True))
        for extra in glob.glob(f"{store}-*"):
            os.unlink(extra)
        if damage == "truncate":
            os.truncate(store, 1000)
        elif damage == "garbage":
            pathlib.Path(store).write_bytes(os.urandom(100000))
        elif damage == "middle":
            with open(store, "r+b") as file:
                size = os.path.getsize(store)
                for offset in range(8192, size, 8192):
                    file.seek(offset)
                    file.write(os.urandom(2048))
        else:
            os.unlink(store)
        told = visit.welcomes(state_dir=folder)
        assert told.strip(), f"{damage}: staff are not told"
        shutil.rmtree(folder)


def overwrite(store, pages):
    with open(store, "r+b") as file:
        for page in pages:
            file.seek(page * 4096)
            file.write(os.urandom(4096))


def lose(store):
    for extra in glob.glob(f"{store}*"):
        os.unlink(extra)
    os.unlink(os.path.join(os.path.dirname(store), "current"))


DAMAGES = {
    "emptied": lambda store: os.truncate(store, 0),
    "cut": lambda store: os.truncate(store, os.path.getsize(store) // 8192 * 4096 // 2),
    "overwritten": lambda store: overwrite(store, range(os.path.getsize(store) // 4096)),
    "overwritten but for its head": lambda store: overwrite(store, range(3, os.path.getsize(store) // 4096)),
}


def results():
    visit.until(lambda: [t for t in visit.screen.texts() if re.fullmatch(r"[0-9]+ results?", t)])


def begin_search():
    visit.tap(visit.say("Search", "en"))
    visit.touch_keys("d", "o", "c")
    results()


def ways():
    """What a visitor does: before, the touch that meets the damage, and what is there in the end."""
    safe = content.group_title("units", "safe", "en")
    return {"main thread": (lambda: None, lambda: visit.tap(safe), lambda: visit.screen.wait(safe, exact=False)),
            "search": (begin_search, lambda: visit.touch_keys("t"), results)}


def damaged_in_use():
    """The first reader that meets damage has it repaired; the visit goes on, and staff and technician are told."""
    for name, damage in DAMAGES.items():
        for way, (before, touch, good) in ways().items():
            folder = tempfile.mkdtemp(prefix="tiltas-state-")
            with visit.start(page="home", language="en", state_dir=folder) as kiosk:
                visit.until(lambda: glob.glob(f"{folder}/store-*.db"))
                time.sleep(3)  # the check after the first picture has found it good
                before()
                damage(glob.glob(f"{folder}/store-*.db")[0])
                begin = time.monotonic()
                touch()
                visit.until(lambda: glob.glob(f"{folder}/damaged-*.db"))
                good()
                print(f"# {name}, {way}: well after {time.monotonic() - begin:.1f} s", flush=True)
                assert kiosk.process.poll() is None
                assert "is damaged" in kiosk.output() or "found damaged" in kiosk.output()
                assert "repaired_at" in pathlib.Path(folder, "status.json").read_text()
                assert not visit.screen.find(content.message("This terminal is being prepared. Please ask a librarian.", "en"))
            shutil.rmtree(folder)


def deleted_in_use():
    """The file is gone and still read; whoever opens it next has it made anew."""
    folder = tempfile.mkdtemp(prefix="tiltas-state-")
    with visit.start(page="home", language="en", state_dir=folder) as kiosk:
        visit.until(lambda: glob.glob(f"{folder}/store-*.db"))
        time.sleep(3)
        lose(glob.glob(f"{folder}/store-*.db")[0])
        visit.tap(visit.say("Search", "en"))
        visit.touch_keys("d", "o", "c")
        visit.until(lambda: glob.glob(f"{folder}/store-*.db"))
        results()
        assert kiosk.process.poll() is None
    shutil.rmtree(folder)


def no_bundled():
    """Without any store a calm screen stands, in the visitor's languages, and the log says why."""
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder) / "tiltas.conf"
        config.write_text(f"[paths]\nbundled={folder}/none.db\n")
        with visit.start(config=config) as kiosk:
            for language in ("lt", "ar"):
                calm = content.message("This terminal is being prepared. Please ask a librarian.", language)
                assert visit.screen.wait(calm)
            assert not any("none.db" in text for text in visit.screen.texts())
            assert "none.db" in kiosk.output()
            # The package is installed again: the terminal goes on by itself.
            shutil.copy(BUILD / "content/bundled.db", f"{folder}/half.db")
            os.rename(f"{folder}/half.db", f"{folder}/none.db")
            visit.screen.wait(AUTONYMS["en"], exact=False, seconds=60)
            visit.tap(AUTONYMS["en"])
            visit.screen.wait(content.group_title("units", "safe", "en"), exact=False)
            assert kiosk.process.poll() is None


tap.main([("store damaged", damaged), ("store damaged in use", damaged_in_use), ("store deleted in use", deleted_in_use),
          ("no store at all", no_bundled)])
