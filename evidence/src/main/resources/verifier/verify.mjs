// Checks a report with Node.js (18 or newer) alone: no package, no network, no line of the engine.
//   node verify.mjs [FOLDER | FILE.zip] [--fingerprint TEXT]
// FOLDER is where the bundle was unpacked; without it, the folder of this script.
// Prints one line a check and ends with 0 when all hold, else with 2.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const UNLISTED = ['manifest.json', 'manifest.jws', 'manifest.tsr'];

class Fault extends Error {}

function fail(message) {
  throw new Fault(message);
}

// ---- Reading -------------------------------------------------------------------------------------

function readFolder(root) {
  const files = new Map();
  const walk = (folder, prefix) => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path, `${prefix}${name}/`);
      else files.set(prefix + name, readFileSync(path));
    }
  };
  walk(root, '');
  return files;
}

// Entries of a zip whose files are stored as they are, taken from its central directory.
function readZip(path) {
  const zip = readFileSync(path);
  const files = new Map();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end !== zip.length - 22) fail('not a zip in the form of a bundle');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  let expected = 0;
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) fail('the directory of the zip is broken');
    const [method, size, nameLength, extra, comment, start] = [
      zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (method !== 0 || zip.readUInt32LE(start) !== 0x04034b50 || start !== expected) {
      fail(`the zip is not in the form of a bundle at ${name}`);
    }
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    if (zip.toString('utf8', start + 30, start + 30 + zip.readUInt16LE(start + 26)) !== name) {
      fail(`the zip has two names for ${name}`);
    }
    if (files.has(name)) fail(`the zip holds ${name} twice`);
    files.set(name, zip.subarray(data, data + size));
    expected = data + size;
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

function json(files, path) {
  const content = files.get(path) ?? fail(`${path} is missing`);
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    return fail(`${path} is not JSON: ${error.message}`);
  }
}

// RFC 8785: JavaScript writes strings and numbers as it asks for; members have to be put in order.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function sha256(...parts) {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
}

// RFC 4180, with a line feed after each row.
function csvRows(text) {
  const rows = [];
  let row = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) fail('a quoted field does not end');
        if (text[at] !== '"') field += text[at];
        else if (text[at + 1] === '"') { field += '"'; at++; } else break;
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') field += text[at++];
    }
    row.push(field);
    if (text[at] === '\n') { rows.push(row); row = []; } else if (text[at] !== ',') fail('a row does not end with a line feed');
    at++;
  }
  if (row.length > 0) fail('the last row is not complete');
  return rows;
}

// ---- Checks --------------------------------------------------------------------------------------

function checkFiles(files) {
  const manifest = json(files, 'manifest.json');
  if (canonical(manifest) !== files.get('manifest.json').toString('utf8')) {
    fail('manifest.json is not in canonical form (RFC 8785)');
  }
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  for (const path of files.keys()) {
    if (!listed.has(path) && !UNLISTED.includes(path)) fail(`not in the manifest: ${path}`);
  }
  for (const [path, file] of listed) {
    const content = files.get(path) ?? fail(`in the manifest, but missing: ${path}`);
    if (content.length !== file.size || sha256(content).toString('hex') !== file.sha256) {
      fail(`changed since the manifest was written: ${path}`);
    }
  }
  return `${listed.size} files, each as in the manifest`;
}

function checkSignature(files, fingerprint) {
  const text = (files.get('manifest.jws') ?? fail('manifest.jws is missing: nobody has signed')).toString('latin1');
  const parts = /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]+)\n$/.exec(text) ?? fail('manifest.jws is not a detached signature');
  const header = JSON.parse(Buffer.from(parts[1], 'base64url').toString('utf8'));
  const signature = Buffer.from(parts[2], 'base64url');
  if (header.alg !== 'ES256' || header.b64 !== false || header.jwk?.crv !== 'P-256' || JSON.stringify(header.crit) !== '["b64"]') {
    fail('manifest.jws: expected ES256 over an unencoded payload, with its key on P-256');
  }
  const { crv, kty, x, y } = header.jwk;
  const key = createPublicKey({ key: { crv, kty, x, y }, format: 'jwk' });
  const signed = Buffer.concat([Buffer.from(`${parts[1]}.`, 'latin1'), files.get('manifest.json')]);
  if (signature.toString('base64url') !== parts[2] || !verifySignature('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) {
    fail('manifest.jws is no signature over manifest.json');
  }
  const thumbprint = sha256(JSON.stringify({ crv, kty, x, y })).toString('base64url');
  if (thumbprint !== header.kid) fail('manifest.jws names another key than it carries');
  if (fingerprint && fingerprint !== thumbprint) fail(`by the key ${thumbprint}, expected ${fingerprint}`);
  return fingerprint
    ? `by the expected key ${thumbprint}`
    : `by the key ${thumbprint}; compare that with what the controller has published, or give --fingerprint`;
}

function tables(files) {
  return [...files.keys()].filter((path) => /^data\/[a-z_]+\.csv$/.test(path)).map((path) => path.slice(5, -4));
}

function checkCells(files) {
  let cells = 0;
  for (const table of tables(files)) {
    const [header, ...rows] = csvRows(files.get(`data/${table}.csv`).toString('utf8'));
    const objects = json(files, `data/${table}.json`);
    if (objects.length !== rows.length) fail(`data/${table}: ${rows.length} rows in CSV, ${objects.length} in JSON`);
    rows.forEach((row, index) => {
      const object = objects[index];
      if (Object.keys(object).join() !== header.join()) fail(`data/${table}, row ${index + 1}: other columns in JSON`);
      header.forEach((column, place) => {
        const value = object[column] === null ? '' : String(object[column]);
        if (value !== row[place]) fail(`data/${table}, row ${index + 1}, ${column}: '${row[place]}' in CSV, '${value}' in JSON`);
        cells++;
      });
    });
  }
  return `${cells} cells of ${tables(files).length} tables are the same in CSV and JSON`;
}

