# SPDX-License-Identifier: GPL-3.0-or-later
"""How figures are taken and printed, shared by the benchmarks."""
import os
import pathlib
import re


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def line(what, value, goal="", reached=None):
    verdict = "" if reached is None else ("  reached" if reached else "  MISSED")
    print(f"{what:<46} {value:<28} {goal}{verdict}", flush=True)


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {model[1] if model else 'unknown processor'}, load {os.getloadavg()[0]:.2f}, {os.uname().release}"
