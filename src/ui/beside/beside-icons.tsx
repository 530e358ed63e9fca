import { Icon } from "#ui/theme/icons.tsx";

/** Two halves about a line. */
export const MirrorIcon = () => (
  <Icon>
    <path d="M10 3v14M7.5 6 3.5 14h4zM12.5 6l4 8h-4z" />
  </Icon>
);
