import { type EvaluatedResource, referencesIn, scalarText, type Value } from '@atelier/cloudformation';
import type { Model } from '../model.ts';

/** Outcome of looking at a value: that it keeps a promise, that it breaks it, or neither. */
export type OwnershipOutcome = 'safe' | 'unsafe' | 'unknown';

/** Who asks, and where names are looked up. */
export interface Asker {
  readonly resource: EvaluatedResource;
  readonly model: Model;
}

/** Values that the cloud knows of the stack itself: whatever they are, they are the stack's own. */
const ownParts = /⟨(Partition|Region|AccountId|URLSuffix|StackName|StackId)⟩/g;

/** Whether a part of a text is decided by something outside of the templates: a parameter, a secret, an import. */
export function isOpenText(text: string, model: Model): boolean {
  if (text.includes('{{resolve:')) return true;
  const left = text.replace(ownParts, '');
  return left.includes('⟨') && left.replace(/⟨[^⟨⟩]*⟩/g, (part) => (model.find(part) ? '' : part)).includes('⟨');
}

/** Whether a value names a resource of the templates, or one of the account. */
export function ours(value: Value, asker: Asker): OwnershipOutcome {
  const text = scalarText(value);
  if (text === null) return 'unknown';
  const { reference, name } = beginningOf(text);
  if (reference !== undefined) return asker.model.find(reference) === undefined ? 'unknown' : 'safe';
  const account = accountIn(text);
  if (account !== undefined) return ownAccount(account, asker);
  return name !== undefined && asker.model.find(name) !== undefined ? 'safe' : 'unknown';
}

/** Thing that a text names, after `s3://` or the head of an ARN; a reference with more letters behind it names another. */
function beginningOf(text: string): { readonly reference?: string | undefined; readonly name?: string | undefined } {
  const head = /^(s3:\/\/|arn:(?:[^⟨/]|⟨(?:Partition|Region|AccountId)⟩)*:)/.exec(text)?.[0] ?? '';
  const rest = text.slice(head.length);
  const reference = /^(?:[a-z-]+\/)?(⟨[^⟨⟩]*\/[^⟨⟩]*⟩)(?=$|[/:])/.exec(rest)?.[1];
  const name = /^(?:[^/:⟨]|⟨(?:Region|AccountId|Partition)⟩)+(?=$|[/:])/.exec(rest)?.[0];
  return { reference, name };
}

/** The account in an ARN; undefined where there is none. */
function accountIn(text: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:([^:]+):/.exec(text)?.[1];
}

/** Whether an account's number, or what stands for it, is that of the stack. */
export function ownAccount(account: string, { resource, model }: Asker): OwnershipOutcome {
  const own = model.stacks.find(({ stack }) => stack === resource.stack)?.account ?? null;
  if (account === '⟨AccountId⟩' || account === own) return 'safe';
  return own !== null && /^\d{12}$/.test(account) ? 'unsafe' : 'unknown';
}

/** Whether a value names a key of the account; keys that AWS owns or manages do not count. */
export function ownKey(value: Value, asker: Asker): OwnershipOutcome {
  const text = scalarText(value);
  if (text === null) return 'unknown';
  if (text === '' || text.includes('alias/aws/') || /^AWS_OWNED/i.test(text)) return 'unsafe';
  const [reference] = referencesIn(text);
  if (reference !== undefined && asker.model.find(text)?.type.startsWith('AWS::KMS::') === true) return 'safe';
  const account = accountIn(text);
  if (account !== undefined) return ownAccount(account, asker);
  return /^(alias\/[^⟨]+|(mrk-)?[0-9a-f-]{32,36})$/.test(text) ? 'safe' : 'unknown';
}
