import {
  type AnsweredFile,
  type AskedPlace,
  candidateChanges,
  decide,
  type FileChange,
  type NamedAction,
  type NamedThing,
  namedPerson,
  type Resource,
  rowOf,
  smallestChanges,
  type TriedChange,
  type Workspace,
} from '@atelier/core';
import { Problem } from '@atelier/problem';
import { openStudio } from '../access/sign-in-policy.ts';
import { estimate } from '../estimate/estimate.ts';
import type { PriceBook } from '../estimate/price-book.ts';
import type { AccountLimits } from '../journeys/limits/account-limits.ts';
import { synthesise } from '../synthesise.ts';
import { type AskedAccount, askedAccount } from './asked-account.ts';
import { candidateDoors, placeChanges } from './candidate-doors.ts';
import { thingOfArn } from './thing-of-arn.ts';
import type { WhyAnswer } from './why-answer.ts';
import { type OperationQuestion, whyOperation } from './why-operation.ts';
import { whyRow } from './why-row.ts';

/** A question of `atelier why`, as it was asked. */
export interface WhyQuestion {
  /** Name in the file. */
  readonly person: string;
  readonly action: NamedAction;
  readonly thing: NamedThing;
  readonly place: AskedPlace;
  /** What a record or message has told besides. */
  readonly told?: Pick<OperationQuestion, 'facts' | 'role'> & { readonly account?: string | undefined };
}

export interface WhyAsking {
  readonly workspace: Workspace;
  readonly question: WhyQuestion;
  readonly prices: PriceBook;
  /** The workspace that the file would describe after changes; null: it would have mistakes. */
  readonly load: (changes: readonly FileChange[]) => Promise<Workspace | null>;
  /** Policies over the account that somebody handed in. */
  readonly limits?: AccountLimits | undefined;
}

/** An answer with the changes of the file that would turn it. */
export interface WhyReport extends WhyAnswer {
  readonly ground: 'aws' | 'this machine';
  /** Smallest first, each tried; empty: the answer is no "no", or no change of the file turns it. */
  readonly changes: readonly TriedChange[];
  /** Why no change of the file turns a no; null: one does, or none is needed. */
  readonly noChange: string | null;
}

/** The answer of the account that the file describes, and what would turn a no. */
export async function whyReport({ workspace, question, prices, load, limits }: WhyAsking): Promise<WhyReport> {
  const id = question.told?.account ?? accountIn(workspace, question.thing);
  const ask = async (
    asked: Workspace,
  ): Promise<AnsweredFile & { readonly account: AskedAccount; readonly told: WhyAnswer }> => {
    const { stacks } = await synthesise(asked);
    const account = askedAccount(asked, stacks, { id, limits });
    const answer = answerTo(account, question);
    return {
      workspace: asked,
      account,
      told: answer,
      answer: answer.answer,
      estimate: estimate(stacks, asked.usage, prices),
    };
  };
  const before = await ask(workspace);
  const told = { ...before.told, ground: 'aws' as const };
  if (told.answer !== 'no') return { ...told, changes: [], noChange: null };
  const candidates = candidatesFor(before.account, question, before.told);
  const changes = await smallestChanges({
    candidates,
    before,
    person: question.person,
    load,
    mayTurn: (changed) => mayTurn(changed, question, before.told),
    ask,
  });
  return { ...told, changes, noChange: changes.length > 0 ? null : whyNone(question, before.told, candidates.length) };
}

/** The account that a thing at AWS tells: an ARN has it, and so has the name of a bucket of the workspace. */
function accountIn({ name }: Workspace, thing: NamedThing): string | undefined {
  if ('resource' in thing) return undefined;
  const bucket = 's3' in thing ? thing.s3 : /^arn:[^:]*:s3:::(.*)$/.exec(thing.arn)?.[1];
  if (bucket === undefined) return 'arn' in thing ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(thing.arn)?.[1] : undefined;
  const [, digits] = /-(\d{12})-[a-z0-9]+(?:\/|$)/.exec(bucket) ?? [];
  return bucket.startsWith(`${name}-`) ? digits : undefined;
}

