import type { Workspace } from '@atelier/core';
import type { Change, Changed, Expected } from './changes/change.ts';
import { personMore } from './changes/people-changes.ts';
import { asBefore, asItWas } from './expect/as-before.ts';
import { carriedOut, changedNothing, changedOnly, madeEverything } from './expect/carried-out.ts';
import { keptAlone, nothingLeft } from './expect/left-in-account.ts';
import { nothingDenied } from './expect/nothing-denied.ts';
import { nothingLost } from './expect/nothing-lost.ts';
import { keptRead, onlyOperatorsReach, peopleGetIn, stacksStand } from './expect/reached.ts';
import { refusedBefore } from './expect/refused-before.ts';
import type { Expectation, Phase } from './phase.ts';
import { putWork } from './put-work.ts';

/** A change that says nothing for a workspace. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

export interface PhasePlan {
  /** Each after the one in whose account it begins. */
  readonly phases: readonly Phase[];
  readonly leftOut: readonly LeftOut[];
}

/** The phases of a rehearsal that goes through these changes. */
export function phasesOf(workspace: Workspace, changes: readonly Change[]): PhasePlan {
  const applied = changes.map((change) => ({ id: change.id, changed: change.apply(workspace) }));
  const meant = applied.flatMap(({ id, changed }) => ('why' in changed ? [] : [{ id, changed }]));
  return {
    leftOut: applied.flatMap(({ id, changed }) => ('why' in changed ? [{ name: id, why: changed.why }] : [])),
    phases: [
      ...firstPhases(workspace),
      ...meant.map(({ id, changed }) => changePhase(id, changed)),
      ...meant.flatMap(({ id, changed }) => backPhase(workspace, id, changed)),
      ...keptPhases(workspace),
      ...lastPhases(workspace),
    ],
  };
}

const nothing = () => undefined;

/** A deployment of a workspace as its file has it, in the account in which it is deployed. */
function ordinary(name: string, what: string): Omit<Phase, 'expects'> {
  return {
    ...{ name, what, work: { kind: 'deploy', change: null }, from: 'deploy', rights: 'deploy' },
    ...{ rightsOf: null, about: null, isVital: false, arrange: nothing, leaves: nothing },
  };
}

function firstPhases(workspace: Workspace): readonly Phase[] {
  const changed = personMore.apply(workspace);
  return [
    {
      ...ordinary('deploy', 'the workspace as its file has it'),
      ...{ from: null, isVital: true, leaves: (world) => putWork(world, workspace) },
      expects: [carriedOut, madeEverything, peopleGetIn(workspace)],
    },
    {
      ...ordinary('again', 'the same once more'),
      expects: [carriedOut, changedNothing, asItWas, nothingDenied],
    },
    { ...status(workspace, 'deploy'), name: 'status' },
    ...('why' in changed ? [] : [{ ...changePhase(personMore.id, changed), name: 'change', isVital: true }]),
  ];
}

function status(workspace: Workspace, from: string): Omit<Phase, 'name'> {
  return {
    ...ordinary('', `what is there after ${from}, by the rights to look`),
    ...{ work: { kind: 'status' }, from, rights: 'status' },
    expects: [carriedOut, stacksStand(workspace), asItWas, nothingDenied],
  };
}

function changePhase(id: string, { workspace, what, expects, arrange = nothing }: Changed): Phase {
  return {
    ...ordinary(id, what),
    ...{ work: { kind: 'deploy', change: id }, rightsOf: id, about: id, arrange },
    expects: expectationsOf(workspace, expects),
  };
}

function backPhase(workspace: Workspace, id: string, { what, back, rightsStay }: Changed): readonly Phase[] {
  if (back === undefined) return [];
  const phase = ordinary(`${id} back`, `${what}, taken back`);
  const rightsOf = rightsStay === true ? id : null;
  return [{ ...phase, from: id, about: id, rightsOf, expects: expectationsOf(workspace, back) }];
}

function expectationsOf(workspace: Workspace, expected: Expected): readonly Expectation[] {
  if (expected.outcome === 'refused') return [refusedBefore(expected.codes)];
  const all = [
    carriedOut,
    changedOnly(workspace.name, expected.stacks),
    nothingLost,
    peopleGetIn(workspace),
    nothingDenied,
  ];
  return expected.leaves === 'as-before' ? [...all, asBefore(workspace)] : all;
}

/** A teardown that keeps what people made, who reads that, and what becomes of it. */
function keptPhases(workspace: Workspace): readonly Phase[] {
  const takeBack: Phase = {
    ...ordinary('take back', 'a deployment over what was kept'),
    ...{ from: 'keep', expects: [carriedOut, madeEverything, nothingLost, peopleGetIn(workspace)] },
  };
  return [
    {
      ...ordinary('keep', 'everything taken down but what people made'),
      ...{ work: { kind: 'destroy', stores: 'keep' }, expects: [carriedOut, keptAlone] },
    },
    { ...status(workspace, 'keep'), name: 'status of kept' },
    {
      ...ordinary('read kept', 'its operator reads what was kept, from outside, and nobody else may'),
      ...{ work: { kind: 'read-kept' }, from: 'keep', rights: 'kept' },
      expects: [carriedOut, keptRead(workspace), onlyOperatorsReach(workspace), asItWas, nothingDenied],
    },
    takeBack,
    {
      ...ordinary('destroy kept', 'what was kept is deleted too'),
      // They name the domain that is gone by now, whose home folders are left.
      ...{ work: { kind: 'destroy', stores: 'delete' }, from: 'keep', rights: null },
      expects: [carriedOut, nothingLeft],
    },
  ];
}

function lastPhases(workspace: Workspace): readonly Phase[] {
  return [
    {
      ...ordinary('destroy', 'everything deleted'),
      ...{ work: { kind: 'destroy', stores: 'delete' }, from: 'change', isVital: true },
      expects: [carriedOut, nothingLeft],
    },
    {
      ...ordinary('redeploy', 'the workspace made again in the account that was left'),
      ...{ from: 'destroy', isVital: true, expects: [carriedOut, madeEverything, peopleGetIn(workspace)] },
    },
  ];
}
