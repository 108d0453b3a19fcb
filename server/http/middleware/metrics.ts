import type { RequestHandler } from "express";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  readonly requests: RequestHandler;
  /** Sets a named gauge, made on first use; help is its one-line meaning with the unit. */
  gauge(name: string, help: string, value: number): void;
  /** Makes a named counter; help is its one-line meaning. */
  counter(name: string, help: string): { inc(): void };
}

/** Prometheus metrics: requests by route pattern (never by path: ids would be labels), and gauges of the jobs. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: "redress_http_request_seconds",
    help: "Time to answer, by route, method and status",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.02, 0.05, 0.15, 0.5, 2, 10],
    registers: [registry],
  });
  const total = new Counter({
    name: "redress_http_requests_total",
    help: "Requests answered, by status class",
    labelNames: ["class"],
    registers: [registry],
  });
  const gauges = new Map<string, Gauge>();
  return {
    registry,
    requests: (request, response, next) => {
      const end = seconds.startTimer();
      response.once("finish", () => {
        const route =
          typeof request.route?.path === "string" ? `${request.baseUrl}${request.route.path}` : "none";
        end({ route, method: request.method, status: String(response.statusCode) });
        total.inc({ class: `${Math.floor(response.statusCode / 100)}xx` });
      });
      next();
    },
    counter: (name, help) => new Counter({ name, help, registers: [registry] }),
    gauge: (name, help, value) => {
      let gauge = gauges.get(name);
      if (gauge === undefined) {
        gauge = new Gauge({ name, help, registers: [registry] });
        gauges.set(name, gauge);
      }
      gauge.set(value);
    },
  };
}
