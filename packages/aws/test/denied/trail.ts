/** A record of CloudTrail: omar reads the data of his project through an endpoint. */
export function event(change: Record<string, unknown> = {}, role = 'harvest-person-omar'): Record<string, unknown> {
  return {
    eventVersion: '1.10',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:SageMaker',
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/SageMaker`,
      accountId: '111122223333',
      accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: `arn:aws:iam::111122223333:role/${role}`, userName: role },
      },
    },
    eventTime: '2026-11-30T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '10.10.0.9',
    vpcEndpointId: 'vpce-0a1b2c3d',
    userAgent: '[Boto3/1.40]',
    requestParameters: { bucketName: data, key: 'a.csv', Host: `${data}.s3.eu-central-1.amazonaws.com` },
    responseElements: null,
    additionalEventData: { 'x-amz-id-2': 'secret-of-a-request' },
    resources: [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${data}/a.csv` }],
    eventType: 'AwsApiCall',
    eventCategory: 'Data',
    ...change,
  };
}

export const data = 'harvest-yields-data-111122223333-euc1';

const sentence = (operation: string, resource: string, reason: string) =>
  `User: arn:aws:sts::111122223333:assumed-role/harvest-person-omar/SageMaker is not authorized to perform: ${operation} on resource: "${resource}" ${reason}`;

/** The same refused. */
export function refusal(operation: string, resource: string, reason: string, change: Record<string, unknown> = {}) {
  return event({ errorCode: 'AccessDenied', errorMessage: sentence(operation, resource, reason), ...change });
}

export async function* partsOf(text: string, size = 4096): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
