/**
 * Types that CloudFormation makes anew when one of their tags changes, so that templates give them only tags that never
 * do. A deployment gives them the tags of the file by calls of their own services, which change nothing else.
 */
export const taggedByCall = [
  'AWS::RedshiftServerless::Namespace',
  'AWS::SageMaker::Domain',
  'AWS::SageMaker::StudioLifecycleConfig',
  'AWS::SageMaker::UserProfile',
] as const;

/** Whether a type is one of these. */
export function isTaggedByCall(type: string): type is (typeof taggedByCall)[number] {
  return (taggedByCall as readonly string[]).includes(type);
}
