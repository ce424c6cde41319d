#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole visit by touch in each language: every step shows the texts of the content in that language."""
import time

from visit import AUTONYMS, LANGUAGES, Visit, content

import tap

visit = Visit()


def walk(language):
    with visit.start() as kiosk:
        visit.tap(AUTONYMS[language])
        visit.tap(content.group_title("units", "safe", language))
        head, cards = content.lesson("l11", language)
        visit.tap(head["title"])
        for number, (kind, title) in enumerate(cards):
            visit.screen.wait(title, exact=False)
            if kind != "summary":
                visit.tap(visit.say("Next", language), exact=True)
        police = content.service("em-epolicija", language)["name"]
        visit.tap(police)
        visit.screen.wait("Policijos elektroninių paslaugų sistema", exact=False)
        visit.tap(visit.say("Finish", language), exact=True)
        visit.screen.wait(AUTONYMS["ar"], exact=False)
        time.sleep(0.3)
        assert visit.screen.find(police) is None
        assert not kiosk.warnings(), kiosk.warnings()


def category(language):
    with visit.start("--page", "category:library", language=language) as kiosk:
        name = content.service("lib-amb", language, "amb")["name"]
        visit.tap_in_list(name)
        visit.screen.wait("Vilniaus apskrities Adomo Mickevičiaus viešoji biblioteka", exact=False)
        visit.screen.wait("Trakų g. 10, Vilnius", exact=False)
        assert not kiosk.warnings(), kiosk.warnings()


def question():
    """A wrong answer explains itself and can be tried again; the right one is told."""
    head, cards = content.lesson("l11", "en")
    number = next(i for i, (kind, _) in enumerate(cards) if kind == "question") + 1
    options, right, seen = [], None, 0
    for line in (content.CONTENT / "lnb/lessons/l11/en.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            seen += 1
        if seen == number and line.startswith("- "):
            if line.startswith("- [x] "):
                right = line[6:]
            options.append(line[6:] if line.startswith("- [x] ") else line[2:])
    wrong = next(o for o in options if o != right)
    with visit.start("--page", f"lesson:l11/{number}", language="en"):
        visit.tap(wrong)
        time.sleep(0.3)
        told = " ".join(visit.screen.texts())
        visit.tap(right)
        time.sleep(0.3)
        told_right = " ".join(visit.screen.texts())
        assert told != told_right, "a wrong and a right answer look the same"
        visit.screen.wait("Right.", exact=False, roles=None)


tap.main([(f"visit in {language}", lambda language=language: walk(language)) for language in LANGUAGES]
         + [(f"category and service in {language}", lambda language=language: category(language)) for language in LANGUAGES]
         + [("check question", question)])
