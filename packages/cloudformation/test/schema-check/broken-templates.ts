// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables are CloudFormation's
import type { SchemaRule } from '../../src/schema-check/schema-finding.ts';
import type { Template } from '../../src/template.ts';
import { bucket, domain, endpoint, role, template } from './written-templates.ts';

/** Templates with one mistake each, the rule that it breaks, and where. */
export const brokenTemplates: readonly (readonly [what: string, template: Template, rule: SchemaRule, path: string])[] =
  [
    ['an unknown type', template({ A: { Type: 'AWS::S3::Buckett' } }), 'unknown-type', 'Type'],
    ['a type of nobody', template({ A: { Type: 'Acme::Data::Lake' } }), 'unknown-type', 'Type'],
    ['no type', template({ A: { Properties: {} } }), 'malformed-resource', 'Type'],
    ['a resource that is a text', template({ A: 'AWS::S3::Bucket' }), 'malformed-resource', ''],
    [
      'properties that are a list',
      template({ A: { Type: 'AWS::S3::Bucket', Properties: [] } }),
      'malformed-resource',
      'Properties',
    ],
    ['a part that no resource has', bucket({}, { Propertys: {} }), 'malformed-resource', 'Propertys'],
    ['a deletion policy of nobody', bucket({}, { DeletionPolicy: 'Keep' }), 'malformed-resource', 'DeletionPolicy'],
    [
      'a replace policy that only deletion has',
      bucket({}, { UpdateReplacePolicy: 'RetainExceptOnCreate' }),
      'malformed-resource',
      'UpdateReplacePolicy',
    ],
    ['an unknown property', bucket({ BucketNam: 'a' }), 'unknown-property', 'Properties.BucketNam'],
    ['a property in the wrong case', bucket({ bucketName: 'a' }), 'unknown-property', 'Properties.bucketName'],
    [
      'an unknown property deep inside',
      bucket({ VersioningConfiguration: { Status: 'Enabled', State: 'Enabled' } }),
      'unknown-property',
      'Properties.VersioningConfiguration.State',
    ],
    [
      'an unknown property in a list',
      bucket({ LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Days: 3 }] } }),
      'unknown-property',
      'Properties.LifecycleConfiguration.Rules[0].Days',
    ],
    [
      'an unknown part of a tag',
      bucket({ Tags: [{ Key: 'a', Valu: 'b' }] }),
      'unknown-property',
      'Properties.Tags[0].Valu',
    ],
    ['a tag without a key', bucket({ Tags: [{ Value: 'b' }] }), 'missing-property', 'Properties.Tags[0].Key'],
    [
      'no required property',
      template({ Role: { Type: 'AWS::IAM::Role' } }),
      'missing-property',
      'Properties.AssumeRolePolicyDocument',
    ],
    [
      'a required property without a value',
      domain({ DomainName: { Ref: 'AWS::NoValue' } }),
      'missing-property',
      'Properties.DomainName',
    ],
    [
      'no required property deep inside',
      bucket({ LifecycleConfiguration: { Rules: [{ ExpirationInDays: 3 }] } }),
      'missing-property',
      'Properties.LifecycleConfiguration.Rules[0].Status',
    ],
    ['a text in the place of a list', domain({ SubnetIds: 'subnet-1' }), 'wrong-type', 'Properties.SubnetIds'],
    [
      'a joined text in the place of a list',
      domain({ SubnetIds: { 'Fn::Join': [',', ['a']] } }),
      'wrong-type',
      'Properties.SubnetIds',
    ],
    ['a list in the place of a text', domain({ VpcId: ['vpc-1'] }), 'wrong-type', 'Properties.VpcId'],
    [
      'a split list in the place of a text',
      domain({ VpcId: { 'Fn::Split': [',', 'a,b'] } }),
      'wrong-type',
      'Properties.VpcId',
    ],
    ['an object in the place of a text', domain({ KmsKeyId: { Id: 'key-1' } }), 'wrong-type', 'Properties.KmsKeyId'],
    [
      'a text in the place of an object',
      bucket({ BucketEncryption: 'AES256' }),
      'wrong-type',
      'Properties.BucketEncryption',
    ],
    ['nothing in the place of a text', bucket({ BucketName: null }), 'wrong-type', 'Properties.BucketName'],
    [
      'a word in the place of a truth value',
      bucket({ ObjectLockEnabled: 'yes' }),
      'wrong-type',
      'Properties.ObjectLockEnabled',
    ],
    [
      'a word in the place of a number',
      template({ Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 'a month' } } }),
      'wrong-type',
      'Properties.RetentionInDays',
    ],
    [
      'half a number in the place of a whole one',
      template({ Role: { ...role, Properties: { ...role.Properties, MaxSessionDuration: 3600.5 } } }),
      'wrong-type',
      'Properties.MaxSessionDuration',
    ],
    [
      'a number in the place of an object',
      domain({ DefaultUserSettings: 5 }),
      'wrong-type',
      'Properties.DefaultUserSettings',
    ],
    [
      'a list in the place of a map',
      template({
        P: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: 'a', Tags: [{ Key: 'a', Value: 'b' }] },
        },
      }),
      'wrong-type',
      'Properties.Tags',
    ],
    [
      'the wrong type in one branch',
      template(
        {
          D: {
            Type: 'AWS::SageMaker::Space',
            Properties: { DomainId: 'd', SpaceName: 's', Tags: { 'Fn::If': ['Two', [], 'a'] } },
          },
        },
        { Conditions: { Two: { 'Fn::Equals': ['a', 'b'] } } },
      ),
      'wrong-type',
      'Properties.Tags.Fn::If[2]',
    ],
    ['a sign-in of nobody', domain({ AuthMode: 'LDAP' }), 'value-not-allowed', 'Properties.AuthMode'],
    [
      'a network mode of nobody',
      domain({ AppNetworkAccessType: 'VpcOnl' }),
      'value-not-allowed',
      'Properties.AppNetworkAccessType',
    ],
    [
      'an endpoint type of nobody',
      endpoint({ VpcEndpointType: 'interface' }),
      'value-not-allowed',
      'Properties.VpcEndpointType',
    ],
    [
      'a tracking size of nobody',
      template({
        Tracking: {
          Type: 'AWS::SageMaker::MlflowTrackingServer',
          Properties: { TrackingServerName: 't', RoleArn: 'r', ArtifactStoreUri: 's3://a', TrackingServerSize: 'Tiny' },
        },
      }),
      'value-not-allowed',
      'Properties.TrackingServerSize',
    ],
    [
      'a domain version of nobody',
      template({
        D: { Type: 'AWS::DataZone::Domain', Properties: { Name: 'a', DomainExecutionRole: 'r', DomainVersion: 'V3' } },
      }),
      'value-not-allowed',
      'Properties.DomainVersion',
    ],
    [
      'a single sign-on of nobody',
      template({
        D: {
          Type: 'AWS::DataZone::Domain',
          Properties: { Name: 'a', DomainExecutionRole: 'r', SingleSignOn: { Type: 'SAML' } },
        },
      }),
      'value-not-allowed',
      'Properties.SingleSignOn.Type',
    ],
    [
      'an encryption of nobody',
      bucket({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'rot13' } }],
        },
      }),
      'value-not-allowed',
      'Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm',
    ],
    ['a Ref to nothing', bucket({ BucketName: { Ref: 'Nam' } }), 'unknown-reference', 'Properties.BucketName.Ref'],
    [
      'a Ref to nothing of AWS',
      bucket({ BucketName: { Ref: 'AWS::Account' } }),
      'unknown-reference',
      'Properties.BucketName.Ref',
    ],
    ['a Ref to a list', bucket({ BucketName: { Ref: ['A'] } }), 'unknown-function', 'Properties.BucketName.Ref'],
    [
      'a GetAtt of nothing',
      bucket({ BucketName: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      'unknown-reference',
      'Properties.BucketName.Fn::GetAtt',
    ],
    [
      'a GetAtt of an attribute that is not there',
      template({
        Role: role,
        B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::GetAtt': ['Role', 'Name'] } } },
      }),
      'unknown-attribute',
      'Properties.BucketName.Fn::GetAtt',
    ],
    [
      'a GetAtt in one text of an attribute that is not there',
      template({
        Role: role,
        B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::GetAtt': 'Role.Name' } } },
      }),
      'unknown-attribute',
      'Properties.BucketName.Fn::GetAtt',
    ],
    [
      'a Sub of nothing',
      bucket({ BucketName: { 'Fn::Sub': 'a-${Nam}' } }),
      'unknown-reference',
      'Properties.BucketName.Fn::Sub',
    ],
    [
      'a Sub of an attribute that is not there',
      template({
        Role: role,
        B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${Role.Name}' } } },
      }),
      'unknown-attribute',
      'Properties.BucketName.Fn::Sub',
    ],
    [
      'an unknown function',
      bucket({ BucketName: { 'Fn::Concat': ['a', 'b'] } }),
      'unknown-function',
      'Properties.BucketName.Fn::Concat',
    ],
    ['a DependsOn of nothing', bucket({}, { DependsOn: 'Key' }), 'unknown-dependency', 'DependsOn'],
    ['a DependsOn of itself', bucket({}, { DependsOn: ['Bucket'] }), 'circular-dependency', ''],
    ['a condition of nobody', bucket({}, { Condition: 'IsLarge' }), 'unknown-condition', 'Condition'],
    [
      'an If of no condition',
      bucket({ BucketName: { 'Fn::If': ['IsLarge', 'a', 'b'] } }),
      'unknown-condition',
      'Properties.BucketName.Fn::If',
    ],
    [
      'a mapping of nobody',
      bucket({ BucketName: { 'Fn::FindInMap': ['Names', 'eu', 'bucket'] } }),
      'unknown-mapping',
      'Properties.BucketName.Fn::FindInMap',
    ],
    [
      'a mapping without the key',
      template(
        { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::FindInMap': ['Names', 'eu', 'bucket'] } } } },
        { Mappings: { Names: { us: { bucket: 'a' } } } },
      ),
      'unknown-mapping',
      'Properties.BucketName.Fn::FindInMap',
    ],
    [
      'an output of nothing',
      template({}, { Outputs: { Name: { Value: { Ref: 'Bucket' } } } }),
      'unknown-reference',
      'Outputs.Name.Value.Ref',
    ],
    [
      'resources that wait for one another',
      template({
        A: { Type: 'AWS::S3::Bucket', DependsOn: 'B' },
        B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${C}-b' } } },
        C: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Join': ['-', [{ Ref: 'A' }, 'c']] } } },
      }),
      'circular-dependency',
      '',
    ],
  ];
