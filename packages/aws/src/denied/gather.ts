import { hearMessage } from './hear-message.ts';
import { hearRecord } from './hear-record.ts';
import type { Heard, ToldRequest, UntoldFailure } from './heard.ts';
import { JsonPieces } from './json-pieces.ts';

/** Requests that are alike, told by the first of them. */
export interface ToldGroup extends ToldRequest {
  readonly count: number;
}

export interface UntoldGroup extends UntoldFailure {
  readonly count: number;
}

/** What a stream has told. */
export interface Gathered {
  readonly told: readonly ToldGroup[];
  readonly untold: readonly UntoldGroup[];
  /** Records of CloudTrail that were read. */
  readonly records: number;
  /** Objects that are no JSON, or are cut off. */
  readonly damaged: number;
  /** Objects that are JSON and no record. */
  readonly others: number;
  /** Requests beyond the most kinds that are kept apart. */
  readonly left: number;
}

/** More kinds of requests than this are counted and not answered. */
const mostKinds = 2000;

/** In text, as much as is looked at as a whole: a sentence with what stands around it. */
const longestText = 65_536;

/**
 * Everything that a stream tells of requests: JSON of CloudTrail or text with messages in it, without ever holding it whole.
 *
 * Requests that AWS let pass are kept where `isOurs` says so of who asked.
 */
export async function gather(parts: AsyncIterable<string>, isOurs: (who: string) => boolean): Promise<Gathered> {
  const gathering = new Gathering(isOurs);
  let begin = '';
  let pieces: JsonPieces | null = null;
  for await (const part of parts) {
    if (pieces !== null) gathering.pieces(pieces.push(part));
    else {
      begin += part;
      if (isJson(begin)) {
        pieces = new JsonPieces();
        gathering.pieces(pieces.push(begin));
        begin = '';
      } else begin = gathering.text(begin);
    }
  }
  if (pieces !== null) gathering.pieces(pieces.end());
  else gathering.heard(hearMessage(begin));
  return gathering.done();
}

function isJson(text: string): boolean {
  return /^\uFEFF?\s*(\{\s*["}]|\[\s*[{\]])/.test(text);
}

class Gathering {
  private readonly told = new Map<string, ToldGroup>();
  private readonly untold = new Map<string, UntoldGroup>();
  private counts = { records: 0, damaged: 0, others: 0, left: 0 };
  private readonly isOurs: (who: string) => boolean;

  constructor(isOurs: (who: string) => boolean) {
    this.isOurs = isOurs;
  }

  pieces(pieces: Iterable<{ readonly text: string } | { readonly damaged: string }>): void {
    for (const piece of pieces) {
      const document = 'text' in piece ? parsed(piece.text) : undefined;
      if (document === undefined) {
        this.counts.damaged += 1;
        // A message may still stand in it whole.
        this.heard(hearMessage('text' in piece ? piece.text : piece.damaged).filter((one) => 'verdict' in one));
        continue;
      }
      const heard = hearRecord(document);
      if (heard === null) this.counts.others += 1;
      else this.counts.records += 1;
      this.heard(heard ?? hearMessage(JSON.stringify(document)));
    }
  }

  /** Hears a text as far as it is long enough to be heard, and gives back its rest. */
  text(text: string): string {
    if (text.length < longestText) return text;
    const end = text.lastIndexOf('\n', longestText) + 1 || longestText;
    this.heard(hearMessage(text.slice(0, end)));
    return this.text(text.slice(end));
  }

  heard(all: readonly Heard[]): void {
    for (const one of all) {
      if ('untold' in one) this.count(this.untold, JSON.stringify(one), one);
      else if (one.verdict === 'denied' || this.isOurs(one.who)) this.count(this.told, kindOf(one), one);
    }
  }

  done(): Gathered {
    return { ...this.counts, told: [...this.told.values()], untold: [...this.untold.values()] };
  }

  private count<One>(groups: Map<string, One & { readonly count: number }>, key: string, one: One): void {
    const before = groups.get(key);
    if (before === undefined && groups.size >= mostKinds) this.counts.left += 1;
    else groups.set(key, { ...(before ?? one), count: (before?.count ?? 0) + 1 });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sessions of a role are alike, and so are objects in one folder. */
function kindOf({ who, resource, ...rest }: ToldRequest): string {
  const role = who.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1');
  const folder = resource?.replace(/^(arn:[^:]*:s3:::[^/]+\/[^/]*)\/.*$/, '$1/');
  return JSON.stringify([role, folder, rest]);
}
