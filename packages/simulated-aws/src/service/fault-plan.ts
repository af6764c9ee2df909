import type { FaultKind, PlannedFault } from './planned-fault.ts';

/** Faults that are still to come. */
export interface FaultPlan {
  add(fault: PlannedFault): void;
  /** The fault that a call is to suffer, if any; one that has happened as often as planned is forgotten. */
  take(index: number, action: string): FaultKind | undefined;
  /** Forgets the faults that have not happened. */
  clear(): void;
}

interface Pending {
  readonly fault: PlannedFault;
  /** The action that fails; null: the call has not come yet. */
  action: string | null;
  /** Calls of that action that are let through first. */
  spared: number;
  left: number;
}

export function faultPlan(): FaultPlan {
  let pending: Pending[] = [];
  return {
    add: (fault) => {
      const spared = typeof fault.call === 'number' ? 0 : fault.call.after;
      pending.push({ fault, action: null, spared, left: fault.times ?? 1 });
    },
    take: (index, action) => {
      const due = pending.find((one) => isMeant(one, index, action));
      if (due === undefined) return undefined;
      due.action = action;
      due.left -= 1;
      pending = pending.filter(({ left }) => left > 0);
      return due.fault.kind;
    },
    clear: () => {
      pending = [];
    },
  };
}

function isMeant(one: Pending, index: number, action: string): boolean {
  if (one.action !== null) return one.action === action;
  const { call } = one.fault;
  if (typeof call === 'number') return call === index;
  if (call.action !== action) return false;
  one.spared -= 1;
  return one.spared < 0;
}
