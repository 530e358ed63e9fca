import { useCells } from "#ui/session/room.tsx";

/** Which cells are picked out, and the way back to none. */
export function PickedCells() {
  const highlight = useCells((store) => store.highlight);
  const cellsHighlighted = useCells((store) => store.cellsHighlighted);
  return (
    <div role="status" aria-label="Picked cells">
      {highlight !== null && (
        <p className="row">
          <span>
            {highlight.count.toLocaleString("en")} cells picked out: {highlight.label}
          </span>
          <button type="button" className="button" onClick={() => cellsHighlighted(null)}>
            Clear
          </button>
        </p>
      )}
    </div>
  );
}
