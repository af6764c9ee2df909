import type { AllowedPackage } from '../../model/workspace.ts';

/** A line of `packages.allow`. */
export function allowedPackage(line: string): AllowedPackage {
  const [name = ''] = /^[A-Za-z0-9._-]+/.exec(line) ?? [];
  return { name: canonicalPackage(name), versions: line.slice(name.length).replaceAll(' ', '') };
}

/** The form in which Python's indexes compare names. */
export function canonicalPackage(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
