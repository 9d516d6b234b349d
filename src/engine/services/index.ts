import type { Service } from '../operation';
import { iam } from './iam/index';
import { kms } from './kms/index';
import { organizations } from './organizations/index';
import { sts } from './sts/index';

/** Every service of the model: one line each. */
export const services: readonly Service[] = [iam, kms, sts, organizations];
