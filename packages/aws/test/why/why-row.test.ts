import { type AskedPlace, decide, rightsOf, type Workspace } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { requestsOf } from '../../src/journeys/person-journeys.ts';
import { synthesise } from '../../src/synthesise.ts';
import { answerRequest } from '../../src/why/answer-request.ts';
import { type AskedAccount, askedAccount } from '../../src/why/asked-account.ts';
import { whyRow } from '../../src/why/why-row.ts';
import { company } from '../access/workspaces.ts';
import { exampleFile } from '../example.ts';
import { withoutDeciders } from './without-deciders.ts';

const usual: AskedPlace = { kind: 'usual' };

async function asked(workspace: Workspace): Promise<AskedAccount> {
  return askedAccount(workspace, (await synthesise(workspace)).stacks);
}

describe.each([
  ['the example company', () => exampleFile('company/atelier.yaml')],
  ['a company with strangers and shared spaces', company],
])('of %s', async (_, load) => {
  const account = await asked(await load());
  const { workspace } = account.ground;
  const questions = workspace.people.flatMap((person) =>
    rightsOf(workspace, person).map((right) => ({ person, ...right })),
  );

  test('nothing is yes that the table refuses, and nothing that it allows is refused by AWS', () => {
    let [allowed, refused] = [0, 0];
    for (const question of questions) {
      const { answer, rows } = whyRow(account, { ...question, place: usual });
      expect(rows[0]?.allowed).toBe(decide(workspace, question.person, question.action, question.resource).allowed);
      expect([question.person.name, question.action, answer === 'no']).toEqual([
        question.person.name,
        question.action,
        !question.allowed,
      ]);
      if (question.allowed) allowed += 1;
      else refused += 1;
    }
    expect(Math.min(allowed, refused)).toBeGreaterThan(80);
  });

  test('whatever statement an answer names decides it: without it the request is answered otherwise', () => {
    let [turned, walled] = [0, 0];
    for (const question of questions) {
      const journey = { ...question, from: 'space' as const };
      for (const request of requestsOf(account.ground, journey)) {
        const before = answerRequest(account, request, usual);
        if (before.decides.length === 0) continue;
        const after = answerRequest(withoutDeciders(account, before), request, usual);
        expect([before.because, after.verdict]).not.toEqual([
          before.because,
          before.verdict === 'allowed' ? 'allowed' : '',
        ]);
        if (before.verdict === 'allowed') {
          expect(after.verdict).toBe('refused');
          turned += 1;
        } else {
          // It passes then, or nothing allows it; no other statement that was not named refuses it.
          expect(after.decides.length === 0 || after.verdict === 'allowed').toBe(true);
          walled += 1;
        }
      }
    }
    expect(turned).toBeGreaterThan(200);
    expect(walled).toBeGreaterThan(50);
  });
});

describe('from where', async () => {
  const account = await asked(await exampleFile('company/atelier.yaml'));
  const { workspace } = account.ground;
  const omar = workspace.people.find(({ name }) => name === 'omar');
  if (omar === undefined) throw new Error('The example has lost omar.');
  const data = { kind: 'project', project: 'yields' } as const;
  const space = { kind: 'private-space', person: 'omar' } as const;
  const from = (place: AskedPlace) => whyRow(account, { person: omar, action: 'data.read', resource: data, place });
  const door = (address: string) =>
    whyRow(account, { person: omar, action: 'space.open', resource: space, place: { kind: 'address', address } });

  test('data is read from inside of the network, and from nowhere else, by two walls that are named', () => {
    expect(from({ kind: 'space' }).answer).toBe('yes');
    expect(from({ kind: 'address', address: '10.10.3.4' }).answer).toBe('yes');
    const outside = from({ kind: 'address', address: '198.51.100.7' });
    expect(outside.answer).toBe('no');
    expect(outside.requests[0]?.decides.map(({ by, statement }) => [by, statement])).toEqual([
      ['identity', 'InsideTheNetwork'],
      ['resource', expect.any(String)],
    ]);
  });

  test('jobs read data in the role of the project, and do not write it', () => {
    const job = from({ kind: 'job' });
    expect([job.answer, new Set(job.requests.map(({ who }) => who))]).toEqual([
      'yes',
      new Set(['harvest-jobs-yields']),
    ]);
    const write = whyRow(account, { person: omar, action: 'data.write', resource: data, place: { kind: 'job' } });
    expect(write.answer).toBe('no');
  });

  test.each([
    ['203.0.113.9', 'yes'],
    ['10.20.1.1', 'yes'],
    ['198.51.100.9', 'no'],
    ['10.30.1.1', 'no'],
    ['2001:db8::9', 'no'],
  ])('Studio opens from %s: %s, as network.access says', (address, answer) => {
    expect(door(address).answer).toBe(answer);
  });

  test('a job of no project is refused', () => {
    const ask = () => whyRow(account, { person: omar, action: 'space.open', resource: space, place: { kind: 'job' } });
    expect(ask).toThrow(/no project/);
  });
});
