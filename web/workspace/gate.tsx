import { ProblemBox } from "../components/problem-box.tsx";
import { useLocale } from "../components/use-locale.ts";
import { useMe } from "../features/session/api/get-me.ts";
import { SignIn } from "../features/session/components/sign-in.tsx";
import { ApiError } from "../lib/api.ts";
import { Frame } from "./frame.tsx";

/** Shows the workspace to who is signed in, and the way in to everybody else. */
export function Gate() {
  const { t } = useLocale();
  const me = useMe();
  if (me.data) return <Frame me={me.data} />;
  if (me.error instanceof ApiError && me.error.status === 401)
    return <SignIn onDone={() => void me.refetch()} />;
  if (me.error)
    return (
      <main className="centre">
        <ProblemBox error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  return (
    <p className="centre" role="status">
      {t("page.loading")}
    </p>
  );
}
