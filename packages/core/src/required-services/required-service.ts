/**
 * Names of what notebooks and jobs may have to reach, in words of no target. AWS turns each into network endpoints, one
 * machine into sockets bound into a sandbox; nothing else can be reached on either.
 */
export const reachables = [
  'objects',
  'studio',
  'models',
  'identity',
  'logs',
  'metrics',
  'images',
  'network',
  'keys',
  'studio-pages',
  'tracking',
  'tracking-app',
  'packages',
  'source',
  'connections',
  'catalog',
  'settings',
  'secrets',
  'warehouse',
  'spark',
  'flows',
  'unified',
  'generative-ai',
  'assistant',
] as const;

export type RequiredServiceName = (typeof reachables)[number];

export interface RequiredService {
  readonly name: RequiredServiceName;
  /** The feature that needs it, for people. */
  readonly because: string;
}
