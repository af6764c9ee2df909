import type { FaultKind, PlannedFault } from './planned-fault.ts';

/** Faults that are still to come. */
export interface FaultPlan {
  add(fault: PlannedFault): void;
  /** What a call is to suffer, if anything; a fault that has happened as often as planned is forgotten. */
  take(index: number, action: string): FaultKind | undefined;
}

interface Pending {
  readonly fault: PlannedFault;
  /** The action that fails; null: the call has not come yet. */
  action: string | null;
  left: number;
}

export function faultPlan(): FaultPlan {
  const pending: Pending[] = [];
  return {
    add: (fault) => void pending.push({ fault, action: null, left: fault.times ?? 1 }),
    take: (index, action) => {
      const due = pending.find((one) => one.left > 0 && (one.fault.call === index || one.action === action));
      if (due === undefined) return undefined;
      due.action = action;
      due.left -= 1;
      return due.fault.kind;
    },
  };
}
