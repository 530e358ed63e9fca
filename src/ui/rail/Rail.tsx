import type { ReactNode } from "react";
import type { Theme } from "#stores/preferences-store.ts";
import type { RailPanel } from "#stores/view-store.ts";
import { AnnotationsIcon } from "#ui/annotations/annotation-icons.tsx";
import { usePreferences, useView } from "#ui/session/room.tsx";
import {
  AnalysisIcon,
  HalfIcon,
  KeysIcon,
  LayersIcon,
  MoonIcon,
  PackIcon,
  SlidesIcon,
  SunIcon,
} from "#ui/theme/icons.tsx";
import { DisplayIcon } from "#ui/theme/view-icons.tsx";

const panels: readonly (readonly [panel: RailPanel, label: string, icon: ReactNode])[] = [
  ["slides", "Slides", <SlidesIcon key="slides" />],
  ["display", "Display", <DisplayIcon key="display" />],
  ["annotations", "Annotations", <AnnotationsIcon key="annotations" />],
  ["analysis", "Analysis", <AnalysisIcon key="analysis" />],
  ["layers", "Layers", <LayersIcon key="layers" />],
  ["pack", "About the models", <PackIcon key="pack" />],
  ["keys", "Keys", <KeysIcon key="keys" />],
];

/** The narrow rail at the left; its panels slide over the tissue and push nothing. */
export function Rail() {
  const open = useView((store) => store.panel);
  const panelToggled = useView((store) => store.panelToggled);
  return (
    <nav className="rail" aria-label="Panels">
      {panels.map(([panel, label, icon]) => (
        <button
          key={panel}
          type="button"
          aria-label={label}
          title={label}
          aria-expanded={open === panel}
          onClick={() => panelToggled(panel)}
        >
          {icon}
        </button>
      ))}
      <span className="spacer" />
      <ThemeButton />
    </nav>
  );
}

const themes: Record<Theme, { next: Theme; label: string; icon: ReactNode }> = {
  system: { next: "light", label: "Theme: as the system", icon: <HalfIcon /> },
  light: { next: "dark", label: "Theme: light", icon: <SunIcon /> },
  dark: { next: "system", label: "Theme: dark", icon: <MoonIcon /> },
};

function ThemeButton() {
  const theme = usePreferences((store) => store.theme);
  const themeChosen = usePreferences((store) => store.themeChosen);
  const { next, label, icon } = themes[theme];
  return (
    <button type="button" aria-label={label} title={label} onClick={() => themeChosen(next)}>
      {icon}
    </button>
  );
}
