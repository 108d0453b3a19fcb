import { composeRedress } from "../redress.ts";
import token from "./token.ts";

/** Everything with its roles, and the accounting token: for development and consortium chains. */
export default composeRedress("Redress", token);
