// Runs ONNX models of clusterings with ONNX Runtime and prints labels and scores as JSON lines: one object a model.
// Usage: node onnx.mjs ROWS.json MODEL... ; the rows are { features: [[numbers, null for none]...], levels: [[texts]...] }, either may be left out.
import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";

const [rowsPath, ...models] = process.argv.slice(2);
const { features, levels } = JSON.parse(readFileSync(rowsPath, "utf8"));
for (const path of models) {
  const session = await InferenceSession.create(path);
  const feeds = {};
  for (const { name, type } of session.inputMetadata) {
    const rows = name === "features" ? features : levels;
    const shape = [rows.length, rows[0].length];
    const cells = rows.flat().map((cell) => cell ?? NaN);
    feeds[name] = new Tensor(type, type === "float32" ? Float32Array.from(cells) : type === "float64" ? Float64Array.from(cells) : rows.flat(), shape);
  }

  const { label, ...scores } = await session.run(feeds);
  const [kind] = Object.keys(scores);
  process.stdout.write(JSON.stringify({ kind, labels: Array.from(label.data, Number), scores: Array.from(scores[kind].data, (score) => (Number.isNaN(score) ? null : score)) }) + "\n");
}
