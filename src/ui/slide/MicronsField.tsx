interface MicronsFieldProps {
  readonly label: string;
  readonly typed: string;
  readonly example: string;
  readonly onTyped: (typed: string) => void;
}

/** A length or a scale, typed with a point or a comma. */
export function MicronsField({ label, typed, example, onTyped }: MicronsFieldProps) {
  return (
    <label>
      {label}
      <input
        inputMode="decimal"
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        placeholder={example}
      />
    </label>
  );
}
