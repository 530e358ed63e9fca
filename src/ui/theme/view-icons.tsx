import { Icon } from "./icons.tsx";

export const BackIcon = () => (
  <Icon>
    <path d="M16 10H4.5M9 5l-5 5 5 5" />
  </Icon>
);

export const ForwardIcon = () => (
  <Icon>
    <path d="M4 10h11.5M11 5l5 5-5 5" />
  </Icon>
);

/** Clockwise. */
export const TurnIcon = () => (
  <Icon>
    <path d="M15.6 12.2a6 6 0 1 1-.6-5.6M15.5 3v4h-4" />
  </Icon>
);

/** Three sliders. */
export const DisplayIcon = () => (
  <Icon>
    <path d="M4 5.5h8M15.5 5.5h1M4 10h2M9.5 10h7M4 14.5h6M13.5 14.5h3" />
    <circle cx="13.7" cy="5.5" r="1.7" />
    <circle cx="7.7" cy="10" r="1.7" />
    <circle cx="11.7" cy="14.5" r="1.7" />
  </Icon>
);
