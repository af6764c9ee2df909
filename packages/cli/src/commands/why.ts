import type { AccountLimits, WhyReport } from '@atelier/aws';
import {
  type AskedPlace,
  answerRow,
  candidateChanges,
  loadWorkspace,
  type NamedAction,
  type NamedThing,
  namedAction,
  namedPerson,
  namedPlace,
  namedThing,
  rowOf,
  smallestChanges,
  type Workspace,
} from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { type GivenPolicyOptions, givenPolicies, refusePoliciesHere } from '../given-policies.ts';
import type { Io } from '../io.ts';
import { possibleChanges } from '../possible-changes.ts';
import { whyText } from '../text/why-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface WhyOptions extends GivenPolicyOptions {
  readonly from?: string;
  readonly file?: string;
  readonly json?: boolean;
}

interface Question {
  readonly person: string;
  readonly action: NamedAction;
  readonly thing: NamedThing;
  readonly place: AskedPlace;
}

/** Whether somebody may do something, what decides it, and the smallest change of the file that turns a no; 1 unless it is yes. */
export async function why(io: Io, words: readonly string[], options: WhyOptions): Promise<ExitCode> {
  const { asked, named } = apart(words, options.file);
  const file = workspaceFile(io, named);
  const workspace = await readWorkspace(file);
  const question = questionIn(workspace, asked, options.from);
  if (workspace.aws === null) refusePoliciesHere(options);
  const report =
    workspace.aws === null
      ? await whyHere(workspace, question, file)
      : await whyOnAws(workspace, question, file, await givenPolicies(io, workspace, options));
  io.out(
    options.json ? `${JSON.stringify({ ...asOf(asked, options), ...report }, null, 2)}\n` : whyText(asked, report),
  );
  return report.answer === 'yes' ? exitCodes.done : exitCodes.refused;
}

/** The words of the question, and the file, which is the last word where it ends like one. */
function apart(words: readonly string[], file: string | undefined) {
  const last = words.at(-1) ?? '';
  const isFile = file === undefined && words.length > 2 && /\.ya?ml$/.test(last);
  return { asked: isFile ? words.slice(0, -1) : words, named: isFile ? last : file };
}

function asOf([person, action, ...thing]: readonly string[], { from }: WhyOptions) {
  return { person, action, thing: thing.join(' '), from: from ?? null };
}

function questionIn(workspace: Workspace, words: readonly string[], from: string | undefined): Question {
  const [name, verb, ...rest] = words;
  if (name === undefined || verb === undefined) throw incomplete(words);
  const person = namedPerson(workspace, name);
  const action = namedAction(verb);
  const place = namedPlace(from);
  const text = rest.join(' ').trim();
  if (text === '' && 'aws' in action) throw incomplete(words);
  const thing = namedThing(workspace, person, text === '' && 'row' in action ? usualThing(action) : text);
  refuseMisfit(action, thing, text);
  return { person: name, action, thing, place };
}

/** The own thing, where there is one alone of its kind. */
function usualThing({ row }: { readonly row: Parameters<typeof rowOf>[0] }): string {
  return { workspace: 'workspace', project: 'project', sandbox: 'sandbox', space: 'space' }[rowOf(row).scope];
}

function refuseMisfit(action: NamedAction, thing: NamedThing, text: string): void {
  if (!('row' in action && 'part' in thing) || thing.part === null || action.row.startsWith(`${thing.part}.`)) return;
  throw new Problem({
    code: 'NotForThing',
    message: `${action.row} is nothing that can be done to "${text.slice(0, 80)}".`,
    fix: `Ask about ${action.row.split('.')[0]} of that project, or about another row.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

async function whyHere(workspace: Workspace, question: Question, file: string): Promise<WhyReport> {
  const { action, thing } = question;
  if (!('row' in action && 'resource' in thing)) throw needsAws();
  const { row } = action;
  const { resource } = thing;
  const ask = (asked: Workspace) => {
    const answered = answerRow(asked, { person: namedPerson(asked, question.person), action: row, resource });
    return {
      workspace: asked,
      row: answered,
      answer: answered.allowed ? ('yes' as const) : ('no' as const),
      estimate: null,
    };
  };
  const before = ask(workspace);
  const told = {
    ground: 'this machine' as const,
    answer: before.answer,
    because: before.row.because,
    rows: [before.row],
    requests: [],
    notes: [
      'The file has no aws section: on this machine the access table decides, and where somebody sits does not count.',
    ],
  };
  if (before.answer === 'yes') return { ...told, changes: [], noChange: null };
  const candidates = candidateChanges(workspace, namedPerson(workspace, question.person), row, resource);
  const mayTurn = (changed: Workspace) => ask(changed).answer === 'yes';
  const changes = await smallestChanges({
    candidates,
    before,
    person: question.person,
    load: async (changes) => {
      const loaded = await loadWorkspace(file, changes);
      return loaded.ok ? loaded.workspace : null;
    },
    mayTurn,
    ask: async (changed) => ask(changed),
  });
  return {
    ...told,
    changes,
    noChange: changes.length > 0 ? null : `No change of the file does that: ${before.row.because}.`,
  };
}

function needsAws(): Problem {
  return new Problem({
    code: 'QuestionNeedsAws',
    message:
      'Operations and names of AWS are asked about where the file has an `aws` section; this one runs on this machine alone.',
    fix: 'Ask about a row of the access table, such as data.write, or add to the file: aws: { region: eu-central-1 }',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

async function whyOnAws(
  workspace: Workspace,
  question: Question,
  file: string,
  limits: AccountLimits,
): Promise<WhyReport> {
  const { readPriceBook, whyReport } = await import('@atelier/aws');
  const [prices, load] = await Promise.all([readPriceBook(), possibleChanges(file)]);
  return await whyReport({ workspace, question, prices, load, limits });
}

function incomplete(words: readonly string[]): Problem {
  return new Problem({
    code: 'IncompleteQuestion',
    message: `${words.length} of the words of a question are there; it takes a person, an action and a thing.`,
    fix: 'Write atelier why PERSON ACTION THING, such as: atelier why july data.write "data of sales".',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
