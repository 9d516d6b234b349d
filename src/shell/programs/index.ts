import { aws } from '../aws/index';
import type { ShellCommand } from '../command';
import { openssl } from '../openssl/index';
import { awsEncryptionCli } from './aws-encryption-cli/index';
import { cmp } from './cmp';
import { dd } from './dd';
import { lambdaTemplate } from './lambda-template';
import { mysql } from './mysql';
import { psql } from './psql';
import { s3EncryptionClient } from './s3-encryption-client/index';
import { tr } from './tr';
import { unavailablePrograms } from './unavailable';
import { wire } from './wire';
import { xxd } from './xxd';
import { unzip } from './zip/unzip';
import { zip } from './zip/zip';

/** The programs of the learner's machine that just-bash lacks or gets wrong. */
export const ownPrograms: readonly ShellCommand[] = [
  aws,
  awsEncryptionCli,
  cmp,
  dd,
  lambdaTemplate,
  mysql,
  openssl,
  psql,
  s3EncryptionClient,
  tr,
  unzip,
  wire,
  xxd,
  zip,
  ...unavailablePrograms,
];
