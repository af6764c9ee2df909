import { failureAnswer, type Route } from '@atelier/core/contract';
import * as z from 'zod';

/** Goes up when a request that was accepted no longer is. */
const apiVersion = '1';

type AnyRoute = Route<Readonly<Record<string, string>>, unknown, unknown>;

/** The routes of a contract by their names. */
export type NamedRoutes = Readonly<Record<string, unknown>>;

/** A description of an HTTP API, as OpenAPI 3.1 has it. */
export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: object;
  readonly security: readonly object[];
}

/** Describe routes; each says by `x-atelier-action` what its caller has to be allowed. */
export function openApiOf(routes: NamedRoutes): OpenApi {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, each] of Object.entries(routes)) {
    const route = each as AnyRoute;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Atelier',
      version: apiVersion,
      description: 'What people ask a workspace for. Who may is decided by the access table, for each request.',
    },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Failure: schemaOf(failureAnswer) },
    },
    security: [{ token: [] }],
  };
}

function operationOf(operationId: string, route: AnyRoute): object {
  const { method, path, params, body, answer, answers, action } = route;
  const { properties = {} } = schemaOf(params) as { properties?: Readonly<Record<string, object>> };
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const type = answers === 'once' ? 'application/json' : 'application/x-ndjson';
  const content = (schema: object, of = 'application/json') => ({ content: { [of]: { schema } } });
  const failure = content({ $ref: '#/components/schemas/Failure' });
  return {
    operationId,
    'x-atelier-action': action,
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? {} })),
    ...(method !== 'GET' && method !== 'DELETE' && { requestBody: { required: true, ...content(schemaOf(body)) } }),
    responses: {
      200: {
        description: answers === 'once' ? 'The answer.' : 'One JSON document a line.',
        ...content(schemaOf(answer), type),
      },
      400: { description: 'The request is not accepted as it was sent.', ...failure },
      401: { description: 'Nobody is known to have asked.', ...failure },
      403: { description: 'It is refused to whoever asked.', ...failure },
      503: { description: 'The machine failed.', ...failure },
    },
  };
}

/** Parts that JSON Schema has no words for are left open. */
function schemaOf(type: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { unrepresentable: 'any', io: 'input' });
  return schema;
}
