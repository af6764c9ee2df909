export { readTemplates } from '../template/read-templates.ts';
export type { StackTemplate, Template } from '../template/template.ts';
export type { Finding, Proof } from './finding.ts';
export { prove } from './prove.ts';
export type { Rule } from './rule.ts';
export { rules } from './rules.ts';
