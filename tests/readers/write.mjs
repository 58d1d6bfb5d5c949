// Writes Arrow files with independent libraries, for our reader to read, and prints their cells as JSON lines (spelled as read.mjs spells them).
// Usage: node write.mjs FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as arrow from "apache-arrow";
import pl from "nodejs-polars";
import { float32, float64 } from "./cells.mjs";

const folder = process.argv[2];
const words = ["", "A", "BX", "Größe", "日本", "a text that is longer than twelve bytes", null];

function emit(name, content, columns) {
  writeFileSync(join(folder, name), content);
  process.stdout.write(JSON.stringify({ file: name, columns }) + "\n");
}

function rows(count, value) {
  return Array.from({ length: count }, (_, row) => value(row));
}

const spell = (values, spelling = String) => values.map((value) => (value === null ? null : spelling(value)));

// apache-arrow: every type that it builds, three batches, a dictionary that each batch of the stream makes longer.
{
  const int = (row) => (row % 5 === 0 ? null : row - 20);
  const count = (row) => (row % 5 === 0 ? null : row);
  const long = (row) => (row % 7 === 0 ? null : BigInt(row) * 12345678901n - 5n);
  const real = (row) => (row % 3 === 0 ? null : row / 7);
  const word = (row) => words[row % words.length];
  const code = (row) => (row % 11 === 0 ? null : `code-${row >> 3}`);
  const list = (row) => (row % 4 === 0 ? null : rows(row % 3, (entry) => word(row + entry)));
  const n = 60;
  const definitions = {
    bool: [new arrow.Bool(), (row) => (row % 3 === 0 ? null : row % 2 === 0)],
    int8: [new arrow.Int8(), int],
    int16: [new arrow.Int16(), int],
    int32: [new arrow.Int32(), int],
    int64: [new arrow.Int64(), long],
    uint8: [new arrow.Uint8(), count],
    uint16: [new arrow.Uint16(), count],
    uint32: [new arrow.Uint32(), count],
    float32: [new arrow.Float32(), real, float32],
    float64: [new arrow.Float64(), real, float64],
    date32: [new arrow.DateDay(), (row) => (row % 5 === 0 ? null : new Date(row * 86400000)), (date) => String(date / 86400000)],
    date64: [new arrow.DateMillisecond(), (row) => (row % 5 === 0 ? null : new Date(row * 86400000)), (date) => String(Number(date))],
    seconds: [new arrow.TimestampSecond(), (row) => (row % 5 === 0 ? null : row * 1000), (time) => String(time / 1000)],
    milliseconds: [new arrow.TimestampMillisecond("UTC"), (row) => (row % 5 === 0 ? null : row * 1001)],
    utf8: [new arrow.Utf8(), word],
    large: [new arrow.LargeUtf8(), word],
    index8: [new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8()), code],
    index32: [new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()), code],
    list: [new arrow.List(new arrow.Field("item", new arrow.Utf8(), true)), list, (value) => spell(value)],
  };
  const builders = {};
  const columns = [];
  for (const [name, [type, value, spelling]] of Object.entries(definitions)) {
    const values = rows(n, value);
    builders[name] = arrow.vectorFromArray(values, type);
    columns.push({ name, cells: spell(values, spelling) });
  }
  const table = new arrow.Table(builders);
  emit("js.arrow", arrow.tableToIPC(table, "file"), columns);
  emit("js.arrows", arrow.tableToIPC(table, "stream"), columns);

  // Dictionaries of the same column that differ from batch to batch: the stream writer replaces or grows them.
  const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int16(), 77);
  const schema = new arrow.Schema([new arrow.Field("code", type, true)]);
  const builder = arrow.makeBuilder({ type, nullValues: [null] });
  const batches = [];
  const all = [];
  for (let batch = 0; batch < 3; batch++) {
    const values = rows(10, (row) => (row === 4 ? null : `v${batch * 3 + (row % 5)}`));
    values.forEach((value) => builder.append(value));
    all.push(...values);
    batches.push(new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), children: [builder.flush()] })));
  }
  const writer = new arrow.RecordBatchStreamWriter();
  batches.forEach((batch) => writer.write(batch));
  writer.finish();
  emit("js-growing.arrows", await writer.toUint8Array(), [{ name: "code", cells: spell(all) }]);
}

// polars: file and stream, plain and lz4; text comes as views or large text, whichever its version writes.
{
  const n = 500;
  const values = {
    bool: rows(n, (row) => (row % 3 === 0 ? null : row % 2 === 0)),
    int32: rows(n, (row) => (row % 5 === 0 ? null : row - 20)),
    float64: rows(n, (row) => (row % 3 === 0 ? null : row / 7)),
    text: rows(n, (row) => words[row % words.length]),
    date: rows(n, (row) => (row % 5 === 0 ? null : row)),
    time: rows(n, (row) => (row % 5 === 0 ? null : row * 1000003)),
    category: rows(n, (row) => (row % 11 === 0 ? null : `code-${row % 17}`)),
    list: rows(n, (row) => rows(row % 3, (entry) => `x${row + entry}`)),
  };
  const frame = pl.DataFrame({
    bool: pl.Series("bool", values.bool, pl.Bool),
    int32: pl.Series("int32", values.int32, pl.Int32),
    float64: pl.Series("float64", values.float64, pl.Float64),
    text: pl.Series("text", values.text, pl.Utf8),
    date: pl.Series("date", values.date, pl.Int32).cast(pl.Date),
    time: pl.Series("time", values.time, pl.Int64).cast(pl.Datetime("us")),
    category: pl.Series("category", values.category, pl.Utf8).cast(pl.Categorical),
    list: pl.Series("list", values.list),
  });
  const columns = Object.keys(values).map((name) => ({
    name,
    cells: name === "float64" ? spell(values[name], float64) : name === "list" ? values[name] : spell(values[name]),
  }));
  emit("polars.arrow", frame.writeIPC({ compression: "uncompressed" }), columns);
  emit("polars-lz4.arrow", frame.writeIPC({ compression: "lz4" }), columns);
  emit("polars-zstd.arrow", frame.writeIPC({ compression: "zstd" }), columns);
  emit("polars.arrows", frame.writeIPCStream({ compression: "uncompressed" }), columns);
}
