import { triplesOf, type Workspace } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { principalsOfTemplates } from './policies-of-templates.ts';
import { questionsOf, wrongAnswers } from './question.ts';
import { acme, company, elsewhere, remote } from './workspaces.ts';

const workspaces: readonly (readonly [string, () => Workspace | Promise<Workspace>, number])[] = [
  ['the example', acme, 200],
  ['a company with neighbours and strangers', company, 1000],
  ['code hosted elsewhere, no tracking, no instance limits', elsewhere, 300],
  ['spaces that can be opened from elsewhere', remote, 100],
];

describe('the access model and the synthesised policies answer every triple alike', () => {
  test.each(workspaces)('%s', async (_name, load, atLeast) => {
    const principals = await principalsOfTemplates(await load());
    const triples = triplesOf(principals.ground.workspace);
    expect(triples.length).toBeGreaterThanOrEqual(atLeast);
    for (const person of principals.ground.workspace.people) {
      const own = triples.filter((triple) => triple.person === person);
      const questions = own.flatMap((triple) => questionsOf(principals, triple));
      expect(questions.some(({ allowed }) => allowed)).toBe(true);
      expect(await wrongAnswers(principals, principals.person(person), questions)).toEqual([]);
    }
  });
});
