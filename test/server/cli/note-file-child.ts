/** Keeps notes until the disk refuses; run under a limit of how large a file may become. */
import { openNoteFile } from "../../../server/cli/note-file.ts";

const [file = "", from = "", to = "", length = ""] = process.argv.slice(2);
const notes = openNoteFile(file);
for (let size = Number(from); size <= Number(to); size++) {
  try {
    await notes.keep({ size, note: "x".repeat(Number(length)) });
    console.log(`kept ${size}`);
  } catch (error) {
    console.log(`refused ${size} ${(error as NodeJS.ErrnoException).code}`);
  }
}
