#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A minute of random touches, half of it with a staff PIN that is known: monkey.py does it for longer."""
import sys

import monkey
import tap

SECONDS = 30

tap.main([(f"seed {seed}", lambda seed=seed: monkey.run(sys.argv[1], SECONDS, seed)) for seed in (1, 2)])
