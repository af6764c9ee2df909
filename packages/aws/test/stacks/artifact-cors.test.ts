import { expect, test } from 'vitest';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';

interface Bucket {
  readonly BucketName: unknown;
  readonly CorsConfiguration?: { readonly CorsRules: readonly { readonly AllowedOrigins: readonly string[] }[] };
}

/** Origins whose pages may read each bucket of a project, by what the bucket is for. */
async function originsIn(tracking: string): Promise<Record<string, readonly string[]>> {
  const workspace = written(`workspace: acme
aws: { region: eu-central-1 }
people: { ana: { role: lead-data-scientist } }
projects: { sales: { members: [ana] } }
${tracking}`);
  const { stacks } = await synthesise(workspace);
  const resources = stacks.flatMap(({ template }) => Object.values(template.Resources));
  const buckets = resources.filter(({ Type }) => Type === 'AWS::S3::Bucket');
  return Object.fromEntries(
    buckets.map(({ Properties }) => {
      const { BucketName, CorsConfiguration } = Properties as unknown as Bucket;
      const use = /acme-(?:sales-)?([a-z-]+?)-/.exec(JSON.stringify(BucketName))?.[1] ?? '';
      return [use, CorsConfiguration?.CorsRules.flatMap(({ AllowedOrigins }) => AllowedOrigins) ?? []];
    }),
  );
}

/** As S3 reads an origin: `*` stands for any characters. */
function isAllowed(pattern: string, origin: string): boolean {
  const [begin = '', end = ''] = pattern.split('*');
  return origin.startsWith(begin) && origin.endsWith(end);
}

test.each(['', 'tracking: { kind: server }'])(
  'pages of Studio show the artifacts of runs, and no other bucket: %s',
  async (tracking) => {
    const { artifacts = [], ...others } = await originsIn(tracking);
    for (const origin of ['https://d-0a1b.studio.eu-central-1.sagemaker.aws', 'https://d-0a1b.sagemaker.aws'])
      expect(artifacts.some((pattern) => isAllowed(pattern, origin))).toBe(true);
    for (const origin of [
      'https://example.com',
      'http://d-0a1b.sagemaker.aws',
      'https://d-0a1b.sagemaker.aws.example.com',
    ])
      expect(artifacts.some((pattern) => isAllowed(pattern, origin))).toBe(false);
    expect(Object.keys(others).length).toBeGreaterThan(2);
    expect(Object.values(others).flat()).toEqual([]);
  },
);

test.each(['tracking: { kind: none }', 'tracking: { bucket: ours }'])(
  'without runs in it no page reads it: %s',
  async (tracking) => {
    expect(Object.values(await originsIn(tracking)).flat()).toEqual([]);
  },
);
