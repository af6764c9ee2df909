import type { AskedAccount } from '../why/asked-account.ts';
import type { UntoldFailure } from './heard.ts';

const meanings: Readonly<Record<Exclude<UntoldFailure['untold'], 'unreachable'>, string>> = {
  bare: 'AWS says neither who was refused nor what: S3 does so to other accounts and where there is no answer to read, as for HeadObject. Ask with the person, the operation and the thing: atelier why PERSON s3:GetObject s3://BUCKET/KEY',
  encoded:
    'What was refused is encoded, and AWS alone decodes it: somebody with sts:DecodeAuthorizationMessage runs "aws sts decode-authorization-message --encoded-message …"; nobody in a role of the workspace has that right. Give what it answers to this command.',
  key: "KMS says neither who asked nor which key. Things of the workspace are encrypted with its own key, which is used through S3, SageMaker and others alone; what another key has encrypted is read by whoever that key's policy lets.",
  database:
    'The database refused it and not AWS: what somebody may do with a table is granted inside of the warehouse, which no file and no policy tells. Rows warehouse.query and warehouse.load say who gets in as what.',
  credentials:
    'Nothing was refused: the credentials are expired, wrong or missing. Sign in again, or start the space anew.',
  tracking:
    'The tracking server says neither who asked nor which policy refused. Ask: atelier why PERSON tracking.write "tracking of PROJECT"',
  other: 'The sentence names nobody and no operation of AWS. Ask with the person, the operation and the thing.',
};

/** What can be said of a failure that does not tell who was refused what, and what to do. */
export function meaningOfUntold({ account, ground }: AskedAccount, { untold, host }: UntoldFailure): string {
  if (untold !== 'unreachable') return meanings[untold];
  if (host === null) return 'Nothing was refused: the service was not reached. The message does not tell its host.';
  const service = servicesOf(host, ground.names.place.region).find((one) => account.endpoints.has(one));
  if (service !== undefined)
    return `Nothing was refused: ${host} was not reached. The network has an endpoint for ${service}, so that it was asked from elsewhere, or its name leads elsewhere.`;
  return ground.workspace.network.mode === 'isolated'
    ? `Nothing was refused: no endpoint of the network leads to ${host}, and an isolated network has no other way out.`
    : `Nothing was refused: ${host} was not reached. No endpoint leads there; the way is the NAT gateway.`;
}

/** Services that the name of a host may stand for, as their endpoints are called. */
function servicesOf(host: string, region: string): readonly string[] {
  const parts = host
    .toLowerCase()
    .replace(/\.amazonaws\.com(\.cn)?$/, '')
    .split('.')
    .filter((part) => part !== region && part !== 'vpce');
  const [last = '', before = ''] = parts.toReversed();
  return [`${last}.${before}`, `${before}.${last}`, last, ...parts].filter((name) => name !== '');
}
