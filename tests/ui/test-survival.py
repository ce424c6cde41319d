#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kiosk comes up again: killed, store damaged or gone, configuration wrong, bundled store unreadable, folder read-only."""
import glob
import os
import pathlib
import shutil
import tempfile

from visit import AUTONYMS, BUILD, TOP, Visit, content

import tap

visit = Visit()


def state():
    return tempfile.mkdtemp(prefix="tiltas-state-")


def welcomes(**kwargs):
    with visit.start(**kwargs) as kiosk:
        visit.tap(AUTONYMS["en"])
        visit.screen.wait(content.group_title("units", "safe", "en"), exact=False)
        return kiosk.output()


def killed():
    folder = state()
    for _ in range(3):
        kiosk = visit.start("--page", "service:em-112", language="ar", state_dir=folder)
        kiosk.kill()
    welcomes(state_dir=folder)
    shutil.rmtree(folder)


def damaged():
    for damage in ("truncate", "garbage", "middle", "gone"):
        folder = state()
        welcomes(state_dir=folder)
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
        told = welcomes(state_dir=folder)
        assert told.strip(), f"{damage}: staff are not told"
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


def wrong_configuration():
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder) / "tiltas.conf"
        config.write_text("[branch]\nlanguages=lt;en;xx\nspeed=9\n[session]\nidle_seconds=never\n")
        with visit.start(config=config) as kiosk:
            visit.screen.wait(AUTONYMS["en"], exact=False)
            told = kiosk.output()
            assert "tiltas.conf:3: speed" in told and "tiltas.conf:5: idle_seconds" in told, told
            assert "xx" in told, "a language without a catalogue is named"
            assert visit.screen.find(AUTONYMS["uk"], exact=False) is None


def read_only_folder():
    """A state folder that cannot be made: the bundled store is shown as it is."""
    welcomes(state_dir="/proc/tiltas-cannot-be-made")


def command_line():
    import subprocess
    program = f"{BUILD}/src/tiltas"
    for arguments in (["--page", "nowhere"], ["--size", "0x0"], ["--nonsense"], ["--language", "q"], ["extra"]):
        done = subprocess.run([program, *arguments], env=visit.display.environment, capture_output=True, text=True, timeout=20)
        assert done.returncode == 2, f"{arguments}: {done.returncode}"
        assert done.stderr.strip(), f"{arguments}: says nothing"
    for argument in ("--help", "--version"):
        done = subprocess.run([program, argument], env=visit.display.environment, capture_output=True, text=True, timeout=20)
        assert done.returncode == 0 and done.stdout.strip()


tap.main([("killed", killed), ("store damaged", damaged), ("no store at all", no_bundled), ("wrong configuration", wrong_configuration),
          ("state folder cannot be made", read_only_folder), ("command line", command_line)])
