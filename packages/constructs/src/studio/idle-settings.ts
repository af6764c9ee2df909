import type { CfnDomain } from 'aws-cdk-lib/aws-sagemaker';

/** When a quiet app is stopped: its memory is lost, its files are not. */
export interface IdleStop {
  /** From 60 to 525,600. */
  readonly afterMinutes: number;
  /**
   * Least that people may choose for themselves.
   *
   * @default - `afterMinutes`
   */
  readonly minMinutes?: number;
  /**
   * Most that people may choose for themselves.
   *
   * @default - `afterMinutes`
   */
  readonly maxMinutes?: number;
}

const leastMinutes = 60;
const mostMinutes = 525_600;

/**
 * Idle shutdown as SageMaker wants it; without `stop` it is switched off explicitly.
 *
 * The least and the most are always given: an update that leaves a value out keeps the one of before.
 *
 * @throws Error for times outside of 60 to 525,600 minutes, or not in the order min, after, max.
 */
export function idleSettings(stop: IdleStop | undefined): CfnDomain.IdleSettingsProperty {
  if (stop === undefined) return { lifecycleManagement: 'DISABLED' };
  const { afterMinutes, minMinutes = afterMinutes, maxMinutes = afterMinutes } = stop;
  for (const [name, minutes] of Object.entries({ afterMinutes, minMinutes, maxMinutes })) {
    if (!Number.isInteger(minutes) || minutes < leastMinutes || minutes > mostMinutes) {
      throw new Error(
        `idleStop.${name} is ${minutes}. Whole minutes from ${leastMinutes} to ${mostMinutes} are accepted.`,
      );
    }
  }
  if (minMinutes > afterMinutes || afterMinutes > maxMinutes) {
    throw new Error(
      `idleStop has minMinutes ${minMinutes}, afterMinutes ${afterMinutes}, maxMinutes ${maxMinutes}. ` +
        'None may be greater than the one after it.',
    );
  }
  return {
    lifecycleManagement: 'ENABLED',
    idleTimeoutInMinutes: afterMinutes,
    minIdleTimeoutInMinutes: minMinutes,
    maxIdleTimeoutInMinutes: maxMinutes,
  };
}
