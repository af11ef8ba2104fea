"""Print the transition table, for handbooks and reviews."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.workflow import TRANSITIONS, Transition

RULES = (
    ("writer_only", "限参与编辑的人"),
    ("fresh_eyes", "不是作者"),
    ("new_eyes", "本轮未签过名"),
    ("ticks", "审、校两项"),
    ("basis", "写明依据"),
)


class Command(BaseCommand):
    help = "Print which steps there are, from which state, by whose right, on what conditions."

    def handle(self, *args: Any, **options: Any) -> None:
        for transition in TRANSITIONS.values():
            self.stdout.write(f"{transition.label}：{self._conditions(transition) or '无条件'}")
            for status, right in transition.rights.items():
                self.stdout.write(f"  {Article.Status(status).label}\t{right}")

    def _conditions(self, transition: Transition) -> str:
        rules = [words for name, words in RULES if getattr(transition, name)]
        if transition.remark:
            rules.append(f"写明{transition.remark}")
        return "；".join(rules)
