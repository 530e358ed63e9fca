"""The paper's system at the paper's sizes: CONCH, CellViT-256, HIPT, Qwen2.5, on several GPUs (arXiv 2603.23067)."""
