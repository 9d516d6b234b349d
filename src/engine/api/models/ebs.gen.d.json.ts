import type { CompactModel } from '../read-model';
declare const model: CompactModel;
export default model;
