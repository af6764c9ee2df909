import { type EvaluatedResource, evaluate, type Value } from '@atelier/cloudformation';
import { askedPolicy, decide, type IamCaller, requestContext } from '@atelier/proofs/policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { everything } from './ask-simulator.ts';

export type Context = Readonly<Record<string, string>>;

/** Somebody's request. */
export interface Attempt {
  /** ARN of the role. */
  readonly role: string;
  readonly action: string;
  /** What the policy that is asked stands on. */
  readonly on: string;
  /** From the name of that on, such as `/delivered/x`. */
  readonly rest?: string;
  readonly context?: Context;
  /** Rights of whoever asks; left out: every right that IAM can give. */
  readonly identity?: object;
}

/** Policies of buckets, keys and roles of the synthesised templates, as the account would have them. */
export interface Deployed {
  readonly account: string;
  /** Documents by the name of a bucket, by `key`, and by the name of a role. */
  readonly documents: ReadonlyMap<string, object>;
  /** What the policies of buckets take for the network. */
  readonly inside: Context;
}

export async function deployed(workspace: AwsWorkspace, account: string): Promise<Deployed> {
  const { stacks } = await synthesise(workspace);
  const { region } = workspace.aws;
  const resources = evaluate(stacks, { account, region, partition: 'aws' }).flatMap((stack) => stack.resources);
  const names = new Map(resources.map((one) => [`${one.stack}/${one.logicalId}`, one]));
  const plain = (document: Value | undefined) =>
    JSON.parse(
      JSON.stringify(document).replace(/⟨([^⟩]*?)(\.[A-Za-z]+)?⟩/g, (_, address: string) =>
        inCloud(names.get(address), address),
      ),
    ) as object;
  const documents = resources.flatMap(({ type, properties }): [string, object][] => {
    if (type === 'AWS::S3::BucketPolicy')
      return [[nameOfBucket(properties.Bucket, names), plain(properties.PolicyDocument)]];
    if (type === 'AWS::KMS::Key') return [['key', plain(properties.KeyPolicy)]];
    return type === 'AWS::IAM::Role' ? [[String(properties.RoleName), plain(properties.AssumeRolePolicyDocument)]] : [];
  });
  const found = new Map(documents);
  return { account, documents: found, inside: networkIn(JSON.stringify([...found.values()])) };
}

function inCloud(resource: EvaluatedResource | undefined, address: string): string {
  if (resource?.type === 'AWS::S3::Bucket') return `arn:aws:s3:::${resource.properties.BucketName}`;
  return address.replace(/\W/g, '-');
}

function nameOfBucket(reference: Value | undefined, names: ReadonlyMap<string, EvaluatedResource>): string {
  return String(names.get(String(reference).slice(1, -1))?.properties.BucketName);
}

function networkIn(text: string): Context {
  const [, key = '', id = ''] = /"(aws:SourceVpce?)":\[?"([^"]+)"/.exec(text) ?? [];
  return { [key]: id };
}

/** Whether it passes, by our evaluator and by another one, which have to agree. */
export async function passes(of: Deployed, attempt: Attempt): Promise<boolean> {
  const { role, action, on, rest = '', context = {}, identity = everything } = attempt;
  const document = of.documents.get(on);
  if (document === undefined) throw new Error(`Nothing in the templates is called ${on}.`);
  const account = role.split(':')[4] ?? '';
  const resource = arnOn(of.account, action, on) + rest;
  const facts: Context = {
    'aws:PrincipalArn': role,
    'aws:PrincipalAccount': account,
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.3',
    'kms:CallerAccount': account,
    ...context,
  };
  const name = role.slice(role.lastIndexOf('/') + 1);
  const caller: IamCaller = { kind: 'session', arn: `arn:aws:sts::${account}:assumed-role/${name}/me`, role, account };
  const request = { caller, action, resource, account: of.account, context: requestContext(facts) };
  const ours =
    decide(request, {
      identity: [askedPolicy('rights', identity as Value)],
      resource: askedPolicy(on, document as Value),
    }).verdict === 'allowed';
  const theirs = await simulated(role, action, { resource, accountId: of.account }, facts, {
    identity,
    resource: document,
  });
  if (ours !== theirs) throw new Error(`${action} by ${role}: ours says ${ours}, the other ${theirs}.`);
  return ours;
}

function arnOn(account: string, action: string, on: string): string {
  if (action.startsWith('kms:')) return `arn:aws:kms:eu-central-1:${account}:key/11111111-2222-3333-4444-555555555555`;
  return action.startsWith('sts:') ? `arn:aws:iam::${account}:role/${on}` : `arn:aws:s3:::${on}`;
}

/** The other evaluator ignores keys of an encryption context: it is asked under one that nothing else here has. */
function known<Facts>(facts: Facts): Facts {
  return JSON.parse(JSON.stringify(facts).replaceAll('kms:EncryptionContext:aws:s3:arn', 'kms:RequestAlias'));
}

async function simulated(
  principal: string,
  action: string,
  resource: { resource: string; accountId: string },
  contextVariables: Context,
  { identity, resource: resourcePolicy }: { readonly identity: object; readonly resource: object },
): Promise<boolean> {
  const results = await runSimulation(
    {
      request: { principal, action, resource, contextVariables: { ...known(contextVariables) } },
      identityPolicies: [{ name: 'rights', policy: identity }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: known(resourcePolicy),
    },
    {},
  );
  if (results.resultType === 'error') throw new Error(JSON.stringify(results.errors));
  return results.overallResult === 'Allowed';
}
