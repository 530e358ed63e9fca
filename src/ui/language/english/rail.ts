export const rail = {
  panels: "Panels",
  slides: "Slides",
  display: "Display",
  annotations: "Annotations",
  analysis: "Analysis",
  layers: "Layers",
  pack: "About the models",
  keys: "Keys",
  close: "Close {{panel}}",
  themeSystem: "Theme: as the system",
  themeLight: "Theme: light",
  themeDark: "Theme: dark",
} as const;
