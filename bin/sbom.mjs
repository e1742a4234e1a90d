#!/usr/bin/env node
// npm run sbom [-- FILE]: what a running Parley is made of, as CycloneDX 1.5: the packages of the lock with their hashes and licences, and the speech models.
// Made of the lock and not by `npm sbom`: npm 11.19 refuses this tree for a version within a development tool, and with --omit dev leaves out 180 of 718 packages, those that development needs as well.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./install.mjs";
import { readLock } from "./models.mjs";

const nameOf = (lockPath) => lockPath.split("node_modules/").at(-1);
const inOrder = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

/** As Node finds it from a package's place: in the package's own folder first, then in each one above. */
function resolved(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("node_modules/") - 1))) {
    const candidate = `${place === "" ? "" : `${place}/`}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (place === "") return null;
  }
}

function licencesOf(licence) {
  if (!licence) return [];
  if (/^[A-Za-z0-9][\w.+-]*$/.test(licence) && licence !== "UNLICENSED") return [{ license: { id: licence } }];
  return / (OR|AND|WITH) /.test(licence) ? [{ expression: licence }] : [{ license: { name: licence } }];
}

function hashOf(integrity) {
  const [algorithm, hash] = integrity.split("-");
  return { alg: algorithm.replace(/^sha/, "SHA-"), content: Buffer.from(hash, "base64").toString("hex") };
}

function packageComponent({ name, version, integrity, license, optional }) {
  const [scope, bare] = name.startsWith("@") ? name.split("/") : [null, name];
  return {
    type: "library", "bom-ref": `${name}@${version}`, name, version, scope: optional ? "optional" : "required", purl: `pkg:npm/${scope ? `${encodeURIComponent(scope)}/` : ""}${bare}@${version}`,
    hashes: [hashOf(integrity)], licenses: licencesOf(license),
  };
}

/** A component for each package that models are taken from, and within it one for each file that is used. */
const modelComponents = ({ packages, files }) => packages.map(({ name, version, index, sha256, integrity, licence, holds }) => ({
  type: "machine-learning-model", "bom-ref": `model:${name}@${version}`, name, version, scope: "optional", description: holds, purl: `pkg:${index}/${name}@${version}`,
  hashes: [sha256 ? { alg: "SHA-256", content: sha256 } : hashOf(integrity)], licenses: [{ license: { name: licence } }],
  components: files.filter(({ parts }) => parts.some((part) => part.package === name))
    .map((file) => ({ type: "data", "bom-ref": `model:${name}@${version}#${file.path}`, name: file.path, hashes: [{ alg: "SHA-256", content: file.sha256 }] })),
}));

/** Two of the same tree differ in number and time alone. */
export function makeSbom(directory = root) {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(directory, file), "utf8"));
  const { packages } = read("package-lock.json");
  const manifest = read("package.json");
  const production = Object.entries(packages).filter(([lockPath, { dev, link }]) => lockPath.includes("node_modules/") && !dev && !link).map(([lockPath, entry]) => ({ ...entry, lockPath, name: nameOf(lockPath) }));
  const own = `${manifest.name}@${manifest.version}`;
  const components = new Map();
  const dependencies = new Map();
  const referenceOf = (lockPath) => `${nameOf(lockPath)}@${packages[lockPath].version}`;
  const dependsOn = (reference, from, names) => {
    const found = dependencies.get(reference) ?? new Set();
    for (const name of names) { const to = resolved(packages, from, name); if (to && !packages[to].dev) found.add(referenceOf(to)); }
    dependencies.set(reference, found);
  };
  dependsOn(own, "", Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
  for (const entry of production) {
    const reference = referenceOf(entry.lockPath);
    if (!components.has(reference) || !entry.optional) components.set(reference, packageComponent(entry));
    dependsOn(reference, entry.lockPath, Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies }));
  }
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json", bomFormat: "CycloneDX", specVersion: "1.5", serialNumber: `urn:uuid:${crypto.randomUUID()}`, version: 1,
    metadata: {
      timestamp: new Date().toISOString(),
      component: { type: "application", "bom-ref": own, name: manifest.name, version: manifest.version, description: manifest.description, purl: `pkg:npm/${own}`, licenses: [{ license: { id: manifest.license } }] },
    },
    components: [...components.values(), ...modelComponents(readLock())].sort((left, right) => inOrder(left["bom-ref"], right["bom-ref"])),
    dependencies: [...dependencies].map(([ref, to]) => ({ ref, dependsOn: [...to].sort(inOrder) })).sort((left, right) => inOrder(left.ref, right.ref)),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  const file = path.resolve(process.argv[2] ?? "sbom.cdx.json");
  const sbom = makeSbom();
  fs.writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
  console.log(`${file}: ${sbom.components.length} components.`);
}
