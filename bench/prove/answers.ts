/** Answers of a peer on the templates in a folder. */
export interface Answers {
  /** By file: rule and resource of each finding. */
  readonly findings: Readonly<Record<string, readonly string[]>>;
  /** Templates that it could not read. */
  readonly unread: number;
}

/** The findings that the clean template of the same stack does not have. */
export function newFindings(file: string, { findings }: Answers, clean: Answers): readonly string[] {
  const before = new Set(clean.findings[stackFile(file)]);
  return (findings[file] ?? []).filter((finding) => !before.has(finding));
}

/** Templates lie in files called `<number of the hole>.<stack>.json`; clean ones in `<stack>.json`. */
function stackFile(file: string): string {
  return file.replace(/^\d+\./, '');
}
