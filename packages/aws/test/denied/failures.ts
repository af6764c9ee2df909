import type { UntoldFailure } from '../../src/denied/heard.ts';

/** Failures that name nobody, as clients print them. */
export const failures: readonly (readonly [string, UntoldFailure['untold'], string | null])[] = [
  ['An error occurred (AccessDenied) when calling the PutObject operation: Access Denied', 'bare', 'PutObject'],
  [
    'boto3.exceptions.S3UploadFailedError: Failed to upload a.mp3 to d/a.mp3: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    'bare',
    'PutObject',
  ],
  ['fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden', 'bare', 'HeadObject'],
  [
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>CFX2</RequestId></Error>',
    'bare',
    null,
  ],
  ['AccessDenied: Access Denied status code: 403, request id: 03B8, host id: FhXC', 'bare', null],
  [
    'operation error S3: GetObject, https response error StatusCode: 403, RequestID: 1, HostID: 2, api error AccessDenied: Access Denied',
    'bare',
    'GetObject',
  ],
  ['Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1)', 'bare', null],
  [
    'API: ec2:RunInstances You are not authorized to perform this operation. Encoded authorization failure message: rHU-pVHMSckD0OAc5l3r9-gKN1X',
    'encoded',
    null,
  ],
  ['UnauthorizedOperation: You are not authorized to perform this operation.\n status code: 403', 'other', null],
  [
    'AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    'key',
    null,
  ],
  [
    'An error occurred (AccessDeniedException) when calling the GetParameter operation: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400)',
    'key',
    'GetParameter',
  ],
  ['AccessDeniedException: Access to KMS is not allowed', 'key', null],
  [
    "{'S': 'ERROR', 'C': '42501', 'M': 'permission denied for relation sales', 'R': 'aclcheck_error'}",
    'database',
    null,
  ],
  ['psycopg2.errors.InsufficientPrivilege: permission denied for schema public', 'database', null],
  ['ERROR: permission denied for table forecast', 'database', null],
  [
    'An error occurred (ExpiredTokenException) when calling the CreateTrainingJob operation: The security token included in the request is expired',
    'credentials',
    'CreateTrainingJob',
  ],
  ['botocore.exceptions.NoCredentialsError: Unable to locate credentials', 'credentials', null],
  [
    'An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation',
    'credentials',
    'GetCallerIdentity',
  ],
  [
    'botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "https://glue.eu-central-1.amazonaws.com/"',
    'unreachable',
    null,
  ],
  [
    'ConnectTimeoutError: Connect timeout on endpoint URL: "https://sts.eu-central-1.amazonaws.com/"',
    'unreachable',
    null,
  ],
  [
    "mlflow.exceptions.MlflowException: API request to endpoint /api/2.0/mlflow/runs/create failed with error code 403 != 200. Response body: ''",
    'tracking',
    null,
  ],
  ['User is not authorized to access this resource with an explicit deny in an identity-based policy', 'other', null],
  [
    "'arn:aws:iam::1:role/flow' is not authorized to create managed-rule. (Error Code: AccessDeniedException)",
    'other',
    null,
  ],
];
