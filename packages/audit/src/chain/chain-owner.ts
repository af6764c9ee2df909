import type { WriterFolder } from '../files/writer-folder.ts';

/** Whose log it is. */
export interface ChainOwner {
  readonly folder: WriterFolder;
  readonly workspace: string;
  readonly writer: string;
  /** One-way news for the log of the process. */
  tell(news: string): void;
}
