import type { ReactNode } from "react";

/** Line icons on a 20-unit grid, drawn for this page; the button that holds one names it. */
export function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const MinusIcon = () => (
  <Icon>
    <path d="M4 10h12" />
  </Icon>
);

export const FitIcon = () => (
  <Icon>
    <path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4" />
  </Icon>
);

/** A glass slide with its label and a piece of tissue. */
export const SlidesIcon = () => (
  <Icon>
    <rect x="2.5" y="5.5" width="15" height="9" rx="1" />
    <path d="M6.5 5.5v9M10 10.5c0-2 1.5-2.6 3-2.1s2.2 2.3 1 3.6-4 .8-4-1.5" />
  </Icon>
);

export const LayersIcon = () => (
  <Icon>
    <path d="m10 3.5 7 3.5-7 3.5-7-3.5zM3 10.5l7 3.5 7-3.5M3 13.5l7 3.5 7-3.5" />
  </Icon>
);

/** A box of models. */
export const PackIcon = () => (
  <Icon>
    <path d="m10 3 6.5 3.5v7L10 17l-6.5-3.5v-7zM3.5 6.5 10 10l6.5-3.5M10 10v7" />
  </Icon>
);

export const KeysIcon = () => (
  <Icon>
    <rect x="2.5" y="5" width="15" height="10" rx="1.5" />
    <path d="M5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M6.5 12h7" />
  </Icon>
);

export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M15.3 4.7l-1.4 1.4M6.1 13.9l-1.4 1.4" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8z" />
  </Icon>
);

export const HalfIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 3.5v13a6.5 6.5 0 0 0 0-13z" fill="currentColor" stroke="none" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const ChevronIcon = () => (
  <Icon>
    <path d="m8 5 5 5-5 5" />
  </Icon>
);

export const AnalysisIcon = () => (
  <Icon>
    <path d="M3 16.5h14M5 16V11M8.5 16V5M12 16V8M15.5 16v-3" />
  </Icon>
);
