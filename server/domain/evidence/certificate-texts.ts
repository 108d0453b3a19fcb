/** Words of the certificate (存证证书) in both languages. */

export interface CertificateTexts {
  readonly title: string;
  readonly development: string;
  readonly number: string;
  readonly madeAt: string;
  readonly headings: Readonly<
    Record<"list" | "hashes" | "states" | "times" | "interest" | "articles" | "limits" | "check", string>
  >;
  readonly list: Readonly<Record<"number" | "what" | "source" | "proves", string>>;
  readonly methods: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string>>;
  readonly unstated: string;
  readonly notIncluded: string;
  readonly hashes: Readonly<Record<"leaf" | "commitment" | "document" | "root" | "log", string>>;
  readonly states: Readonly<
    Record<
      "state" | "accepted" | "integrated" | "witnessed" | "anchored" | "transaction" | "block" | "contract",
      string
    >
  >;
  readonly state: Readonly<Record<"accepted" | "integrated" | "anchored", string>>;
  readonly promisedBy: (at: string) => string;
  readonly position: (index: number, size: number) => string;
  readonly noWitness: string;
  /** Instead of the names of those who cosigned: a name is its signer's own word. */
  readonly selfDeclared: string;
  readonly notYet: string;
  readonly times: Readonly<Record<"received" | "block" | "captured" | "stamp", string>>;
  readonly stamped: (at: string, authority: string) => string;
  readonly aboutTimes: readonly string[];
  readonly interest: (operator: string) => string;
  readonly articles: readonly string[];
  readonly limits: readonly string[];
  readonly check: readonly string[];
}

const zh: CertificateTexts = {
  title: "存证证书",
  development: "开发链：本证书仅供演示，开发链不具有公信力。",
  number: "证书编号",
  madeAt: "出具时间",
  headings: {
    list: "证据清单",
    hashes: "哈希值",
    states: "存证过程",
    times: "时间来源",
    interest: "平台的利害关系",
    articles: "对应条文",
    limits: "不能证明的事项",
    check: "如何核验",
  },
  list: { number: "编号", what: "材料", source: "来源", proves: "证明对象" },
  methods: { live: "现场拍摄", upload: "上传", api: "系统接口", device: "设备采集", import: "批量导入" },
  types: {
    "provenance.event": "溯源记录",
    "chat.transcript": "聊天记录",
    "logistics.record": "物流记录",
    "inspection.report": "检验报告",
    media: "照片或视频",
    document: "文件",
    "device.reading": "设备读数",
    "case.event": "案件事件",
    finding: "责任认定意见",
    ruling: "裁决",
    journal: "账目",
    access: "查看记录",
    erasure: "删除记录",
  },
  unstated: "提交人未填写",
  notIncluded: "陈述与盐值由提交人保管，本证书未包含",
  hashes: {
    leaf: "条目叶哈希",
    commitment: "陈述的承诺值",
    document: "材料 SHA-256",
    root: "检查点根哈希",
    log: "日志编号",
  },
  states: {
    state: "凭证所示状态",
    accepted: "受理",
    integrated: "入日志",
    witnessed: "见证",
    anchored: "上链",
    transaction: "交易哈希",
    block: "区块",
    contract: "合约",
  },
  state: {
    accepted: "已受理",
    integrated: "已入日志",
    anchored: "已上链",
  },
  promisedBy: (at) => `运营方签名承诺在 ${at} 前入日志并上链`,
  position: (index, size) => `第 ${index} 条（从 0 起），检查点共 ${size} 条`,
  noWitness: "尚无外部见证人联署",
  selfDeclared:
    "凭证附有联署。联署者名称均为自称，故本证书不列；请按自己认可的见证人名单核对：redress verify --policy",
  notYet: "尚未完成，请稍后重新出具",
  times: { received: "收到时间", block: "区块时间", captured: "采集时间", stamp: "可信时间戳" },
  stamped: (at, authority) => `${at}，由“${authority}”签发（名称为其证书自称，证书链请自行核实）`,
  aboutTimes: [
    "收到时间取自运营方数据库时钟，精确到分钟，写入条目后不可更改；区块时间由链给出，运营方不能提前。",
    "采集时间由提交人自述，未经核实。",
  ],
  interest: (operator) =>
    `本日志由电商平台“${operator}”运营。平台既保管证据，又可能先行赔付、被认定担责，与争议有利害关系。因此本证书不依赖平台的陈述：哈希、签名和上链记录均可由任何人自行核验。`,
  articles: [
    "《人民法院在线诉讼规则》（法释〔2021〕12号）第十六条：区块链存储的电子数据经技术核验一致的，可以认定上链后未经篡改，有相反证据足以推翻的除外。",
    "同规则第十七条：对上链后真实性有异议的，结合存证平台资质、利害关系、系统安全和存证过程判断。",
    "同规则第十八条：上链前数据的真实性另行审查。",
    "《最高人民法院关于民事诉讼证据的若干规定》第九十三条：电子数据真实性的判断因素。",
    "《电子签名法》第五条、第八条：数据电文的原件形式与真实性审查。",
  ],
  limits: [
    "不证明材料内容属实，也不证明上链前未经修改。",
    "不证明提交账号背后的自然人是谁。",
    "不证明本案其他证据没有遗漏，也不代表法院必然采信。",
  ],
  check: [
    "扫描二维码打开核验页；或在装有本软件的电脑上运行 redress verify 本文件 --rpc 节点地址。",
    "存证凭证 receipt.json 已作为附件嵌入本文件。文字若与附件不一致，以附件为准。",
  ],
};

