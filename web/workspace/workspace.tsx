import { lazy } from "react";
import { createBrowserRouter, Navigate, RouterProvider } from "react-router";
import { Gate } from "./gate.tsx";
import { CasesPage } from "./pages/cases-page.tsx";
import { HomePage } from "./pages/home-page.tsx";

const CasePage = lazy(() => import("./pages/case-page.tsx"));
const LogPage = lazy(() => import("./pages/log-page.tsx"));
const VerifyPage = lazy(() => import("./pages/verify-page.tsx"));
const PartiesPage = lazy(() => import("./pages/parties-page.tsx"));
const FundPage = lazy(() => import("./pages/fund-page.tsx"));
const AccountPage = lazy(() => import("./pages/account-page.tsx"));
const LabelsPage = lazy(() => import("./pages/labels-page.tsx"));
const ImportPage = lazy(() => import("./pages/import-page.tsx"));
const ReconciliationPage = lazy(() => import("./pages/reconciliation-page.tsx"));

const router = createBrowserRouter([
  {
    path: "/w",
    element: <Gate />,
    children: [
      { index: true, element: <HomePage /> },
      { path: "cases", element: <CasesPage /> },
      { path: "cases/:caseId", element: <CasePage /> },
      { path: "log", element: <LogPage /> },
      { path: "verify", element: <VerifyPage /> },
      { path: "parties", element: <PartiesPage /> },
      { path: "fund", element: <FundPage /> },
      { path: "reconciliation", element: <ReconciliationPage /> },
      { path: "labels", element: <LabelsPage /> },
      { path: "import", element: <ImportPage /> },
      { path: "account", element: <AccountPage /> },
      { path: "*", element: <Navigate to="/w" replace /> },
    ],
  },
]);

/** All routes of the workspace. */
export function Workspace() {
  return <RouterProvider router={router} />;
}
