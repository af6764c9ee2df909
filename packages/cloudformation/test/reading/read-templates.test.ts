import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { workOf } from '../../../../test/work-of.ts';
import { readTemplates } from '../../src/reading/read-templates.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'templates-'));
});

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const topic = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };

describe('a template', () => {
  test('in YAML means the same as in JSON, its short functions too', async () => {
    const yaml = write(
      'short.yaml',
      'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n' +
        '      TopicName: !Join ["-", [!Ref Name, !GetAtt Other.Arn, !Sub "#{A}"]]\n      Since: 2012-10-17\n'.replace(
          '#',
          '$',
        ),
    );
    const [read] = await readTemplates([yaml]);
    expect(read).toEqual({
      stack: 'short',
      region: null,
      template: {
        Resources: {
          Topic: {
            Type: 'AWS::SNS::Topic',
            Properties: {
              TopicName: {
                'Fn::Join': [
                  '-',
                  [{ Ref: 'Name' }, { 'Fn::GetAtt': 'Other.Arn' }, { 'Fn::Sub': '#{A}'.replace('#', '$') }],
                ],
              },
              Since: '2012-10-17',
            },
          },
        },
      },
    });
  });

  test('of a folder is named after its file, and two of one name are told apart', async () => {
    write('a/one.template.json', JSON.stringify(topic));
    write('b/one.yaml', JSON.stringify(topic));
    const read = await readTemplates([join(folder, 'a'), join(folder, 'b')]);
    expect(read.map(({ stack }) => stack)).toEqual(['one', 'one-2']);
  });
});

const nestedStack = (TemplateURL: unknown) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } });

describe('files that name others of them as nested stacks', () => {
  test.each([
    ['an address', 'https://bucket.s3.amazonaws.com/v1/net.yaml'],
    ['a path', './net.yaml'],
    ['a text with gaps', { 'Fn::Sub': `https://\${Bucket}.s3.amazonaws.com/net.yaml` }],
    ['a text with gaps and their values', { 'Fn::Sub': [`https://\${B}/net.yaml`, { B: 'b' }] }],
    ['joined texts', { 'Fn::Join': ['/', ['https:/', { Ref: 'Bucket' }, 'net.yaml']] }],
  ])('are put around them, by %s', async (_, url) => {
    write('outer.json', JSON.stringify({ Resources: { Net: nestedStack(url), Again: nestedStack(url) } }));
    write('net.yaml', JSON.stringify(topic));
    expect((await readTemplates([folder])).map(({ stack }) => stack)).toEqual(['outer', 'outer/Net', 'outer/Again']);
  });

  test.each([
    ['a name that the cloud makes up', { 'Fn::Sub': `https://b/\${Name}.yaml` }, ['net', 'outer']],
    ['a file that is not given', 'https://b/other.yaml', ['net', 'outer']],
    ['a value that is no address', 1, ['net', 'outer']],
  ])('are left alone, by %s', async (_, url, stacks) => {
    write('outer.json', JSON.stringify({ Resources: { Net: nestedStack(url) } }));
    write('net.yaml', JSON.stringify(topic));
    expect((await readTemplates([folder])).map(({ stack }) => stack)).toEqual(stacks);
  });

  test('are left alone where they go round in a circle, or where two have the name', async () => {
    write('a/one.json', JSON.stringify({ Resources: { Two: nestedStack('two.json') } }));
    write('a/two.json', JSON.stringify({ Resources: { One: nestedStack('one.json') } }));
    expect((await readTemplates([join(folder, 'a')])).map(({ stack }) => stack)).toEqual(['one', 'two']);
    write('b/outer.json', JSON.stringify({ Resources: { Net: nestedStack('net.json') } }));
    write('b/net.json', JSON.stringify(topic));
    write('c/net.json', JSON.stringify(topic));
    const read = await readTemplates([join(folder, 'b'), join(folder, 'c')]);
    expect(read.map(({ stack }) => stack)).toEqual(['net', 'outer', 'net-2']);
  });
});

describe('what AWS adds to templates is read:', () => {
  test.each([
    ['a loop', 'a.json', '{"Transform":"AWS::LanguageExtensions","Resources":{"Fn::ForEach::A":["X",["a"],{}]}}'],
    ['a macro', 'a.json', '{"Resources":{"A":{"Type":"AWS::SNS::Topic","Fn::Transform":{"Name":"M"}}}}'],
    [
      'a macro for a value',
      'a.yaml',
      'Resources:\n  A: { Type: "AWS::SNS::Topic", Properties: !Transform { Name: M } }',
    ],
    [
      'functions of the section Rules',
      'a.yaml',
      'Rules: { R: { Assertions: [{ Assert: !EachMemberEquals [!ValueOf [A, VpcId], !RefAll "AWS::EC2::VPC::Id"] }] } }\n' +
        'Resources: { A: { Type: "AWS::SNS::Topic" } }',
    ],
  ])('%s', async (_, name, content) => {
    await expect(readTemplates([write(name, content)])).resolves.toHaveLength(1);
  });

  test.each([{}, { Resources: {} }, { Description: 'nothing' }])(
    'an empty stack of an assembly, %j',
    async (template) => {
      const artifacts = { a: { type: 'aws:cloudformation:stack', properties: { templateFile: 'a.template.json' } } };
      write('manifest.json', JSON.stringify({ artifacts }));
      write('a.template.json', JSON.stringify(template));
      expect(await readTemplates([folder])).toMatchObject([{ stack: 'a', template: { Resources: {} } }]);
    },
  );
});

