import { Icon } from "#ui/theme/icons.tsx";

/** What is drawn on the slide: a shape with its corners. */
export const AnnotationsIcon = () => (
  <Icon>
    <path d="M5 6l9-2 2 9-8 3z" />
    <path d="M3.5 4.5h3v3h-3zM12.5 2.5h3v3h-3zM14.5 11.5h3v3h-3zM6.5 14.5h3v3h-3z" />
  </Icon>
);

export const MoveIcon = () => (
  <Icon>
    <path d="M5 3l10 7-4.5 1L8 15.5z" />
  </Icon>
);

export const PointIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.5" />
    <path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2" />
  </Icon>
);

export const LineIcon = () => (
  <Icon>
    <path d="M5.5 14.5l9-9" />
    <circle cx="4.5" cy="15.5" r="1.5" />
    <circle cx="15.5" cy="4.5" r="1.5" />
  </Icon>
);

export const RectangleIcon = () => (
  <Icon>
    <path d="M3.5 5h13v10h-13z" />
  </Icon>
);

export const EllipseIcon = () => (
  <Icon>
    <ellipse cx="10" cy="10" rx="7" ry="5" />
  </Icon>
);

export const PolygonIcon = () => (
  <Icon>
    <path d="M10 3l7 5-3 8H6L3 8z" />
  </Icon>
);

export const FreehandIcon = () => (
  <Icon>
    <path d="M6 15c-4-2-3-7 1-7 2 0 2 2 4 1s1-5 4-4 3 6 0 8-6 4-9 2z" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M7 4L3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8" />
  </Icon>
);

export const RedoIcon = () => (
  <Icon>
    <path d="M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12" />
  </Icon>
);

export const EyeIcon = () => (
  <Icon>
    <path d="M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5z" />
    <circle cx="10" cy="10" r="2" />
  </Icon>
);

export const DeleteIcon = () => (
  <Icon>
    <path d="M4 6h12M8 6V4h4v2M5.5 6l.8 10h7.4l.8-10" />
  </Icon>
);
