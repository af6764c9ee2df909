/** An object of a stream of JSON, or what was begun and is none. */
export type JsonPiece = { readonly text: string } | { readonly damaged: string };

/** Lists in which records stand: of files of CloudTrail, and of answers of CloudTrail and CloudWatch Logs. */
const lists: ReadonlySet<string> = new Set(['Records', 'Events', 'events', 'logEvents']);

/** CloudTrail keeps an event below 1 MB. */
const longestObject = 1024 * 1024;
const longestKey = 16;
const longestDamage = 8192;

/**
 * Parts a stream of JSON into its objects while it comes: lines, a list, or the list of records of a file. After what is damaged it
 * goes on at the next object that can be one.
 */
export class JsonPieces {
  private open: string[] = [];
  /** How many brackets stand around a record. */
  private base = 0;
  private isInside = false;
  private kept = '';
  private isTooLong = false;
  private inString = false;
  private isEscaped = false;
  /** Last sign that means something. */
  private last = '';
  /** Last string in the outermost object, or its beginning. */
  private key = '';

  /** The pieces that are whole with this part of the stream. */
  *push(part: string): Generator<JsonPiece> {
    let from = 0;
    for (let at = 0; at < part.length; at += 1) {
      const sign = part[at] ?? '';
      const step = this.inString ? this.inText(sign) : this.between(sign);
      if (step === 'goes on') continue;
      if (step === 'begins') from = at;
      if (step === 'ends') {
        yield this.ended(part.slice(from, at + 1));
        from = at + 1;
      }
      if (step === 'is damaged') {
        yield* this.damaged(part.slice(from, at));
        from = at + 1;
        if (sign === '{' && this.between(sign) === 'begins') from = at;
      }
    }
    if (this.isInside) this.keep(part.slice(from));
  }

  /** What is left when the stream ends: an object that was cut off. */
  *end(): Generator<JsonPiece> {
    yield* this.damaged('');
  }

  private inText(sign: string): Step {
    if (this.isEscaped) {
      this.isEscaped = false;
      return 'goes on';
    }
    if (sign === '\n') return 'is damaged';
    if (sign === '\\') this.isEscaped = true;
    else if (sign === '"') this.inString = false;
    else if (this.open.length === 1 && this.key.length < longestKey) this.key += sign;
    return 'goes on';
  }

  private between(sign: string): Step {
    switch (sign) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        return 'goes on';
      case '"':
        // Between records stands no text: one that seems to begin there is the end of one that was damaged.
        if (!this.isInside && this.open.length !== 1) return 'goes on';
        this.inString = true;
        if (this.open.length === 1) this.key = '';
        break;
      case '{':
        return this.opensObject();
      case '[':
        this.opensList();
        break;
      case '}':
      case ']':
        return this.closes(sign);
    }
    this.last = sign;
    return 'goes on';
  }

  private opensObject(): Step {
    const isRecord = this.open.length === this.base;
    const isMisplaced = this.last === ',' ? this.open.at(-1) === '{' : !':[{'.includes(this.last) || this.last === '{';
    if (this.isInside && (isMisplaced || this.last === '')) return 'is damaged';
    this.open.push('{');
    this.last = '{';
    if (!isRecord) return 'goes on';
    this.isInside = true;
    return 'begins';
  }

  private opensList(): void {
    const isOfRecords = this.open.length === 1 && this.base === 0 && this.last === ':' && lists.has(this.key);
    if (isOfRecords) this.forget();
    this.open.push('[');
    if (!this.isInside) this.base = this.open.length;
  }

  private closes(sign: string): Step {
    if (this.open.at(-1) !== (sign === '}' ? '{' : '[')) return this.isInside ? 'is damaged' : 'goes on';
    this.open.pop();
    this.last = sign;
    this.base = Math.min(this.base, this.open.length);
    const isWhole = this.isInside && this.open.length === this.base;
    return isWhole ? 'ends' : 'goes on';
  }

  private ended(rest: string): JsonPiece {
    this.keep(rest);
    const piece = this.isTooLong ? { damaged: '' } : { text: this.kept };
    this.forget();
    return piece;
  }

  private *damaged(rest: string): Generator<JsonPiece> {
    const wasInside = this.isInside;
    this.keep(rest);
    const begun = this.kept.slice(0, longestDamage);
    this.forget();
    this.open.length = this.base;
    this.inString = false;
    this.isEscaped = false;
    this.last = '';
    if (wasInside) yield { damaged: begun };
  }

  private keep(text: string): void {
    if (this.kept.length + text.length > longestObject) this.isTooLong = true;
    this.kept = this.isTooLong ? '' : this.kept + text;
  }

  private forget(): void {
    this.isInside = false;
    this.isTooLong = false;
    this.kept = '';
  }
}

type Step = 'goes on' | 'begins' | 'ends' | 'is damaged';
