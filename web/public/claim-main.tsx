import "../components/base.css";
import { mount } from "../components/mount.tsx";
import { ClaimPage } from "./claim-page.tsx";

void mount(<ClaimPage />);
