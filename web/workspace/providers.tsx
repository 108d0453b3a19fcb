import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider, theme } from "antd";
import enUs from "antd/locale/en_US";
import zhCn from "antd/locale/zh_CN";
import { type ReactNode, useSyncExternalStore } from "react";
import { useLocale } from "../components/use-locale.ts";
import { ApiError } from "../lib/api.ts";

const maxRetries = 2;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < maxRetries && error instanceof ApiError && error.retryable,
      staleTime: 2_000,
    },
  },
});

const dark = matchMedia("(prefers-color-scheme: dark)");
const subscribe = (changed: () => void) => {
  dark.addEventListener("change", changed);
  return () => dark.removeEventListener("change", changed);
};

/** The nonce the server put into this response; the component library writes its style elements with it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** Library-wide settings: language, colours, style nonce and the cache of answers. */
export function Providers({ children }: { children: ReactNode }) {
  const { locale } = useLocale();
  const isDark = useSyncExternalStore(subscribe, () => dark.matches);
  return (
    <ConfigProvider
      locale={locale === "en" ? enUs : zhCn}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: isDark ? "#338a78" : "#0d6353",
          colorLink: isDark ? "#6fd0ba" : "#0d6353",
          colorTextDescription: isDark ? "#a9b3ae" : "#56605c",
          colorTextSecondary: isDark ? "#a9b3ae" : "#56605c",
          colorBgLayout: isDark ? "#121615" : "#f6f5f1",
          colorBgContainer: isDark ? "#1b211f" : "#ffffff",
          borderRadius: 9,
          fontSize: 15,
          fontFamily:
            'system-ui, -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif',
        },
      }}
    >
      <QueryClientProvider client={client}>
        <App>{children}</App>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
