import { hearUntold } from './hear-untold.ts';
import type { Heard, RefusingKind, ToldRequest } from './heard.ts';
import { withoutSecrets } from './without-secrets.ts';

const marker = ' is not authorized to perform: ';
const longestName = 2048;
const longestRest = 4096;

/** Words for kinds of policies in messages (IAM User Guide, "Troubleshoot access denied error messages"). */
const kinds: readonly (readonly [RegExp, RefusingKind])[] = [
  [/identity-based/i, 'identity'],
  [/resource-based/i, 'resource'],
  [/permissions? boundary/i, 'boundary'],
  [/service control|resource control/i, 'organization'],
  [/sessions?/i, 'session'],
  [/endpoint/i, 'endpoint'],
  [/trust/i, 'trust'],
];

/**
 * What a text tells of requests that were refused: sentences of AWS as clients print them, and what is known of failures without
 * such a sentence. Nothing else of the text is kept.
 */
export function hearMessage(text: string): readonly Heard[] {
  const plain = text.replaceAll(/\\+"/g, '"').replaceAll(/(?:\\n|\s)+/g, ' ');
  const told: ToldRequest[] = [];
  for (let at = plain.indexOf(marker); at !== -1; at = plain.indexOf(marker, at + marker.length)) {
    const request = requestAt(plain, at);
    if (request !== undefined) told.push(request);
  }
  return told.length > 0 ? told : hearUntold(plain);
}

function requestAt(plain: string, at: number): ToldRequest | undefined {
  const who =
    plain
      .slice(Math.max(0, at - longestName), at)
      .split(/[\s"'`]/)
      .at(-1) ?? '';
  const rest = plain.slice(at + marker.length, at + marker.length + longestRest);
  const [, operation, first] = /^([a-z0-9-]+:[A-Za-z0-9]+)(?: on resource: ?["']?([^\s"',;]+))?/.exec(rest) ?? [];
  if (operation === undefined || who === '') return undefined;
  const next = rest.indexOf(marker);
  return {
    verdict: 'denied',
    who: withoutSecrets(who),
    operation,
    resource: first === undefined || first === 'null' ? null : withoutSecrets(first.replace(/[.)\]}]+$/, '')),
    ...reasonIn(next === -1 ? rest : rest.slice(0, next)),
    place: null,
    facts: {},
  };
}

function reasonIn(rest: string): Pick<ToldRequest, 'by' | 'isExplicit' | 'policy'> {
  const [, explicit] =
    / with an explicit deny(?: in (?:an? |the )?([a-zA-Z -]{1,60}?(?:policy|policies|boundary)))?/.exec(rest) ?? [];
  const isExplicit = rest.includes(' with an explicit deny');
  const [, implicit] = / because no ([a-zA-Z -]{1,60}?(?:policy|boundary)) allows the /.exec(rest) ?? [];
  const words = explicit ?? implicit;
  const [, policy] = /(?:policy|boundary): ?(arn:[^\s"']+)/.exec(rest) ?? [];
  return {
    by: words === undefined ? null : (kinds.find(([form]) => form.test(words))?.[1] ?? null),
    isExplicit: isExplicit ? true : implicit === undefined ? null : false,
    policy: policy === undefined ? null : withoutSecrets(policy.replace(/[.,]+$/, '')),
  };
}
