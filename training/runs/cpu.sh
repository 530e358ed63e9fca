#!/usr/bin/env bash
# The pack from nothing on two CPU cores, one command per scale, each within 90 minutes. From the repository root:
#   bash training/runs/cpu.sh cells      nuclei on real and drawn tissue
#   bash training/runs/cpu.sh patches    patch and text encoder, real tissue leave one source out
#   bash training/runs/cpu.sh slides     cells, patches, regions and slides aligned (stage 1)
#   bash training/runs/cpu.sh language   the language model (stages 0, 2, 3), export
#   bash training/runs/cpu.sh measure    answers, what they rest on, card and RESULTS.md
# in this order; DATA=folder of the real sets (default ../shared/data). Every stage goes on where it
# stopped: the bank and the features by file, what trains by checkpoint, at most minutes old.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=${DATA:-../shared/data}
export PYTHONPATH=training
python=${PYTHON:-python3}

cells() {
  $python -m hwsi.cells.train --phase real --minutes 12 --data "$data"
  $python -m hwsi.cells.train --phase both --minutes 15 --data "$data"
  $python -m hwsi.cells.train --phase drawn --minutes 8 --data "$data" &
  $python -m hwsi.cells.train --phase long --minutes 42 --data "$data"
  wait
  $python -m hwsi.cells.train --phase last --minutes 10 --lr 0.006 --data "$data"
  $python -m hwsi.cells.export
  $python -m hwsi.cells.evaluate --data "$data"
  $python -m hwsi.cells.evaluate --data "$data" --model training/out/cells/drawn.pt --out training/metrics/drawn-cells.json
}

patches() {
  $python -m hwsi.corpus --data "$data" --out public/pack
  for split in "train 260" "val 16" "test 60"; do
    set -- $split
    $python -m hwsi.bank --split "$1" --regions "$2"
  done
  $python -m hwsi.matched_bank --split train --groups 12
  $python -m hwsi.matched_bank --split test --groups 5
  $python -m hwsi.real --data "$data"
  $python -m hwsi.train_patch --stage drawn --minutes 12 --data "$data"
  $python -m hwsi.tissues --minutes 1.7 --data "$data" &
  $python -m hwsi.train_patch --stage real --minutes 6 --data "$data"
  wait
}

slides() {
  for split in train val test; do
    $python -m hwsi.features --split $split --part 0 2 &
    $python -m hwsi.features --split $split --part 1 2
    wait
  done
  $python -m hwsi.ground --minutes 6
  $python -m hwsi.align --minutes 8
  $python -m hwsi.seeing
}

language() {
  OMP_NUM_THREADS=1 $python -m torch.distributed.run --nproc-per-node 2 -m hwsi.tune --minutes 5 2 60 3
  $python -m hwsi.suitability --data "$data"
  $python -m hwsi.export --weights training/out/weights --pack public/pack
  $python -m hwsi.goldens
}

measure() {
  $python -m hwsi.evaluate &
  local evaluating=$!
  $python -m hwsi.ablate --losses "all three" "L_s + L_c" "L_s + L_WSI" "L_s" --minutes 2 --align-minutes 1.5
  wait "$evaluating"
  $python -m hwsi.ablate
  $python -m hwsi.card
  $python -m hwsi.results
}

case "${1:-}" in
  cells | patches | slides | language | measure) "$1" ;;
  *) sed -n '2,10p' training/runs/cpu.sh; exit 2 ;;
esac
