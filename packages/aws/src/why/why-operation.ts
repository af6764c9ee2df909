import { type AskedPlace, answerRow, type Person, type Resource, resourceText, rowOf } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import { openStudio } from '../access/sign-in-policy.ts';
import type { ToldFacts } from '../denied/facts-of-record.ts';
import type { RoleRequest } from '../journeys/asked-journey.ts';
import { type ApiCall, call } from '../journeys/calls/api-call.ts';
import { answerRequest, type RequestAnswer } from './answer-request.ts';
import type { AskedAccount } from './asked-account.ts';
import { type ListedCall, listedCalls, listedCallsTo } from './listed-calls.ts';
import { plainArn } from './plain-arn.ts';
import { requestsFrom } from './requests-from.ts';
import { thingOfArn } from './thing-of-arn.ts';
import type { WhyAnswer } from './why-answer.ts';
import { withFacts } from './with-facts.ts';

/** A question about one operation of AWS. */
export interface OperationQuestion {
  /** Null: no person asks but a part of the workspace, in `role`. */
  readonly person: Person | null;
  /** Such as `s3:PutObject`. */
  readonly operation: string;
  /** A thing of the file with the beginning of the rows that are meant, or an ARN, or a bucket with a key. */
  readonly thing:
    | { readonly resource: Resource; readonly part: string | null }
    | { readonly arn: string }
    | { readonly s3: string };
  readonly place: AskedPlace;
  /** Facts of the request that somebody has told, such as the instance type of a job. */
  readonly facts?: ToldFacts;
  /** Name of the role that asks; left out: the person's for work, or for signing in. */
  readonly role?: string;
}

/** The answer to one operation: what every policy says, and which rows of the access table it belongs to. */
export function whyOperation(asked: AskedAccount, question: OperationQuestion): WhyAnswer {
  const { ground } = asked;
  const { person, operation, thing, place, facts = {} } = question;
  const listed = listedFor(ground, question);
  const resource = 'resource' in thing ? thing.resource : thingOfArn(ground, arnOf(ground, thing));
  const calls = listed.length > 0 ? listed.map((one) => one.call) : bareCalls(ground, operation, thing);
  const requests = requestsFrom(
    ground,
    unique(calls).map((one) => requestOf(ground, question, { ...one, context: withFacts(one.context, facts) })),
    { place, resource },
  )
    .map((one) => answerRequest(asked, one, place))
    // A request of the list tells whatever decides about it.
    .map((one) => (listed.length > 0 ? { ...one, untold: [] } : one));
  const rows =
    person === null
      ? []
      : uniqueRows(listed).map((one) =>
          answerRow(ground.workspace, { person, action: one.row, resource: one.resource }),
        );
  const refused = requests.find(({ verdict }) => verdict === 'refused');
  const open = requests.find(({ verdict }) => verdict === 'unknown');
  const told = refused ?? open ?? requests[0];
  return {
    answer: refused !== undefined ? 'no' : open !== undefined ? 'unknown' : 'yes',
    because: told?.because ?? '',
    rows,
    requests,
    notes: [...mixedNote(requests), ...notesOn(asked, operation, requests[0]?.who ?? '', listed)],
  };
}

/** What the table gives to nobody is asked about where nothing else is done by the operation. */
function listedFor(ground: PolicyGround, question: OperationQuestion): readonly ListedCall[] {
  const all = listedAbout(ground, question);
  const held = all.filter(({ row }) => rowOf(row).roles.length > 0);
  return held.length > 0 ? held : all;
}

function listedAbout(ground: PolicyGround, { person, operation, thing }: OperationQuestion): readonly ListedCall[] {
  if ('resource' in thing) {
    const { part, resource } = thing;
    return listedCalls(ground, operation, resource).filter(({ row }) => part === null || row.startsWith(`${part}.`));
  }
  const arn = arnOf(ground, thing);
  return listedCallsTo(ground, person, { operation, arn, thing: thingOfArn(ground, arn) });
}

function arnOf(ground: PolicyGround, thing: { readonly arn: string } | { readonly s3: string }): string {
  return 's3' in thing ? bucketArn(ground, thing.s3) : plainArn(ground, thing.arn);
}

/** A request that no row consists of: nothing is known of it but what was said. */
function bareCalls(ground: PolicyGround, operation: string, thing: OperationQuestion['thing']): readonly ApiCall[] {
  if (!('resource' in thing)) return [call(operation, arnOf(ground, thing))];
  throw new Problem({
    code: 'WhichThing',
    message: `No row of the access table about ${resourceText(thing.resource)} consists of ${operation}, so that which of its things at AWS is meant is not known.`,
    fix: 'Name the thing by its ARN; "atelier plan --json" and the stacks have the names.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/** Studio is opened in the role for signing in; everything else is done in the role of work. */
function requestOf({ names }: PolicyGround, { person, role }: OperationQuestion, asked: ApiCall): RoleRequest {
  const isDoor = asked.action.toLowerCase() === openStudio.toLowerCase();
  const usual = person === null ? undefined : names[isDoor ? 'signInRole' : 'personRole'](person.profile);
  const named = role ?? usual;
  if (named === undefined) throw new Error('A question names neither a person nor a role.');
  return {
    role: named,
    session: isDoor && person !== null ? person.signInName : 'SageMaker',
    call: asked,
    from: isDoor ? 'browser' : 'space',
  };
}

function unique(calls: readonly ApiCall[]): readonly ApiCall[] {
  return [...new Map(calls.map((one) => [JSON.stringify([one.resource, one.context]), one])).values()];
}

function uniqueRows(listed: readonly ListedCall[]): readonly ListedCall[] {
  return [...new Map(listed.map((one) => [`${one.row} ${resourceText(one.resource)}`, one])).values()];
}

function notesOn({ account }: AskedAccount, operation: string, role: string, listed: readonly ListedCall[]) {
  if (listed.length > 0) return [];
  const named = (account.roles.get(role)?.policies ?? []).flatMap(({ statements }) =>
    statements.flatMap(({ actions }) => actions),
  );
  const isNamed = named.includes(operation.toLowerCase());
  return isNamed
    ? ['No row of the access table is about this operation there.']
    : [
        'No row of the access table is about this operation there, and no policy of the role names it. Whether AWS has an operation of this name is not known here.',
      ];
}

function mixedNote(requests: readonly RequestAnswer[]): readonly string[] {
  const passing = requests.filter(({ verdict }) => verdict === 'allowed').length;
  if (passing === 0 || passing === requests.length) return [];
  return [`${passing} of ${requests.length} such requests pass: a part of the thing, or its ARN, asks about one.`];
}
