#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""monkey.py BUILD [--seconds N] [--seed N]…: one to five fingers, a mouse and a hardware keyboard do at random what
visitors, children and vandals do, in the visitors' part and, with an even seed, in the staff area. The kiosk must stay
alive, answer, keep one window, say nothing on stderr, write nothing outside its state folder, and not grow. What a seed
does is the same each time, as far as the program is at the same place at the same moment. Several seeds run at once, each on
a display of its own."""
import argparse
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import layout  # noqa: E402
import memory  # noqa: E402
import staff  # noqa: E402
from display import Display  # noqa: E402
from kiosk import TOP, Kiosk  # noqa: E402
from touch import BEGIN, END, KEYS, UPDATE, Input  # noqa: E402

PIN = "2580"
LOOK_EVERY = 12  # actions
ANSWER = 10  # seconds: a program that takes longer hangs, whatever the machine does
GROWTH = 5  # MiB, over the second half of a long run
LONG = 600  # seconds
KEPT = 40  # actions that a failure shows
LETTERS = "abcdefghijklmnopqrstuvwxyz 0123456789"


class Monkey:
    def __init__(self, display, kiosk, probe, seed):
        self.display, self.kiosk, self.probe = display, kiosk, probe
        self.hands = Input(display.folder, display.width, display.height)
        self.random = random.Random(seed)
        self.staff = seed % 2 == 0
        self.targets, self.done, self.slowest = [], [], 0.0
        self.actions = ((self.tap, 40), (self.tap_anywhere, 12), (self.hold, 5), (self.swipe, 14), (self.pinch, 6), (self.mash, 6),
                        (self.type, 8), (self.shortcut, 5), (self.pointer, 4), (self.rest, 2), (self.open_staff, 2))

    # Every action draws the same numbers whatever is on the screen.

    def point(self):
        return self.random.uniform(0, self.display.width - 1), self.random.uniform(0, self.display.height - 1)

    def target(self):
        part, (x, y) = self.random.random(), self.point()
        return self.targets[int(part * len(self.targets))] if self.targets else (x, y)

    def tap(self):
        self.hands.tap(*self.target(), seconds=0.03)

    def tap_anywhere(self):
        self.hands.tap(*self.point(), seconds=0.03)

    def hold(self):
        self.hands.tap(*self.target(), seconds=self.random.uniform(0.5, 1.5))

    def swipe(self):
        self.hands.swipe(*self.point(), *self.point(), seconds=self.random.uniform(0.05, 0.4), steps=8)

    def fingers(self, begins, ends, seconds):
        for n, point in enumerate(begins, 1):
            self.hands.finger.touch(n, BEGIN, *point)
        for step in range(1, 6):
            time.sleep(seconds / 5)
            for n, (begin, end) in enumerate(zip(begins, ends), 1):
                self.hands.finger.touch(n, UPDATE, *(a + (b - a) * step / 5 for a, b in zip(begin, end)))
        for n, point in enumerate(ends, 1):
            self.hands.finger.touch(n, END, *point)

    def pinch(self):
        self.fingers([self.point(), self.point()], [self.point(), self.point()], self.random.uniform(0.1, 0.5))

    def mash(self):
        count = self.random.randint(2, 5)
        self.fingers([self.target() for _ in range(count)], [self.point() for _ in range(count)], self.random.uniform(0.02, 0.3))

    def type(self):
        self.hands.type("".join(self.random.choice(LETTERS) for _ in range(self.random.randint(1, 8))))

    def shortcut(self):
        held = self.random.choice(["", "", "Shift_L+", "Control_L+", "Alt_L+", "Control_L+Shift_L+", "Control_L+Alt_L+", "Super_L+"])
        self.hands.press(held + self.random.choice([name for name in KEYS if not name.endswith(("_L", "_R", "_Lock"))]))

    def pointer(self):
        button = self.random.choice([1, 1, 2, 3, 8])
        self.hands.pointer.motion(*self.point())
        self.hands.pointer.button(button, 1)
        self.hands.pointer.motion(*self.point())
        self.hands.pointer.button(button, 0)

    def rest(self):
        time.sleep(self.random.uniform(0.2, 1.5))

    def open_staff(self):
        seconds = self.random.uniform(3.2, 3.6)
        if not self.staff:
            return
        self.hands.tap(self.display.width * 0.5, self.display.height * 0.02, seconds=seconds)
        time.sleep(0.3)
        self.hands.type(PIN)
        self.hands.press("Return")

    def look(self):
        """The watchdog: the program writes its widget tree from its main loop."""
        begin = time.monotonic()
        windows = layout.tree(self.kiosk, self.probe, seconds=ANSWER)
        self.slowest = max(self.slowest, time.monotonic() - begin)
        assert len(windows) == 1, f"{len(windows)} windows"
        self.targets = [(n["x"] + n["width"] / 2, n["y"] + n["height"] / 2) for n, _ in layout.walk(windows[0])
                        if (n["interactive"] or n["type"] == "TiltasKeyboardKey") and n["width"] > 0
                        and 0 <= n["x"] < self.display.width and 0 <= n["y"] < self.display.height]
        assert not self.kiosk.warnings(), self.kiosk.warnings()

    def act(self):
        action = self.random.choices([a for a, _ in self.actions], [w for _, w in self.actions])[0]
        self.done.append(action.__name__)
        action()


def files_of(folder):
    return sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*"))


def judge_memory(samples, seconds, sanitized):
    """The second half: the first fills caches and visits each page for the first time."""
    half = samples[len(samples) // 2:]
    third = max(1, len(half) // 3)
    growth = statistics.median(half[-third:]) - statistics.median(half[:third])
    print(f"# memory {samples[0]:.1f} to {samples[-1]:.1f} MiB, growth in the second half {growth:.1f} MiB", flush=True)
    # A sanitizer keeps freed memory, and a short run is still filling caches.
    assert sanitized or seconds < LONG or growth < GROWTH, f"the program grew by {growth:.1f} MiB"


def run(build, seconds, seed):
    size = random.Random(seed).choice([(1080, 1920), (1920, 1080)])
    probe = layout.preload(build)
    sanitized = memory.is_sanitized(build)
    config = TOP / "data/tiltas-dev.conf"
    print(f"# seed {seed}, {seconds} s, {size[0]} × {size[1]}{', staff' if seed % 2 == 0 else ''}{', sanitizers' if sanitized else ''}", flush=True)
    with Display(*size) as display, tempfile.TemporaryDirectory() as elsewhere:
        state = staff.state_folder(build, PIN)
        extra = {**probe, "HOME": elsewhere, "TMPDIR": elsewhere, "TILTAS_STICKS": f"{elsewhere}/sticks"}
        if sanitized:
            extra["ASAN_OPTIONS"] = display.environment.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        with Kiosk(display, build, state_dir=state, config=config, env=extra) as kiosk:
            monkey = Monkey(display, kiosk, probe, seed)
            samples, count, begin = [], 0, time.monotonic()
            try:
                while time.monotonic() < begin + seconds:
                    if count % LOOK_EVERY == 0:
                        monkey.look()
                        samples.append(memory.own(kiosk.process.pid))
                    monkey.act()
                    count += 1
                monkey.look()
            except BaseException:
                print(f"# seed {seed}, action {count}, last: {' '.join(monkey.done[-KEPT:])}", flush=True)
                raise
            pages = {values.get("page") for _, _, values in kiosk.marks("page-bound")}
            print(f"# {count} actions, slowest answer {monkey.slowest * 1000:.0f} ms, pages: {' '.join(sorted(pages))}", flush=True)
            judge_memory(samples, seconds, sanitized)
        written = files_of(elsewhere)
        assert not written, f"written outside of the state folder: {written}"
        shutil.rmtree(state)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--seed", type=int, action="append")
    options = parser.parse_args()
    seeds = options.seed or [random.SystemRandom().randrange(10**6)]
    if len(seeds) > 1:
        runs = [subprocess.Popen([sys.executable, __file__, options.build, "--seconds", str(options.seconds), "--seed", str(seed)]) for seed in seeds]
        codes = [one.wait() for one in runs]
        sys.exit(1 if any(codes) else 0)
    run(options.build, options.seconds, seeds[0])
    print(f"The monkey of seed {seeds[0]} found nothing.")


if __name__ == "__main__":
    main()