const en: CertificateTexts = {
  title: "Evidence certificate",
  development: "Development chain: for demonstration only; a development chain vouches for nothing.",
  number: "Certificate",
  madeAt: "Made at",
  headings: {
    list: "Evidence list",
    hashes: "Hashes",
    states: "From hand-in to chain",
    times: "Where times come from",
    interest: "The platform's interest",
    articles: "Articles it serves",
    limits: "What it does not prove",
    check: "How to check it",
  },
  list: { number: "No.", what: "Item", source: "Source", proves: "Offered to prove" },
  methods: {
    live: "live capture",
    upload: "upload",
    api: "system interface",
    device: "device",
    import: "bulk import",
  },
  types: {},
  unstated: "not stated by the submitter",
  notIncluded: "Statement and salt are with the submitter and not in this certificate",
  hashes: {
    leaf: "Leaf hash of the entry",
    commitment: "Commitment to the statement",
    document: "SHA-256 of the document",
    root: "Root of the checkpoint",
    log: "Log id",
  },
  states: {
    state: "State by the receipt",
    accepted: "Accepted",
    integrated: "Integrated",
    witnessed: "Witnessed",
    anchored: "Anchored",
    transaction: "Transaction",
    block: "Block",
    contract: "Contract",
  },
  state: {
    accepted: "accepted",
    integrated: "integrated",
    anchored: "anchored",
  },
  promisedBy: (at) => `The operator's signed promise: in the log and anchored by ${at}`,
  position: (index, size) => `entry ${index} (from 0) of a checkpoint of ${size}`,
  noWitness: "no outside witness has cosigned yet",
  selfDeclared:
    "cosigned, under self-declared names not printed here: hold them against witnesses you know, by redress verify --policy",
  notYet: "not yet; ask for a new certificate later",
  times: { received: "Received", block: "Block time", captured: "Captured", stamp: "Time stamp" },
  stamped: (at, authority) =>
    `${at}, by "${authority}" (a self-declared name; whether to trust it is for you to judge)`,
  aboutTimes: [
    "The time of receipt is of the operator's database, to the minute, and fixed in the entry; the block time is the chain's, and the operator cannot make it earlier.",
    "The time of capture is what the submitter says, unverified.",
  ],
  interest: (operator) =>
    `This log is run by the shopping platform "${operator}". It keeps the evidence, may pay first and may itself be found liable, so it has an interest in disputes. Nothing here rests on its word: hashes, signatures and the chain's record can be checked by anybody.`,
  articles: [
    "Online Litigation Rules of the People's Courts (Fa Shi [2021] No. 12), article 16: data stored on a blockchain that checks technically may be found unaltered since it was put there, unless disproved.",
    "Article 17: on objection the court weighs the platform's qualification, its interest, its systems and the process.",
    "Article 18: whether data was authentic before it was put on the chain is examined separately.",
    "Provisions on Evidence in Civil Procedure of the Supreme People's Court, article 93: how the authenticity of electronic data is judged.",
    "Electronic Signature Law, articles 5 and 8: originals and authenticity of data messages.",
  ],
  limits: [
    "Not that what the item says is true, nor that it was unaltered before it was handed in.",
    "Not who the person behind a submitting account is.",
    "Not that nothing else of the case is missing, nor that a court will accept it.",
  ],
  check: [
    "Scan the code for the verification page, or run: redress verify THIS-FILE --rpc URL-OF-A-NODE.",
    "The receipt is attached to this file as receipt.json. Where the words differ from it, the receipt counts.",
  ],
};

export const CERTIFICATE_TEXTS = { "zh-CN": zh, en } as const;
export type CertificateLanguage = keyof typeof CERTIFICATE_TEXTS;
