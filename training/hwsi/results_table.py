"""Markdown tables and numbers as RESULTS.md writes them."""


def share(value: float | None) -> str:
    """Three decimals without the leading zero; a dash where nothing was measured."""
    if value is None:
        return "-"
    text = f"{value:.3f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def spread(value: float, low: float, high: float, sign: bool = False) -> str:
    """A value with its interval, signed where it is a difference."""
    lead = "+" if sign and value > 0 else ""
    return f"{lead}{share(value)} ({share(low)} to {share(high)})"


def cell(value: object) -> str:
    """A number as short as it can be told, anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, float):
        return str(value)
    return share(value) if abs(value) < 1 else f"{value:g}"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
