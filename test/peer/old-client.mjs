// The client that kubo-rpc-client continues. It is deprecated; the adapter is shown to work through it as well.
import { create as createClient } from "ipfs-http-client";

export function create(url) {
  return createClient({ url });
}
