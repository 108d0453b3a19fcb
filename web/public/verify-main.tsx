import "../components/base.css";
import { mount } from "../components/mount.tsx";
import { VerifyPage } from "./verify-page.tsx";

void mount(<VerifyPage />);
