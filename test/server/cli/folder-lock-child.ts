/** Holds a folder until it is killed. */
import { lockFolder } from "../../../server/cli/folder-lock.ts";

lockFolder(process.argv[2] ?? "", "monitor");
console.log("held");
process.stdin.resume();