function checkSums(files) {
  let checked = 0;
  for (const rule of json(files, 'sums.json')) {
    const groups = new Map();
    for (const row of json(files, `data/${rule.table}.json`)) {
      const group = JSON.stringify(rule.same.map((column) => row[column]));
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
    for (const [group, rows] of groups) {
      const parts = rows.filter((row) => row[rule.dimension] !== rule.total);
      if (parts.length === 0 || rows.some((row) => row[rule.column] === null)) continue;
      const total = rows.find((row) => row[rule.dimension] === rule.total)?.[rule.column];
      const sum = parts.reduce((before, row) => before + row[rule.column], 0);
      if (!(Math.abs(total - sum) <= rule.tolerance)) {
        fail(`data/${rule.table}: ${rule.column} of ${group} is ${total}, its parts over ${rule.dimension} add up to ${sum}`);
      }
      checked++;
    }
  }
  return `${checked} totals are the sums of their parts`;
}

const leafHash = (data) => sha256(Buffer.from([0]), data);
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);
const bytes = (hex) => (/^[0-9a-f]{64}$/.test(hex) ? Buffer.from(hex, 'hex') : fail(`not a hash: ${hex}`));
const odd = (number) => number % 2 === 1;
const half = (number) => Math.floor(number / 2);

// RFC 9162, section 2.1.3.2.
function rootOver(index, size, hash, path) {
  let node = index;
  let last = size - 1;
  let result = hash;
  for (const beside of path) {
    if (last === 0) return undefined;
    if (odd(node) || node === last) {
      result = nodeHash(beside, result);
      while (!odd(node) && node !== 0) { node = half(node); last = half(last); }
    } else result = nodeHash(result, beside);
    node = half(node);
    last = half(last);
  }
  return last === 0 ? result : undefined;
}

// RFC 9162, section 2.1.4.2.
function continues(earlier, later, path) {
  const [from, to] = [bytes(earlier.root), bytes(later.root)];
  if (earlier.size === later.size) return path.length === 0 && from.equals(to);
  if (earlier.size === 0 || earlier.size > later.size || path.length === 0) return false;
  const hashes = Number.isInteger(Math.log2(earlier.size)) ? [from, ...path] : [...path];
  let node = earlier.size - 1;
  let last = later.size - 1;
  while (odd(node)) { node = half(node); last = half(last); }
  let toEarlier = hashes[0];
  let toLater = hashes[0];
  for (const beside of hashes.slice(1)) {
    if (last === 0) return false;
    if (odd(node) || node === last) {
      toEarlier = nodeHash(beside, toEarlier);
      toLater = nodeHash(beside, toLater);
      while (!odd(node) && node !== 0) { node = half(node); last = half(last); }
    } else toLater = nodeHash(toLater, beside);
    node = half(node);
    last = half(last);
  }
  return last === 0 && toEarlier.equals(from) && toLater.equals(to);
}

function leafData(leaf) {
  if (leaf.commitment !== undefined) return Buffer.concat([Buffer.from([1, 1]), bytes(leaf.commitment)]);
  const erased = Buffer.alloc(8);
  erased.writeBigInt64BE(BigInt(leaf.erases));
  return Buffer.concat([Buffer.from([1, 2]), erased]);
}

function checkLog(files) {
  if (!files.has('evidence/consent-log.json')) return 'no consent log was given';
  const { head, history, leaves } = json(files, 'evidence/consent-log.json');
  const isHead = (other) => other.log === head.log && other.size === head.size && other.root === head.root;
  for (const { earlier, later, path } of history) {
    if (!isHead(later) || earlier.log !== head.log || !continues(earlier, later, path.map(bytes))) {
      fail(`the log of ${head.size} leaves does not continue the one of ${earlier.size}`);
    }
  }
  for (const proof of leaves) {
    const root = rootOver(proof.leaf.index, proof.head.size, leafHash(leafData(proof.leaf)), proof.path.map(bytes));
    if (!isHead(proof.head) || proof.leaf.index >= head.size || !root?.equals(bytes(head.root))) {
      fail(`leaf ${proof.leaf.index} does not lead to the root of the head`);
    }
  }
  return `${head.size} leaves; ${history.length} earlier heads continued, ${leaves.length} leaves proven; `
    + `compare the root ${head.root} with heads that you keep`;
}

// ---- Main ----------------------------------------------------------------------------------------

function main(words) {
  const option = words.indexOf('--fingerprint');
  const fingerprint = option < 0 ? undefined : words.splice(option, 2)[1];
  const place = words[0] ?? dirname(fileURLToPath(import.meta.url));
  let holds = true;
  const report = (name, check) => {
    try {
      console.log(`ok      ${name.padEnd(10)} ${check()}`);
    } catch (error) {
      holds = false;
      console.log(`FAILED  ${name.padEnd(10)} ${error instanceof Fault ? error.message : `cannot be checked: ${error.message}`}`);
    }
  };
  let files = new Map();
  report('container', () => {
    files = statSync(place).isDirectory() ? readFolder(place) : readZip(place);
    return `${files.size} files`;
  });
  report('files', () => checkFiles(files));
  report('signature', () => checkSignature(files, fingerprint));
  report('cells', () => checkCells(files));
  report('sums', () => checkSums(files));
  report('log', () => checkLog(files));
  return holds ? 0 : 2;
}

process.exitCode = main(process.argv.slice(2));
