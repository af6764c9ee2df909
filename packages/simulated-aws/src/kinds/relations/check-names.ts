import { AwsFault } from '../../service/service.ts';
import type { JsonMap } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { findNamed, isOfThisAccount } from './find-named.ts';
import { nowhere } from './nowhere.ts';
import { writtenNames } from './written-names.ts';

/**
 * Types that take any name, and fail when they come to use it: S3 encrypts by a key, and SNS too, only when something comes in;
 * CloudWatch Logs and IAM have words of their own, beside their kinds.
 */
const looksLater: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['AWS::KMS::Key', 'AWS::KMS::Alias'],
  'AWS::SNS::Topic': ['AWS::KMS::Key', 'AWS::KMS::Alias'],
  'AWS::Logs::LogGroup': ['AWS::KMS::Key', 'AWS::Lambda::Function'],
  'AWS::EC2::FlowLog': ['AWS::Logs::LogGroup'],
  // The other side may be in another account, or in another region.
  'AWS::EC2::VPCPeeringConnection': ['AWS::EC2::VPC'],
};

/** @throws AwsFault where a property names something that is nowhere in the account, or a key that cannot be used */
export function checkNames(type: string, properties: JsonMap, world: World): void {
  if (type.startsWith('AWS::IAM::')) return;
  for (const name of writtenNames(type, properties)) {
    if (looksLater[type]?.some((later) => name.types.includes(later))) continue;
    if (!isOfThisAccount(name.text, name.types, world)) continue;
    const found = findNamed(name.text, name.types, world);
    if (found === undefined) throw nowhere(type, name);
    if (found.type === 'AWS::KMS::Key' && found.status === 'PendingDeletion')
      throw new AwsFault(
        'KMSInvalidStateException',
        `${String(found.attributes.Arn ?? found.id)} is pending deletion.`,
      );
  }
}
