import { bootstrapQualifier, type synthesise } from '@atelier/aws';
import { newWorld, type World } from '@atelier/simulated-aws';
import type { AwsWorkspace } from '../../aws/src/stacks/ground.ts';
import { example, exampleFile, written } from '../../aws/test/example.ts';
import { accountOf } from '../../simulated-aws/test/stacks/account.ts';
import { statusOf } from '../../simulated-aws/test/stacks/acme.ts';
import { putDirectory } from '../src/put-directory.ts';
import { putGiven } from '../src/put-given.ts';

export type Template = Awaited<ReturnType<typeof synthesise>>['stacks'][number]['template'];

export interface Stack {
  readonly stack: string;
  readonly template: Template;
}

const sparky = `workspace: sparky
aws: { region: eu-west-1 }
bigData: { emr: serverless, engine: spark }
people: { ada: { role: lead-data-scientist }, eng: { role: data-engineer } }
projects: { lake: { members: [ada, eng] } }
`;

/** Every example that is for AWS, and one with Spark. */
export const files: Readonly<Record<string, () => Promise<AwsWorkspace>>> = {
  acme: () => example('acme'),
  company: () => example('company'),
  existing: () => example('existing'),
  migration: () => exampleFile('published/migration.yaml'),
  'unified-studio': () => exampleFile('published/unified-studio.yaml'),
  'one with Spark': async () => written(sparky),
};

/** An account that holds what the file says is there, and what the CDK makes for itself. */
export function accountFor(workspace: AwsWorkspace): World {
  const world = newWorld({ region: workspace.aws.region, account: workspace.aws.account ?? undefined });
  putGiven(world, workspace);
  putDirectory(world, workspace);
  const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null, attributes: {} };
  const id = `/cdk-bootstrap/${bootstrapQualifier(workspace)}/version`;
  const properties = { Name: id, Type: 'String', Value: '30' };
  world.resources.put({ ...loose, type: 'AWS::SSM::Parameter', id, properties });
  world.resources.put({ ...loose, type: 'AWS::S3::Bucket', id: 'assets', properties: { BucketName: 'assets' } });
  return world;
}

/** Makes stacks one after the other; gives what failed in the first that could not be made. */
export function deploy(world: World, stacks: readonly Stack[], onEach: (before: World) => void = () => undefined) {
  const account = accountOf(world);
  for (const { stack, template } of stacks) {
    onEach(world.copy());
    world.objects.put('assets', stack, new TextEncoder().encode(JSON.stringify(template)));
    const TemplateURL = `http://127.0.0.1:4566/assets/${stack}`;
    account.call('CreateStack', { StackName: stack, TemplateURL, Capabilities: ['CAPABILITY_NAMED_IAM'] });
    const { status, failed } = statusOf(account, stack);
    if (status !== 'CREATE_COMPLETE') return failed;
  }
  return [];
}
