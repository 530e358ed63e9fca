import { createStore, type StoreApi } from "zustand/vanilla";
import type { Annotation, AnnotationClass, Geometry } from "#annotations/annotation.ts";
import type { Draft, DrawingTool } from "#annotations/draft.ts";
import { noPast, type Past, remembered, restored, undone } from "./undo.ts";

export type Tool = "move" | DrawingTool;

/** What a person writes to an annotation. */
export type Description = Partial<
  Pick<Annotation, "name" | "note" | "classification" | "isLocked">
>;

/** A shape while it is pulled about: not yet one step that can be undone. */
export interface Reshaping {
  readonly id: string;
  readonly geometry: Geometry;
}

/** What is marked on the open slide; it goes when the slide does. Lists are plain and can be kept. */
export interface AnnotationStore {
  /** In the order they were drawn, the last on top. */
  readonly annotations: readonly Annotation[];
  /** What can be undone and done again: lists as they were. */
  readonly past: Past<readonly Annotation[]>;
  readonly selectedId: string | null;
  readonly tool: Tool;
  readonly draft: Draft | null;
  readonly reshaping: Reshaping | null;
  readonly isHidden: boolean;
  readonly isFilled: boolean;
  readonly hiddenIds: ReadonlySet<string>;
  /** To choose from: the usual ones, those made here and those that files brought. */
  readonly classes: readonly AnnotationClass[];
  /** Those kept from an earlier visit, in place of what there is; no step that can be undone. */
  annotationsLoaded(annotations: readonly Annotation[]): void;
  /** Those of a file; one with an id that is here takes its place. */
  annotationsImported(annotations: readonly Annotation[]): void;
  toolChosen(tool: Tool): void;
  draftChanged(draft: Draft | null): void;
  /** The draft, or a command, made a shape; it is named, selected, and the tool is put away. */
  shapeDrawn(geometry: Geometry): void;
  shapePulled(reshaping: Reshaping | null): void;
  shapeChanged(reshaping: Reshaping): void;
  annotationDescribed(id: string, description: Description): void;
  annotationDeleted(id: string): void;
  annotationSelected(id: string | null): void;
  undone(): void;
  redone(): void;
  allToggled(): void;
  fillToggled(): void;
  visibilityToggled(id: string): void;
  classMade(made: AnnotationClass): void;
  slideLeft(): void;
}

const usualClasses: readonly AnnotationClass[] = [
  { name: "Tumour", colour: "#d55e00" },
  { name: "Stroma", colour: "#009e73" },
  { name: "Immune cells", colour: "#0072b2" },
  { name: "Necrosis", colour: "#56b4e9" },
  { name: "Other", colour: "#cc79a7" },
];

const nothing = {
  annotations: [],
  past: noPast,
  selectedId: null,
  tool: "move",
  draft: null,
  reshaping: null,
  hiddenIds: new Set<string>(),
} as const;

type State = Pick<AnnotationStore, "annotations" | "past" | "classes">;

/** The next list, as a step that can be undone. */
const stepTo = ({ annotations, past }: State, next: readonly Annotation[]) => ({
  annotations: next,
  past: remembered(past, annotations),
});

const changed = (list: readonly Annotation[], id: string, change: Partial<Annotation>) =>
  list.map((one) => (one.id === id ? { ...one, ...change } : one));

