import "../components/base.css";
import { mount } from "../components/mount.tsx";
import { ScanCodePage } from "./scan-code-page.tsx";

void mount(<ScanCodePage />);
