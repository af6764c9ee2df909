import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

/** Types of which the account knows every one that there is: a name that none of them has stands for nothing. */
const keptTypes: ReadonlySet<string> = new Set([
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SageMaker::AppImageConfig',
  'AWS::SageMaker::Domain',
  'AWS::SageMaker::Image',
  'AWS::SageMaker::StudioLifecycleConfig',
]);

/** Whether a text can stand for nothing but one of these types, in this account. */
export function isOfThisAccount(text: string, types: readonly string[], world: World): boolean {
  if (!types.every((type) => keptTypes.has(type))) return false;
  const [, account] = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text) ?? [];
  // Keys that services have for themselves are there as soon as they are asked for.
  return (account === undefined || account === world.account) && !/(^|:)alias\/aws\//.test(text);
}

/** The resource that a text stands for: its id, its name, one of its ARNs, or an address in a bucket. */
export function findNamed(text: string, types: readonly string[], world: World): StoredResource | undefined {
  const plain = text.replace(/^s3:\/\/([^/]+).*$/, '$1').replace(/^(arn:[^:]*:s3:::[^/]+).*$/, '$1');
  const named = (type: string) =>
    present(world, type).find(({ id, attributes, properties }) => {
      const names = [id, ...Object.values(attributes), ...ownNames(type, properties)];
      return names.some((name) => name === plain || name === `${plain}:*`) || arnOf(type, id, world) === plain;
    });
  // A key may be named by one of its aliases.
  return [...types, ...(types.includes('AWS::KMS::Key') ? ['AWS::KMS::Alias'] : [])].flatMap(
    (type) => named(type) ?? [],
  )[0];
}

function ownNames(type: string, properties: StoredResource['properties']): unknown[] {
  const own = `${type.split('::').at(-1)}Name`;
  return [properties[own] ?? []].flat();
}

function arnOf(type: string, id: string, { partition, region, account }: World): string | null {
  const place = `${partition}:kms:${region}:${account}`;
  if (type === 'AWS::KMS::Key') return `arn:${place}:key/${id}`;
  return type === 'AWS::KMS::Alias' ? `arn:${place}:${id}` : null;
}
