// Reads with polars, whose Arrow implementation is written in Rust.
import pl from "nodejs-polars";
import { float32, float64 } from "./cells.mjs";

export function describe(path, content) {
  const frame = content.subarray(0, 6).toString("latin1") === "ARROW1" ? pl.readIPC(content) : pl.readIPCStream(content);
  return {
    rows: frame.height,
    columns: frame.columns.map((name) => {
      const series = frame.getColumn(name);
      return { name, type: String(series.dtype), cells: cells(series) };
    }),
  };
}

function cells(series) {
  const type = series.dtype.variant;
  switch (type) {
    case "Null":
      return new Array(series.length).fill(null);
    case "Bool":
    case "Boolean":
      return map(series, String);
    case "Float64":
      return map(series, float64);
    case "Float32":
      return map(series, float32);
    case "Utf8":
    case "String":
      return series.toArray();
    case "Categorical":
      return series.cast(pl.Utf8).toArray();
    case "Decimal":
      return map(series.cast(pl.Utf8), (text) => String(BigInt(text.replace(".", ""))));
    case "Date":
      return map(series.cast(pl.Int32), String);
    case "Datetime":
      return map(series.cast(pl.Int64).cast(pl.Utf8), String);
    case "List":
      return series.toArray();
    default:
      return map(series.cast(pl.Utf8), String);
  }
}

function map(series, spell) {
  return Array.from(series.toArray(), (value) => (value === null || value === undefined ? null : spell(value)));
}
