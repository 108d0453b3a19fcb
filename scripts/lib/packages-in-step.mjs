// Ends with 0 when node_modules holds what package-lock.json asks for on this platform. Plain JavaScript: it runs
// before anything is installed.
import { existsSync, readFileSync } from "node:fs";

const wanted = read("package-lock.json");
const installed = read("node_modules/.package-lock.json");
process.exit(Object.entries(wanted).every(isInstalled) ? 0 : 1);

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

function isInstalled([path, entry]) {
  if (path === "" || !isMeantForThisPlatform(entry)) return true;
  const found = installed[path];
  if (found === undefined || found.version !== entry.version) return false;
  return entry.integrity === undefined || found.integrity === entry.integrity;
}

function isMeantForThisPlatform(entry) {
  if (!entry.optional && !entry.devOptional && !entry.peer) return true;
  if (entry.libc !== undefined || (entry.os === undefined && entry.cpu === undefined)) return false;
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch);
}

function allows(list, value) {
  if (list === undefined) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((name) => name.startsWith("!"));
}
