// Reads with the official JavaScript implementation of Apache Arrow.
import { DataType, tableFromIPC } from "apache-arrow";
import { bytes, float32, float64 } from "./cells.mjs";

export function describe(path, content) {
  const table = tableFromIPC(content);
  return {
    rows: table.numRows,
    batches: table.batches.length,
    metadata: [...table.schema.metadata],
    columns: table.schema.fields.map((field, index) => ({
      name: field.name,
      type: String(field.type),
      nullable: field.nullable,
      cells: column(table.getChildAt(index)),
    })),
  };
}

function column(vector) {
  const cells = [];
  for (const data of vector.data) {
    const read = reader(data);
    for (let row = 0; row < data.length; row++) {
      cells.push(data.getValid(row) ? read(row) : null);
    }
  }
  return cells;
}

function reader(data) {
  const type = data.type;
  if (DataType.isNull(type)) return () => null;
  if (DataType.isBool(type)) return (row) => String((data.values[(data.offset + row) >> 3] >> ((data.offset + row) & 7) & 1) === 1);
  if (DataType.isFloat(type)) return float(data.values);
  if (DataType.isFixedSizeBinary(type)) return (row) => bytes(data.values.subarray(row * type.byteWidth, (row + 1) * type.byteWidth));
  if (DataType.isDecimal(type)) return (row) => unscaled(data.values.subarray(row * 4, row * 4 + 4));
  if (DataType.isInt(type) || DataType.isDate(type) || DataType.isTime(type) || DataType.isTimestamp(type)) return (row) => String(data.values[row]);
  if (DataType.isUtf8(type)) return (row) => Buffer.from(slice(data, row)).toString("utf8");
  if (DataType.isBinary(type)) return (row) => bytes(slice(data, row));
  if (DataType.isDictionary(type)) return dictionary(data);
  if (DataType.isList(type)) return list(data);
  throw new Error(`No reader for ${type}.`);
}

function float(values) {
  if (values instanceof Uint16Array) return (row) => values[row].toString(16).padStart(4, "0");
  return values instanceof Float32Array ? (row) => float32(values[row]) : (row) => float64(values[row]);
}

function slice(data, row) {
  return data.values.subarray(data.valueOffsets[row], data.valueOffsets[row + 1]);
}

function dictionary(data) {
  const values = column(data.dictionary);
  return (row) => values[Number(data.values[row])];
}

function list(data) {
  if (data.length === 0) return () => [];
  const read = reader(data.children[0]);
  return (row) => {
    const cells = [];
    for (let entry = data.valueOffsets[row]; entry < data.valueOffsets[row + 1]; entry++) {
      cells.push(data.children[0].getValid(entry) ? read(entry) : null);
    }
    return cells;
  };
}

function unscaled(words) {
  let value = 0n;
  for (let i = 3; i >= 0; i--) value = (value << 32n) | BigInt(words[i]);
  return String(BigInt.asIntN(128, value));
}
