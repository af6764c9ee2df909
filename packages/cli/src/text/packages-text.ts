import type { AllowedPackages, PackageReasons } from '@atelier/core/contract';
import { oneLine } from '@atelier/problem';
import { table } from './table.ts';

/** What may be installed, in words: each line of the file, and below it what that brings. */
export function allowedText({ allow, own, quarantineDays, sources }: AllowedPackages): string {
  const rules = [
    quarantineDays === 0 ? 'no quarantine' : `files younger than ${quarantineDays} days are refused`,
    sources.length === 0 ? 'source archives are refused' : `source archives of ${sources.join(', ')} alone`,
    own.length === 0 ? 'no packages of your own' : `your own come first: ${own.join(', ')}`,
  ];
  const lines = allow === 'all' ? 'Every package of the index.\n' : allow.map(lineText).join('');
  return `${lines === '' ? 'No package may be installed: packages.allow is empty.\n' : lines}${oneLine(`Rules: ${rules.join('; ')}.`)}\n`;
}

function lineText({ line, brings, failed, isKnown }: Exclude<AllowedPackages['allow'], 'all'>[number]): string {
  if (!isKnown) return `${oneLine(line)}: what it needs is being found; ask again in a minute\n`;
  if (failed !== null && brings.length === 0) return `${oneLine(line)}: cannot be installed: ${oneLine(failed)}\n`;
  const [, ...others] = brings;
  const head = `${oneLine(line)}: ${oneLine(brings[0]?.version ?? '')}\n`;
  return (
    head + table(others.map(({ name, version, chain }) => ['', name, version, `by ${chain.slice(0, -1).join(', ')}`]))
  );
}

/** Why a package may be installed or not, in words. */
export function reasonsText({ name, verdict, because, fix, newest, refused = [] }: PackageReasons): string {
  const version = newest ? `, newest ${newest}` : '';
  const lines = [`${name}: ${verdict}${version}. ${because}`, ...(fix === undefined ? [] : [fix])];
  const others = refused.filter(({ message }) => message !== because).map(({ message }) => `  ${message}`);
  return `${[...lines, ...others].map(oneLine).join('\n')}\n`;
}
