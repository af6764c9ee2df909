import type { Workspace } from '@atelier/core';
import { holdings, type World } from '@atelier/simulated-aws';
import { differencesBetween } from '../differences.ts';
import { type Expectation, hasFailed } from '../phase.ts';

/** The account holds what it held before the change that is taken back; what bounds its roles is handed out anew. */
export function asBefore({ aws }: Workspace): Expectation {
  const boundary = `policy/${aws?.iam.permissionsBoundary ?? ''} `;
  return ({ answer, after, beforeThat }) =>
    hasFailed(answer) || beforeThat === null
      ? []
      : changesBetween(beforeThat, after).filter((line) => !line.includes(boundary));
}

/** The account holds what it held. */
export const asItWas: Expectation = ({ before, after }) => changesBetween(before, after);

function changesBetween(before: World, after: World): readonly string[] {
  return differencesBetween(held(before), held(after)).map((line) => `It was to be as before: ${line}`);
}

/** Templates that the CDK has put down stay, a stack that was changed says so, and rights are handed out anew. */
function held(world: World): readonly string[] {
  return (
    holdings(world)
      // Interfaces of endpoints take their time.
      .filter((line) => !line.startsWith('AWS::EC2::NetworkInterface') || !line.includes(' detaching '))
      .filter((line) => !/^object cdk-[^/]*-assets-|^AWS::IAM::ManagedPolicy \S+:policy\/\S*AtelierRights-/.test(line))
      .map((line) => line.replace(/^(stack \S+) (CREATE|UPDATE)_COMPLETE$/, '$1'))
  );
}
