/** A real slide: how it is opened, at which scale and why, and what is known of it. */
export interface RealSlide {
  readonly file: string;
  /** Null for what the file states. */
  readonly micronsPerPixel: number | null;
  readonly scale: string;
  readonly known: string;
}

export const QUESTIONS = [
  "What is the diagnosis?",
  "Is there necrosis?",
  "How many lymphocytes are there?",
  "Are there any mitoses?",
  "What is the HER2 status?",
] as const;

export const REAL_SLIDES: readonly RealSlide[] = [
  {
    file: "CMU-1-Small-Region.svs",
    micronsPerPixel: null,
    scale: "as the file states",
    known: "Skin by eye: squamous epithelium with keratin on dermis. Nothing malignant is seen.",
  },
  {
    file: "TCGA-CR-7395-01A-01-TS1_jp2k.svs",
    micronsPerPixel: 1,
    scale:
      "the file states none; 1 is assumed, for nuclei of lymphocytes are 5 to 7 pixels wide, so it is no 40x scan",
    known:
      "TCGA head and neck: squamous cell carcinoma by eye, in broad keratinising nests; a frozen section.",
  },
  {
    file: "small_dicom.dcm",
    micronsPerPixel: 4.6,
    scale:
      "the file states 15 mm for its width of 3236 pixels, and 15 mm for its height, which cannot both be; at such a scale a nucleus is two pixels wide, so no cell can be seen",
    known: "TCGA prostate (adenocarcinoma), the whole section with marker ink around two foci.",
  },
  {
    file: "OS-1-detail.ome.tif",
    micronsPerPixel: null,
    scale: "as the file states; a field of 0.25 mm, four patches",
    known: "Breast: by eye carcinoma in small groups and cords amid fibrous stroma.",
  },
];
