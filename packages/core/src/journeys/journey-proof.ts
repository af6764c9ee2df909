/** A journey that does not reach its end, and the first of its calls that is refused. */
export interface BrokenJourney {
  readonly who: string;
  /** Such as `data.read on project sales`. */
  readonly journey: string;
  /** Such as `s3:GetObject on arn:aws:s3:::…`, or `POST /projects/sales/sql`. */
  readonly call: string;
  readonly because: string;
  readonly fix: string;
}

/** A journey of which nobody can know before it is tried, for all of whom that holds. */
export interface UnprovenJourney {
  readonly journey: string;
  readonly who: readonly string[];
  readonly because: string;
}

export interface JourneyProof {
  /** How many journeys reach their end. */
  readonly proven: number;
  readonly broken: readonly BrokenJourney[];
  readonly notProven: readonly UnprovenJourney[];
}

/** What became of one journey. */
export type JourneyOutcome =
  | 'proven'
  | Omit<BrokenJourney, 'who' | 'journey'>
  | {
      readonly unknown: string;
      /** Words for all that is unknown for the same reason; null or left out: this journey alone. */
      readonly of?: string | null;
    };

export interface EndedJourney {
  readonly who: string;
  readonly journey: string;
  readonly outcome: JourneyOutcome;
}

/** What became of all journeys; one that is not proven is told once for all whom the same reason meets. */
export function journeyProof(ended: Iterable<EndedJourney>): JourneyProof {
  const broken: BrokenJourney[] = [];
  const open = new Map<string, { readonly journey: string; readonly because: string; readonly who: Set<string> }>();
  let proven = 0;
  for (const { who, journey, outcome } of ended) {
    if (outcome === 'proven') proven += 1;
    else if ('fix' in outcome) broken.push({ ...outcome, who, journey });
    else {
      const { of, unknown: because } = outcome;
      const told = of ?? journey;
      const key = `${told} ${because}`;
      const before = open.get(key) ?? { journey: told, because, who: new Set() };
      open.set(key, before);
      before.who.add(who);
    }
  }
  return { proven, broken, notProven: [...open.values()].map((one) => ({ ...one, who: [...one.who] })) };
}
