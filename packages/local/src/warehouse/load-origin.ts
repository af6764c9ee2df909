/** Where the rows of one input came from, and how many there were. */
export interface LoadOrigin {
  readonly input: string;
  /** Path from the folder of the workspace. */
  readonly file: string;
  /** Digest of the bytes that were loaded. */
  readonly sha256: string;
  /** How the file was read, as far as that decides what its rows mean. */
  readonly reading: string;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
}

/** The inputs whose rows would stay beside those of other loads. */
const factInputs = ['sales', 'promotions'];

/** Whether two loads brought the rows of the same files, read alike; a file is the same by its place or its bytes. */
export function haveSameOrigin(one: readonly LoadOrigin[], other: readonly LoadOrigin[]): boolean {
  return factInputs.every((input) => {
    const [here, there] = [one, other].map((origins) => origins.find((origin) => origin.input === input));
    if (here === undefined || there === undefined) return here === there;
    return here.reading === there.reading && (here.file === there.file || here.sha256 === there.sha256);
  });
}
