import { entryOf, isNamed, readTypeTable, type TypeEntry } from './type-table.ts';

/** Written by people and replaced by a macro before CloudFormation makes anything. */
const byMacro = 'AWS::Serverless::';

/** The table entries of types; those that CloudFormation does not have, and the author's own, are left out. */
export async function typesAmong(types: ReadonlySet<string>): Promise<ReadonlyMap<string, TypeEntry>> {
  const table = await readTypeTable();
  const asked = [...types].filter((type) => !type.startsWith('Custom::') && !type.startsWith(byMacro));
  const doubtful = new Set(asked.filter((type) => !isNamed(type, table)));
  const exists = doubtful.size === 0 ? () => true : await schemaLookUp();
  return new Map(
    asked.flatMap((type) => {
      const entry = entryOf(type, table) ?? { class: 'not modelled' };
      return doubtful.has(type) && !exists(type) ? [] : [[type, entry] as const];
    }),
  );
}

/** The whole list of CloudFormation takes half a second to read. */
async function schemaLookUp(): Promise<(type: string) => boolean> {
  const { resourceSchema } = await import('@atelier/cloudformation');
  return (type) => resourceSchema(type) !== null;
}
