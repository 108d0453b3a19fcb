/** A hash cut for reading; the whole one is there to copy and for assistive technology. */
export function ShortHash({ hash }: { hash: string }) {
  const bare = hash.startsWith("0x") ? hash.slice(2) : hash;
  return (
    <code className="hash" title={hash}>
      {bare.slice(0, 8)}…{bare.slice(-6)}
    </code>
  );
}
