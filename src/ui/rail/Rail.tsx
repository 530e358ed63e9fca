import type { ReactNode } from "react";
import type { Theme } from "#stores/preferences-store.ts";
import type { RailPanel } from "#stores/view-store.ts";
import { AnnotationsIcon } from "#ui/annotations/annotation-icons.tsx";
import type { PlainKeyIn } from "#ui/language/key.ts";
import { t } from "#ui/language/t.ts";
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

const panels: readonly (readonly [panel: RailPanel, icon: ReactNode])[] = [
  ["slides", <SlidesIcon key="slides" />],
  ["display", <DisplayIcon key="display" />],
  ["annotations", <AnnotationsIcon key="annotations" />],
  ["analysis", <AnalysisIcon key="analysis" />],
  ["layers", <LayersIcon key="layers" />],
  ["pack", <PackIcon key="pack" />],
  ["keys", <KeysIcon key="keys" />],
];

/** The narrow rail at the left; its panels slide over the tissue and push nothing. */
export function Rail() {
  const open = useView((store) => store.panel);
  const panelToggled = useView((store) => store.panelToggled);
  return (
    <nav className="rail" aria-label={t("rail.panels")}>
      {panels.map(([panel, icon]) => (
        <button
          key={panel}
          type="button"
          aria-label={t(`rail.${panel}`)}
          title={t(`rail.${panel}`)}
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

const themes: Record<Theme, { next: Theme; label: PlainKeyIn<"rail">; icon: ReactNode }> = {
  system: { next: "light", label: "rail.themeSystem", icon: <HalfIcon /> },
  light: { next: "dark", label: "rail.themeLight", icon: <SunIcon /> },
  dark: { next: "system", label: "rail.themeDark", icon: <MoonIcon /> },
};

function ThemeButton() {
  const theme = usePreferences((store) => store.theme);
  const themeChosen = usePreferences((store) => store.themeChosen);
  const { next, label, icon } = themes[theme];
  return (
    <button type="button" aria-label={t(label)} title={t(label)} onClick={() => themeChosen(next)}>
      {icon}
    </button>
  );
}
