// Prints what an independent library reads from Arrow files, as JSON lines: one object a file.
// Usage: node read.mjs apache-arrow|nodejs-polars FILE...
// A cell is null, a string or an array of cells: integers, decimals (unscaled), dates, times and timestamps as their stored integer,
// floats as the hexadecimal digits of their bits, bytes in hexadecimal, text as it is.
import { readFileSync } from "node:fs";

const [library, ...paths] = process.argv.slice(2);
const { describe } = await import(`./${library}.mjs`);
for (const path of paths) {
  process.stdout.write(JSON.stringify(describe(path, readFileSync(path))) + "\n");
}
