import { Problem } from '@atelier/problem';
import { nearest } from '../config/explaining/nearest.ts';
import { show } from '../config/explaining/show.ts';
import { type Action, actions } from './action.ts';

/** What is asked about: a row of the access table, or one operation of AWS. */
export type NamedAction = { readonly row: Action } | { readonly aws: string };

/**
 * The action that a text names: `data.write` of the access table, `s3:PutObject` of AWS.
 *
 * @throws Problem WildcardAction, NoSuchAction
 */
export function namedAction(text: string): NamedAction {
  const row = actions.find((one) => one === text.toLowerCase());
  if (row !== undefined) return { row };
  if (/^[a-z0-9-]+:[A-Za-z0-9*?]*[*?][A-Za-z0-9*?]*$/.test(text) || text === '*') throw wildcard(text);
  if (/^[a-z][a-z0-9-]*:[A-Za-z][A-Za-z0-9]*$/.test(text)) return { aws: text };
  const meant = nearest(text, actions);
  throw new Problem({
    code: 'NoSuchAction',
    message: `${show(text)} is neither a row of the access table, such as data.write, nor an operation of AWS, such as s3:PutObject.`,
    fix: meant === undefined ? 'See the rows in "atelier plan", under "Who may do what".' : `Write ${meant}.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function wildcard(text: string): Problem {
  return new Problem({
    code: 'WildcardAction',
    message: `${show(text)} stands for many operations; each may be answered differently, and there is one answer to one.`,
    fix: 'Name one operation, such as s3:PutObject.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
