import type { Path, RuleFinding } from '../explaining/issue.ts';
import type { FlowFile } from '../schema/flow-file.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';

/** Facts about a file that a rule may look at. */
export interface Facts<File> {
  /** As far as it could be understood. */
  readonly file: File;
  /** Whether the author wrote something at a path, even if it was not accepted. */
  readonly isGiven: (path: Path) => boolean;
  /** The names in a map (or positions in a list) as the author wrote them, even if what follows them was not accepted. */
  readonly namesIn: (path: Path) => readonly string[];
  /** The path of an item of a list, counted as the author wrote it. */
  readonly itemPath: (list: Path, item: string) => Path;
}

/** One demand that goes beyond a single value. */
export interface ConfigRule<File> {
  /** Parts of the file without which the rule would see ghosts; it rests while one of them has a mistake of its own. */
  readonly reads: readonly string[];
  readonly check: (facts: Facts<File>) => Iterable<RuleFinding>;
}

export type WorkspaceRule = ConfigRule<WorkspaceFile>;
export type FlowRule = ConfigRule<FlowFile>;
