#!/usr/bin/env bash
# The pack from nothing on one GPU with 16 processor cores, meant for half an hour. From the repository root:
#   bash training/runs/gpu.sh [folder of the real sets, default ../shared/data]
# The modules of cpu.sh. What is trained on pixels or words computes on the GPU in bf16, compiled
# (hwsi/device.py), where minutes are wall-clock minutes; drawing, the cache of features and stage 1,
# which reads that cache, use the cores. A stage that is done is not done again (training/out/done);
# one that was stopped goes on from its files or its checkpoint, the language model from its weights.
# The measurements of seeing, an hour of processor time, are apart: python -m hwsi.seeing, hwsi.tissues.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=${1:-../shared/data}
export PYTHONPATH=training OMP_NUM_THREADS=1
python=${PYTHON:-python3}
cores=$(env -u OMP_NUM_THREADS nproc) # nproc heeds that variable
finished=training/out/done
mkdir -p "$finished"

stage() { # name, command
  [ -e "$finished/$1" ] || { echo "== $1"; "${@:2}"; touch "$finished/$1"; }
}

bank() {
  for split in train:480 val:24 test:80; do
    $python -c "from hwsi.bank import draw_bank; draw_bank('${split%:*}', ${split#*:}, workers=$cores)"
  done
}

features() {
  for split in train val test; do
    pids=()
    for part in $(seq 0 $((cores - 1))); do
      CUDA_VISIBLE_DEVICES='' $python -m hwsi.features --split $split --part "$part" "$cores" & pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
  done
}

stage cells-real $python -m hwsi.cells.train --phase real --minutes 2 --wall 2 --data "$data"
stage cells-both $python -m hwsi.cells.train --phase both --minutes 2 --wall 2 --data "$data"
stage cells-long $python -m hwsi.cells.train --phase long --minutes 4 --wall 4 --data "$data"
stage cells-last $python -m hwsi.cells.train --phase last --minutes 1 --wall 1 --lr 0.006 --data "$data"
stage cells-export $python -m hwsi.cells.export
stage corpus $python -m hwsi.corpus --data "$data" --out public/pack
stage bank bank
stage real $python -m hwsi.real --data "$data"
stage patches-drawn $python -m hwsi.train_patch --stage drawn --minutes 3 --data "$data"
stage patches-real $python -m hwsi.train_patch --stage real --minutes 1 --data "$data"
stage features features
stage ground $python -m hwsi.ground --minutes 2
stage align $python -m hwsi.align --minutes 5
stage language $python -m hwsi.tune --minutes 1 0.5 5 0.5
stage suitability $python -m hwsi.suitability --data "$data"
stage export $python -m hwsi.export --weights training/out/weights --pack public/pack
stage goldens $python -m hwsi.goldens
stage cells-evaluate $python -m hwsi.cells.evaluate --data "$data"
stage evaluate $python -m hwsi.evaluate
stage ablate $python -m hwsi.ablate
stage card $python -m hwsi.card
stage results $python -m hwsi.results
