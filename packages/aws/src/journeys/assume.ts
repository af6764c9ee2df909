import { arnOf, type PolicyGround } from '../access/policy-ground.ts';
import type { OutsideRequest } from './asked-journey.ts';
import { type ApiCall, call } from './calls/api-call.ts';

/** A request by a service of AWS for itself, such as `sagemaker.amazonaws.com`. */
export function byService(service: string, asked: ApiCall): OutsideRequest {
  return { caller: { kind: 'service', arn: service, role: null, account: null }, call: asked };
}

/** A service of AWS takes on a role, for `thing` of the workspace's account and region. */
export function takeOn(ground: PolicyGround, role: string, service: string, thing = 'any/1'): OutsideRequest {
  const { names } = ground;
  const [word = ''] = service.split('.');
  const arn = arnOf(ground, word === 'vpc-flow-logs' ? 'ec2' : word, thing);
  const facts = { 'aws:SourceAccount': names.place.account, 'aws:SourceArn': arn };
  return byService(service, call('sts:AssumeRole', names.roleArn(role), facts));
}
