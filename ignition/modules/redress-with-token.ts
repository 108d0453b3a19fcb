import { composeRedress } from "../redress.ts";
import existingToken from "./existing-token.ts";

/** Everything with its roles, on a token that is on the chain already: for production. */
export default composeRedress("Redress", existingToken);