describe('a cloud assembly', () => {
  test('gives every stack, those of nested assemblies and nested stacks too', async () => {
    const stack = (templateFile: string, environment = 'aws://unknown-account/unknown-region') => ({
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile, stackName: templateFile.split('.')[0] },
    });
    const nested = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'inner.nested.template.json' } };
    const artifacts = {
      outer: stack('outer.template.json', 'aws://111122223333/eu-central-1'),
      prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'prod' } },
      'outer.assets': { type: 'cdk:asset-manifest', properties: {} },
    };
    write('manifest.json', JSON.stringify({ artifacts }));
    write('outer.template.json', JSON.stringify({ Resources: { Inner: nested } }));
    write('inner.nested.template.json', JSON.stringify(topic));
    write('prod/manifest.json', JSON.stringify({ artifacts: { net: stack('net.template.json') } }));
    write('prod/net.template.json', JSON.stringify(topic));
    expect((await readTemplates([folder])).map(({ template: _, ...about }) => about)).toEqual([
      { stack: 'outer', region: 'eu-central-1', account: '111122223333' },
      { stack: 'outer/Inner', region: 'eu-central-1', account: '111122223333' },
      { stack: 'net', region: null },
    ]);
  });

  test.each([
    ['lists nothing', {}],
    ['lists no stack', { artifacts: {} }],
    [
      'names a file elsewhere',
      { artifacts: { a: { type: 'aws:cloudformation:stack', properties: { templateFile: '../a' } } } },
    ],
    ['names no file', { artifacts: { a: { type: 'aws:cloudformation:stack' } } }],
    ['holds itself', { artifacts: { a: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } }],
  ])('that %s is refused', async (_, manifest) => {
    write('manifest.json', JSON.stringify(manifest));
    await expect(readTemplates([folder])).rejects.toMatchObject({
      code: 'BadAssembly',
      fix: expect.stringContaining('cdk synth'),
    });
  });

  test('whose nested stacks go round in a circle is refused', async () => {
    const nested = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'a.template.json' } };
    const artifacts = { a: { type: 'aws:cloudformation:stack', properties: { templateFile: 'a.template.json' } } };
    write('manifest.json', JSON.stringify({ artifacts }));
    write('a.template.json', JSON.stringify({ Resources: { A: nested } }));
    await expect(readTemplates([folder])).rejects.toMatchObject({ code: 'BadAssembly' });
  });
});

const lists = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'].map((line, index, all) =>
  index === 0
    ? line
    : `${line}: &${line} [${Array(9)
        .fill(`*${all[index - 1]?.[0]}`)
        .join(',')}]`,
);

const refused: readonly (readonly [string, string, string | Uint8Array, string, string])[] = [
  ['half a document', 'a.json', '{"Resources": {', 'BrokenTemplate', 'a.json:1:16'],
  ['a comma too many', 'a.json', '{\n  "Resources": {},\n}', 'BrokenTemplate', 'a.json:3:1'],
  ['an open bracket', 'a.yaml', 'Resources: [', 'BrokenTemplate', 'a.yaml:1:13'],
  ['a tab', 'a.yaml', 'Resources:\n\tA: 1', 'BrokenTemplate', 'a.yaml:2:1'],
  ['a key that stands twice', 'a.yaml', 'Resources:\n  A: 1\n  A: 2\n', 'BrokenTemplate', 'a.yaml:3:3'],
  ['no resources', 'a.json', '{"name": "package"}', 'NotATemplate', 'no Resources'],
  ['empty resources', 'a.yaml', 'Resources: {}', 'NotATemplate', 'no Resources'],
  ['a list', 'a.yaml', '- Resources', 'NotATemplate', 'no Resources'],
  ['nothing', 'a.yaml', '', 'NotATemplate', 'no Resources'],
  ['a function that does not exist', 'a.yaml', 'Resources:\n  A: !Frob x', 'UnknownFunction', '!Frob at line 2'],
  [
    'a long function that does not exist',
    'a.json',
    '{"Resources":{"A":{"Fn::Frob":1}}}',
    'UnknownFunction',
    'Fn::Frob at Resources.A',
  ],
  ['brackets in brackets', 'a.json', `{"Resources":{"A":${lists(200)}}}`, 'TooDeep', 'Resources.A'],
  ['brackets without end', 'a.yaml', '['.repeat(100_000), 'TooDeep', 'line 1'],
  ['aliases of aliases', 'a.yaml', `Resources:\n  ${bomb.join('\n  ')}`, 'TemplateAliases', 'aliases'],
  ['bytes that are no text', 'a.json', Uint8Array.of(0x7b, 0xff, 0xfe), 'NotText', 'not text'],
  ['an archive', 'a.template', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'NotText', 'not text'],
  ['10 MB', 'a.json', `{"Resources":{"A":"${'x'.repeat(10 * 1024 * 1024)}"}}`, 'TemplateTooLarge', 'at most 1 MiB'],
];

describe('a file', () => {
  test.each(refused)('with %s is refused without much work, with a fix', async (_, name, content, code, message) => {
    const file = write(name, content);
    const isRefused = () =>
      expect(readTemplates([file])).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
        fix: expect.stringMatching(/\.$/),
        whose: 'yours',
      });
    expect(await workOf(isRefused)).toBeLessThan(500);
  });

  test('that is not there is refused by its name', async () => {
    await expect(readTemplates([join(folder, 'no.yaml')])).rejects.toMatchObject({
      code: 'NoSuchFile',
      message: expect.stringContaining('no.yaml'),
    });
  });

  test('is missed in a folder that has none', async () => {
    write('readme.md', '# nothing');
    await expect(readTemplates([folder])).rejects.toMatchObject({ code: 'NoTemplates' });
  });
});
