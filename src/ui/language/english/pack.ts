export const pack = {
  comes: "The card comes with the models.",
  facts:
    "{{size}} MB; reads at {{scale}} µm/px, patches of {{pixels}} px, regions of {{side}} x {{side}} patches",
  intendedUse: "Intended use",
  limits: "Limits",
  learnedFrom: "Learned from",
  measured: "Measured",
  nothingMeasured: "Nothing has been measured.",
} as const;
