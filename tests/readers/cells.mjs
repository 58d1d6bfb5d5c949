// The spelling of values that all readers share.
const scratch = new DataView(new ArrayBuffer(8));

export function float64(value) {
  scratch.setFloat64(0, value);
  return scratch.getBigUint64(0).toString(16).padStart(16, "0");
}

export function float32(value) {
  scratch.setFloat32(0, value);
  return scratch.getUint32(0).toString(16).padStart(8, "0");
}

export function bytes(value) {
  return Buffer.from(value).toString("hex");
}
