"""MLLM-HWSI (arXiv 2603.23067) at the size of a browser tab: drawing, training, export."""
