import model from '../../api/models/rds.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import type { TrailRules } from '../../trail/index';
import { databaseStorage } from './charges';
import {
  CreateDBInstance,
  DeleteDBInstance,
  DescribeDBInstances,
  ModifyDBInstance,
  instance,
} from './instances';
import { RestoreDBInstanceFromDBSnapshot } from './restoring';
import { sealedUnder } from './sealed-under';
import * as snapshotAttributes from './snapshot-attributes';
import { CopyDBSnapshot, copy } from './snapshot-copies';
import { CreateDBSnapshot, DeleteDBSnapshot, DescribeDBSnapshots, snapshot } from './snapshots';
import { query } from './sql';

// Source: Amazon RDS User Guide, "Monitoring Amazon RDS API calls in AWS CloudTrail".
const trail: TrailRules = {
  omitted: new Set(['MasterUserPassword', 'PreSignedUrl']),
  detail: ({ input }) =>
    'MasterUserPassword' in input
      ? { requestParameters: { masterUserPassword: '****' } }
      : undefined,
};

/**
 * Amazon RDS as far as its encryption goes, and databases that do nothing but check who logs in
 * (`database.ts`) and know the statements on users (`sql.ts`). Not modelled: Aurora, replicas, automated backups, clusters, parameter and option
 * groups and networks.
 */
export const rds: Service = {
  name: 'rds',
  title: 'Amazon RDS',
  model: readModel(model),
  eventSource: 'rds.amazonaws.com',
  trail,
  operations: {
    ...{ CopyDBSnapshot, CreateDBSnapshot, DeleteDBSnapshot, DescribeDBSnapshots },
    ...{ CreateDBInstance, DeleteDBInstance, DescribeDBInstances, ModifyDBInstance },
    RestoreDBInstanceFromDBSnapshot,
    ...snapshotAttributes,
  },
  timers: { instance, snapshot, copy },
  sealedUnder,
  storage: databaseStorage,
  query,
};
