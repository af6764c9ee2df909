/**
 * Rights with which CloudFormation reads what it takes over, as far as its resource schemas say them (`handlers`, `read`,
 * August 2026); of a type without a line nothing is known, and nothing of it is taken over.
 */
export const readers: Readonly<Record<string, readonly string[]>> = {
  'AWS::KMS::Key': ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
  'AWS::Logs::LogGroup': ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
  'AWS::RedshiftServerless::Namespace': ['redshift-serverless:GetNamespace'],
  'AWS::S3::Bucket': ['s3:GetEncryptionConfiguration', 's3:GetBucketVersioning', 's3:GetBucketTagging'],
  'AWS::S3::BucketPolicy': ['s3:GetBucketPolicy'],
  'AWS::SageMaker::MlflowApp': ['sagemaker:DescribeMlflowApp', 'sagemaker:ListTags'],
  'AWS::SageMaker::MlflowTrackingServer': ['sagemaker:DescribeMlflowTrackingServer', 'sagemaker:ListTags'],
  'AWS::SageMaker::ModelPackageGroup': ['sagemaker:DescribeModelPackageGroup', 'sagemaker:ListTags'],
};
