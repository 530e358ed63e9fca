#!/usr/bin/env bash
# The first pack from nothing on two CPU cores, about 80 minutes. From the repository root:
#   bash training/runs/cpu.sh [folder of the real data, default ../shared/data]
# Every stage goes on where it stopped: the bank by file, the encoders and the cells by checkpoint.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=${1:-../shared/data}
export PYTHONPATH=training
python=${PYTHON:-python3}

$python -m hwsi.corpus --data "$data" --out public/pack/tokenizer.json
for split in "train 200" "val 20" "test 40"; do
  set -- $split
  $python -m hwsi.bank --split "$1" --regions "$2"
done
$python -m hwsi.cells.train --phase real --minutes 12
$python -m hwsi.cells.train --phase both --minutes 15
$python -m hwsi.cells.export
$python -m hwsi.train_patch --minutes 11 --data "$data"
for split in train val test; do
  $python -m hwsi.features --split $split --part 0 2 &
  $python -m hwsi.features --split $split --part 1 2
  wait
done
$python -m hwsi.align --minutes 5
$python -m hwsi.tune --minutes 6 2 44
$python -m hwsi.export --weights training/out/weights --pack public/pack
$python -m hwsi.goldens
$python -m hwsi.cells.evaluate
$python -m hwsi.evaluate --slides 100
$python -m hwsi.card
