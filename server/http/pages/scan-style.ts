import { createHash } from "node:crypto";

/** Styles of the scan page, inline so that the verdict paints with the first bytes. */
export const scanStyle = `
:root{color-scheme:light dark;--bg:#f6f5f1;--card:#fff;--ink:#1d2321;--dim:#56605c;--line:#dcdcd5;--brand:#0d6353;--on:#fff;
--green:#0f6b3f;--amber:#8a5300;--red:#b3261e;--grey:#4f5855}
@media(prefers-color-scheme:dark){:root{--bg:#121615;--card:#1b211f;--ink:#eceeea;--dim:#a9b3ae;--line:#343d39;--brand:#6fd0ba;--on:#06231d;
--green:#1a7a4c;--amber:#8a5300;--red:#b3372f;--grey:#4f5855}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main,.top,footer{max-width:40rem;margin:0 auto;padding:0 16px}
.top{display:flex;justify-content:space-between;align-items:center;min-height:48px}
.top a{padding:10px 0;display:inline-block}
a{color:var(--brand)}
:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:16px;top:8px;background:var(--card);padding:8px}
.band{border-radius:14px;padding:14px 16px;color:#fff;margin-bottom:12px}
.band h1{font-size:1.3rem;line-height:1.3;margin:0 0 4px}.band p{margin:2px 0;font-size:.92rem}
.band-green{background:var(--green)}.band-amber{background:var(--amber)}.band-red{background:var(--red)}.band-grey{background:var(--grey)}
section.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:14px 16px;margin-bottom:12px}
h2{font-size:1.02rem;margin:0 0 8px}
.product{display:flex;gap:14px}.product img{width:84px;height:84px;object-fit:cover;border-radius:10px;background:var(--line);flex:none}
.product h2{font-size:1.12rem;margin-bottom:4px}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:0 10px;font-size:.9rem}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
#check{display:flex;gap:12px;align-items:center}#check h2{margin:0}#check p{margin:0}
#mark{flex:none;width:38px;height:38px;border-radius:50%;border:3px solid var(--line);border-top-color:var(--brand);display:grid;place-items:center;font-weight:700;animation:turn 1s linear infinite}
#mark[data-verdict]{animation:none;border-color:currentColor}#mark[data-verdict=valid]{color:var(--brand)}#mark[data-verdict=invalid]{color:var(--red)}#mark[data-verdict=cannot_tell]{color:var(--dim)}
@media(prefers-color-scheme:dark){#mark[data-verdict=invalid],.alarm,.bad{color:#ff9a91!important}}
@media(prefers-reduced-motion:reduce){#mark{animation:none}}
@keyframes turn{to{transform:rotate(1turn)}}
.cta{display:block;text-align:center;background:var(--brand);color:var(--on);font-weight:600;font-size:1.05rem;padding:13px;border-radius:12px;text-decoration:none}
button{font:inherit;color:inherit;cursor:pointer}button.cta{border:0;width:100%;color:var(--on)}#inner p:empty{display:none}
#place button{background:none;border:1px solid var(--line);border-radius:10px;padding:8px 12px}
.hint{color:var(--dim);font-size:.88rem;margin:6px 2px 14px}
ol{list-style:none;margin:0;padding:0}
.chain li{position:relative;padding:0 0 12px 22px}.chain li:last-child{padding-bottom:0}
.chain li:before{content:"";position:absolute;left:3px;top:7px;width:10px;height:10px;border-radius:50%;background:var(--brand)}
.chain li:after{content:"";position:absolute;left:7px;top:20px;bottom:-4px;width:2px;background:var(--line)}.chain li:last-child:after{display:none}
.chain li.open:before{background:none;border:2px dashed var(--dim)}
.when{color:var(--dim);font-size:.88rem;display:block}
.tag{flex:none;align-self:start;font-size:.8rem;border:1px solid currentColor;border-radius:99px;padding:0 8px;margin-left:6px;white-space:nowrap}
.bad,.alarm{color:var(--red)}
.steps{display:grid;grid-template-columns:repeat(5,1fr);gap:4px;text-align:center;font-size:.82rem}
.steps li{border-top:4px solid var(--brand);padding-top:6px}.steps li.none{border-color:var(--line);color:var(--dim)}.steps li.alarm{border-color:var(--red)}.steps .when{font-size:.76rem}
#records details{border-top:1px solid var(--line);padding:10px 0}#records summary{cursor:pointer;display:flex;gap:8px;justify-content:space-between}
#records ul{margin:8px 0 0;padding-left:18px;font-size:.88rem}#records code{overflow-wrap:anywhere;font-size:.8rem}
footer{color:var(--dim);font-size:.86rem;padding-bottom:28px}
`;

/** Source expression for `style-src` that lets exactly this style element through. */
export const scanStyleSource = `'sha256-${createHash("sha256").update(scanStyle).digest("base64")}'`;
