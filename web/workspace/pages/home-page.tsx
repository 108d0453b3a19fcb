import { Navigate, useOutletContext } from "react-router";
import type { Me } from "../../features/session/api/get-me.ts";
import { navigationOf } from "../navigation.ts";

/** Opens the page a role came for. */
export function HomePage() {
  const me = useOutletContext<Me>();
  return <Navigate to={navigationOf(me.partyKind)[0]?.path ?? "/w/verify"} replace />;
}
