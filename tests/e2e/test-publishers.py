# SPDX-License-Identifier: GPL-3.0-or-later
"""Many publishers in one repository: all arrive, and what one of them does wrong keeps no other from arriving."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.dont_write_bytecode = True
import tap
from world import World, run

BUILD = sys.argv[1]
LIBRARIES = [f"lib{number:02d}" for number in range(1, 65)]  # with the two of the world: 66


def listed(world, ids):
    """Entries that name nothing but the publisher: limits are the usual ones."""
    return json.dumps({"publishers": [{"id": one, "name": {"lt": one}, "languages": ["lt"]} for one in ids]})


def test_sixty_six_publishers():
    """Sixty municipal libraries, counties and the nation."""
    with World(BUILD) as world:
        publisher = world.publisher
        ids = ["lnb", "rig", *LIBRARIES]
        for one in LIBRARIES:
            run(publisher.program, "keygen", publisher.keys / f"{one}.pem")
            publisher.set(one, "first")
        (publisher.packs / "publishers.json").write_text(listed(world, ids))
        publisher.publish()
        shown = json.loads(run(publisher.program, "show", "--json", publisher.repository).stdout)
        assert len(shown["publishers"]) == 66 and shown["problems"] == [], shown["problems"]
        terminal = world.terminal()
        assert terminal.sync()["changed"]
        assert sorted(terminal.verify()) == sorted(ids)
        assert {p["result"] for p in terminal.status()["publishers"]} == {"ok"}
        publisher.set("lib64", "second")
        publisher.publish()
        terminal.sync()
        assert terminal.words("lib64") == "second 0" and terminal.words("lib63") == "first 0"


tap.main([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")])
