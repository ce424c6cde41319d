#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what visitors feel, and prints figures, ratios, the machine and its load.

bench.py BUILD [--runs N]      start, page turns, language switch, memory and wake-ups on the cairo renderer"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import content  # noqa: E402
from figures import line, machine, percentile  # noqa: E402
import keyboard  # noqa: E402
from display import Display  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from memory import pss  # noqa: E402
from screen import Screen  # noqa: E402
from touch import Input  # noqa: E402


def start_floor(display, build):
    begin = time.clock_gettime(time.CLOCK_MONOTONIC)
    process = subprocess.Popen([f"{build}/tests/bench/bench-floor"], env=display.environment, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    painted = int(process.stdout.readline()) / 1e6
    process.kill()
    process.wait()
    return (painted - begin) * 1000


def start_kiosk(display, build):
    with Kiosk(display, build, language="lt", page="home") as kiosk:
        painted = kiosk.wait_mark("home-painted")[0]
        return (painted - kiosk.started) * 1000


def wakeups(pid, seconds):
    """Voluntary context switches of all threads, per second."""
    def count():
        total = 0
        for status in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
            total += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status.read_text(), re.M)[1])
        return total
    before = count()
    time.sleep(seconds)
    return (count() - before) / seconds


def bench_start(display, build, runs):
    floor, kiosk = [], []
    start_floor(display, build)
    start_kiosk(display, build)
    for _ in range(runs):
        floor.append(start_floor(display, build))
        kiosk.append(start_kiosk(display, build))
    ratio = statistics.median(kiosk) / statistics.median(floor)
    line("floor: window with 24 tiles, median", f"{statistics.median(floor):.0f} ms")
    line("exec to first painted home, median", f"{statistics.median(kiosk):.0f} ms")
    line("ratio", f"{ratio:.2f}", "at most 1.5 (aim 1.4)", ratio <= 1.5)


def turn(kiosk, hands, node):
    """Taps, and gives the milliseconds from the lifted finger to the painted page."""
    before = len(kiosk.marks("painted"))
    hands.tap(*node.centre)
    painted = kiosk.wait_mark("painted", before + 1)[0]
    lifted = max(t for t, _, _ in kiosk.marks("input") if t <= painted)
    return (painted - lifted) * 1000


def bench_keyboard(display, build, hands):
    letters, comings = keyboard.bench(display, build, hands)
    line("touch on a key to its letter, p50 / p95",
         f"{percentile(letters, 0.5):.0f} / {percentile(letters, 0.95):.0f} ms (n = {len(letters)})",
         "p95 at most 50 ms", percentile(letters, 0.95) <= 50)
    line("touch on the field to keyboard, p50 / max", f"{percentile(comings, 0.5):.0f} / {max(comings):.0f} ms (n = {len(comings)})",
         "at most 100 ms", max(comings) <= 100)


def bench_touch(display, build, runs, hands):
    screen = None
    turns, switches = [], []
    with Kiosk(display, build, language="lt", page="home") as kiosk:
        screen = Screen(display)
        kiosk.wait_mark("home-painted")
        time.sleep(3)
        memory = pss(kiosk.process.pid)
        resting = wakeups(kiosk.process.pid, 10)
        names = {"lt": "Lietuvių", "uk": "Українська", "en": "English", "ar": "العربية"}
        language = "lt"
        for i in range(runs):
            unit = screen.wait(content.group_title("units", "safe", language), exact=False, roles=("push button", "button"))
            turns.append(turn(kiosk, hands, unit))
            title = content.lesson("l11", language)[0]["title"]
            turns.append(turn(kiosk, hands, screen.wait(title, exact=False, roles=("push button", "button", "list item"))))
            turns.append(turn(kiosk, hands, screen.wait(content.message("Next", language), roles=("push button", "button"))))
            for _ in range(2):
                back = next(n for n in screen.nodes() if n.role in ("push button", "button") and n.y < display.height / 8)
                turns.append(turn(kiosk, hands, back))
            language_button = screen.wait(names[language], exact=False, roles=("push button", "button", "toggle button"))
            hands.tap(*language_button.centre)
            language = ("uk", "ar", "en", "lt")[i % 4]
            choice = screen.wait(names[language], exact=False, roles=("push button", "button", "toggle button"))
            before = len(kiosk.marks("lang-switch-painted"))
            time.sleep(0.3)
            hands.tap(*choice.centre)
            painted = kiosk.wait_mark("lang-switch-painted", before + 1)[0]
            begun = max(t for t, _, _ in kiosk.marks("lang-switch-begin") if t <= painted)
            switches.append((painted - begun) * 1000)
            time.sleep(0.5)
    line("tap to painted page, p50 / p95", f"{percentile(turns, 0.5):.0f} / {percentile(turns, 0.95):.0f} ms (n = {len(turns)})",
         "p95 at most 60 ms", percentile(turns, 0.95) <= 60)
    line("language switch to painted, p50 / max", f"{percentile(switches, 0.5):.0f} / {max(switches):.0f} ms (n = {len(switches)})",
         "at most 120 ms", max(switches) <= 120)
    line("memory at home (PSS)", f"{memory:.1f} MiB", "at most 60 MiB", memory <= 60)
    line("wake-ups a second, home at rest", f"{resting:.1f}", "none", resting < 0.2)


def bench_welcome(display, build):
    with Kiosk(display, build) as kiosk:
        time.sleep(5)
        count = wakeups(kiosk.process.pid, 15)
    line("wake-ups a second, welcome screen", f"{count:.1f}", "at most 1", count <= 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--runs", type=int, default=12)
    options = parser.parse_args()
    print(f"{machine()}, 1920 × 1080, cairo renderer")
    with Display(1920, 1080) as display:
        bench_start(display, options.build, options.runs)
    with Display(1920, 1080) as display:
        bench_welcome(display, options.build)
        hands = Input(display.folder, display.width, display.height)
        bench_touch(display, options.build, options.runs, hands)
        bench_keyboard(display, options.build, hands)


main()