export function createAnnotationStore(): StoreApi<AnnotationStore> {
  return createStore<AnnotationStore>((set) => ({
    ...nothing,
    isHidden: false,
    isFilled: false,
    classes: usualClasses,
    annotationsLoaded: (annotations) =>
      set(({ classes }) => ({
        ...nothing,
        annotations,
        classes: withClasses(classes, annotations),
      })),
    annotationsImported: (added) =>
      set((store) => ({
        ...stepTo(store, joined(store.annotations, added)),
        classes: withClasses(store.classes, added),
      })),
    toolChosen: (tool) => set({ tool, draft: null, ...(tool !== "move" && { isHidden: false }) }),
    draftChanged: (draft) => set({ draft }),
    shapeDrawn: (geometry) =>
      set((store) => {
        const made = freshAnnotation(geometry, store.annotations);
        const tool = store.tool === "point" ? "point" : "move";
        return {
          ...stepTo(store, [...store.annotations, made]),
          selectedId: made.id,
          draft: null,
          tool,
        };
      }),
    shapePulled: (reshaping) => set({ reshaping }),
    shapeChanged: ({ id, geometry }) =>
      set((store) => ({
        ...stepTo(store, changed(store.annotations, id, { geometry })),
        reshaping: null,
      })),
    annotationDescribed: (id, description) =>
      set((store) => stepTo(store, changed(store.annotations, id, description))),
    annotationDeleted: (id) =>
      set((store) => ({
        ...stepTo(
          store,
          store.annotations.filter((one) => one.id !== id),
        ),
        selectedId: store.selectedId === id ? null : store.selectedId,
      })),
    annotationSelected: (selectedId) => set({ selectedId }),
    undone: () => set((store) => stepped(store, undone(store.past, store.annotations))),
    redone: () => set((store) => stepped(store, restored(store.past, store.annotations))),
    allToggled: () => set(({ isHidden }) => ({ isHidden: !isHidden })),
    fillToggled: () => set(({ isFilled }) => ({ isFilled: !isFilled })),
    visibilityToggled: (id) =>
      set(({ hiddenIds }) => ({
        hiddenIds: hiddenIds.has(id)
          ? new Set([...hiddenIds].filter((hidden) => hidden !== id))
          : new Set([...hiddenIds, id]),
      })),
    classMade: (made) => set(({ classes }) => ({ classes: withClass(classes, made) })),
    slideLeft: () => set(nothing),
  }));
}

function stepped(
  { annotations, past, selectedId }: AnnotationStore,
  step: { readonly past: Past<readonly Annotation[]>; readonly now: readonly Annotation[] } | null,
) {
  const list = step?.now ?? annotations;
  const isThere = list.some(({ id }) => id === selectedId);
  return {
    annotations: list,
    past: step?.past ?? past,
    selectedId: isThere ? selectedId : null,
    draft: null,
    reshaping: null,
  };
}

function freshAnnotation(geometry: Geometry, others: readonly Annotation[]): Annotation {
  const numbers = others.map(({ name }) => Number(/^Annotation (\d+)$/.exec(name)?.[1] ?? 0));
  return {
    id: crypto.randomUUID(),
    geometry,
    name: `Annotation ${Math.max(others.length, ...numbers) + 1}`,
    classification: null,
    note: "",
    isLocked: false,
  };
}

function joined(
  before: readonly Annotation[],
  added: readonly Annotation[],
): readonly Annotation[] {
  const byId = new Map(added.map((one) => [one.id, one]));
  const known = new Set(before.map(({ id }) => id));
  return [
    ...before.map((one) => byId.get(one.id) ?? one),
    ...added.filter(({ id }) => !known.has(id)),
  ];
}

const withClasses = (classes: readonly AnnotationClass[], annotations: readonly Annotation[]) =>
  annotations.reduce(
    (all, { classification }) => (classification === null ? all : withClass(all, classification)),
    classes,
  );

const withClass = (classes: readonly AnnotationClass[], made: AnnotationClass) =>
  classes.some(({ name }) => name === made.name) ? classes : [...classes, made];

export const selectedAnnotation = ({ annotations, selectedId }: AnnotationStore) =>
  annotations.find(({ id }) => id === selectedId) ?? null;

/** Those that are drawn, with the shape that is being pulled in its present form. */
export function shownAnnotations(store: AnnotationStore): readonly Annotation[] {
  const { annotations, hiddenIds, isHidden, reshaping } = store;
  if (isHidden) return [];
  const shown = annotations.filter(({ id }) => !hiddenIds.has(id));
  return reshaping === null
    ? shown
    : changed(shown, reshaping.id, { geometry: reshaping.geometry });
}
