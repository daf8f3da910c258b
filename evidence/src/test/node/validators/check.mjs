// A second opinion: node check.mjs DIR, with DIR as NegativeCasesTest writes it (evidence/target/negative).
// Accepts valid/, refuses each of cases/, and compares canonical N-Quads byte by byte. Fetches nothing.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import jsonld from "jsonld";
import rdfCanonize from "rdf-canonize";
import rdf from "@zazuko/env";
import { Parser } from "n3";
import SHACLValidator from "rdf-validate-shacl";
import CsvwReader from "@zazuko/rdf-parser-csvw";
import { validateTerm } from "rdf-validate-datatype";
import { Package } from "datapackage";
import tableschema from "tableschema";

const root = process.argv[2];
if (!root || !existsSync(join(root, "valid"))) {
  console.error("usage: node check.mjs DIR; DIR is what NegativeCasesTest has written, e.g. evidence/target/negative");
  process.exit(2);
}
const valid = join(root, "valid");
const text = (...path) => readFileSync(join(...path), "utf8");
const json = (...path) => JSON.parse(text(...path));

// JSON Schema by Ajv.
const ajv = addFormats(new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false, allErrors: true }));
const schemas = new Map();
const schemaOf = (path) => `schemas/${path.replace(/\.jsonl?$/, "")}.schema.json`;
function bySchema(path, document) {
  if (!schemas.has(path)) schemas.set(path, ajv.compile(json(valid, schemaOf(path))));
  const check = schemas.get(path);
  return check(document) ? [] : check.errors.map((error) => `${error.instancePath} ${error.message}`);
}

// JSON-LD by jsonld.js, with a loader that knows the bundle and nothing else.
const BUNDLE = "https://bundle.invalid/";
const documentLoader = async (url) => {
  const file = url.startsWith(BUNDLE) ? join(valid, url.slice(BUNDLE.length)) : "";
  if (!file || !existsSync(file)) throw new Error(`the bundle has no context ${url}`);
  return { contextUrl: null, documentUrl: url, document: json(file) };
};
async function canonical(path, document) {
  const quads = await jsonld.toRDF(document, { base: BUNDLE + path, documentLoader, safe: true });
  return rdfCanonize.canonize(quads, { algorithm: "RDFC-1.0", format: "application/n-quads" });
}
async function byJsonLd(path, document) {
  try {
    await canonical(path, document);
    return [];
  } catch (error) {
    return [error.message];
  }
}

// SHACL by rdf-validate-shacl, over all linked documents as one graph.
const parse = (quads, format) => rdf.dataset(new Parser({ format }).parse(quads).map((quad) => rdf.quad(quad.subject, quad.predicate, quad.object)));
const shapes = new SHACLValidator(parse(text(valid, "shapes/optika-report.shacl.ttl"), "text/turtle"), { factory: rdf });
const linked = ["report.jsonld", ...readdirSync(join(valid, "registers")).filter((name) => name.endsWith(".jsonld")).map((name) => "registers/" + name)];
const quadsOf = new Map();
async function byShapes(path, document) {
  const all = [];
  for (const name of linked) {
    const quads = name === path ? await canonical(path, document) : quadsOf.get(name);
    // Blank nodes are local to their document.
    all.push(quads.replaceAll("_:c14n", `_:d${linked.indexOf(name)}n`));
  }
  const report = await shapes.validate(parse(all.join(""), "application/n-quads"));
  return report.conforms ? [] : report.results.map((result) => String(result.message?.[0]?.value ?? result.sourceConstraintComponent?.value));
}

// Frictionless: the descriptor by datapackage, the rows by tableschema.
async function byPackage(descriptor) {
  return (await Package.load(descriptor, { basePath: valid })).errors.map(String);
}
async function byTableSchema(path, file) {
  const resource = json(valid, "datapackage.json").resources.find((one) => one.path === path);
  try {
    const table = await tableschema.Table.load(file, { schema: resource.schema, encoding: "utf-8" });
    const rows = await table.read({ forceCast: true, keyed: false });
    return rows.filter((row) => row instanceof Error).map((row) => row.errors?.map(String).join("; ") || String(row));
  } catch (error) {
    return [String(error.message)];
  }
}

