import { expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import type { AssignedRecord } from '../../src/sign-in/assigned-records.ts';
import { type AssignmentFacts, assignmentPlan, type PersonFound } from '../../src/sign-in/assignment-plan.ts';

const application = 'arn:aws:sso::123456789012:application/ssoins-1/apl-1';
const users = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];

/** Any file, directory, application and memory of deployments before. */
function anyFacts(random: () => number): AssignmentFacts {
  const some = <Item>(items: readonly Item[]) => items.filter(() => random() < 0.5);
  const let_in = some(users);
  const people = some(users).map((user): PersonFound => {
    const known = random() < 0.8 ? user : null;
    const assigned = known === null ? 'not' : let_in.includes(user) ? 'directly' : random() < 0.3 ? 'by group' : 'not';
    return { person: user, signInName: user, user: known, assigned };
  });
  const records = some(users).map(
    (user): AssignedRecord => ({
      user,
      application: random() < 0.8 ? application : `${application}-before`,
      signInName: user,
    }),
  );
  return { application, people, users: let_in, records };
}

/** The account after a plan, as a second deployment of the same file would find it. */
function after({ people, records, ...facts }: AssignmentFacts): AssignmentFacts {
  const { assign, release, forget } = assignmentPlan({ people, records, ...facts });
  const gone = new Set([...release, ...forget].map(({ user }) => user));
  const added = new Set(assign.map(({ user }) => user));
  return {
    ...facts,
    users: [...facts.users.filter((user) => !release.some((one) => one.user === user)), ...added],
    records: [...records.filter(({ user }) => !gone.has(user) && !added.has(user)), ...assign],
    people: people.map((one) => (one.user !== null && added.has(one.user) ? { ...one, assigned: 'directly' } : one)),
  };
}

const cases = Array.from({ length: 2000 }, (_, seed) => anyFacts(randomFrom(seed)));

test('nobody is released without a record of this application, and nobody of the file at all', () => {
  const released = cases.flatMap((facts) => assignmentPlan(facts).release.map((record) => ({ record, facts })));
  expect(released.length).toBeGreaterThan(500);
  for (const { record, facts } of released) {
    expect(facts.records).toContain(record);
    expect(record.application).toBe(application);
    expect(facts.people.map(({ user }) => user)).not.toContain(record.user);
  }
});

test('everybody of the file whom the directory has is let in afterwards, and nobody else than before', () => {
  for (const facts of cases) {
    const { users: now } = after(facts);
    const wanted = facts.people.filter(({ user, assigned }) => user !== null && assigned !== 'by group');
    for (const { user } of wanted) expect(now).toContain(user);
    const known = [...facts.users, ...wanted.map(({ user }) => user)];
    for (const user of now) expect(known).toContain(user);
  }
});

test('an assignment without a record is there afterwards, whoever it is of', () => {
  for (const facts of cases) {
    const recorded = facts.records.filter((one) => one.application === application).map(({ user }) => user);
    for (const user of facts.users.filter((one) => !recorded.includes(one))) expect(after(facts).users).toContain(user);
  }
});

test('a second deployment of the same file has nothing to do', () => {
  for (const facts of cases) expect(assignmentPlan(after(facts))).toEqual({ assign: [], release: [], forget: [] });
});
