import { resourceSchema } from '@atelier/cloudformation';

/** Types whose schema does not say that a property of theirs holds tags. */
const unsaid: Readonly<Record<string, string>> = { 'AWS::Budgets::Budget': 'ResourceTags' };

/** Property that holds the tags of a type; null: it has none. */
export function tagProperty(type: string): string | null {
  return resourceSchema(type)?.tagProperty ?? unsaid[type] ?? null;
}
