import { type EvaluatedResource, isUnknown, own, resourceSchema, type Value } from '@atelier/cloudformation';
import { nameRules } from './name-rules.ts';
import { valueAt } from './value-at.ts';

/** The name that a template writes out for a resource, and that AWS gives to one of its type at a time. */
export interface PhysicalName {
  /** From the properties: `Budget.BudgetName`; several joined by commas. */
  readonly property: string;
  readonly name: string;
  /** The same for two resources that cannot be there at the same time. */
  readonly key: string;
}

/** Null: AWS makes the name up, or nobody can tell it before it is deployed. */
export function physicalName({ type, properties }: EvaluatedResource, region: string | null): PhysicalName | null {
  const rule = Object.hasOwn(nameRules, type) ? nameRules[type] : undefined;
  const parts = rule === undefined ? identifierOf(type) : [rule.property];
  const values = parts.map((part) => valueAt(properties, part) as Value | undefined);
  const texts = values.filter((value) => typeof value === 'string' && !isUnknown(value));
  if (texts.length === 0 || texts.length < parts.length) return null;
  const name = texts.join(', ');
  const within = rule?.within === undefined ? '' : JSON.stringify(valueAt(properties, rule.within));
  const place = rule?.everywhere ? '' : (region ?? '');
  const key = [type, place, within, rule?.ignoresCase ? name.toLowerCase() : name].join('|');
  return { property: parts.join(', '), name, key };
}

/** Properties that tell a resource from every other; empty where AWS makes up one of them. */
function identifierOf(type: string): readonly string[] {
  const schema = resourceSchema(type);
  const parts = schema?.identifier ?? [];
  return parts.every((part) => own(schema?.properties, part) !== undefined) ? parts : [];
}
