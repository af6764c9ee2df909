import { holdings, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployedAccount, deployInto, type OperatorDesk, problemOf, smallFile } from './operator-desk.ts';

/** The file that most others are changes of: a workspace with two projects, a budget and somebody who is told of it. */
const file =
  `${smallFile.replace('[ann] }', '[ann], notify: [ann@example.com], budget: { monthlyUsd: 900 } }')}  buying: { members: [ann, ben] }
`.replace('people:\n', 'people:\n  ben: { role: data-scientist }\n');

let account: OperatorDesk;
let deployed: World;
beforeAll(async () => {
  account = await deployedAccount(file);
  deployed = account.simulated.world;
}, 600_000);
afterAll(() => account.close());

describe('a change that AWS could not make is refused before anything is changed', () => {
  test.each([
    [
      'another way to sign in',
      (text: string) => text.replace('people:', 'signIn: { method: sso }\npeople:'),
      'WouldBeLost',
      /acme-foundation Studio\S* Properties\.AuthMode: AuthMode of AWS::SageMaker::Domain cannot be changed in place, and it changes from "IAM" to "SSO"/,
    ],
    [
      'another path of all roles, whose names stay',
      (text: string) => text.replace('eu-central-1', 'eu-central-1, iam: { rolePath: /ml/ }'),
      'CannotReplace',
      /acme-foundation StudioRole\S* Properties\.Path: Path of AWS::IAM::Role cannot be changed in place, and it changes from "\/" to "\/ml\/".*RoleName "acme-studio"/,
    ],
    [
      'another name of a project',
      (text: string) => text.replace('  sales:', '  sales-eu:'),
      'WouldBeLost',
      /acme-project-sales Store\S*: AWS::S3::Bucket goes, and one like it comes in the new stack acme-project-sales-eu/,
    ],
    [
      'another file of the same name',
      (text: string) => text.replace('  sales:', '  fraud:').replace('  buying:', '  claims:'),
      'WorkspaceOfAnother',
      /A workspace acme is deployed to 123456789012 in eu-central-1, with projects .*sales.*\. This file has projects fraud, claims/,
    ],
  ])('%s', async (_, change, code, words) => {
    const world = deployed.copy();
    const before = holdings(world);
    const answer = await deployInto(account, world, change(file));
    const problem = problemOf(answer);
    expect({ exit: answer.code, ...problem }).toMatchObject({
      ...{ exit: 1, code, state: 'Nothing was changed.', message: expect.stringMatching(words) },
      fix: expect.stringMatching(/\w{3,}.*\.$/),
    });
    expect(holdings(world)).toEqual(before);
    expect(account.simulated.calls.filter(({ action }) => /^(Execute|Create|Put|Delete|Update)/.test(action))).toEqual(
      [],
    );
  });
});

describe('a change that AWS can make goes through', () => {
  const budgets = ({ resources }: World) =>
    resources.list('AWS::Budgets::Budget').map(({ properties }) => JSON.stringify(properties));

  test('one more address that hears of a budget, which is made anew under another name', async () => {
    const world = deployed.copy();
    const before = budgets(world);
    expect(await deployInto(account, world, file.replace('[ann@', '[ben@example.com, ann@'))).toMatchObject({
      code: 0,
    });
    expect(before).toHaveLength(1);
    expect(budgets(world)).toEqual([expect.stringContaining('ben@example.com')]);
  });

  test('the account written into the file, which changes how names are written and no name', async () => {
    const world = deployed.copy();
    const text = file.replace('eu-central-1', 'eu-central-1, account: "123456789012"');
    expect(await deployInto(account, world, text)).toMatchObject({ code: 0 });
    const bucketsOf = ({ resources }: World) =>
      resources.list('AWS::S3::Bucket').map(({ id, createdMs }) => [id, createdMs]);
    expect(bucketsOf(world)).toEqual(bucketsOf(deployed));
  });

  test('a project that is taken out of the file stays deployed, and its stores are named before', async () => {
    const world = deployed.copy();
    const answer = await deployInto(account, world, file.replace(/ {2}buying:.*\n/, ''));
    expect(answer).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /warning: acme-project-buying: The stack is deployed and no longer in the templates\. It stays as it is, with acme-buying-data-/,
      ),
    });
    expect(world.resources.list('AWS::S3::Bucket').map(({ id }) => id)).toContain('acme-buying-data-123456789012-euc1');
  });
});

describe('a change of the domain while somebody works in it', () => {
  /** The account with an app that runs. */
  function atWork(): World {
    const world = deployed.copy();
    const [domain] = world.resources.list('AWS::SageMaker::Domain');
    world.resources.put({
      ...{ type: 'AWS::SageMaker::App', id: 'app-of-ann', attributes: {}, stack: null, logicalId: null, madeBy: null },
      properties: { DomainId: domain?.id ?? '', SpaceName: 'ann', AppType: 'JupyterLab', AppName: 'default' },
      ...{ createdMs: Date.UTC(2099, 0, 1), status: 'InService' },
    });
    return world;
  }

  /** As if a deployment before had given another role to shared spaces. */
  function withOtherRole(world: World): World {
    const stack = world.stacks.find(({ name }) => name === 'acme-foundation');
    const domain = [...(stack?.resources.values() ?? [])].find(({ definition }) =>
      definition.Type.endsWith('::Domain'),
    );
    const there = domain && world.resources.get(domain.definition.Type, domain.physicalId);
    if (!stack || !domain || !there) throw new Error('The domain is not there.');
    const role = /("DefaultSpaceSettings":\{"ExecutionRole":)\{[^}]*\}/;
    const text = stack.request.text.replace(role, '$1"other"');
    expect(text).not.toBe(stack.request.text);
    const template = JSON.parse(text);
    const properties = { ...there.properties, DefaultSpaceSettings: { ExecutionRole: 'other' } };
    Object.assign(stack, { request: { ...stack.request, text, template } });
    stack.resources.set(domain.logicalId, { ...domain, definition: template.Resources[domain.logicalId], properties });
    world.resources.put({ ...there, properties });
    return world;
  }

  test('that SageMaker refuses then is refused before, with who works and how to stop it', async () => {
    const world = withOtherRole(atWork());
    const before = holdings(world);
    const answer = await deployInto(account, world, file);
    expect({ exit: answer.code, ...problemOf(answer) }).toMatchObject({
      ...{ exit: 1, code: 'AppsRunning', state: 'Nothing was changed.' },
      message: expect.stringMatching(
        /DefaultSpaceSettings\.ExecutionRole, which SageMaker refuses while apps run: JupyterLab of ann \(InService since 2099-01-01T00:00Z\)/,
      ),
      fix: expect.stringMatching(
        /delete-app --domain-id d-\w+ --space-name ann --app-type JupyterLab --app-name default/,
      ),
    });
    expect(holdings(world)).toEqual(before);
    world.resources.remove('AWS::SageMaker::App', 'app-of-ann');
    expect(await deployInto(account, world, file)).toMatchObject({ code: 0 });
  });

  test('that SageMaker takes is told with who works', async () => {
    const answer = await deployInto(account, atWork(), `${file}studio: { idleStop: { after: 90m } }\n`);
    expect(answer).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /warning: acme-foundation Studio\S*: The Studio domain changes in Default\S+.* while apps run: JupyterLab of ann/,
      ),
    });
  });
});
