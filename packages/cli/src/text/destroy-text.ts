import type { Account, DestroyNews, DestroyStep, Retained } from '@atelier/aws-account';
import { oneLine } from '@atelier/problem';
import { costsText } from './account-status-text.ts';
import { notOursText } from './not-ours-text.ts';
import { table } from './table.ts';

export interface DestroyQuestion {
  readonly place: Pick<Account, 'account' | 'region' | 'notOurs'>;
  readonly steps: readonly DestroyStep[];
  readonly stores: 'keep' | 'delete';
}

/** Text of what a teardown would do, for whoever is asked about it. */
export function questionText({ place: { account, region, notOurs }, steps, stores }: DestroyQuestion): string {
  const where = `${account} in ${region}`;
  if (steps.length === 0) return `There is nothing to destroy in ${where}.\n`;
  const kept =
    stores === 'keep'
      ? 'Buckets, models, code, the data of warehouses, logs and the key stay; --stores delete deletes them for good.\n'
      : '';
  return `From ${where}:\n\n${stepsText(steps)}\n${steps.length} ${steps.length === 1 ? 'step' : 'steps'}, on AWS about ${minutesOf(steps)} minutes (assumed).\n${kept}${notOursText(notOurs)}`;
}

/** The steps of a teardown in their order, each with what it keeps. */
export function stepsText(steps: readonly Pick<DestroyStep, 'what' | 'keeps'>[]): string {
  return table(
    steps.map(({ what, keeps }, place) => [`${place + 1}.`, [what, ...keeps]]),
    [0],
  );
}

/** Minutes that AWS takes for steps that are done one after another. */
export function minutesOf(steps: readonly Pick<DestroyStep, 'awsMinutes'>[]): number {
  return Math.ceil(steps.reduce((sum, step) => sum + step.awsMinutes, 0));
}

const ends = { done: 'done', empty: 'nothing was left to do' };

/** A step that begins or ends. */
export function stepNewsText({ step, number, of, status }: DestroyNews): string {
  const place = `${number}`.padStart(`${of}`.length);
  return `[${place}/${of}] ${status === 'begins' ? oneLine(step.what) : ends[status]}\n`;
}

/** The things that are left, first those that cost money, and what that comes to. */
export function retainedText({ leftovers, notOurs, ...costs }: Retained): string {
  if (leftovers.length === 0) return `Nothing is left.\n${notOursText(notOurs)}`;
  const inOrder = leftovers.toSorted((a, b) => Number(b.isBillable) - Number(a.isBillable));
  const lines = inOrder.map(({ sentence, isKept }) => `${isKept ? 'kept: ' : 'left: '}${oneLine(sentence)}\n`);
  return `${lines.join('')}\n${costsText(costs)}${notOursText(notOurs)}`;
}
