// Some of what AWS publishes in every account under /aws/service: of its Regions all in the commercial
// partition, of its services those of this model, of images the names of Amazon Linux's. Sources:
// Systems Manager User Guide, "Working with public parameters in Parameter Store", with "Calling AMI
// public parameters" for the names of images, and AWS's own parameters as they were in 2026-03.

/** When this was so. */
export const asOf = Date.UTC(2026, 2, 1);

/** Region, long name, country, and subdivision of the country. */
export const regions = [
  ['af-south-1', 'Africa (Cape Town)', 'ZA', 'ZA-WC'],
  ['ap-east-1', 'Asia Pacific (Hong Kong)', 'CN', 'CN-HK'],
  ['ap-east-2', 'Asia Pacific (Taipei)', 'TW', 'TW-TPE'],
  ['ap-northeast-1', 'Asia Pacific (Tokyo)', 'JP', 'JP-13'],
  ['ap-northeast-2', 'Asia Pacific (Seoul)', 'KR', 'KR-28'],
  ['ap-northeast-3', 'Asia Pacific (Osaka)', 'JP', 'JP-27'],
  ['ap-south-1', 'Asia Pacific (Mumbai)', 'IN', 'IN-MH'],
  ['ap-south-2', 'Asia Pacific (Hyderabad)', 'IN', 'IN-TG'],
  ['ap-southeast-1', 'Asia Pacific (Singapore)', 'SG', 'SG-01'],
  ['ap-southeast-2', 'Asia Pacific (Sydney)', 'AU', 'AU-NSW'],
  ['ap-southeast-3', 'Asia Pacific (Jakarta)', 'ID', 'ID-JK'],
  ['ap-southeast-4', 'Asia Pacific (Melbourne)', 'AU', 'AU-VIC'],
  ['ap-southeast-5', 'Asia Pacific (Malaysia)', 'MY', 'MY-14'],
  ['ap-southeast-6', 'Asia Pacific (New Zealand)', 'NZ', 'NZ-AUK'],
  ['ap-southeast-7', 'Asia Pacific (Thailand)', 'TH', 'TH-10'],
  ['ca-central-1', 'Canada (Central)', 'CA', 'CA-QC'],
  ['ca-west-1', 'Canada West (Calgary)', 'CA', 'CA-AB'],
  ['eu-central-1', 'Europe (Frankfurt)', 'DE', 'DE-HE'],
  ['eu-central-2', 'Europe (Zurich)', 'CH', 'CH-ZH'],
  ['eu-north-1', 'Europe (Stockholm)', 'SE', 'SE-AB'],
  ['eu-south-1', 'Europe (Milan)', 'IT', 'IT-MI'],
  ['eu-south-2', 'Europe (Spain)', 'ES', 'ES-AR'],
  ['eu-west-1', 'Europe (Ireland)', 'IE', 'IE-D'],
  ['eu-west-2', 'Europe (London)', 'GB', 'GB-LND'],
  ['eu-west-3', 'Europe (Paris)', 'FR', 'FR-75C'],
  ['il-central-1', 'Israel (Tel Aviv)', 'IL', 'IL-TA'],
  ['me-central-1', 'Middle East (UAE)', 'AE', 'AE-DU'],
  ['me-south-1', 'Middle East (Bahrain)', 'BH', 'BH-14'],
  ['mx-central-1', 'Mexico (Central)', 'MX', 'MX-QUE'],
  ['sa-east-1', 'South America (Sao Paulo)', 'BR', 'BR-SP'],
  ['us-east-1', 'US East (N. Virginia)', 'US', 'US-VA'],
  ['us-east-2', 'US East (Ohio)', 'US', 'US-OH'],
  ['us-west-1', 'US West (N. California)', 'US', 'US-CA'],
  ['us-west-2', 'US West (Oregon)', 'US', 'US-OR'],
] as const;

/** Service and long name. All are in every one of the Regions. */
export const services = [
  ['cloudformation', 'AWS CloudFormation'],
  ['cloudtrail', 'AWS CloudTrail'],
  ['ec2', 'Amazon Elastic Compute Cloud (EC2)'],
  ['iam', 'AWS Identity and Access Management (IAM)'],
  ['kms', 'AWS Key Management Service'],
  ['lambda', 'AWS Lambda'],
  ['logs', 'Amazon CloudWatch Logs'],
  ['organizations', 'AWS Organizations'],
  ['rds', 'Amazon Relational Database Service (RDS)'],
  ['s3', 'Amazon Simple Storage Service (S3)'],
  ['secretsmanager', 'AWS Secrets Manager'],
  ['ssm', 'AWS Systems Manager'],
  ['sts', 'AWS Security Token Service'],
] as const;

/** The latest images of Amazon Linux, by name. Their IDs in this model are made up. */
export const amazonLinuxImages = [
  'al2023-ami-kernel-6.1-arm64',
  'al2023-ami-kernel-6.1-x86_64',
  'al2023-ami-kernel-default-arm64',
  'al2023-ami-kernel-default-x86_64',
  'al2023-ami-minimal-kernel-6.1-arm64',
  'al2023-ami-minimal-kernel-6.1-x86_64',
  'al2023-ami-minimal-kernel-default-arm64',
  'al2023-ami-minimal-kernel-default-x86_64',
  'amzn2-ami-hvm-arm64-gp2',
  'amzn2-ami-hvm-x86_64-ebs',
  'amzn2-ami-hvm-x86_64-gp2',
  'amzn2-ami-kernel-5.10-hvm-arm64-gp2',
  'amzn2-ami-kernel-5.10-hvm-x86_64-ebs',
  'amzn2-ami-kernel-5.10-hvm-x86_64-gp2',
  'amzn2-ami-minimal-hvm-arm64-ebs',
  'amzn2-ami-minimal-hvm-x86_64-ebs',
] as const;
