interface Props {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly value: number;
  /** The value as it is read. */
  readonly words: string;
  onChange(value: number): void;
}

export function Slider({ label, least, most, step, value, words, onChange }: Props) {
  return (
    <label className="slider">
      <span>{label}</span>
      <input
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={words}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <output className="measure quiet">{words}</output>
    </label>
  );
}
