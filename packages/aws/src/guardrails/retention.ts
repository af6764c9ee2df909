import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { statefulKind } from './stateful-kind.ts';

const keeping = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** Everything that holds what cannot be made again says what becomes of it, and what must stay stays. */
export function checkRetention({ templates }: Guarded): GuardrailFinding[] {
  return templates.flatMap(({ stack, template }) =>
    Object.entries(template.Resources).flatMap(([name, resource]) => {
      const kind = statefulKind(resource.Type);
      if (!kind) return [];
      return (['DeletionPolicy', 'UpdateReplacePolicy'] as const).flatMap((path) => {
        const policy = resource[path];
        const place = { stack, resource: name, path };
        const holds = `${resource.Type} holds ${kind.holds}`;
        if (policy === undefined)
          return [failure(place, `${holds}, and has no ${path}`, `Say ${path}: Retain, or Delete on purpose.`)];
        if (!kind.mustStay || keeping.includes(policy)) return [];
        return [failure(place, `${holds}, and its ${path} is ${policy}`, `Give it ${path}: Retain.`)];
      });
    }),
  );
}
