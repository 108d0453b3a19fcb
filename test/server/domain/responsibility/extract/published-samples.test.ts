import { expect } from "chai";
import { readTracking } from "../../../../../server/domain/responsibility/index.ts";

interface Sample {
  readonly format: string;
  /** Where the sample was published; times, codes and shape are its own, names of people and places left out. */
  readonly source: string;
  readonly body: unknown;
  readonly utcOffset?: string;
  /** What the reader makes of it, oldest first. */
  readonly steps: readonly (readonly [at: string, step: string])[];
}

const SAMPLES: readonly Sample[] = [
  {
    format: "kdniao",
    source: "快递鸟 快递查询 API 8002, 返回示例, 单号 3103630045838 (juejin.cn/post/7436993444647272484)",
    body: {
      StateEx: "2",
      LogisticCode: "3103630045838",
      ShipperCode: "YD",
      Traces: [
        { Action: "1", AcceptStation: "已揽收", AcceptTime: "2020-06-17 03:31:04", Location: "深圳市" },
        { Action: "2", AcceptStation: "已离开", AcceptTime: "2020-06-17 03:34:08", Location: "深圳市" },
      ],
    },
    steps: [
      ["2020-06-17T03:31:04+08:00", "picked_up"],
      ["2020-06-17T03:34:08+08:00", "in_transit"],
    ],
  },
  {
    // This endpoint sends no codes: nothing is read out of the words, also where they speak of a signature.
    format: "kuaidi100",
    source: "快递100 query, 示例 yuantong 2234014274 (lxweimin.com/p/13db2ad01421)",
    body: {
      message: "ok",
      nu: "2234014274",
      ischeck: "1",
      condition: "F00",
      com: "yuantong",
      status: "200",
      state: "3",
      data: [
        { time: "2016-11-26 19:10:30", ftime: "2016-11-26 19:10:30", context: "已签收", location: null },
        { time: "2016-11-22 18:19:03", ftime: "2016-11-22 18:19:03", context: "派送不成功", location: null },
      ],
    },
    steps: [
      ["2016-11-22T18:19:03+08:00", "other"],
      ["2016-11-26T19:10:30+08:00", "other"],
    ],
  },
  {
    format: "aftership",
    source: "AfterShip API reference, last checkpoint of 111111111111 (AfterShip/aftership-sdk-go)",
    body: {
      tracking_number: "111111111111",
      tag: "Delivered",
      checkpoints: [
        {
          slug: "fedex",
          created_at: "2018-08-16T03:50:47+00:00",
          checkpoint_time: "2018-08-01T13:19:47-04:00",
          city: "Deal",
          country_iso3: null,
          message: "Delivered",
          tag: "Delivered",
          subtag: "Delivered_001",
          raw_tag: "FPX_L_RPIF",
        },
      ],
    },
    steps: [["2018-08-01T13:19:47-04:00", "delivered"]],
  },
  {
    format: "dhl",
    source:
      "DHL Shipment Tracking Unified API, sample shipment of DHL eCommerce, Hebron KY (developer.dhl.com)",
    // Its times are local to the place of the event and carry no offset: the caller must know it.
    utcOffset: "-04:00",
    body: {
      shipments: [
        {
          service: "ecommerce",
          events: [
            { timestamp: "2023-05-02T19:25:28", statusCode: "transit", status: "PACKAGE RECEIVED" },
            { timestamp: "2023-05-01T14:11:21", statusCode: "pre-transit", status: "EN ROUTE" },
            { timestamp: "2023-05-01T10:02:48", statusCode: "unknown", status: "LABEL CREATED" },
          ],
        },
      ],
    },
    steps: [
      ["2023-05-01T10:02:48-04:00", "other"],
      ["2023-05-01T14:11:21-04:00", "registered"],
      ["2023-05-02T19:25:28-04:00", "in_transit"],
    ],
  },
];

describe("readTracking on published samples", () => {
  for (const { format, source, body, utcOffset, steps } of SAMPLES) {
    it(`reads ${source}`, () => {
      const entries = readTracking(format, body, utcOffset);
      expect(entries.map(({ at, step }) => [at, step])).to.deep.equal(steps);
    });
  }

  it("keeps the words of an entry as they are", () => {
    const entries = SAMPLES.map(
      ({ format, body, utcOffset }) => readTracking(format, body, utcOffset)[0]?.text,
    );
    expect(entries).to.deep.equal(["已揽收", "派送不成功", "Delivered", "LABEL CREATED"]);
  });
});

describe("the tables of codes", () => {
  // 快递鸟 在途监控 8001, field StateEx (365seal.com/y/ZQVEaNYjV9.html).
  const published = {
    "1": "picked_up",
    "2": "in_transit",
    "201": "in_transit",
    "202": "out_for_delivery",
    "211": "at_station",
    "3": "delivered",
    "311": "delivered",
    "4": "exception",
    "402": "delayed",
    "404": "refused",
    "412": "at_station",
  };

  it("read each code that kdniao publishes", () => {
    for (const [Action, step] of Object.entries(published)) {
      const body = { Traces: [{ AcceptTime: "2026-10-04 09:00:00", AcceptStation: "", Action }] };
      expect(readTracking("kdniao", body)[0]?.step, Action).to.equal(step);
    }
  });
});
