export { speaksOf } from '../policy/read-policy.ts';
export type { Statement } from '../policy/statement.ts';
export { type AskedPolicy, askedPolicy } from './asked-policy.ts';
export {
  type AskedPolicies,
  decide,
  type IamAnswer,
  type PolicyKind,
  type Speaking,
  speaking,
} from './decide.ts';
export { type IamCaller, type PolicyRequest, type RequestContext, requestContext } from './policy-request.ts';
export { supposing, type Untold, untoldIn } from './supposing.ts';
