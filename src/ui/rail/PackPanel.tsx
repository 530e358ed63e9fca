import type { Manifest } from "#packs/manifest.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { useRuntime } from "#ui/session/room.tsx";

/** The pack's card: what the models are for, what they cannot do, what they learned from. */
export function PackPanel() {
  const manifest = useRuntime((store) => store.manifest);
  if (manifest === null) return <p className="quiet">{t("pack.comes")}</p>;
  const { card } = manifest;
  return (
    <>
      <p>
        <strong>{manifest.name}</strong> {manifest.version}, {manifest.licence}
      </p>
      <p className="quiet measure">
        {t("pack.facts", {
          size: sizeOf(manifest),
          scale: figure(manifest.micronsPerPixel),
          pixels: manifest.patchPixels,
          side: manifest.regionPatches,
        })}
      </p>
      <h3>{t("pack.intendedUse")}</h3>
      <p>{card.intendedUse}</p>
      <h3>{t("pack.limits")}</h3>
      <ul className="plain">
        {card.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <h3>{t("pack.learnedFrom")}</h3>
      <ul className="plain">
        {card.data.map(({ name, licence }) => (
          <li key={name}>
            {name} <span className="quiet">{licence}</span>
          </li>
        ))}
      </ul>
      <h3>{t("pack.measured")}</h3>
      <Metrics metrics={card.metrics} />
    </>
  );
}

function Metrics({ metrics }: { metrics: Manifest["card"]["metrics"] }) {
  if (metrics.length === 0) return <p className="quiet">{t("pack.nothingMeasured")}</p>;
  return (
    <dl className="metrics">
      {metrics.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="measure">{figure(Number(value.toPrecision(3)))}</dd>
          <dd className="quiet">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function sizeOf({ files }: Manifest): string {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  return figure((bytes / 1e6).toFixed(1));
}
