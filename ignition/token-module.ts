import type {
  IgnitionModule,
  NamedArtifactContractAtFuture,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";

/** Where the token of bonds and fund comes from: deployed with the rest, or there already. */
export type TokenModule = IgnitionModule<
  string,
  string,
  { token: NamedArtifactContractDeploymentFuture<string> | NamedArtifactContractAtFuture<string> }
>;