function answerTo(account: AskedAccount, question: WhyQuestion): WhyAnswer {
  const { place, action, thing, told } = question;
  const person = namedPerson(account.ground.workspace, question.person);
  if ('row' in action)
    return whyRow(account, { person, action: action.row, resource: resourceIn(account, thing), place });
  return whyOperation(account, { ...told, person, operation: action.aws, thing, place });
}

/** @throws Problem ForeignThing, where a row of the table is asked of something at AWS that is nothing of the file */
function resourceIn({ ground }: AskedAccount, thing: NamedThing): Resource {
  if ('resource' in thing) return thing.resource;
  const arn = 's3' in thing ? `arn:${ground.names.place.partition}:s3:::${thing.s3}` : thing.arn;
  const found = thingOfArn(ground, arn);
  if (found !== null) return found;
  throw new Problem({
    code: 'ForeignThing',
    message: `${arn} belongs to nothing of the file, and rows of the access table are about things of the file.`,
    fix: 'Ask with an operation of AWS, such as s3:GetObject, or name a thing of the file.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function candidatesFor(
  account: AskedAccount,
  { action, thing, place, person: name, told }: WhyQuestion,
  answer: WhyAnswer,
): readonly (readonly FileChange[])[] {
  const { workspace } = account.ground;
  const person = namedPerson(workspace, name);
  if ('row' in action) {
    const isDoor = answer.requests.some((one) => one.action === openStudio && one.verdict === 'refused');
    const doors = isDoor && place.kind === 'address' ? placeChanges(workspace, place.address) : [];
    const all = candidateChanges(workspace, person, action.row, resourceIn(account, thing));
    // Where the table allows it already, no other role or membership gets past a wall.
    const isAllowed = answer.rows.every(({ allowed }) => allowed);
    return [...doors, ...(isAllowed ? all.filter((changes) => !changes.some(isAboutPeople)) : all)];
  }
  const question: OperationQuestion = { ...told, person, operation: action.aws, thing, place };
  const resource =
    'resource' in thing
      ? thing.resource
      : thingOfArn(account.ground, 'arn' in thing ? thing.arn : `arn:aws:s3:::${thing.s3}`);
  const rows = resource === null ? [] : answer.rows.filter(({ allowed }) => !allowed);
  return [
    ...candidateDoors(account, question),
    ...rows.flatMap((row) => (resource === null ? [] : candidateChanges(workspace, person, row.action, resource))),
  ];
}

function isAboutPeople({ path }: FileChange): boolean {
  return path[0] === 'people' || path.at(-1) === 'members';
}

/** The table has to let the person, before it is worth a synthesis. */
function mayTurn(changed: Workspace, { action, thing, person: name }: WhyQuestion, before: WhyAnswer): boolean {
  const person = namedPerson(changed, name);
  if ('row' in action && 'resource' in thing) return decide(changed, person, action.row, thing.resource).allowed;
  if ('resource' in thing)
    return before.rows.some((row) => decide(changed, person, row.action, thing.resource).allowed);
  return true;
}

function whyNone({ action }: WhyQuestion, answer: WhyAnswer, tried: number): string {
  const rows = 'row' in action ? [action.row] : answer.rows.map((row) => row.action);
  const [nobodys] = rows.filter((row) => rowOf(row).roles.length === 0);
  if (nobodys !== undefined)
    return `No change of the file does that: the table gives it to nobody, as ${rowOf(nobodys).because}.`;
  const belongs = answer.rows.find(({ because }) => because.startsWith('it belongs to'));
  if (belongs !== undefined) return `No change of the file does that: ${belongs.because}.`;
  const refused = answer.rows.filter(({ allowed }) => !allowed).map((row) => row.because);
  if (answer.rows.length > 0 && refused.length === 0)
    return `No change of the file that was looked for does that, as a wall stands before what the table allows: ${answer.because}`;
  const [because = 'no right, membership, place, bucket or instance type of it decides here'] = refused;
  if (because.endsWith('has no flows'))
    return 'A setting alone does not do that: a flow is a file of its own, which projects.NAME.flows names.';
  if (tried === 0) return `No change of the file does that: ${because}.`;
  return `None of ${tried} changes of roles, memberships, places and what the file leaves out does that, or the rules of the file refuse it: ${because}.`;
}
