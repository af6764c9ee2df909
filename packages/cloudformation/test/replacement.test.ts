import { describe, expect, it } from 'vitest';
import { certaintyAt, replacements } from '../src/replacement.ts';

describe('a changed property', () => {
  it.each([
    ['AWS::S3::Bucket', { BucketName: 'a' }, { BucketName: 'b' }, [['yes', 'Properties.BucketName']]],
    ['AWS::S3::Bucket', { BucketName: 'a' }, {}, [['yes', 'Properties.BucketName']]],
    ['AWS::S3::Bucket', { Tags: [{ Key: 'a', Value: 'b' }] }, { Tags: [] }, []],
    ['AWS::S3::Bucket', { BucketName: { Ref: 'A' } }, { BucketName: { Ref: 'A' } }, []],
    ['AWS::S3::Bucket', { BucketName: { Ref: 'A' } }, { BucketName: { Ref: 'B' } }, [['yes', 'Properties.BucketName']]],
    ['AWS::SageMaker::Domain', { AuthMode: 'IAM' }, { AuthMode: 'SSO' }, [['yes', 'Properties.AuthMode']]],
    [
      'AWS::SageMaker::Domain',
      { DefaultUserSettings: { ExecutionRole: 'a' } },
      { DefaultUserSettings: { ExecutionRole: 'b' } },
      [],
    ],
    [
      'AWS::Budgets::Budget',
      { Budget: { BudgetName: 'a', BudgetType: 'COST' } },
      { Budget: { BudgetName: 'b', BudgetType: 'USAGE' } },
      [['yes', 'Properties.Budget.BudgetName']],
    ],
    [
      'AWS::Budgets::Budget',
      { Budget: { BudgetName: 'a' } },
      { Budget: { 'Fn::If': ['Yes', { BudgetName: 'a' }, { BudgetName: 'b' }] } },
      [['maybe', 'Properties.Budget']],
    ],
    ['AWS::KMS::Key', { EnableKeyRotation: false }, { EnableKeyRotation: true }, []],
    ['Custom::Thing', { Name: 'a' }, { Name: 'b' }, []],
  ] as const)('of %s from %j to %j replaces it: %j', (type, before, after, expected) => {
    expect(replacements(type, before, after).map(({ certainty, path }) => [certainty, path])).toEqual(expected);
  });

  it('deep inside a structure is found by its path', () => {
    const space = (share: string) => ({ SpaceSharingSettings: { SharingType: share } });
    expect(replacements('AWS::SageMaker::Space', space('Private'), space('Shared'))[0]).toMatchObject({
      certainty: 'yes',
      path: 'Properties.SpaceSharingSettings',
      before: { SharingType: 'Private' },
      after: { SharingType: 'Shared' },
    });
    expect(certaintyAt('AWS::EC2::Subnet', 'Properties.VpcId.Ref')).toBe('yes');
    expect(certaintyAt('AWS::S3::Bucket', 'Properties.LoggingConfiguration.DestinationBucketName.Ref')).toBeNull();
  });
});
