#!/usr/bin/env bash
# The paper's three stages at the paper's sizes on all GPUs of a machine, by torchrun. From the repository root:
#   bash training/runs/several-gpus.sh table.csv out [options of hwsi.paper.train]
# table.csv: slide (path), report, and mpp where a file lacks it. Everything is kept in out: what does
# not change in training (cache), checkpoints every ten minutes, curves. The same command goes on.
#
# Weights are the user's own, under licences that forbid shipping them, laid into the folder WEIGHTS
# (default weights) under these names; what is missing starts from random weights:
#   conch.bin, conch-tokenizer.json   CONCH v1            CC-BY-NC-ND 4.0, gated
#   cellvit.pth                       CellViT-256-x20     Apache-2.0 with Commons Clause; PanNuke is non-commercial
#   hipt-256.pth, hipt-4k.pth         HIPT                non-commercial
#   llm/                              Qwen2.5-7B-Instruct Apache-2.0; config.json, tokenizer.json, *.safetensors
# QUESTIONS: JSON lines of slide, question, answer for stage 3 (default: every slide's report).
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -ge 2 ] || { sed -n '2,13p' training/runs/several-gpus.sh; exit 2; }
table=$1 out=$2
shift 2
weights=${WEIGHTS:-weights}
processes=${PROCESSES:-$(${PYTHON:-python3} -c 'import torch; print(max(1, torch.cuda.device_count()))')}
export PYTHONPATH=training OMP_NUM_THREADS=${OMP_NUM_THREADS:-4}

encoders=()
for part in conch:bin cellvit:pth hipt-256:pth hipt-4k:pth; do
  file=$weights/${part%:*}.${part#*:}
  [ ! -e "$file" ] || encoders+=("--${part%:*}" "$file")
done
[ ! -e "$weights/conch-tokenizer.json" ] || encoders+=(--conch-tokenizer "$weights/conch-tokenizer.json")

stage() {
  ${PYTHON:-python3} -m torch.distributed.run --standalone --nproc-per-node "$processes" -m hwsi.paper.train \
    --stage "$1" --table "$table" --out "$out" "${encoders[@]}" "${@:2}"
}

stage 1 "$@"
stage 2 --llm "$weights/llm" "$@"
stage 3 --llm "$weights/llm" ${QUESTIONS:+--questions "$QUESTIONS"} "$@"
