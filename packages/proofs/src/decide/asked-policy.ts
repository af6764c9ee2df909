import type { Value } from '@atelier/cloudformation';
import { at } from '../at.ts';
import { type PolicyText, readDocument } from '../policy/read-policy.ts';

/** A policy of an account as statements, and by which words it is told. */
export interface AskedPolicy extends PolicyText {
  /** Such as the policy's ARN. */
  readonly name: string;
  /** Whether `${…}` in it stands for values of the request: in policies of the older language it is plain text. */
  readonly hasVariables: boolean;
}

/** Reads a policy document that is asked of for the first time; the same document is read once. */
export function askedPolicy(name: string, document: Value): AskedPolicy {
  const isKept = typeof document === 'object' && document !== null;
  const before = isKept ? known.get(document) : undefined;
  if (before !== undefined) return before;
  const where = { stack: '', logicalId: name, type: '', properties: {}, dependsOn: [] };
  const parsed = typeof document === 'string' ? jsonOr(document) : document;
  const read = { ...readDocument(where, parsed, name), name, hasVariables: at(parsed, 'Version') === '2012-10-17' };
  if (isKept) known.set(document, read);
  return read;
}

/** Text that is no JSON stays text, which is no policy. */
function jsonOr(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

const known = new WeakMap<object, AskedPolicy>();
