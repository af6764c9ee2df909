import { others, type TrackingAction, version2, version3 } from './tracking-routes.ts';

interface TrackingRoute {
  readonly method: string;
  readonly segments: readonly string[];
  readonly action: TrackingAction;
}

/** Every route of tracking as `METHOD /path`, with its action. */
export const trackingRoutes: ReadonlyMap<string, TrackingAction> = new Map([
  ...below(['/api/2.0/mlflow/', '/ajax-api/2.0/mlflow/'], version2),
  ...below(['/api/3.0/mlflow/', '/ajax-api/3.0/mlflow/'], version3),
  ...below([''], others),
]);

const withParameters: readonly TrackingRoute[] = [...trackingRoutes].flatMap(([route, action]) => {
  const [method = '', path = ''] = route.split(' ');
  return path.includes('{') ? [{ method, segments: path.split('/'), action }] : [];
});

/**
 * What somebody has to be allowed to do for a request to tracking; undefined for a route that is not known.
 *
 * Fixed segments are compared as they were sent, so that none has a second spelling. HEAD asks for what GET does.
 */
export function trackingAction(method: string, path: string): TrackingAction | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  const exact = trackingRoutes.get(`${asked} ${path}`);
  if (exact !== undefined) return exact;
  const segments = path.split('/');
  return withParameters.find((route) => route.method === asked && matches(route.segments, segments))?.action;
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  const isOpenEnded = template.at(-1)?.endsWith('...}') === true;
  if (isOpenEnded ? segments.length < template.length : segments.length !== template.length) return false;
  return template.every((part, index) => {
    const given = segments[index] ?? '';
    return part.startsWith('{') ? given !== '' : part === given;
  });
}

function below(
  prefixes: readonly string[],
  table: Readonly<Partial<Record<TrackingAction, string>>>,
): [string, TrackingAction][] {
  return Object.entries(table).flatMap(([action, lines]) =>
    lines
      .trim()
      .split(/\s*\n\s*/)
      .flatMap((line) =>
        prefixes.map((prefix): [string, TrackingAction] => {
          return [line.replace(' ', ` ${prefix}`), action as TrackingAction];
        }),
      ),
  );
}
