import "../components/base.css";
import "../features/case/components/case.css";
import { mount } from "../components/mount.tsx";
import { CasePage } from "./case-page.tsx";

void mount(<CasePage />);
