/** Writes chat transcript and tracking histories of the sample case: `node scripts/dev/sample/make-documents.ts` */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { order, waybills } from "./story.ts";

const FOLDER = join(import.meta.dirname, "documents");
const day = (date: number, time: string) => `2026-11-${date} ${time}`;

type Sender = "buyer" | "seller" | "system";
const said = (id: number, time: string, sender: Sender, content: string, type = "text") => ({
  msgId: `M${order.orderId.slice(2)}${String(id).padStart(4, "0")}`,
  time,
  sender,
  senderNick: { buyer: "买家", seller: "露沫电器旗舰店:小沫", system: "系统" }[sender],
  type,
  content,
});

const chat = {
  platform: "示例商城",
  shop: "露沫电器旗舰店",
  orderId: order.orderId,
  buyerRef: order.buyerRef,
  exportedAt: "2026-11-15T09:30:00+08:00",
  timeZone: "+08:00",
  messages: [
    said(1, day(10, "20:11:32"), "buyer", "这款 E1 送奶缸吗?"),
    said(2, day(10, "20:12:05"), "seller", "您好,送 350 毫升奶缸一个,下单 48 小时内从佛山发货。"),
    said(3, day(10, "20:31:44"), "system", `买家已付款,订单 ${order.orderId},实付 1299.00 元`, "notice"),
    said(4, day(12, "17:02:10"), "system", `卖家已发货,北辰速运 ${waybills.carrierA}`, "notice"),
    said(5, day(14, "18:49:03"), "buyer", "外箱一角凹进去了,快递员当面拍了照,我现在开箱看看。"),
    said(6, day(14, "18:55:40"), "buyer", "机器右侧板凹了,冲煮头也歪了,装不上手柄。"),
    said(7, day(14, "18:56:12"), "buyer", "unboxing-parcel.jpg", "image"),
    said(8, day(14, "18:56:30"), "buyer", "unboxing-machine.jpg", "image"),
    said(9, day(14, "19:20:18"), "seller", "收到,给您添麻烦了。我们出库前都质检过的,应该是运输途中摔的。"),
    said(10, day(14, "19:21:55"), "buyer", "我要退货退款。"),
    said(
      11,
      day(14, "19:40:02"),
      "seller",
      "需要先等快递那边的定责结果。另外这批内衬泡棉比上一批薄一些,不过跌落测试是过了的。",
    ),
    said(12, day(14, "19:42:37"), "buyer", "凭什么让我等?我付的是全款。"),
    said(13, day(15, "09:12:50"), "seller", "快递说签收就不管了,我们这边暂时没法直接退。"),
  ],
};

const step = (time: string, status: string, statusCode: string, areaName: string, context: string) => ({
  time,
  ftime: time,
  context,
  status,
  statusCode,
  areaName,
  location: "",
});
/** The answer of an aggregator's real-time query: newest step first, its field names and state numbers. */
const tracking = (
  com: string,
  nu: string,
  state: string,
  ischeck: string,
  steps: ReturnType<typeof step>[],
) => ({
  message: "ok",
  nu,
  ischeck,
  condition: "F00",
  com,
  status: "200",
  state,
  data: steps.reverse(),
});

const carrierA = tracking("beichen", waybills.carrierA, "7", "0", [
  step(day(12, "16:34:51"), "揽收", "1", "广东,佛山市", "【佛山市】北辰速运佛山南海营业部已揽收,已开箱验视"),
  step(day(12, "18:20:36"), "在途", "0", "广东,佛山市", "【佛山市】快件离开佛山南海营业部,发往武汉中转中心"),
  step(day(13, "00:58:44"), "在途", "0", "湖北,武汉市", "【武汉市】快件到达武汉中转中心"),
  step(
    day(13, "01:26:07"),
    "转投",
    "7",
    "湖北,武汉市",
    `【武汉市】快件已转交南川快运,新单号 ${waybills.carrierB},交接时外包装完好`,
  ),
]);
const carrierB = tracking("nanchuan", waybills.carrierB, "3", "1", [
  step(day(13, "01:26:07"), "揽收", "1", "湖北,武汉市", "【武汉市】南川快运武汉中转中心已接收,外包装完好"),
  step(day(13, "03:05:19"), "在途", "0", "湖北,武汉市", "【武汉市】快件离开武汉中转中心,发往杭州余杭派送站"),
  step(day(14, "05:37:21"), "在途", "0", "浙江,杭州市", "【杭州市】快件在杭州分拣中心卸车"),
  step(day(14, "07:52:30"), "在途", "0", "浙江,杭州市", "【杭州市】快件到达余杭派送站"),
  step(day(14, "15:30:02"), "派件", "5", "浙江,杭州市", "【杭州市】快递员正在派送,电话已隐藏"),
  step(
    day(14, "18:47:12"),
    "签收",
    "3",
    "浙江,杭州市",
    "【杭州市】已签收,收件人当面反映外箱破损,快递员已拍照登记",
  ),
]);

mkdirSync(FOLDER, { recursive: true });
const write = (name: string, value: unknown) =>
  writeFileSync(join(FOLDER, name), `${JSON.stringify(value, null, 2)}\n`);
write("chat-transcript.json", chat);
write("tracking-carrier-a.json", carrierA);
write("tracking-carrier-b.json", carrierB);
