import { type EvaluatedResource, isMap, type Value } from '@atelier/cloudformation';
import { textAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { Rule, Violation } from '../rule.ts';

/** Names of properties and of environment variables in which secrets stand, without what joins their words. */
const secretName =
  /(password|passwd|passphrase|secretstring|secretkey|secretaccesskey|clientsecret|authtoken|oauthtoken|accesstoken|apitoken|privatekey|apikey)$/i;

interface Named {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

function plainSecrets(model: Model): Violation[] {
  return model.stacks
    .flatMap(({ resources }) => resources)
    .flatMap((resource) =>
      textsIn(resource.properties, 'Properties')
        .filter(isPlainSecret)
        .map((found) => violation(resource, found)),
    );
}

function violation(resource: EvaluatedResource, { path, name }: Named): Violation {
  return {
    at: resource,
    path,
    message: `${name} of ${resource.logicalId} stands in the template, for everybody who reads it.`,
    fix: 'Keep it in Secrets Manager, and name it by {{resolve:secretsmanager:…}}.',
  };
}

/** Every text with the name under which it stands; of `{Name, Value}` in a list the name is the first text. */
function textsIn(value: Value, path: string): Named[] {
  if (Array.isArray(value)) return value.flatMap((item: Value, index) => textsIn(item, `${path}[${index}]`));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const name = key === 'Value' ? (textAt(value as Value, 'Name') ?? key) : key;
    return typeof part === 'string'
      ? [{ path: `${path}.${key}`, name, text: part }]
      : textsIn(part as Value, `${path}.${key}`);
  });
}

function isPlainSecret({ name, text }: Named): boolean {
  const isElsewhere = /⟨|\{\{resolve:|^arn:|^(true|false|)$/.test(text);
  return !isElsewhere && secretName.test(name.replaceAll(/[-_. ]/g, ''));
}

export const secretRules: readonly Rule[] = [
  {
    id: 'plain-secret',
    proves: 'No password, token or private key stands in a template.',
    beyond: 'Secrets under names that do not say so.',
    violations: plainSecrets,
  },
];
