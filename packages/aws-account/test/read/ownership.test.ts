import { describe, expect, test } from 'vitest';
import { whyNotOurs } from '../../src/read/ownership.ts';

const place = { account: '123456789012', region: 'eu-central-1' };
const stack = (name: string, { account, region } = place) =>
  `arn:aws:cloudformation:${region}:${account}:stack/${name}/11111111-2222-3333-4444-555555555555`;
const own = stack('acme-network');
const earlier = own.replace('1111', '9999');
const tags = (workspace: string | undefined, id: string | undefined) => ({
  ...(workspace === undefined ? {} : { 'atelier:workspace': workspace }),
  ...(id === undefined ? {} : { 'atelier:id': id }),
});

describe.each([
  { first: 'is there', ids: [own] },
  { first: 'is gone, and AWS remembers none', ids: [] },
])('while the first stack $first', ({ ids }) => {
  const ownership = { ...place, workspace: 'acme', ids };

  test.each([
    ['has no tags at all', {}],
    ['has tags of others', { team: 'acme' }],
    ['has the tag in other letters', { 'Atelier:Workspace': 'acme', 'atelier:id': own }],
    ['is of a workspace whose name begins alike', tags('acme-two', own)],
    ['has the name and no id', tags('acme', undefined)],
    ['has the id and no name', tags(undefined, own)],
    ['has an empty id', tags('acme', '')],
    ['has something else for an id', tags('acme', 'acme-network')],
    ['has the id of another stack of ours', tags('acme', stack('acme-foundation'))],
    ['has the id of a workspace whose name begins alike', tags('acme', stack('acme-two-network'))],
    [
      'has the id of that name in another region',
      tags('acme', stack('acme-network', { ...place, region: 'us-east-1' })),
    ],
    [
      'has the id of that name in another account',
      tags('acme', stack('acme-network', { ...place, account: '210987654321' })),
    ],
    ['has the id of something that is no stack', tags('acme', own.replace('cloudformation', 'sagemaker'))],
  ])('what %s is not ours', (_what, given) => {
    expect(whyNotOurs(given, ownership, false)).toMatch(/^(it has no tag|its tag) atelier:/);
  });

  test('what has both is ours, and what a stack holds is without an id', () => {
    expect(whyNotOurs(tags('acme', own), ownership, false)).toBeNull();
    expect(whyNotOurs(tags('acme', undefined), ownership, true)).toBeNull();
  });

  test.each([
    ['nothing says whose it is', {}],
    ['it is of another workspace by now', tags('acme-two', undefined)],
    ['it has the id of another place', tags('acme', stack('acme-network', { ...place, region: 'us-east-1' }))],
  ])('what a stack once held is not ours where %s', (_what, given) => {
    expect(whyNotOurs(given, ownership, true)).not.toBeNull();
  });
});

test('what an earlier workspace of the name has kept is ours when AWS remembers that or no first stack', () => {
  const kept = tags('acme', earlier);
  expect(whyNotOurs(kept, { ...place, workspace: 'acme', ids: [] }, false)).toBeNull();
  expect(whyNotOurs(kept, { ...place, workspace: 'acme', ids: [own, earlier] }, false)).toBeNull();
  expect(whyNotOurs(kept, { ...place, workspace: 'acme', ids: [own] }, false)).toContain(earlier);
});
