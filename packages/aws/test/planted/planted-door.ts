import type { Draft, Spot } from '../../../proofs/test/draft.ts';
import { bucketPolicy, edit, list, type Statement } from '../guardrails/opening.ts';

/** A door that is walled up, who has to say so, and how it is done: by a builder's mistake, or by a hand in a template. */
export type PlantedDoor = readonly [name: string, namedBy: readonly string[], dig: (draft: Draft) => void];

export const data = (draft: Draft) => bucketPolicy(draft, (text) => text.includes('"Deliveries"'));
export const logs = (draft: Draft) => bucketPolicy(draft, (text) => text.includes('DeliverLogsOfThisAccount'));
export const endpoint = (draft: Draft, service: string) =>
  draft.find('AWS::EC2::VPCEndpoint', (text) => text.includes(`.${service}"`));
export const domain = (draft: Draft) => draft.find('AWS::SageMaker::Domain');
export const inside = (draft: Draft) => draft.find('AWS::IAM::ManagedPolicy', (text) => text.includes('"acme-inside"'));
export const vpc = (draft: Draft) => draft.find('AWS::EC2::VPC');
export const gone = (draft: Draft, spot: Spot, sid: string, path = list) => edit(draft, spot, sid, () => null, path);
export const inlineOf = 'Properties.Policies[0].PolicyDocument.Statement';
export const inThe = (one: Statement, more: object) => ({ ...one, Condition: more });