// CSV on the Web: no package validates it, but one reads it. Its cells have to be those of the JSON file, each of the
// type that the metadata name, and written as XML Schema writes that type. What the reader knows of the vocabulary is
// here, since it wants RDF and the context of the W3C is not in the bundle.
const VOCABULARY = "http://www.w3.org/ns/csvw#";
const csvwContext = {
  "@vocab": VOCABULARY, dc: "http://purl.org/dc/terms/", schema: "http://schema.org/",
  titles: VOCABULARY + "title", columns: { "@id": VOCABULARY + "column", "@container": "@list" },
};
const lexicalTypes = { string: "string", number: "integer double", boolean: "boolean" };
async function byCsvw(path, csv, rows) {
  const table = json(valid, "csvw-metadata.json").tables.find((one) => one.url === path);
  const quads = await jsonld.toRDF({ "@context": csvwContext, ...table }, { base: BUNDLE, format: "application/n-quads" });
  const reader = new CsvwReader({ metadata: parse(quads, "application/n-quads"), baseIRI: BUNDLE + path, timezone: "UTC" });
  const read = new Map();
  try {
    for await (const { subject, predicate, object } of reader.import(Readable.from([csv]))) {
      if (predicate.value === VOCABULARY + "describes") read.set(object.value, {});
      const column = predicate.value.split(BUNDLE + path + "#")[1];
      if (column) read.set(subject.value, { ...read.get(subject.value), [column]: object });
    }
  } catch (error) {
    return [String(error.message)];
  }
  const errors = read.size === rows.length ? [] : [`${read.size} rows, ${rows.length} in the JSON file`];
  [...read.values()].forEach((cells, index) => {
    for (const column of new Set([...Object.keys(cells), ...Object.keys(rows[index] ?? {})])) {
      const cell = cells[column];
      const expected = rows[index]?.[column] ?? null;
      const type = cell?.datatype.value.split("#")[1];
      const known = expected === null || (lexicalTypes[typeof expected] + " date dateTimeStamp").split(" ").includes(type);
      const same = typeof expected === "number" ? Number(cell?.value) === expected : (cell?.value ?? null) === (expected === null ? null : String(expected));
      if (cell && !validateTerm(cell)) errors.push(`row ${index + 1}, ${column}: '${cell.value}' is no ${type}`);
      else if (!same || !known) errors.push(`row ${index + 1}, ${column}: '${cell?.value}' (${type}), in the JSON file ${expected}`);
    }
  });
  return errors;
}

const failures = [];
const counts = {};
const count = (validator, verdict) => {
  counts[validator] ??= { accepted: 0, refused: 0, "identical N-Quads": 0 };
  counts[validator][verdict]++;
};
function expect(condition, what, details = []) {
  if (!condition) failures.push(`${what} ${details.slice(0, 3).join(" | ")}`);
}

for (const path of linked) {
  const ours = text(valid, path + ".nq");
  const theirs = await canonical(path, json(valid, path));
  quadsOf.set(path, theirs);
  expect(ours === theirs, `${path}: canonical N-Quads differ`);
  if (ours === theirs) count("json-ld (jsonld, rdf-canonize)", "identical N-Quads");
}
const files = (folder) => readdirSync(join(valid, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
for (const path of files("").filter((name) => existsSync(join(valid, schemaOf(name))) && /\.jsonl?$/.test(name))) {
  const documents = path.endsWith(".jsonl") ? text(valid, path).trimEnd().split("\n").map((line) => JSON.parse(line)) : [json(valid, path)];
  const errors = documents.flatMap((document) => bySchema(path, document));
  expect(!errors.length, `${path}: refused by its schema:`, errors);
  if (!errors.length) count("json-schema (ajv)", "accepted");
}
const shapeErrors = await byShapes("", null);
expect(!shapeErrors.length, "linked documents: refused by the shapes:", shapeErrors);
if (!shapeErrors.length) count("shacl (rdf-validate-shacl)", "accepted");
const packageErrors = await byPackage(json(valid, "datapackage.json"));
expect(!packageErrors.length, "datapackage.json: refused:", packageErrors);
if (!packageErrors.length) count("frictionless (datapackage, tableschema)", "accepted");
for (const path of files("data").filter((name) => name.endsWith(".csv"))) {
  const errors = await byTableSchema(path, join(valid, path));
  expect(!errors.length, `${path}: refused:`, errors);
  if (!errors.length) count("frictionless (datapackage, tableschema)", "accepted");
  const cellErrors = await byCsvw(path, text(valid, path), json(valid, path.replace(/csv$/, "json")));
  expect(!cellErrors.length, `${path}: read otherwise than the JSON file:`, cellErrors);
  if (!cellErrors.length) count("csvw (rdf-parser-csvw)", "accepted");
}

for (const folder of readdirSync(join(root, "cases")).sort()) {
  const one = json(root, "cases", folder, "case.json");
  const file = join(root, "cases", folder, one.document);
  for (const validator of one.rejected_by) {
    let errors;
    let name;
    if (validator === "json-schema") {
      [name, errors] = ["json-schema (ajv)", bySchema(one.document, json(file))];
    } else if (validator === "json-ld") {
      [name, errors] = ["json-ld (jsonld, rdf-canonize)", await byJsonLd(one.document, json(file))];
    } else if (validator === "shacl") {
      [name, errors] = ["shacl (rdf-validate-shacl)", await byShapes(one.document, json(file))];
    } else if (validator === "frictionless") {
      name = "frictionless (datapackage, tableschema)";
      errors = one.document.endsWith(".csv") ? await byTableSchema(one.document, file) : await byPackage(json(file));
    } else if (validator === "csvw") {
      name = "csvw (rdf-parser-csvw)";
      errors = await byCsvw(one.document, readFileSync(file, "utf8"), json(valid, one.document.replace(/csv$/, "json")));
    } else {
      continue; // rows: rules of ours alone; jena: this SHACL validator does not look a day up in the calendar
    }
    expect(errors.length, `${folder} '${one.name}': accepted by ${name}`);
    if (errors.length) count(name, "refused");
    if (process.env.VERBOSE) console.log(`${folder} ${one.name}: ${errors[0]}`);
  }
}
console.table(counts);
failures.forEach((failure) => console.error(failure));
process.exit(failures.length ? 1 : 0);
