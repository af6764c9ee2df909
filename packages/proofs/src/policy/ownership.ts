import type { EvaluatedResource } from '@atelier/cloudformation';
import { textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { arnParts, bucketNameIn } from './arn.ts';

/** Whose a value is: of these templates, of somebody else, or of nobody that can be told. */
export type Owner = 'ours' | 'others' | 'untold';

/** Kind of thing that a value of a condition stands for. */
export type Kind = 'account' | 'organization' | 'endpoint' | 'network' | 'arn';

/** An account that is written out, or that only the cloud knows: the stack's own. */
const ownAccount = '⟨AccountId⟩';

export function ownerOf(kind: Kind, value: string, at: EvaluatedResource, model: Model): Owner {
  if (kind === 'arn') return ownerOfArn(value, at, model);
  if (value === ownAccount) return 'ours';
  if (/[*?]/.test(value) && !/^o-[^*?]+\//.test(value)) return 'others';
  const resource = model.find(value);
  if (isUntold(value)) return resource === undefined ? 'untold' : isOfKind(resource, kind);
  if (kind === 'account') return ownerOfAccount(value, at, model);
  if (kind === 'organization') return 'untold';
  return ownerOfPlace(kind, value, model);
}

/** Whether a text is, or holds, something that only the cloud knows. */
function isUntold(value: string): boolean {
  return value.includes('⟨');
}

const types: Readonly<Record<string, string>> = {
  endpoint: 'AWS::EC2::VPCEndpoint',
  network: 'AWS::EC2::VPC',
  organization: 'AWS::Organizations::Organization',
};

function isOfKind({ type }: EvaluatedResource, kind: Kind): Owner {
  return types[kind] === type ? 'ours' : 'others';
}

function ownerOfAccount(value: string, { stack }: EvaluatedResource, { stacks }: Model): Owner {
  const own = stacks.flatMap(({ account }) => account ?? []);
  const here = stacks.find((one) => one.stack === stack)?.account;
  return value === here || own.includes(value) ? 'ours' : 'others';
}

/** An id that is written out: ours where the templates use it, another's where they make their own. */
function ownerOfPlace(kind: 'endpoint' | 'network', value: string, model: Model): Owner {
  if (kind === 'network' && usesNetwork(model, value)) return 'ours';
  return model.ofType(types[kind] ?? '').length > 0 ? 'others' : 'untold';
}

function usesNetwork({ stacks }: Model, id: string): boolean {
  return stacks.some(({ resources }) => resources.some(({ properties }) => textAt(properties, 'VpcId') === id));
}

function ownerOfArn(value: string, at: EvaluatedResource, model: Model): Owner {
  const [, , service, , account = ''] = arnParts(value);
  if (/^⟨[^⟨⟩]*⟩$/.test(value)) return model.find(value) === undefined ? 'untold' : 'ours';
  if (service === 's3' && account === '') return ownerOfBucket(value, model);
  if (service === 'cloudfront' || account !== '') return ownerOf('account', account, at, model);
  return 'others';
}

function ownerOfBucket(arn: string, model: Model): Owner {
  const name = bucketNameIn(arn);
  // Whoever takes a name that fits has a bucket that is meant.
  if (/[*?]/.test(name)) return 'others';
  return bucketNamed(name, model) === undefined ? 'untold' : 'ours';
}

function bucketNamed(name: string, model: Model): EvaluatedResource | undefined {
  const found = model.find(name);
  return found?.type === 'AWS::S3::Bucket' ? found : undefined;
}

/** Whether a value is a parameter without a value, an import of a stack that is not given, or beyond understanding. */
export function isUndecided(value: string, model: Model): boolean {
  return value.includes('⟨unknown⟩') || (/^⟨[^⟨⟩]*\/[^⟨⟩]*⟩$/.test(value) && model.find(value) === undefined);
}
