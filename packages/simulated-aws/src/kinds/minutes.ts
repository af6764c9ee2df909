/** Documented where AWS says so, otherwise assumed; what takes seconds is left to the default. */
const minutesByType: Readonly<Record<string, number>> = {
  'AWS::EC2::NatGateway': 2,
  'AWS::EC2::VPCEndpoint': 1.5,
  'AWS::KMS::Key': 0.3,
  'AWS::RedshiftServerless::Namespace': 1,
  'AWS::RedshiftServerless::Workgroup': 5,
  'AWS::SageMaker::App': 10,
  'AWS::SageMaker::Domain': 6,
  'AWS::SageMaker::MlflowApp': 3,
  'AWS::SageMaker::MlflowTrackingServer': 25,
  'AWS::SageMaker::Space': 0.5,
  'AWS::SageMaker::UserProfile': 0.5,
};

const otherMinutes = 0.2;

/** AWS minutes that making a resource of a type takes. */
export function minutesOf(type: string): number {
  return minutesByType[type] ?? otherMinutes;
}
