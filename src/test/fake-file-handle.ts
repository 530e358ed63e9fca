/** What a browser does when a kept file is opened again, and what was asked of it. */
export interface FakeFileHandle extends FileSystemFileHandle {
  readonly asked: readonly string[];
  queryPermission(): Promise<PermissionState>;
  requestPermission(): Promise<PermissionState>;
}

export interface FakeFile {
  readonly name?: string;
  /** The browser's answer without asking the person. */
  readonly known: PermissionState;
  /** The person's answer; thrown where it is an error, as without a click. */
  readonly answer?: PermissionState | Error;
  /** What reading it throws. */
  readonly fault?: Error;
}

/** A file of this computer as Chromium keeps it between visits. */
export function fakeFileHandle(file: FakeFile): FakeFileHandle {
  const { name = "a.svs", known, answer = "denied", fault } = file;
  const asked: string[] = [];
  const missing = (): Promise<never> => Promise.reject(new Error("a fake file is only read"));
  return {
    kind: "file",
    name,
    asked,
    queryPermission: async () => {
      asked.push("query");
      return known;
    },
    requestPermission: async () => {
      asked.push("request");
      if (answer instanceof Error) throw answer;
      return answer;
    },
    getFile: async () => {
      asked.push("read");
      if (fault !== undefined) throw fault;
      return new File(["tissue"], name);
    },
    createWritable: missing,
    isSameEntry: async () => false,
  };
}
