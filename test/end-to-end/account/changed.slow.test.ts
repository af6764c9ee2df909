import { resourceSchema } from '@atelier/cloudformation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tagsIn } from '../../../packages/simulated-aws/src/world/tags.ts';
import { type OperatorDesk, operatorDesk, problemOf, smallFile, yes } from './operator-desk.ts';

const deploy = ['deploy', ...yes, '--json'];
const withTags = (tags: string) => smallFile.replace('eu-central-1 }', `eu-central-1, tags: ${tags} }`);

/** Types of resources that CloudFormation makes anew when one of their tags changes, and cannot under the same name. */
const lasting = [
  ...['Domain', 'UserProfile', 'StudioLifecycleConfig'].map((kind) => `AWS::SageMaker::${kind}`),
  'AWS::RedshiftServerless::Namespace',
];

let account: OperatorDesk;
beforeAll(async () => {
  account = await operatorDesk();
});
afterAll(() => account.close());

/** Everything that a stack has made and that has tags, by what it is, with its tags. */
function tagged() {
  const all = account.simulated.world.resources.list();
  return all.flatMap(({ type, id, stack, properties }) => {
    const property = resourceSchema(type)?.tagProperty ?? null;
    if (property === null || !stack?.startsWith('acme-')) return [];
    const tags = Object.fromEntries(tagsIn(properties[property]).map(({ Key, Value }) => [Key, Value]));
    return [{ thing: `${type} ${id}`, type, tags }];
  });
}

/** Ids of what must not be made anew, and what it is besides its tags. */
function lastingThings() {
  const { resources } = account.simulated.world;
  return lasting
    .flatMap((type) => resources.list(type))
    .map(({ properties: { Tags: _, ...properties }, ...rest }) => ({ ...rest, properties }));
}

function without(tags: Readonly<Record<string, string>>) {
  return tagged().filter((one) => Object.entries(tags).some(([key, value]) => one.tags[key] !== value));
}

async function deployed(file: string) {
  account.write(file);
  return await account.atelierHere(deploy);
}

describe('the tags of a file', () => {
  test('are on everything that takes tags, after one deployment', async () => {
    expect(await deployed(withTags('{ team: blue, floor: "3" }'))).toMatchObject({ code: 0 });
    expect(without({ team: 'blue', floor: '3' })).toEqual([]);
    expect(tagged().length).toBeGreaterThan(40);
    // Those of a stack are handed on to what would be made anew for them.
    const ours = account.simulated.world.stacks.filter(({ name }) => name.startsWith('acme-'));
    const keys = ours.flatMap(({ request }) => request.tags.map(({ Key }) => Key));
    expect(new Set(keys)).toEqual(new Set(['atelier:workspace', 'atelier:project']));
    for (const type of lasting) expect(tagged().filter((one) => one.type === type).length).toBeGreaterThan(0);
  });

  test('are changed, added and taken away, and nothing is made anew', async () => {
    const before = lastingThings();
    expect(await deployed(withTags('{ team: green, cost-centre: "7" }'))).toMatchObject({ code: 0 });
    expect(without({ team: 'green', 'cost-centre': '7' })).toEqual([]);
    expect(tagged().filter(({ tags }) => tags.floor !== undefined)).toEqual([]);
    expect(lastingThings()).toEqual(before);
  });

  test('leave those of Atelier and those of other hands as they are', async () => {
    const { resources } = account.simulated.world;
    const [domain] = resources.list('AWS::SageMaker::Domain');
    if (domain === undefined) throw new Error('There is no domain.');
    const Tags = [...tagsIn(domain.properties.Tags), { Key: 'by-hand', Value: 'yes' }];
    resources.put({ ...domain, properties: { ...domain.properties, Tags: Tags.map((tag) => ({ ...tag })) } });
    expect(await deployed(withTags('{ team: red }'))).toMatchObject({ code: 0 });
    const [after] = tagged().filter(({ type }) => type === 'AWS::SageMaker::Domain');
    expect(after?.tags).toMatchObject({ team: 'red', 'by-hand': 'yes', 'atelier:workspace': 'acme' });
    expect(after?.tags).not.toHaveProperty('cost-centre');
  });

  test('that could not be given are told, with every stack deployed, and given by the next deployment', async () => {
    account.simulated.failNext({ call: { action: 'sagemaker:AddTags', after: 0 }, kind: 'denied' });
    const refused = await deployed(withTags('{ team: white }'));
    expect(problemOf(refused)).toMatchObject({
      code: 'AccessDenied',
      state: 'Every stack is deployed; some things lack tags of the file.',
    });
    expect(without({ team: 'white' })).not.toEqual([]);
    expect(await deployed(withTags('{ team: white }'))).toMatchObject({ code: 0 });
    expect(without({ team: 'white' })).toEqual([]);
  });

  test('go altogether with the last of them', async () => {
    expect(await deployed(smallFile)).toMatchObject({ code: 0 });
    expect(tagged().filter(({ tags }) => tags.team !== undefined)).toEqual([]);
  });
});
