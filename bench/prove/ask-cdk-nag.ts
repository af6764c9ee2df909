import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { Answers } from './answers.ts';

const packs = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];

/** Findings of four rule packs of cdk-nag in each template of a folder, read with CfnInclude. */
export function askCdkNag(folder: string): Answers {
  const findings: Record<string, readonly string[]> = {};
  let unread = 0;
  for (const file of readdirSync(folder)) {
    const stack = included(join(folder, file));
    if (stack === null) unread += 1;
    else findings[file] = violations(stack);
  }
  return { findings, unread };
}

/**
 * Null: CfnInclude refuses the template.
 *
 * It refuses a resource that lacks what CloudFormation requires; that gets a value which nobody knows, so that the rules
 * can look at the rest.
 */
function included(templateFile: string): Stack | null {
  for (;;) {
    try {
      const stack = new Stack(new App(), 'Stack');
      new CfnInclude(stack, 'Template', { templateFile, allowCyclicalReferences: true });
      return stack;
    } catch (error) {
      const lack = /\/(\w+) \[[\w:]+\] is missing required property: (\w+)/.exec(String(error));
      if (lack === null || !fill(templateFile, lack[1] ?? '', lack[2] ?? '')) return null;
    }
  }
}

/** False: it was filled before, and is still missed. */
function fill(templateFile: string, id: string, name: string): boolean {
  const template = JSON.parse(readFileSync(templateFile, 'utf8'));
  const property = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const { Properties = {} } = template.Resources[id];
  if (property in Properties) return false;
  template.Resources[id].Properties = { ...Properties, [property]: { 'Fn::ImportValue': 'unknown' } };
  writeFileSync(templateFile, JSON.stringify(template));
  return true;
}

/** A rule that cannot be evaluated has found nothing. */
function violations(stack: Stack): readonly string[] {
  return packs
    .flatMap((Pack) => new Pack().validateScope(stack).violations)
    .filter(({ description }) => !description.startsWith('Rule threw an error'))
    .flatMap(({ ruleName, violatingResources = [] }) =>
      violatingResources.map(({ constructPath = '' }) => `${ruleName} ${constructPath.split('/').at(-1)}`),
    );
}
