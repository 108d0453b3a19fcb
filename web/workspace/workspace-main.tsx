import "../components/base.css";
import "../features/case/components/case.css";
import "./workspace.css";
import { mount } from "../components/mount.tsx";
import { Providers } from "./providers.tsx";
import { Workspace } from "./workspace.tsx";

void mount(
  <Providers>
    <Workspace />
  </Providers>,
);
