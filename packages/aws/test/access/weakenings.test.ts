import { triplesOf } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { escalationsOf } from './escalations.ts';
import { principalsOf } from './principals.ts';
import { personNamed, questionsOf, wrongAnswers } from './question.ts';
import { concerns, weakeningsOf } from './weakenings.ts';
import { acme, company } from './workspaces.ts';

describe('a policy that is weakened anywhere is found out', () => {
  test.each([
    ['july', company, 'sales', 40],
    ['root', company, 'sales', 30],
    ['july', acme, 'sales-forecasting', 30],
  ] as const)('%s', async (name, load, project, atLeast) => {
    const principals = principalsOf(await load());
    const triples = triplesOf(principals.ground.workspace);
    const person = personNamed(principals, name);
    const own = triples.filter((triple) => triple.person === person);
    const questions = [
      ...escalationsOf(principals, person, project),
      ...own.flatMap((triple) => questionsOf(principals, triple)).filter(({ allowed }) => !allowed),
    ];
    const survivors: string[] = [];
    const weakenings = [...weakeningsOf(principals.person(person))];
    for (const { name: weakening, before, after, actions } of weakenings) {
      const concerned = questions.filter(({ call }) => concerns(actions, call.action));
      const [wrongBefore, wrongAfter] = [
        await wrongAnswers(principals, before, concerned),
        await wrongAnswers(principals, after, concerned),
      ];
      if (wrongAfter.length <= wrongBefore.length) survivors.push(weakening);
    }
    expect(survivors).toEqual([]);
    expect(weakenings.length).toBeGreaterThanOrEqual(atLeast);
  });
});
