import { transfer } from "comlink";
import type { Manifest } from "#packs/manifest.ts";
import { LEVELS, type Level } from "#pipeline/levels/level-files.ts";
import type { LevelServices, PackFiles } from "#pipeline/levels/level-service.ts";
import type { Models } from "#pipeline/models.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import type { LevelReport } from "./engine.ts";
import { type HostOptions, hostLevel, type LevelHost } from "./host-level.ts";
import type { LevelStarters } from "./level-endpoint.ts";

export interface HostsOptions {
  readonly starters: LevelStarters;
  readonly files: (level: Level) => Promise<PackFiles>;
  readonly manifest: Manifest;
  readonly onReport: () => void;
}

/** The workers of all levels, and the models they answer for. */
export interface LevelHosts {
  readonly models: Models;
  load(level: Level): Promise<void>;
  reports(): LevelReport[];
  dispose(): void;
}

type Hosts = { readonly [Name in Level]: LevelHost<LevelServices[Name]> };

export function hostLevels(options: HostsOptions): LevelHosts {
  const { starters, files, manifest, onReport } = options;
  const common = (level: Level): Omit<HostOptions<never>, "start"> => ({
    level,
    files: () => files(level),
    manifest,
    onReport,
  });
  const hosts: Hosts = {
    patch: hostLevel({ ...common("patch"), start: starters.patch }),
    cell: hostLevel({ ...common("cell"), start: starters.cell }),
    region: hostLevel({ ...common("region"), start: starters.region }),
    slide: hostLevel({ ...common("slide"), start: starters.slide }),
    llm: hostLevel({ ...common("llm"), start: starters.llm }),
  };
  return {
    models: modelsOf(hosts),
    load: (level) => hosts[level].load(),
    reports: () => LEVELS.map((level) => hosts[level].report()),
    dispose: () => {
      for (const level of LEVELS) hosts[level].dispose();
    },
  };
}

/** The pipeline's models over the workers. Patches' pixels are handed over, not copied. */
function modelsOf(hosts: Hosts): Models {
  return {
    patch: {
      encodePatches: (patches, options) =>
        hosts.patch.call((service) => service.encodePatches(handedOver(patches), options)),
      encodeTexts: (texts, options) =>
        hosts.patch.call((service) => service.encodeTexts(texts, options)),
    },
    cell: {
      segment: (patches, valid, options) =>
        hosts.cell.call((service) => service.segment(handedOver(patches), valid, options)),
    },
    region: {
      encodeRegion: (tokens, mask) =>
        hosts.region.call((service) => service.encodeRegion(tokens, mask)),
    },
    slide: {
      encodeSlide: (regions, positions) =>
        hosts.slide.call((service) => service.encodeSlide(regions, positions)),
    },
    llm: {
      generate: (visual, question, options) =>
        hosts.llm.call((service) => service.generate(visual, question, options)),
    },
  };
}

function handedOver(patches: readonly RgbImage[]): readonly RgbImage[] {
  return transfer(
    patches,
    patches.map((patch) => patch.data.buffer),
  );
}
