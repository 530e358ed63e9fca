"""Readers of public question files: WSI-VQA, SlideBench, WSI-Bench and SlideChat's instructions, as one form.

Files differ in shape alone; a slide's name is what `npm run analyse` can be given a file for. Run on a
file, it prints what needs no slide: how often the longest option is right, and the shares of kinds.
Run: python -m hwsi.benchmarks FILE
"""

import argparse
import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

#: "A) text B) text", as WSI-Bench writes options into the question.
LETTERED = re.compile(r"\s([A-F])\)\s")


@dataclass(frozen=True)
class Item:
    """A question on a slide; `options` is empty for open questions, and `answer` then free text, else an option."""

    id: str
    slides: tuple[str, ...]
    question: str
    options: tuple[str, ...]
    answer: str


def read(path: Path) -> list[Item]:
    """Items of a file in any of the four forms; ValueError where it has none of them."""
    if path.suffix.lower() == ".csv":
        with path.open(newline="", encoding="utf-8-sig") as file:
            return [_slidebench(row, index) for index, row in enumerate(csv.DictReader(file))]
    rows = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(rows, list) or not rows:
        raise ValueError(f"{path.name} holds no list of questions")
    if "Question" in rows[0]:
        return [_wsi_vqa(row, index) for index, row in enumerate(rows)]
    if "conversations" in rows[0]:
        return [_conversation(row) for row in rows]
    raise ValueError(f"{path.name} is in none of the known forms: its keys are {', '.join(rows[0])}")


def _wsi_vqa(row: dict, index: int) -> Item:
    return Item(f"{row['Id']}-{index}", (row["Id"],), row["Question"], tuple(row.get("Choice") or ()), row["Answer"])


def _slidebench(row: dict, index: int) -> Item:
    options = tuple(row[letter] for letter in "ABCD" if row.get(letter))
    return Item(row.get("ID") or str(index), (row["Slide"],), row["Question"], options, _chosen(row["Answer"], options))


def _conversation(row: dict) -> Item:
    question, answer = (row["conversations"][turn]["value"].replace("<image>", "").strip() for turn in (0, 1))
    images = row["image"] if isinstance(row["image"], list) else [row["image"]]
    parts = LETTERED.split(f" {question}")
    options = tuple(text.strip() for text in parts[2::2]) if len(parts) > 3 else ()
    return Item(row["id"], tuple(Path(i).stem for i in images), parts[0].strip() if options else question, options, _chosen(answer, options))


def _chosen(answer: str, options: tuple[str, ...]) -> str:
    """The option that a bare letter names; any other answer as it is."""
    letter = answer.strip().rstrip(".)").upper()
    return options["ABCDEF".index(letter)] if options and letter in "ABCDEF"[: len(options)] and letter else answer.strip()


def longest(items: list[Item]) -> float:
    """Share of the choices whose longest option is right: the prior that a blind model can use."""
    choices = [i for i in items if i.options]
    return sum(max(i.options, key=len) == i.answer for i in choices) / max(1, len(choices))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    items = read(parser.parse_args().file)
    choices = [i for i in items if i.options]
    print(f"{len(items)} questions on {len({s for i in items for s in i.slides})} slides, {len(choices)} with options")
    if choices:
        print(f"longest option right {longest(items):.3f}, chance {sum(1 / len(i.options) for i in choices) / len(choices):.3f}")


if __name__ == "__main__":
    main()
