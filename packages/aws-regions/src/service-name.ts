/** A service of AWS: how its name begins, the region if it is known, the service. Endpoints of other companies have `vpce` in it. */
const ordinary = /^(?:(?:cn\.)?com\.amazonaws|aws\.api)\.(?!vpce\.)[^.]+\.(.+)$/;
const partOfSagemaker = /^aws\.sagemaker\.[^.]+\.(.+)$/;

/**
 * Short name of what an endpoint leads to: `com.amazonaws.eu-central-1.sagemaker.api` is `sagemaker.api` and
 * `aws.sagemaker.eu-central-1.experiments` is `sagemaker.experiments`. Null: no service of AWS.
 */
export function serviceOf(serviceName: string): string | null {
  const part = partOfSagemaker.exec(serviceName)?.[1];
  return part === undefined ? (ordinary.exec(serviceName)?.[1] ?? null) : `sagemaker.${part}`;
}
