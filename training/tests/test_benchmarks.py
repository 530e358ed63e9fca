"""Readers of public question files: the four forms become the same items."""

import json
from pathlib import Path

import pytest

from hwsi.benchmarks import Item, longest, read

SAMPLES = Path(__file__).parents[2] / ".." / "shared" / "data" / "text" / "wsi-bench-samples"


def written(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_wsi_vqa_with_and_without_choices(tmp_path):
    rows = [{"Id": "TCGA-1", "Question": "Type?", "Choice": ["Ductal", "Lobular"], "Answer": "Lobular"}, {"Id": "TCGA-1", "Question": "Why?", "Answer": "Nests."}]
    assert read(written(tmp_path, "vqa.json", rows)) == [Item("TCGA-1-0", ("TCGA-1",), "Type?", ("Ductal", "Lobular"), "Lobular"), Item("TCGA-1-1", ("TCGA-1",), "Why?", (), "Nests.")]


def test_slidebench_letters_name_options(tmp_path):
    text = "ID,Slide,Tumor,Broad Category,Narrow Category,Question,A,B,C,D,Answer\n7,TCGA-2,BRCA,x,y,Which?,one,two,three,four,C\n"
    assert read(written(tmp_path, "bench.csv", text)) == [Item("7", ("TCGA-2",), "Which?", ("one", "two", "three", "four"), "three")]


def test_conversations_split_lettered_options(tmp_path):
    talk = [{"from": "human", "value": "<image>\nWhat is it? A) Adenoma B) Carcinoma, type B"}, {"from": "gpt", "value": "B"}]
    rows = [{"id": "a-1", "image": "X/TCGA-3.DX1.pt", "conversations": talk}, {"id": "a-2", "image": ["X/s.pt", "X/t.pt"], "conversations": [{"value": "<image>\nDescribe."}, {"value": "Sheets."}]}]
    first, second = read(written(tmp_path, "wsi.json", rows))
    assert first == Item("a-1", ("TCGA-3.DX1",), "What is it?", ("Adenoma", "Carcinoma, type B"), "Carcinoma, type B")
    assert second == Item("a-2", ("s", "t"), "Describe.", (), "Sheets.")
    assert longest([first, second]) == 1


def test_a_file_of_no_known_form_is_refused(tmp_path):
    with pytest.raises(ValueError, match="none of the known forms"):
        read(written(tmp_path, "other.json", [{"text": "?"}]))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the public samples are not here")
def test_the_public_samples_are_read():
    items = read(SAMPLES / "Morphology_choice.json")
    assert items and all(len(i.options) >= 3 and i.answer in i.options for i in items)
    assert all(not i.options for i in read(SAMPLES / "1_Report.json"))
