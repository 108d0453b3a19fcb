// redress-responsibility 1.2.0 with all it needs. Built by scripts/deep/engine/run.ts; never edited.
// server/domain/responsibility/errors.ts
var e = class extends Error {
	code;
	issues;
	constructor(e, t, n) {
		super(`${e}: ${t.map((e) => `${e.path || "/"} ${e.rule}`).join("; ")}`, n), this.name = "ResponsibilityError", this.code = e, this.issues = t;
	}
}, t = [
	"platform",
	"merchant",
	"logistics",
	"consumer"
], n = {
	platform: "platform",
	merchant: "merchant",
	producer: "merchant",
	store: "merchant",
	live_room: "merchant",
	installer: "merchant",
	warehouse: "merchant",
	overseas_warehouse: "merchant",
	bonded_warehouse: "merchant",
	domestic_agent: "merchant",
	logistics: "logistics",
	carrier: "logistics",
	carrier_branch: "logistics",
	pickup_station: "logistics",
	insurer: "logistics",
	consumer: "consumer"
}, r = /* @__PURE__ */ new Set([
	"platform",
	"merchant",
	"logistics",
	"consumer",
	"carrier"
]);
function i(e) {
	return Object.hasOwn(n, e);
}
function a(e) {
	let t = e.indexOf(":");
	return t < 0 ? e : e.slice(0, t);
}
function o(e, t) {
	let o = t.parties?.find((t) => t.id === e), c = o?.kind ?? a(e);
	if (!i(c)) return;
	if (o?.contractWith && !r.has(c)) {
		let e = a(o.contractWith);
		if (i(e)) return n[e];
	}
	let l = n[c];
	return l === "merchant" && !r.has(c) ? s(t) : l;
}
function s(e) {
	return e.seller === "self_operated" ? "platform" : "merchant";
}
function c(e, t) {
	return e === "merchant" ? s(t) : e;
}
function l(e, t) {
	return Number(e > t) - Number(e < t);
}
function u(e) {
	let n = (n) => t.indexOf(o(n, e) ?? "consumer");
	return (e, t) => n(e) - n(t) || l(e, t);
}
function d(e, t) {
	let n = {
		platform: 0,
		merchant: 0,
		logistics: 0,
		consumer: 0
	};
	for (let [r, i] of e) n[o(r, t) ?? "consumer"] += i;
	return n;
}
// server/domain/responsibility/trace.ts
var f = [];
function p(e, t) {
	return e.pack.byBehaviour.has(t);
}
var ee = /* @__PURE__ */ new WeakMap();
function te(e, ...t) {
	let n = ee.get(e);
	n === void 0 && (n = /* @__PURE__ */ new Map(), ee.set(e, n));
	let r = t.join(), i = n.get(r);
	return i === void 0 && (i = ne(e, t), n.set(r, i)), i;
}
function ne(e, t) {
	let n = /* @__PURE__ */ new Map();
	for (let r of t) for (let t of e.byBehaviour.get(r) ?? []) n.has(t.id) || n.set(t.id, re(t));
	return [...n.values()];
}
function re(e) {
	return {
		id: e.id,
		article: e.source,
		confidence: e.confidence
	};
}
function m(e, t, n = {}) {
	return {
		code: t,
		values: n.values ?? {},
		rules: te(e.pack, ...n.behaviours ?? []),
		evidence: n.evidence ?? f,
		...n.effectBps ? { effectBps: n.effectBps } : {},
		because: n.because ?? []
	};
}
function h(e, t) {
	return t.grade >= e.pack.parameters.EST;
}
function g(e, t, n, r, i = f) {
	e.notFound.push({
		path: t,
		what: n,
		why: r,
		evidence: i
	});
}
// server/domain/responsibility/custody-window.ts
var ie = [
	"exterior",
	"contents",
	"weight",
	"seal",
	"serial"
], ae = ["contents", "serial"];
function oe(e, t, n) {
	return e === "lost" || e === "late" ? ie : e === "short" ? t === "good" ? ["contents", "weight"] : [
		"contents",
		"weight",
		"seal"
	] : e === "damaged" ? t === "good" ? ["contents"] : ["contents", "exterior"] : t === "bad" ? [
		"contents",
		"serial",
		"weight",
		"seal"
	] : n === "weight" ? [...ae, "weight"] : ae;
}
function se(e, t) {
	let { claim: n } = e.facts, r = t.findLast((t) => t.state === "bad" && h(e, t))?.scope, i = t.findLastIndex((t) => t.state === "good" && t.scope === "contents" && h(e, t));
	return t.map((a, o) => {
		if (a.state === "unknown") return "unknown";
		let s = `/custody/boundaries/${o}`, c = `boundary ${o} (${a.id ?? o}) ${a.state}`;
		if (!h(e, a)) return g(e, s, c, "below_standard", a.evidence), "unknown";
		let l = a.state === "bad" && a.scope === "exterior" && o < i;
		return oe(n, a.state, r).includes(a.scope) && !l ? a.state : ce(e, t, o) ? "good" : (g(e, s, c, "scope", a.evidence), "unknown");
	});
}
function ce(e, t, n) {
	let r = t[n];
	if (r.scope !== "seal" || r.state !== "good" || e.facts.claim !== "short" && e.facts.claim !== "return_mismatch") return !1;
	let i = [
		"contents",
		"weight",
		"serial"
	];
	return t.some((t, r) => r < n && t.state === "good" && h(e, t) && i.includes(t.scope));
}
function le(t) {
	let n = t.indexOf("bad"), r = t.lastIndexOf("good");
	if (!(n < 0 || r < n)) throw new e("facts_contradictory", [{
		path: `/custody/boundaries/${r}`,
		rule: `proved good after boundary ${n} was proved bad`
	}]);
}
function ue(e, t) {
	return t.produced || !p(e, "withheld_taken_true") ? !1 : t.grade === void 0 || h(e, { grade: t.grade });
}
function de(e, t, n) {
	return t !== void 0 && (t === n || o(t, e) === n);
}
function fe(e, t, n, r) {
	let i = de(e, t[n - 1], r);
	return i === de(e, t[n] ?? pe(e, t), r) ? "unknown" : n === 0 && c(r, e) === s(e) || i ? "bad" : "good";
}
function pe(e, t) {
	return o(t[0], e) === "consumer" ? s(e) : "consumer";
}
function me(e, t) {
	let n = [];
	return e.forEach((e, r) => {
		(e.id === t.id || e.evidence?.includes(t.id)) && n.push(r);
	}), n;
}
function he(e, t, n) {
	let { facts: r } = e, i = r.custody.boundaries;
	r.withheld?.forEach((a, o) => {
		if (!ue(e, a)) return;
		let s = me(i, a), c = s.length > 0 ? s : _e(r, t, a.party);
		for (let s of c) {
			let c = fe(r, t, s, a.party);
			n[s] !== "unknown" || c === "unknown" || ge(n, s, c) ? g(e, `/withheld/${o}`, `${a.party} ${a.id}`, "not_relevant", a.evidence) : (n[s] = c, e.reasons.push(m(e, `withheld_taken_${c}`, {
				behaviours: ["withheld_taken_true"],
				values: {
					party: a.party,
					item: a.id,
					boundary: s,
					name: i[s]?.id ?? s
				},
				evidence: a.evidence ?? []
			})));
		}
	});
}
function ge(e, t, n) {
	return n === "good" ? e.slice(0, t).includes("bad") : e.slice(t + 1).includes("good");
}
function _e(e, t, n) {
	let r = t.findIndex((t) => de(e, t, n));
	return r < 0 ? [] : [r, t.findLastIndex((t) => de(e, t, n)) + 1];
}
function ve(e) {
	let { discovery: t } = e.facts;
	return t?.late === void 0 ? t?.noticeDays === void 0 ? "unknown" : t.concealed === !1 && p(e, "apparent_at_delivery") ? t.noticeDays === 0 ? "in_time" : "late" : t.noticeDays <= e.pack.parameters.CONCEALED_NOTICE_DAYS ? "in_time" : "late" : t.late ? "late" : "in_time";
}
function ye(e) {
	let { facts: t } = e, { holders: n, boundaries: r } = t.custody, i = se(e, r);
	le(i), he(e, n, i);
	let a = i.lastIndexOf("good"), o = be(e, i, a);
	if (Se(e, r, i), o < 0) return null;
	let s = Math.max(a, 0), c = [...new Set(n.slice(s, o))];
	return {
		from: s,
		to: o,
		startGood: a >= 0,
		holders: c,
		candidates: xe(e, c)
	};
}
function be(e, t, n) {
	let r = t.indexOf("bad");
	return r >= 0 ? r : e.facts.claim === "lost" && n < t.length - 1 ? t.length - 1 : -1;
}
function xe(e, t) {
	let { facts: n } = e, r = t.filter((e) => o(e, n) !== "consumer");
	return r.length === 0 || r.length === t.length || o(t[0], n) === "consumer" ? [...t] : n.claim === "lost" ? r : !(n.discovery?.concealed === !0 && p(e, "concealed_in_time")) || ve(e) !== "in_time" ? [...t] : (e.reasons.push(m(e, "concealed_in_time", {
		behaviours: ["concealed_in_time"],
		values: n.discovery?.noticeDays === void 0 ? {} : { days: n.discovery.noticeDays },
		evidence: n.discovery?.evidence ?? []
	})), r);
}
function Se(e, t, n) {
	t.forEach((t, r) => {
		if (n[r] !== "unknown") return;
		let i = t.scope === "contents" ? "" : ` of the contents (only ${t.scope} was recorded)`;
		e.missing.push({
			path: `/custody/boundaries/${r}`,
			what: `record${i} at boundary ${r} (${t.id ?? r})`
		});
	});
}
// server/domain/responsibility/rounding.ts
var Ce = 1e4;
function we(e, t) {
	let n = t.reduce((e, t) => e + t, 0n), r = t.map((t) => e * t / n), i = t.map((t, r) => ({
		index: r,
		rest: e * t % n
	}));
	i.sort((e, t) => Number(t.rest - e.rest));
	let a = e - r.reduce((e, t) => e + t, 0n);
	for (let { index: e } of i) {
		if (a === 0n) break;
		r[e] = r[e] + 1n, a -= 1n;
	}
	return r;
}
function Te(e) {
	let t = we(BigInt(Ce), e.map(([, e]) => e)), n = /* @__PURE__ */ new Map();
	return e.forEach(([e], r) => {
		let i = Number(t[r]);
		i > 0 && n.set(e, i);
	}), n;
}
// server/domain/responsibility/gaps.ts
function Ee(e, t, n) {
	let { facts: r, pack: i } = e, [a] = [...n.shares.keys()], s = (r.evidenceGaps ?? []).filter((n, r) => Ae(e, t, n, r)).filter((e) => o(c(e.party, r), r) !== o(a, r));
	if (s.length === 0) return n;
	let l = Math.min(i.parameters.GAP * s.length, i.parameters.GAP_MAX), u = Oe(e, t, s, l), d = new Map([[a, Ce - l], ...u]);
	return e.reasons.push(m(e, "gap_moved", {
		behaviours: De(s),
		values: {
			bps: l,
			party: s.map((e) => e.party).join(", ")
		},
		evidence: s.flatMap((e) => e.evidence ?? (e.id ? [e.id] : [])),
		effectBps: Object.fromEntries(d)
	})), {
		shares: d,
		mode: "burden"
	};
}
function De(e) {
	return e.some((e) => e.kind.includes("prompt") || e.kind.includes("inspection")) ? ["record_duty", "inspection_prompt"] : ["record_duty"];
}
function Oe(e, t, n, r) {
	let i = /* @__PURE__ */ new Map();
	for (let r of n) {
		let n = ke(e, t, r);
		i.set(n, (i.get(n) ?? 0n) + 1n);
	}
	let a = [...i].toSorted(([t], [n]) => u(e.facts)(t, n)), o = we(BigInt(r), a.map(([, e]) => e));
	return a.map(([e], t) => [e, Number(o[t])]);
}
function ke(e, t, n) {
	let { facts: r } = e;
	if (n.party !== "logistics") return c(n.party, r);
	if (n.id?.startsWith("logistics:")) return n.id;
	let i = t.candidates.filter((e) => o(e, r) === "logistics");
	return i.length === 1 ? i[0] : "logistics";
}
function Ae(e, t, n, r) {
	let { facts: i } = e, a = `${n.party}.${n.kind}`, s = `/evidenceGaps/${r}`;
	if (!h(e, n)) return g(e, s, a, "below_standard", n.evidence), !1;
	if (!p(e, "record_duty")) return !1;
	let c = (e) => e === n.party || o(e, i) === n.party, l = t.candidates.length > 1 && (t.candidates.some(c) || !i.custody.holders.some(c));
	return n.relevant ?? l ? !0 : (g(e, s, a, "not_relevant", n.evidence), !1);
}
// server/domain/responsibility/burden.ts
function _(e, t, n, r, i, { evidence: a = [], values: o = {} } = {}) {
	return e.reasons.push(m(e, r, {
		behaviours: i,
		values: {
			party: t,
			...o
		},
		evidence: a,
		effectBps: { [t]: Ce }
	})), {
		shares: /* @__PURE__ */ new Map([[t, Ce]]),
		mode: n
	};
}
function je(e) {
	return e.facts.courierChosenBy === "consumer" && p(e, "courier_of_buyer");
}
function Me(e) {
	return je(e) ? "consumer" : s(e.facts);
}
var Ne = {
	force_majeure: "force_majeure",
	nature_of_goods: "nature_of_goods",
	shippers_fault: "shipper_fault",
	consignees_fault: "shipper_fault"
};
function Pe(e) {
	return (e.facts.exonerations ?? []).filter((t, n) => {
		let r = `${t.party}.${t.kind}`, i = `/exonerations/${n}`;
		return h(e, t) ? t.kind === "force_majeure" && t.timelyNotice === !1 ? (g(e, i, r, "not_timely", t.evidence), !1) : o(t.party, e.facts) === "logistics" && p(e, Ne[t.kind]) ? !0 : (g(e, i, r, "not_relevant", t.evidence), !1) : (g(e, i, r, "below_standard", t.evidence), !1);
	});
}
function Fe(e, t, n) {
	if (n === null) return !0;
	let r = n.holders.filter((e) => o(e, t.facts) === "logistics"), i = [e.party, e.id].find((e) => e?.includes(":") && a(e) === "logistics");
	return i === void 0 ? r.length > 0 : r.includes(i);
}
function Ie(e, t, n) {
	let { facts: r } = e, { candidates: i } = t;
	if (t.to === 0) return _(e, s(r), "burden", "bad_before_custody", ["burden_of_proof"]);
	if (i.every((e) => o(e, r) === "consumer")) return _(e, "consumer", "burden", "in_consumers_hands", [
		"burden_of_proof",
		"risk_until_delivery",
		"return_refusal_proof"
	]);
	if (Re(e, t)) return Le(e);
	let a = n.filter((n) => Fe(n, e, t));
	return a.length > 0 ? Be(e, t, a) : Ee(e, t, Ve(e, t));
}
function Le(e) {
	let t = { evidence: e.facts.discovery?.evidence };
	return p(e, "late_notice_frees_carrier") ? _(e, Me(e), "burden", "carrier_not_objected_to", [
		"late_notice_frees_carrier",
		"transport_risk",
		"risk_until_delivery"
	], t) : _(e, "consumer", "burden", "notice_too_late", ["late_notice"], t);
}
function Re(e, t) {
	let { facts: n } = e;
	if (n.claim !== "damaged" && n.claim !== "short" || ve(e) !== "late" || !p(e, "late_notice") && !p(e, "late_notice_frees_carrier")) return !1;
	let r = (e) => e.some((e) => o(e, n) === "consumer");
	return r(t.holders) ? !0 : !r(n.custody.holders) && t.to === n.custody.holders.length;
}
function ze(e, t) {
	let [n] = t.holders.map((t) => o(t, e.facts));
	return n === "consumer" || n === "logistics" && t.startGood ? Me(e) : s(e.facts);
}
function Be(e, t, n) {
	let r = ze(e, t);
	return _(e, r, "risk", "risk_without_fault", [
		...[...new Set(n.map((e) => Ne[e.kind]))].toSorted(),
		"risk_until_delivery",
		r === "consumer" ? "courier_of_buyer" : "transport_risk"
	], { evidence: n.flatMap((e) => e.evidence ?? (e.id && !e.id.includes(":") ? [e.id] : [])) });
}
function Ve(e, t) {
	let { facts: n } = e;
	if (He(e, t)) return _(e, "logistics", "burden", "lost_with_carrier", ["carrier_strict_liability", "burden_of_proof"]);
	if (t.candidates.length === 1) return _(e, c(t.candidates[0], n), "burden", "lost_with_holder", ["burden_of_proof"]);
	let r = o(t.holders[0], n) === "consumer";
	return _(e, s(n), "burden", r ? "refusal_not_proved" : "delivery_not_proved", r ? ["return_refusal_proof", "burden_of_proof"] : [
		"burden_of_proof",
		"transport_risk",
		"risk_until_delivery"
	]);
}
function He(e, t) {
	if (!t.startGood) return !1;
	let n = t.candidates.map((t) => o(t, e.facts));
	return n[0] === "logistics" && n.every((e) => e === "logistics" || e === "consumer");
}
// server/domain/responsibility/pack-limits.ts
var Ue = {
	no_reason_days: {
		behaviour: "window_no_reason",
		names: ["days_from_receipt", "days"]
	},
	no_reason_claim_days: {
		behaviour: "no_reason_return",
		names: ["days_from_receipt"]
	},
	send_back_days: {
		behaviour: "return_freight",
		names: ["return_days"],
		optional: !0
	},
	uninformed_months: {
		behaviour: "withdrawal_uninformed",
		names: ["months"]
	},
	quality_return_days: {
		behaviour: "window_quality_return",
		names: ["return_days_from_receipt"]
	},
	quality_choice_days: {
		behaviour: "window_quality_choice",
		names: ["days_from_sale"]
	},
	quality_exchange_days: {
		behaviour: "window_quality_exchange",
		names: ["days_from_sale"]
	},
	failed_repairs: {
		behaviour: "repair_count",
		names: ["repairs"]
	},
	conformity_years: {
		behaviour: "window_latest_notice",
		names: ["years"]
	},
	repair_extension_months: {
		behaviour: "repair_extends",
		names: ["extension_months"]
	},
	durable_months: {
		behaviour: "window_durable",
		names: ["months_from_receipt"]
	},
	presumption_months: {
		behaviour: "reversal_any_goods",
		names: ["months_from_receipt"]
	},
	carriage_days: {
		behaviour: "window_carriage",
		names: ["domestic_days"]
	},
	reserve_damage_days: {
		behaviour: "reserve_damage",
		names: ["hidden_days"]
	},
	reserve_delay_days: {
		behaviour: "reserve_delay",
		names: ["delay_days"]
	},
	fraud_price_multiple: {
		behaviour: "penalty_fraud",
		names: ["multiple_of_price"]
	},
	fraud_least: {
		behaviour: "penalty_fraud",
		names: ["min_cny"]
	},
	food_price_multiple: {
		behaviour: "penalty_food",
		names: ["multiple_of_price"]
	},
	food_loss_multiple: {
		behaviour: "penalty_food",
		names: ["or_multiple_of_loss"]
	},
	food_least: {
		behaviour: "penalty_food",
		names: ["min_cny"]
	}
};
function We(e, t) {
	let { behaviour: n, names: r } = Ue[t];
	for (let t of e.byBehaviour.get(n) ?? []) {
		let e = r.map((e) => t.limits[e]).find((e) => typeof e == "number");
		if (typeof e == "number") return e;
	}
}
function Ge(t, n) {
	let r = We(t, n);
	if (r !== void 0) return r;
	throw new e("pack_invalid", [{
		path: "/rules",
		rule: qe(Ue[n])
	}]);
}
function Ke(t) {
	for (let n of Object.keys(Ue)) {
		let r = Ue[n], [i] = t.byBehaviour.get(r.behaviour) ?? [];
		if (!(i === void 0 || r.optional || We(t, n) !== void 0)) throw new e("pack_invalid", [{
			path: `/rules/${t.data.rules.indexOf(i)}/limits`,
			rule: qe(r)
		}]);
	}
}
function qe({ behaviour: e, names: t }) {
	return `"${e}" needs a number: ${t.join(" or ")}`;
}
// server/domain/responsibility/contributions.ts
var Je = 4n, Ye = 4n, Xe = {
	minute: 1,
	minutes: 1,
	min: 1,
	hour: 60,
	hours: 60,
	h: 60,
	day: 1440,
	days: 1440,
	d: 1440
}, Ze = 1e3, Qe = [
	"packaging",
	"packing",
	"wrong_address",
	"missing_warning",
	"mislabel"
];
function $e(e) {
	return e.latent ?? Qe.some((t) => e.kind.includes(t));
}
function et(e, t, n) {
	let { party: r, id: i } = e;
	if (r !== "logistics") return c(r, t);
	if (i !== void 0 && o(i, t) === "logistics") return i;
	let a = (n?.holders ?? [...new Set(t.custody?.holders)]).filter((e) => o(e, t) === "logistics");
	return a.length === 1 ? a[0] : t.contractingCarrier ?? "logistics";
}
function tt(e, t, n, r) {
	if (r === null || $e(e)) return !0;
	let i = (e) => c(e, n);
	return r.holders.some((e) => i(e) === t) ? !0 : t === "logistics" ? r.holders.some((e) => o(e, n) === "logistics") : !n.custody.holders.some((e) => i(e) === t);
}
function nt(e, t) {
	let { facts: n } = e, r = [];
	return n.factors?.forEach((i, a) => {
		let o = `${i.party}.${i.kind}`, s = `/factors/${a}`, c = et(i, n, t);
		!h(e, i) && !it(e, i) ? g(e, s, o, "below_standard", i.evidence) : rt(e, c) ? g(e, s, o, "not_timely", i.evidence) : tt(i, c, n, t) ? r.push({
			index: a,
			party: c,
			factor: i
		}) : g(e, s, o, "outside_window", i.evidence);
	}), r;
}
function rt(e, t) {
	let { claim: n, discovery: r } = e.facts;
	return n !== "late" || o(t, e.facts) !== "logistics" || !p(e, "reserve_delay") ? !1 : r?.noticeDays !== void 0 && r.noticeDays > Ge(e.pack, "reserve_delay_days");
}
function it(e, t) {
	return (e.facts.withheld ?? []).some((n) => ue(e, n) && n.party === t.party && (t.evidence?.includes(n.id) ?? !1));
}
function at(e, t) {
	let { facts: n, pack: r } = e, i = [.../* @__PURE__ */ new Set([...t.factors.map((e) => e.party), ...t.floors])].toSorted(u(n)), a = st(t.factors), o = BigInt(60 * Ze * r.parameters.HOURS_PER_UNIT), s = [...a.values()].reduce((e, t) => e * t, o);
	return i.map((e) => {
		let n = t.factors.filter((t) => t.party === e), r = n.reduce((e, t) => e + ct(t.factor, s, o, a), 0n), i = t.floors.has(e) ? Je * s : 0n;
		return [
			e,
			r > i ? r : i,
			n.length > 0
		];
	});
}
function ot(e) {
	return BigInt(Math.round(e * Ze));
}
function st(e) {
	let t = /* @__PURE__ */ new Map();
	for (let { factor: n } of e) {
		let { measured: e } = n;
		e && !Object.hasOwn(Xe, e.unit) && t.set(e.unit, (t.get(e.unit) ?? 0n) + ot(e.value));
	}
	for (let [e, n] of t) n === 0n && t.delete(e);
	return t;
}
function ct(e, t, n, r) {
	let { measured: i, severity: a, causal: o } = e;
	if (!i) return BigInt(a * o) * t;
	let s = Xe[i.unit];
	if (s !== void 0) return ot(i.value * s) * t / n;
	let c = r.get(i.unit);
	return c === void 0 ? 0n : Ye * ot(i.value) * t / c;
}
function lt(e, t) {
	let { facts: n } = e, { defect: r } = n;
	if (r && r.state !== "unknown") {
		if (h(e, r)) return r.state;
		g(e, "/defect", `defect ${r.state}`, "below_standard", r.evidence);
	}
	return t ? ut(e) ?? (dt(e) ? "presumed" : "unknown") : "unknown";
}
function ut(e) {
	let { facts: t } = e, n = (t.withheld ?? []).filter((t) => ue(e, t));
	if (n.some((e) => c(e.party, t) === s(t))) return "yes";
	if (n.some((e) => e.party === "consumer")) return "no";
}
function dt(e) {
	let { facts: t, pack: n } = e;
	return !(t.durable === !0 && p(e, "durable_reversal")) && !p(e, "reversal_any_goods") ? !1 : t.daysSinceReceipt === void 0 ? (g(e, "/daysSinceReceipt", "days since receipt", "unknown"), !1) : t.daysSinceReceipt <= n.parameters.DURABLE_DAYS;
}
// server/domain/responsibility/legs.ts
function ft(e, t, n) {
	let { facts: r } = e, i = t.get("logistics");
	if (i === void 0) return t;
	let a = mt(r, n), o = p(e, "contracting_carrier") ? r.contractingCarrier : void 0, s = a.length > 1 && o ? [o] : a;
	if (s.length === 0) return t;
	let c = new Map(t);
	c.delete("logistics");
	let l = we(BigInt(i), s.map(() => 1n));
	return s.forEach((e, t) => {
		c.set(e, (c.get(e) ?? 0) + Number(l[t]));
	}), a.length > 1 && e.reasons.push(pt(e, s, o)), c;
}
function pt(e, t, n) {
	return m(e, n ? "contracting_carrier" : "legs_equal", {
		behaviours: n ? ["contracting_carrier"] : ["share_equally"],
		values: { party: t.join(", ") }
	});
}
function mt(e, t) {
	let n = t?.holders ?? e.custody?.holders ?? [], r = [...new Set(n)].filter((t) => o(t, e) === "logistics");
	return r.length > 0 ? r.toSorted() : e.contractingCarrier ? [e.contractingCarrier] : [];
}
// server/domain/responsibility/split.ts
var ht = /* @__PURE__ */ new Set([
	"quality_defect",
	"not_as_described",
	"counterfeit",
	"food_unsafe"
]), gt = /* @__PURE__ */ new Set([
	"damaged",
	"lost",
	"short",
	"return_mismatch"
]), _t = [
	"station",
	"locker",
	"signed_for",
	"unauthorised",
	"throw",
	"trampl"
], vt = [
	"mitigat",
	"enlarg",
	"continued_use"
];
function yt(e) {
	return ht.has(e);
}
function bt(e) {
	let { facts: t } = e, n = t.custody && t.claim !== "late" ? ye(e) : null, r = xt(e, n, Pe(e));
	return {
		shares: ft(e, r.shares, n),
		mode: r.mode,
		window: n
	};
}
function xt(e, t, n) {
	let { facts: r } = e;
	if (r.custody && t === null && gt.has(r.claim)) return Mt(e, "condition_not_proved");
	let i = lt(e, yt(r.claim));
	return wt(e, {
		factors: nt(e, t),
		floors: Ct(e, t, n, i)
	}, i) || (t !== null && St(r, t) ? Ie(e, t, n) : At(e, i, n));
}
function St(e, t) {
	return !yt(e.claim) || !t.candidates.some((t) => o(t, e) === "consumer");
}
function Ct(e, t, n, r) {
	let { facts: i } = e, a = /* @__PURE__ */ new Set();
	(r === "yes" || r === "presumed") && p(e, "defect_liability") && a.add(s(i));
	let c = i.custody !== void 0 && o(i.custody.holders[0], i) === "consumer", l = c || i.courierChosenBy === "consumer" ? "consumer" : s(i), u = c ? s(i) : "consumer";
	for (let r of n) Fe(r, e, t) && (r.kind === "shippers_fault" && a.add(l), r.kind === "consignees_fault" && a.add(u));
	return a;
}
function wt(e, t, n) {
	let r = at(e, t).filter(([, e]) => e > 0n);
	if (r.length === 0) return null;
	let i = e.facts.extentUndeterminable === !0 && p(e, "share_equally"), a = Te(r.map(([e, t]) => [e, i ? 1n : t])), o = n === "presumed" && t.factors.length === 0 && r.length === 1;
	return e.reasons.push(m(e, o ? "defect_presumed" : i ? "shared_equally" : "shared_by_fault", {
		behaviours: Tt(t, n, i),
		values: o ? { days: e.pack.parameters.DURABLE_DAYS } : { parties: r.map(([e]) => e).join(", ") },
		effectBps: Object.fromEntries(a),
		because: Et(e, t, n)
	})), {
		shares: a,
		mode: o ? "burden" : "fault"
	};
}
function Tt(e, t, n) {
	let r = [];
	return t === "presumed" && r.push("durable_reversal", "reversal_any_goods"), e.factors.length + e.floors.size > 1 && r.push(n ? "share_equally" : "share_by_size"), r.push("standard_of_proof"), r;
}
function Et(e, { factors: t, floors: n }, r) {
	let { facts: i } = e, a = t.map(({ party: t, factor: n }) => m(e, "factor_found", {
		behaviours: Dt(n.kind, o(t, i), i.claim),
		values: {
			party: t,
			kind: n.kind,
			grade: n.grade
		},
		evidence: n.evidence ?? []
	})), c = r === "yes" || r === "presumed";
	for (let t of n) {
		let n = c && t === s(i);
		a.push(m(e, n ? r === "yes" ? "defect_proved" : "defect_presumed_weight" : "shipper_at_fault", {
			behaviours: n ? ["defect_liability"] : ["shipper_fault"],
			values: { party: t },
			evidence: (n ? i.defect?.evidence : void 0) ?? []
		}));
	}
	return a;
}
function Dt(e, t, n) {
	return e.includes("packag") || e.includes("packing") ? ["packing_duty", "shipper_fault"] : e.includes("warning") ? ["warning_duty"] : t === "consumer" ? Ot(e, n) : t === "logistics" ? kt(e) : t === "platform" ? ["platform_own_fault"] : [];
}
function Ot(e, t) {
	return t === "no_reason" ? ["not_intact"] : vt.some((t) => e.includes(t)) ? ["mitigation", "claimant_fault"] : ["claimant_fault"];
}
function kt(e) {
	return _t.some((t) => e.includes(t)) ? ["carrier_conduct", "carrier_strict_liability"] : ["carrier_strict_liability"];
}
function At(e, t, n) {
	let { facts: r } = e;
	if (r.claim === "no_reason") return jt(e);
	if (r.claim === "late" || r.claim === "lost") {
		let t = s(r);
		return n.length > 0 ? _(e, t, "risk", "risk_without_fault", ["force_majeure", "transport_risk"]) : _(e, t, "burden", "delivery_not_proved", [
			"burden_of_proof",
			"transport_risk",
			"signing_delivers"
		]);
	}
	return Mt(e, t === "no" ? "defect_disproved" : "claim_not_proved");
}
function jt(e) {
	let { facts: t } = e, n = t.daysSinceReceipt;
	if (n === void 0 && g(e, "/daysSinceReceipt", "days since receipt", "unknown"), p(e, "no_reason_return")) {
		let r = Ge(e.pack, "no_reason_claim_days");
		if (n === void 0 || n <= r) {
			let n = { values: { days: r } };
			return _(e, s(t), "risk", "no_reason_in_time", ["no_reason_return"], n);
		}
	}
	return t.platform?.promise && p(e, "platform_promise") ? _(e, "platform", "risk", "promise_binds", ["platform_promise"], t.platform) : Mt(e, "no_reason_too_late", ["no_reason_return"]);
}
function Mt(e, t, n = []) {
	let { facts: r } = e, i = r.claim === "return_mismatch" ? s(r) : "consumer";
	return yt(r.claim) ? e.missing.push({
		path: "/defect",
		what: "inspection report that proves the defect"
	}) : !r.custody && r.claim !== "no_reason" && e.missing.push({
		path: "/custody",
		what: "records of condition at the hand-overs"
	}), _(e, i, "not_established", t, [
		...n,
		"burden_of_proof",
		"standard_of_proof"
	]);
}
// server/domain/responsibility/outward.ts
function Nt(e, t, n) {
	if (n) return {
		external: [],
		externalMode: "none"
	};
	let r = s(e.facts), i = /* @__PURE__ */ new Set();
	It(e, t) && (i.add(r), e.reasons.push(m(e, "seller_answers", {
		behaviours: r === "platform" ? ["platform_self_operated", "seller_answers"] : ["seller_answers"],
		values: { party: r }
	})));
	let a = r === "platform" ? [] : Rt(e);
	for (let { code: t, behaviours: n } of a) i.add("platform"), e.reasons.push(m(e, t, {
		behaviours: n,
		evidence: e.facts.platform?.evidence ?? []
	}));
	return a.length > 0 && Pt(e, t), t.platform > 0 && i.add("platform"), t.logistics > 0 && je(e) && (i.add("logistics"), e.reasons.push(m(e, "buyers_courier_answers", { behaviours: ["courier_of_buyer"] })), Ft(e)), {
		external: [...i],
		externalMode: zt(e, i, a.length > 0)
	};
}
function Pt(e, t) {
	if (!p(e, "platform_recourse")) return;
	let n = ["merchant", "logistics"].filter((e) => t[e] > 0);
	if (n.length === 0) return;
	let r = { party: n.join(", ") };
	e.reasons.push(m(e, "platform_recourse", {
		behaviours: ["platform_recourse"],
		values: r
	}));
}
function Ft(e) {
	if (!p(e, "franchise_network")) return;
	let t = (e.facts.parties ?? []).filter((e) => e.kind === "carrier_branch");
	if (t.length === 0) return;
	let n = { party: t.map((e) => e.id).join(", ") };
	e.reasons.push(m(e, "franchise_network", {
		behaviours: ["franchise_network"],
		values: n
	}));
}
function It(e, t) {
	let { facts: n } = e;
	return !p(e, "seller_answers") || n.claim === "no_reason" && t.platform === 1e4 && s(n) !== "platform" ? !1 : !Lt(e, t);
}
function Lt(e, t) {
	return t.merchant + t.platform === 0 && je(e);
}
function Rt(e) {
	let { facts: t } = e, { platform: n } = t, r = t.food === !0 || t.claim === "food_unsafe";
	return [
		{
			when: t.seller === "appears_self_operated",
			code: "platform_looks_self_operated",
			behaviours: ["platform_looks_self_operated"]
		},
		{
			when: n?.identityDisclosed === !1,
			code: "platform_identity",
			behaviours: r ? ["platform_identity_food", "platform_identity"] : ["platform_identity"]
		},
		{
			when: n?.knewNoAction === !0,
			code: "platform_knew",
			behaviours: ["platform_knew"]
		},
		{
			when: !!n?.promise,
			code: "platform_promise",
			behaviours: ["platform_promise"]
		}
	].filter((t) => t.when && t.behaviours.some((t) => p(e, t)));
}
function zt(e, t, n) {
	if (t.size === 0) return "none";
	if (t.size > 1) return n ? "joint" : "several";
	let { facts: r } = e;
	return (r.food === !0 || r.claim === "food_unsafe") && yt(r.claim) && p(e, "food_first_claimed") ? (e.reasons.push(m(e, "food_first_claimed", { behaviours: ["food_first_claimed"] })), "first_claimed") : "single";
}
function Bt(e) {
	let { consumerFraud: t, platform: n, factors: r } = e.facts;
	t && (g(e, "/consumerFraud", "consumer fraud", "fraud_for_people", t.evidence), e.reasons.push(m(e, "fraud_for_people", {
		behaviours: ["fraud_to_people"],
		because: Vt(e)
	})));
	let i = r?.some((e) => e.party === "platform");
	n?.knewNoAction === !0 && !i && g(e, "/platform/knewNoAction", "platform's inner share", "no_extent", n.evidence);
}
function Vt(e) {
	let { penal: t } = e.facts;
	return t === "fraud3x" && p(e, "fraud_costs_multiple") ? [m(e, "fraud_would_end_penalty", { behaviours: ["fraud_costs_multiple"] })] : t === "food10x" && p(e, "fraud_costs_food_claim") ? [m(e, "fraud_would_end_claim", { behaviours: ["fraud_costs_food_claim"] })] : [];
}
// server/domain/responsibility/payable.ts
var Ht = 100;
function Ut(e, t) {
	let { facts: n } = e, r = [...t.keys()].toSorted(u(n)), i = we(BigInt(n.loss), r.map((e) => BigInt(t.get(e)))), a = new Map(r.map((e, t) => [e, i[t]]));
	Wt(e, a);
	for (let [e, t] of a) t === 0n && a.delete(e);
	return a;
}
function Wt(e, t) {
	let n = [...t.keys()].filter((t) => o(t, e.facts) === "logistics"), r = n.reduce((e, n) => e + t.get(n), 0n);
	if (r === 0n) return;
	let i = Gt(e, r);
	if (i === null || i >= r) return;
	let a = we(i, n.map((e) => t.get(e)));
	n.forEach((e, n) => {
		t.set(e, a[n]);
	});
	let s = Me(e);
	t.set(s, (t.get(s) ?? 0n) + r - i);
	let c = e.facts.cap?.rule === "insured_ratio";
	e.reasons.push(m(e, c ? "cap_insured" : "cap_contract", {
		behaviours: c ? ["cap_insured"] : [
			"cap_contract",
			"cap_prompted",
			"express_under_civil_law"
		],
		values: {
			limitMinor: Number(i),
			restMinor: Number(r - i),
			party: s
		},
		evidence: e.facts.cap?.evidence ?? []
	}));
}
function Gt(e, t) {
	let n = e.facts.cap;
	if (n === void 0 || !Kt(e, n)) return null;
	if (n.rule === "contract") return BigInt(n.amount);
	let r = BigInt(n.value ?? e.facts.price ?? e.facts.loss), i = BigInt(n.declared);
	return r === 0n ? null : t * i / r;
}
function Kt(e, t) {
	return p(e, t.rule === "contract" ? "cap_contract" : "cap_insured") ? t.gross === !0 && p(e, "cap_gross") ? qt(e, "cap_gross") : !(t.rule === "contract" ? t.prompted === !0 : t.prompted !== !1) && p(e, "cap_prompted") ? qt(e, "cap_not_prompted") : !0 : !1;
}
function qt(e, t) {
	let { cap: n } = e.facts;
	g(e, "/cap", "limit of liability", t, n?.evidence);
	let r = n?.rule === "insured_ratio" ? ["insured_prompted", "cap_prompted"] : ["cap_prompted"];
	return e.reasons.push(m(e, t, { behaviours: t === "cap_gross" ? ["cap_gross"] : r })), !1;
}
function Jt(e, t) {
	let { facts: n } = e, r = {
		penal: 0,
		penalBy: null
	};
	if (n.penal === void 0 || t) return r;
	let i = n.penal === "fraud3x";
	if (!p(e, i ? "penalty_fraud" : "penalty_food")) return r;
	let a = i ? Yt(e) : Xt(e), o = s(n);
	return e.reasons.push(m(e, i ? "penalty_fraud" : "penalty_food", {
		behaviours: [i ? "penalty_fraud" : "penalty_food"],
		values: {
			amountMinor: a,
			party: o
		}
	})), {
		penal: a,
		penalBy: o
	};
}
function Yt({ pack: e, facts: t }) {
	let n = Ge(e, "fraud_price_multiple") * t.price;
	return Math.max(n, Ge(e, "fraud_least") * Ht);
}
function Xt({ pack: e, facts: t }) {
	let n = Ge(e, "food_price_multiple") * t.price, r = Ge(e, "food_loss_multiple") * t.loss;
	return Math.max(n, r, Ge(e, "food_least") * Ht);
}
// server/domain/responsibility/decide.ts
var Zt = {
	name: "redress-responsibility",
	version: "1.2.0"
};
function Qt(e, t) {
	let n = {
		facts: e,
		pack: t,
		reasons: [],
		notFound: [],
		missing: []
	}, { shares: r, mode: i, window: a } = bt(n);
	Bt(n);
	let o = d(r, e), s = o.consumer === Ce, c = Nt(n, o, s), l = Ut(n, r), u = Jt(n, s);
	return {
		engine: Zt,
		pack: {
			id: t.data.id,
			hash: t.hash
		},
		claim: e.claim,
		mode: i,
		bps: o,
		shares: $t(r, e),
		legs: en(r, e),
		...c,
		pay: tn(l, e),
		payShares: $t(l, e),
		...u,
		denied: s,
		window: a && {
			holders: a.holders,
			from: a.startGood ? a.from : null,
			to: a.to
		},
		reasons: n.reasons,
		notFound: n.notFound,
		missing: n.missing,
		remediesLeft: s ? nn(n) : []
	};
}
function $t(e, t) {
	let n = [...e.keys()].toSorted(u(t));
	return Object.fromEntries(n.map((t) => [t, Number(e.get(t))]));
}
function en(e, t) {
	let n = [...e].filter(([e]) => e !== "logistics" && o(e, t) === "logistics");
	return $t(new Map(n), t);
}
function tn(e, t) {
	return d(new Map([...e].map(([e, t]) => [e, Number(t)])), t);
}
function nn({ pack: e, facts: t, missing: n }) {
	let r = yt(t.claim);
	return [
		"human_review",
		"platform_help",
		"online",
		"disputes",
		"authority",
		...n.length > 0 ? ["document_order"] : [],
		...r ? ["appraisal", "warranty"] : []
	].map((t) => ({
		code: t,
		rules: te(e, `remedy_${t}`)
	})).filter((e) => e.rules.length > 0);
}
// node_modules/zod/v4/core/util.js
function rn(e) {
	let t = Object.values(e).filter((e) => typeof e == "number");
	return Object.entries(e).filter(([e, n]) => t.indexOf(+e) === -1).map(([e, t]) => t);
}
function an(e, t = "|") {
	return e.map((e) => Dn(e)).join(t);
}
function on(e, t) {
	return typeof t == "bigint" ? t.toString() : t;
}
var sn = class {
	constructor(e) {
		this._getter = e, this._value = void 0;
	}
	get value() {
		let e = this._getter;
		return e !== void 0 && (this._value = e(), this._getter = void 0), this._value;
	}
};
function cn(e) {
	return new sn(e);
}
function ln(e) {
	return e == null;
}
function un(e) {
	let t = +!!e.startsWith("^"), n = e.endsWith("$") ? e.length - 1 : e.length;
	return e.slice(t, n);
}
function dn(e, t) {
	let n = e / t, r = Math.round(n), i = 4 * 2 ** -52 * Math.max(Math.abs(n), 1);
	return Math.abs(n - r) < i ? 0 : n - r;
}
var fn = /* @__PURE__*/ Symbol("evaluating");
function pn(e, t, n) {
	let r;
	Object.defineProperty(e, t, {
		get() {
			if (r !== fn) return r === void 0 && (r = fn, r = n()), r;
		},
		set(n) {
			Object.defineProperty(e, t, { value: n });
		},
		configurable: !0
	});
}
function v(e, t, n) {
	Object.defineProperty(e, t, {
		value: n,
		writable: !0,
		enumerable: !0,
		configurable: !0
	});
}
function mn(e) {
	let t = Object.getOwnPropertyDescriptor(e, "shape");
	return t?.get ? t.get.raw : t?.value;
}
function y(e) {
	return mn(e._zod.def) ?? e._zod.def.shape;
}
function hn(e, t, n) {
	Object.defineProperty(e, t, {
		get() {
			let e = n();
			return v(this, t, e), e;
		},
		enumerable: !0,
		configurable: !0
	});
}
function gn(e, t, n) {
	t in e ? v(e, t, n) : e[t] = n;
}
function b(e, t, n, r) {
	let i = y(t);
	for (let a of n) {
		let n = Object.getOwnPropertyDescriptor(i, a);
		n.enumerable && (n.get ? hn(e, a, () => {
			let e = t._zod.def.shape[a];
			return r ? r(e, a) : e;
		}) : gn(e, a, r ? r(n.value, a) : n.value));
	}
}
function _n(e, t) {
	for (let n of Reflect.ownKeys(t)) {
		let r = Object.getOwnPropertyDescriptor(t, n);
		r.enumerable && (r.get ? hn(e, n, () => t[n]) : gn(e, n, r.value));
	}
}
function x(...e) {
	let t = {};
	for (let n of e) {
		let e = Object.getOwnPropertyDescriptors(n);
		Object.assign(t, e);
	}
	return Object.defineProperties({}, t);
}
function vn(e) {
	return JSON.stringify(e);
}
function yn(e) {
	return e.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
var bn = "captureStackTrace" in Error ? Error.captureStackTrace : (...e) => {};
function xn(e) {
	return typeof e == "object" && !!e && !Array.isArray(e);
}
var Sn = /* @__PURE__*/ cn(() => {
	if (k.jitless || typeof navigator < "u" && navigator?.userAgent?.includes("Cloudflare")) return !1;
	try {
		return Function(""), !0;
	} catch {
		return !1;
	}
});
function Cn(e) {
	if (xn(e) === !1) return !1;
	let t = e.constructor;
	if (t === void 0 || typeof t != "function") return !0;
	let n = t.prototype;
	return xn(n) !== !1 && Object.prototype.hasOwnProperty.call(n, "isPrototypeOf") !== !1;
}
function wn(e) {
	return Cn(e) ? { ...e } : Array.isArray(e) ? [...e] : e instanceof Map ? new Map(e) : e instanceof Set ? new Set(e) : e;
}
var Tn = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function En(e) {
	return e.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function S(e, t, n) {
	let r = new e._zod.constr(t ?? e._zod.def);
	return (!t || n?.parent) && (r._zod.parent = e), r;
}
function C(e) {
	let t = e;
	if (!t) return {};
	if (typeof t == "string") return { error: () => t };
	if (t?.message !== void 0) {
		if (t?.error !== void 0) throw Error("Cannot specify both `message` and `error` params");
		t.error = t.message;
	}
	return delete t.message, typeof t.error == "string" ? {
		...t,
		error: () => t.error
	} : t;
}
function Dn(e) {
	return typeof e == "bigint" ? e.toString() + "n" : typeof e == "string" ? `"${e}"` : `${e}`;
}
function On(e) {
	return Object.keys(e).filter((t) => e[t]._zod.optin !== void 0 && e[t]._zod.optout === "optional");
}
var kn = {
	safeint: [-(2 ** 53 - 1), 2 ** 53 - 1],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}, An = {
	int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
	uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")]
};
function jn(e, t) {
	let n = e._zod.def, r = n.checks;
	if (r && r.length > 0) throw Error(".pick() cannot be used on object schemas containing refinements");
	let i = {};
	return b(i, e, Mn(e, t)), S(e, x(n, {
		shape: i,
		checks: []
	}));
}
function Mn(e, t) {
	let n = y(e), r = [];
	for (let e of Reflect.ownKeys(t)) {
		if (!Object.getOwnPropertyDescriptor(n, e)?.enumerable) throw Error(`Unrecognized key: "${String(e)}"`);
		t[e] && r.push(e);
	}
	return r;
}
function Nn(e, t) {
	let n = e._zod.def, r = n.checks;
	if (r && r.length > 0) throw Error(".omit() cannot be used on object schemas containing refinements");
	let i = new Set(Mn(e, t)), a = {};
	return b(a, e, Reflect.ownKeys(y(e)).filter((e) => !i.has(e))), S(e, x(n, {
		shape: a,
		checks: []
	}));
}
function Pn(e, t) {
	if (!Cn(t)) throw Error("Invalid input to extend: expected a plain object");
	let n = e._zod.def.checks;
	if (n && n.length > 0) {
		let n = y(e);
		for (let e of Reflect.ownKeys(t)) if (Object.getOwnPropertyDescriptor(n, e) !== void 0) throw Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return S(e, x(e._zod.def, { shape: Fn(e, t) }));
}
function Fn(e, t) {
	let n = {};
	return b(n, e, Reflect.ownKeys(y(e))), _n(n, t), n;
}
function In(e, t) {
	if (!Cn(t)) throw Error("Invalid input to safeExtend: expected a plain object");
	return S(e, x(e._zod.def, { shape: Fn(e, t) }));
}
function Ln(e, t) {
	if (!t?._zod?.def) throw Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
	if (e._zod.def.checks?.length) throw Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
	let n = {};
	return b(n, e, Reflect.ownKeys(y(e))), b(n, t, Reflect.ownKeys(y(t))), S(e, x(e._zod.def, {
		shape: n,
		get catchall() {
			return t._zod.def.catchall;
		},
		checks: t._zod.def.checks ?? []
	}));
}
function Rn(e, t, n, r = "partial") {
	let i = t._zod.def.checks;
	if (i && i.length > 0) throw Error(`.${r}() cannot be used on object schemas containing refinements`);
	let a = n ? new Set(Mn(t, n)) : void 0, o = {};
	return b(o, t, Reflect.ownKeys(y(t)), e && ((t, n) => a && !a.has(n) ? t : new e({
		type: "optional",
		innerType: t
	}))), S(t, x(t._zod.def, {
		shape: o,
		checks: []
	}));
}
function zn(e, t, n) {
	let r = n ? new Set(Mn(t, n)) : void 0, i = {};
	return b(i, t, Reflect.ownKeys(y(t)), (t, n) => r && !r.has(n) ? t : new e({
		type: "nonoptional",
		innerType: t
	})), S(t, x(t._zod.def, { shape: i }));
}
function w(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue !== !0) return !0;
	return !1;
}
function Bn(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue === !1) return !0;
	return !1;
}
function Vn(e, t) {
	return t.map((t) => {
		var n;
		return (n = t).path ?? (n.path = []), t.path.unshift(e), t;
	});
}
function Hn(e) {
	return typeof e == "string" ? e : e?.message;
}
function Un(e) {
	let t = [];
	for (let n of e ?? []) {
		let e = n._zod.def;
		if (!/_(length|size)$|_equals$/.test(e.check)) break;
		let r = e.maximum ?? e.length ?? e.size;
		r >= 0 && t.push([r, n]);
	}
	return t;
}
function Wn(e, t, n) {
	var r;
	for (let i = t; i < e.length; i++) (r = e[i]).schema ?? (r.schema = n);
}
function T(e, t, n) {
	var r;
	let i = e.inst?._zod?.traits;
	i?.has("$ZodType") && (i.has("$ZodCheck") ? (r = e).schema ?? (r.schema = e.inst) : e.schema = e.inst);
	let a = e.schema === e.inst ? void 0 : e.schema?._zod.def?.error, o = e.message ? e.message : Hn(e.inst?._zod.def?.error?.(e)) ?? Hn(a?.(e)) ?? Hn(t?.error?.(e)) ?? Hn(n.customError?.(e)) ?? Hn(n.localeError?.(e)) ?? "Invalid input", s = {};
	for (let t of Object.keys(e)) t !== "inst" && t !== "schema" && t !== "continue" && t !== "input" && t !== "__proto__" && (s[t] = e[t]);
	return s.path ??= [], s.message = o, t?.reportInput && (s.input = e.input), s;
}
var Gn = /[\uD800-\uDBFF]/;
function Kn(e) {
	let t = e.length;
	if (!Gn.test(e)) return t;
	let n = t;
	for (let r = 0; r < t - 1; r++) (e.charCodeAt(r) & 64512) == 55296 && (e.charCodeAt(r + 1) & 64512) == 56320 && (n--, r++);
	return n;
}
function qn(e) {
	return Array.isArray(e) ? "array" : typeof e == "string" ? "string" : "unknown";
}
function Jn(e) {
	let t = typeof e;
	switch (t) {
		case "number": return Number.isNaN(e) ? "nan" : "number";
		case "object": {
			if (e === null) return "null";
			if (Array.isArray(e)) return "array";
			let t = e;
			if (t && Object.getPrototypeOf(t) !== Object.prototype && "constructor" in t && t.constructor) return t.constructor.name;
		}
	}
	return t;
}
function Yn(...e) {
	let [t, n, r] = e;
	return typeof t == "string" ? {
		message: t,
		code: "custom",
		input: n,
		inst: r
	} : { ...t };
}
function Xn(e, t) {
	for (let n in t) {
		let r = Object.getOwnPropertyDescriptor(t, n);
		r.get ? Object.defineProperty(e, n, {
			...r,
			enumerable: !1
		}) : $n(e, n, r.value);
	}
}
function E(e, t, n, r = !0) {
	return Object.defineProperty(e, t, {
		configurable: !0,
		writable: !0,
		enumerable: r,
		value: n
	}), n;
}
function Zn(e, t, n) {
	return E(e, t, n, !1);
}
/* @__NO_SIDE_EFFECTS__ */
function Qn(e, t) {
	for (let n in e) {
		let r = e[n];
		Object.defineProperty(t, n, {
			configurable: !0,
			enumerable: !0,
			get() {
				return E(this, n, r(this));
			},
			set(e) {
				E(this, n, e);
			}
		});
	}
	return t;
}
function $n(e, t, n) {
	Object.defineProperty(e, t, {
		configurable: !0,
		get() {
			return this == null ? n : E(this, t, n.bind(this));
		},
		set(e) {
			E(this, t, e);
		}
	});
}
function er(e, t) {
	let n = Object.getPrototypeOf(e);
	return t in n ? void 0 : n;
}
var tr, nr = !1, rr = {
	configurable: !0,
	get() {
		nr = !0;
	}
};
function D(e, t, n) {
	let r = Object.getPrototypeOf(e._zod);
	t in r && tr !== e._zod ? tr = void 0 : (tr = e._zod, Object.defineProperty(r, t, {
		configurable: !0,
		get() {
			Object.defineProperty(this, t, rr);
			let e = nr;
			nr = !1;
			try {
				let r = n(this);
				return nr ? delete this[t] : Object.defineProperty(this, t, {
					configurable: !0,
					writable: !0,
					value: r
				}), nr ||= e, r;
			} catch (n) {
				throw delete this[t], nr ||= e, n;
			}
		},
		set(e) {
			Object.defineProperty(this, t, {
				configurable: !0,
				writable: !0,
				value: e
			});
		}
	}));
}
function ir(e, t, n, r) {
	let i = er(e, t);
	i && Object.defineProperty(i, t, {
		configurable: !0,
		get() {
			let e = {
				configurable: !0,
				writable: !0,
				enumerable: r,
				value: void 0
			};
			return Object.defineProperty(this, t, e), e.value = n(this), Object.defineProperty(this, t, e), e.value;
		},
		set(e) {
			Object.defineProperty(this, t, {
				configurable: !0,
				writable: !0,
				enumerable: r,
				value: e
			});
		}
	});
}
var ar = "~constantCatch";
function or(e) {
	let t = () => e;
	return t[ar] = !0, t;
}
// node_modules/zod/v4/core/core.js
var sr, cr = {
	value: void 0,
	enumerable: !1
}, lr = "captureStackTrace" in Error ? Error : null;
function ur(e) {
	let t = lr;
	if (t) {
		let n = t.stackTraceLimit;
		if (typeof n == "number") {
			try {
				t.stackTraceLimit = 0;
			} catch {
				return lr = null, new e();
			}
			try {
				return new e();
			} finally {
				t.stackTraceLimit = n;
			}
		}
	}
	return new e();
}
/* @__NO_SIDE_EFFECTS__ */
function O(e, t, n, r) {
	let i = {};
	function a(e) {
		this.def = e, this.constr = d, this.traits = /* @__PURE__ */ new Set();
	}
	a.prototype = i;
	let o = n, s = o && /* @__PURE__ */ new WeakSet();
	function c(n, r) {
		if (!n._zod) {
			cr.value = new a(r);
			try {
				Object.defineProperty(n, "_zod", cr);
			} finally {
				cr.value = void 0;
			}
		} else if (n._zod.traits.has(e)) return;
		if (n._zod.traits.add(e), t(n, r), s) {
			let e = Object.getPrototypeOf(n), t = n._zod.constr.prototype, r = e;
			for (; r && r !== t;) r = Object.getPrototypeOf(r);
			let i = r ?? e;
			s.has(i) || (s.add(i), Xn(i, o));
		}
		let i = d.prototype;
		for (let e in i) Object.prototype.hasOwnProperty.call(i, e) && (e in n || (n[e] = i[e].bind(n)));
	}
	let l = r?.Parent ?? Object;
	class u extends l {}
	Object.defineProperty(u, "name", { value: e });
	function d(e) {
		let t = r?.Parent ? ur(u) : this;
		c(t, e);
		let n = t._zod.deferred;
		if (n) {
			for (let e of n) e();
			t._zod.deferred = void 0;
		}
		let i = globalThis.__zod_globalConfig?.postProcessor;
		return i && i(t), t;
	}
	return Object.defineProperty(d, "init", { value: c }), Object.defineProperty(d, Symbol.hasInstance, { value: (t) => r?.Parent && t instanceof r.Parent ? !0 : t?._zod?.traits?.has(e) }), Object.defineProperty(d, "name", { value: e }), d;
}
var dr = class extends Error {
	constructor() {
		super("Encountered Promise during synchronous parse. Use .parseAsync() instead.");
	}
}, fr = class extends Error {
	constructor(e) {
		super(`Encountered unidirectional transform during encode: ${e}`), this.name = "ZodEncodeError";
	}
};
(sr = globalThis).__zod_globalConfig ?? (sr.__zod_globalConfig = {});
var k = globalThis.__zod_globalConfig;
function A(e) {
	return e && Object.assign(k, e), k;
}
// node_modules/zod/v4/core/errors.js
function pr() {
	let e = this._zod;
	return e.message ??= JSON.stringify(e.def, on, 2), e.message;
}
function mr(e) {
	this._zod.message = e;
}
var hr = {
	get: pr,
	set: mr,
	enumerable: !0,
	configurable: !0
}, gr = {
	value: void 0,
	enumerable: !1
}, _r = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]), vr = /* @__PURE__ */ O("$ZodError", (e, t) => {
	e.name = "$ZodError", gr.value = t, Object.defineProperty(e, "issues", gr), gr.value = void 0, Object.defineProperty(e, "message", hr);
	let n = Object.getPrototypeOf(e);
	_r.has(n) || (_r.add(n), Object.defineProperty(n, "toString", {
		configurable: !0,
		enumerable: !1,
		get() {
			let e = () => this.message;
			return Object.defineProperty(this, "toString", {
				value: e,
				configurable: !0,
				writable: !0
			}), e;
		},
		set(e) {
			Object.defineProperty(this, "toString", {
				value: e,
				configurable: !0,
				writable: !0
			});
		}
	}));
});
function yr(e, t, n) {
	return Object.prototype.hasOwnProperty.call(e, t) || (t === "__proto__" ? Object.defineProperty(e, t, {
		value: n(),
		writable: !0,
		enumerable: !0,
		configurable: !0
	}) : e[t] = n()), e[t];
}
function br(e, t = (e) => e.message) {
	let n = {}, r = [];
	for (let i of e.issues) i.path.length > 0 ? yr(n, i.path[0], () => []).push(t(i)) : r.push(t(i));
	return {
		formErrors: r,
		fieldErrors: n
	};
}
function xr(e, t = (e) => e.message) {
	let n = { _errors: [] }, r = (e, i = []) => {
		for (let a of e.issues) if (a.code === "invalid_union" && a.errors.length) a.errors.map((e) => r({ issues: e }, [...i, ...a.path]));
		else if (a.code === "invalid_key") r({ issues: a.issues }, [...i, ...a.path]);
		else if (a.code === "invalid_element") r({ issues: a.issues }, [...i, ...a.path]);
		else {
			let e = [...i, ...a.path];
			if (e.length === 0) n._errors.push(t(a));
			else {
				let r = n, i = 0;
				for (; i < e.length;) {
					let n = e[i], o = i === e.length - 1;
					if (n === "_errors") {
						o && r._errors.push(t(a)), i++;
						continue;
					}
					Object.prototype.hasOwnProperty.call(r, n) || Object.defineProperty(r, n, {
						value: { _errors: [] },
						enumerable: !0,
						writable: !0,
						configurable: !0
					});
					let s = r[n];
					o && s._errors.push(t(a)), r = s, i++;
				}
			}
		}
	};
	return r(e), n;
}
// node_modules/zod/v4/core/parse.js
function Sr(e, t) {
	return {
		callee: t?.callee ?? e,
		Err: t?.Err
	};
}
var Cr = (e) => {
	let t = (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !1
		} : { async: !1 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise) throw new dr();
		if (s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => T(e, o, A())));
			throw bn(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
}, wr = (e) => {
	let t = async (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !0
		} : { async: !0 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise && (s = await s), s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => T(e, o, A())));
			throw bn(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
}, Tr = (e) => (t, n, r) => {
	let i = r ? {
		...r,
		async: !1
	} : { async: !1 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	if (a instanceof Promise) throw new dr();
	return a.issues.length ? Er(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
};
function Er(e, t, n) {
	let r;
	return {
		success: !1,
		get error() {
			return r || (r = new e(t.map((e) => T(e, n, A()))), t = void 0, n = void 0), r;
		},
		set error(e) {
			r = e, t = void 0, n = void 0;
		}
	};
}
var Dr = (e) => async (t, n, r) => {
	let i = r ? {
		...r,
		async: !0
	} : { async: !0 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	return a instanceof Promise && (a = await a), a.issues.length ? Er(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
}, Or = /* @__PURE__ */ Symbol.for("zod.compile.invalid"), kr = /* @__PURE__ */ Symbol.for("zod.compile.fallback"), Ar = ((e, t, n) => {
	let r = e._zod.bag.validator;
	if (r !== void 0) {
		if (r(t) !== Or) return !0;
		if (r.definite === !0 && n === void 0) return !1;
	}
	return jr(e, t, n);
});
function jr(e, t, n) {
	let r = n ? {
		...n,
		async: !1,
		abortEarly: !0
	} : {
		async: !1,
		abortEarly: !0
	}, i = e._zod.bag.fallbackRun, a;
	if (i ? (r[kr] = !0, a = i({
		value: t,
		issues: []
	}, r)) : a = e._zod.run({
		value: t,
		issues: []
	}, r), a instanceof Promise) throw new dr();
	return a.issues.length === 0;
}
var Mr = async (e, t, n) => {
	let r = n ? {
		...n,
		async: !0,
		abortEarly: !0
	} : {
		async: !0,
		abortEarly: !0
	}, i = e._zod.run({
		value: t,
		issues: []
	}, r);
	return i instanceof Promise && (i = await i), i.issues.length === 0;
}, Nr = (e) => {
	let t = Cr(e), n = (e, r, i, a) => {
		let o = i ? {
			...i,
			direction: "backward"
		} : { direction: "backward" };
		return t(e, r, o, Sr(n, a));
	};
	return n;
}, Pr = (e) => {
	let t = Cr(e), n = (e, r, i, a) => t(e, r, i, Sr(n, a));
	return n;
}, Fr = (e) => {
	let t = wr(e), n = async (e, r, i, a) => {
		let o = i ? {
			...i,
			direction: "backward"
		} : { direction: "backward" };
		return await t(e, r, o, Sr(n, a));
	};
	return n;
}, Ir = (e) => {
	let t = wr(e), n = async (e, r, i, a) => await t(e, r, i, Sr(n, a));
	return n;
}, Lr = (e) => (t, n, r) => {
	let i = r ? {
		...r,
		direction: "backward"
	} : { direction: "backward" };
	return Tr(e)(t, n, i);
}, Rr = (e) => (t, n, r) => Tr(e)(t, n, r), zr = (e) => async (t, n, r) => {
	let i = r ? {
		...r,
		direction: "backward"
	} : { direction: "backward" };
	return Dr(e)(t, n, i);
}, Br = (e) => async (t, n, r) => Dr(e)(t, n, r), Vr = /^[cC][0-9a-z]{6,}$/, Hr = /^[0-9a-z]+$/, Ur = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/, Wr = /^[0-9a-vA-V]{20}$/, Gr = /^[A-Za-z0-9]{27}$/, Kr = /^[a-zA-Z0-9_-]{21}$/;
function qr(e) {
	return RegExp(`^[a-zA-Z0-9_-]{${e}}$`);
}
var Jr = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/, Yr = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/, Xr = (e) => e ? RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${e}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`) : /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/, Zr = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/, Qr = "^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$";
function $r() {
	return new RegExp(Qr, "u");
}
var ei = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/, ti = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/, ni = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/, ri = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/, ii = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/, ai = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/, oi = /^https?$/, si = /^\+[1-9]\d{6,14}$/, ci = "(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))";
function li(e) {
	return RegExp(`^${e}$`);
}
var ui = /*@__PURE__*/ li(ci);
function di(e) {
	let t = "(?:[01]\\d|2[0-3]):[0-5]\\d";
	return typeof e.precision == "number" ? e.precision === -1 ? `${t}` : e.precision === 0 ? `${t}:[0-5]\\d` : `${t}:[0-5]\\d\\.\\d{${e.precision}}` : e.seconds ? `${t}:[0-5]\\d(?:\\.\\d+)?` : `${t}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function fi(e) {
	return RegExp(`^${di(e)}$`);
}
function pi(e) {
	let t = ["Z"];
	e.offset && t.push("([+-](?:[01]\\d|2[0-3]):[0-5]\\d)");
	let n = `${di({
		precision: e.precision,
		seconds: !0
	})}(?:${t.join("|")})`, r = e.local ? `${n}|${di({ precision: e.precision })}` : n;
	return RegExp(`^${ci}T(?:${r})$`);
}
var mi = /^[\s\S]{0,}$/, hi = /^-?\d+$/, gi = /^-?\d+(?:\.\d+)?$/, _i = /^(?:true|false)$/i, vi = /^null$/i, yi = /^[^A-Z]*$/, bi = /^[^a-z]*$/, j = /*@__PURE__*/ O("$ZodCheck", (e, t) => {
	var n;
	e._zod ??= {}, e._zod.def = t, (n = e._zod).onattach ?? (n.onattach = []);
}), xi = (e) => {
	let t = e.value;
	return !ln(t) && t.length !== void 0;
}, Si = {
	number: "number",
	bigint: "bigint",
	object: "date"
}, Ci = /*@__PURE__*/ O("$ZodCheckLessThan", (e, t) => {
	j.init(e, t);
	let n = Si[typeof t.value];
	e._zod.check = (r) => {
		(t.inclusive ? r.value <= t.value : r.value < t.value) || r.issues.push({
			origin: Si[typeof r.value] ?? n,
			code: "too_big",
			maximum: typeof t.value == "object" ? t.value.getTime() : t.value,
			input: r.value,
			inclusive: t.inclusive,
			inst: e,
			continue: !t.abort
		});
	};
}), wi = /*@__PURE__*/ O("$ZodCheckGreaterThan", (e, t) => {
	j.init(e, t);
	let n = Si[typeof t.value];
	e._zod.check = (r) => {
		(t.inclusive ? r.value >= t.value : r.value > t.value) || r.issues.push({
			origin: Si[typeof r.value] ?? n,
			code: "too_small",
			minimum: typeof t.value == "object" ? t.value.getTime() : t.value,
			input: r.value,
			inclusive: t.inclusive,
			inst: e,
			continue: !t.abort
		});
	};
}), Ti = /*@__PURE__*/ O("$ZodCheckMultipleOf", (e, t) => {
	j.init(e, t), e._zod.check = (n) => {
		if (typeof n.value != typeof t.value) throw Error("Cannot mix number and bigint in multiple_of check.");
		(typeof n.value == "bigint" ? t.value !== BigInt(0) && n.value % t.value === BigInt(0) : dn(n.value, t.value) === 0) || n.issues.push({
			origin: typeof n.value,
			code: "not_multiple_of",
			divisor: t.value,
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Ei = /*@__PURE__*/ O("$ZodCheckNumberFormat", (e, t) => {
	j.init(e, t), t.format = t.format || "float64";
	let n = t.format?.includes("int"), r = n ? "int" : "number", [i, a] = kn[t.format];
	e._zod.check = (o) => {
		let s = o.value;
		if (n) {
			if (!Number.isInteger(s)) {
				o.issues.push({
					expected: r,
					format: t.format,
					code: "invalid_type",
					continue: !1,
					input: s,
					inst: e
				});
				return;
			}
			if (!Number.isSafeInteger(s)) {
				s > 0 ? o.issues.push({
					input: s,
					code: "too_big",
					maximum: 2 ** 53 - 1,
					note: "Integers must be within the safe integer range.",
					inst: e,
					origin: r,
					inclusive: !0,
					continue: !t.abort
				}) : o.issues.push({
					input: s,
					code: "too_small",
					minimum: -(2 ** 53 - 1),
					note: "Integers must be within the safe integer range.",
					inst: e,
					origin: r,
					inclusive: !0,
					continue: !t.abort
				});
				return;
			}
		}
		s < i && o.issues.push({
			origin: "number",
			input: s,
			code: "too_small",
			minimum: i,
			inclusive: !0,
			inst: e,
			continue: !t.abort
		}), s > a && o.issues.push({
			origin: "number",
			input: s,
			code: "too_big",
			maximum: a,
			inclusive: !0,
			inst: e,
			continue: !t.abort
		});
	};
}), Di = /*@__PURE__*/ O("$ZodCheckMaxLength", (e, t) => {
	var n;
	j.init(e, t), (n = e._zod.def).when ?? (n.when = xi), e._zod.check = (n) => {
		let r = n.value, i = r.length;
		if ((typeof r == "string" && i > t.maximum ? Kn(r) : i) <= t.maximum) return;
		let a = qn(r);
		n.issues.push({
			origin: a,
			code: "too_big",
			maximum: t.maximum,
			inclusive: !0,
			input: r,
			inst: e,
			continue: !t.abort
		});
	};
}), Oi = /*@__PURE__*/ O("$ZodCheckMinLength", (e, t) => {
	var n;
	j.init(e, t), (n = e._zod.def).when ?? (n.when = xi), e._zod.check = (n) => {
		let r = n.value, i = r.length;
		if ((typeof r == "string" && i >= t.minimum && i < t.minimum * 2 ? Kn(r) : i) >= t.minimum) return;
		let a = qn(r);
		n.issues.push({
			origin: a,
			code: "too_small",
			minimum: t.minimum,
			inclusive: !0,
			input: r,
			inst: e,
			continue: !t.abort
		});
	};
}), ki = /*@__PURE__*/ O("$ZodCheckLengthEquals", (e, t) => {
	var n;
	j.init(e, t), (n = e._zod.def).when ?? (n.when = xi), e._zod.check = (n) => {
		let r = n.value, i = r.length, a = typeof r == "string" && i >= t.length && i <= t.length * 2 ? Kn(r) : i;
		if (a === t.length) return;
		let o = qn(r), s = a > t.length;
		n.issues.push({
			origin: o,
			...s ? {
				code: "too_big",
				maximum: t.length
			} : {
				code: "too_small",
				minimum: t.length
			},
			inclusive: !0,
			exact: !0,
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Ai = /*@__PURE__*/ O("$ZodCheckStringFormat", (e, t) => {
	var n, r;
	j.init(e, t), t.pattern ? (n = e._zod).check ?? (n.check = (n) => {
		t.pattern.lastIndex = 0, t.pattern.test(n.value) || n.issues.push({
			origin: "string",
			code: "invalid_format",
			format: t.format,
			input: n.value,
			...t.pattern ? { pattern: t.pattern.toString() } : {},
			inst: e,
			continue: !t.abort
		});
	}) : (r = e._zod).check ?? (r.check = () => {});
}), ji = /*@__PURE__*/ O("$ZodCheckRegex", (e, t) => {
	Ai.init(e, t), e._zod.check = (n) => {
		t.pattern.lastIndex = 0, t.pattern.test(n.value) || n.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: n.value,
			pattern: t.pattern.toString(),
			inst: e,
			continue: !t.abort
		});
	};
}), Mi = /*@__PURE__*/ O("$ZodCheckLowerCase", (e, t) => {
	t.pattern ??= yi, Ai.init(e, t);
}), Ni = /*@__PURE__*/ O("$ZodCheckUpperCase", (e, t) => {
	t.pattern ??= bi, Ai.init(e, t);
}), Pi = /*@__PURE__*/ O("$ZodCheckIncludes", (e, t) => {
	j.init(e, t);
	let n = En(t.includes);
	t.pattern = new RegExp(typeof t.position == "number" ? `^.{${t.position},}${n}` : n), e._zod.check = (n) => {
		n.value.includes(t.includes, t.position) || n.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "includes",
			includes: t.includes,
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Fi = /*@__PURE__*/ O("$ZodCheckStartsWith", (e, t) => {
	j.init(e, t);
	let n = RegExp(`^${En(t.prefix)}.*`);
	t.pattern ??= n, e._zod.check = (n) => {
		n.value.startsWith(t.prefix) || n.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "starts_with",
			prefix: t.prefix,
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Ii = /*@__PURE__*/ O("$ZodCheckEndsWith", (e, t) => {
	j.init(e, t);
	let n = RegExp(`.*${En(t.suffix)}$`);
	t.pattern ??= n, e._zod.check = (n) => {
		n.value.endsWith(t.suffix) || n.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "ends_with",
			suffix: t.suffix,
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Li = /*@__PURE__*/ O("$ZodCheckOverwrite", (e, t) => {
	j.init(e, t), e._zod.check = (e) => {
		e.value = t.tx(e.value);
	};
}), Ri = class {
	constructor(e = [], t = {}) {
		this.content = [], this.indent = 0, this.args = e, this.closed = t;
	}
	indented(e) {
		this.indent += 1;
		try {
			e(this);
		} finally {
			--this.indent;
		}
	}
	write(e) {
		if (typeof e == "function") {
			e(this, { execution: "sync" }), e(this, { execution: "async" });
			return;
		}
		let t = e.split("\n").filter((e) => e), n = Math.min(...t.map((e) => e.length - e.trimStart().length)), r = t.map((e) => e.slice(n)).map((e) => " ".repeat(this.indent * 2) + e);
		for (let e of r) this.content.push(e);
	}
	compile() {
		let e = Function, t = this?.content ?? [""];
		return new e(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {\n${t.join("\n")}\n};`)(...Object.values(this.closed));
	}
}, zi = {
	major: 4,
	minor: 6,
	patch: 7
}, M = /*@__PURE__*/ O("$ZodType", (e, t) => {
	var n;
	e ??= {}, e._zod.def = t, e._zod.bag = e._zod.bag || {}, e._zod.version = zi;
	let r = e._zod.def.checks, i = e._zod.traits.has("$ZodCheck") ? [e, ...r ?? []] : r?.length ? [...r] : [];
	for (let t of i) for (let n of t._zod.onattach) n(e);
	if (i.length === 0) (n = e._zod).deferred ?? (n.deferred = []), e._zod.deferred?.push(() => {
		e._zod.run = e._zod.parse;
	});
	else {
		let t = (t, n, r) => {
			if (t.memo) return t;
			let i = w(t), a;
			for (let o of n) {
				if (o._zod.def.when) {
					if (Bn(t) || !o._zod.def.when(t)) continue;
				} else if (i) continue;
				let n = t.issues.length, s = o._zod.check(t);
				if (s instanceof Promise && r?.async === !1) throw new dr();
				if (a || s instanceof Promise) a = (a ?? Promise.resolve()).then(async () => {
					await s, t.issues.length !== n && (Wn(t.issues, n, e), i ||= w(t, n));
				});
				else {
					if (t.issues.length === n) continue;
					Wn(t.issues, n, e), i ||= w(t, n);
				}
			}
			return a ? a.then(() => t) : t;
		}, n = (n, r, a) => {
			if (w(n)) return n.aborted = !0, n;
			let o = t(r, i, a);
			if (o instanceof Promise) {
				if (a.async === !1) throw new dr();
				return o.then((t) => e._zod.parse(t, a));
			}
			return e._zod.parse(o, a);
		};
		e._zod.run = (r, a) => {
			if (a.skipChecks) return e._zod.parse(r, a);
			if (a.direction === "backward") {
				let t = e._zod.parse({
					value: r.value,
					issues: []
				}, {
					...a,
					skipChecks: !0
				});
				return t instanceof Promise ? t.then((e) => n(e, r, a)) : n(t, r, a);
			}
			let o = e._zod.parse(r, a);
			if (o instanceof Promise) {
				if (a.async === !1) throw new dr();
				return o.then((e) => t(e, i, a));
			}
			return t(o, i, a);
		};
	}
}, {
	get "~standard"() {
		return Zn(this, "~standard", Hi(this));
	},
	set "~standard"(e) {
		E(this, "~standard", e);
	}
}), Bi = (e, t) => e.issues.length ? { issues: e.issues.map((e) => T(e, t, A())) } : { value: e.value };
async function Vi(e, t) {
	let n = { async: !0 };
	return Bi(await e._zod.run({
		value: t,
		issues: []
	}, n), n);
}
function Hi(e) {
	return {
		validate: (t) => {
			let n = { async: !1 };
			try {
				let r = e._zod.run({
					value: t,
					issues: []
				}, n);
				if (!(r instanceof Promise)) return Bi(r, n);
			} catch {}
			return Vi(e, t);
		},
		vendor: "zod",
		version: 1
	};
}
var Ui = /*@__PURE__*/ O("$ZodString", (e, t) => {
	M.init(e, t), e._zod.pattern = t.pattern ?? mi, e._zod.parse = (n, r) => {
		if (t.coerce) try {
			n.value = String(n.value);
		} catch {}
		return typeof n.value == "string" || n.issues.push({
			expected: "string",
			code: "invalid_type",
			input: n.value,
			inst: e
		}), n;
	};
}), N = /*@__PURE__*/ O("$ZodStringFormat", (e, t) => {
	Ai.init(e, t), Ui.init(e, t);
}), Wi = /*@__PURE__*/ O("$ZodGUID", (e, t) => {
	t.pattern ??= Yr, N.init(e, t);
}), Gi = /*@__PURE__*/ O("$ZodUUID", (e, t) => {
	if (t.version) {
		let e = {
			v1: 1,
			v2: 2,
			v3: 3,
			v4: 4,
			v5: 5,
			v6: 6,
			v7: 7,
			v8: 8
		}[t.version];
		if (e === void 0) throw Error(`Invalid UUID version: "${t.version}"`);
		t.pattern ??= Xr(e);
	} else t.pattern ??= Xr();
	N.init(e, t);
}), Ki = /*@__PURE__*/ O("$ZodEmail", (e, t) => {
	t.pattern ??= Zr, N.init(e, t);
});
function qi(e) {
	try {
		return typeof URL < "u" && typeof URL.canParse == "function" ? URL.canParse(e) : (new URL(e), !0);
	} catch {
		return !1;
	}
}
function Ji(e, t) {
	return !("normalize" in t) && !("hostname" in t) && !("protocol" in t) ? qi(e) || 2 : Yi(e, t);
}
function Yi(e, t) {
	if (!t.normalize && t.protocol?.source === oi.source && !/^https?:\/\//i.test(e)) return 1;
	try {
		if (typeof URL < "u") {
			let t = URL;
			if (typeof t.parse == "function") return t.parse(e) ?? 2;
		}
		return new URL(e);
	} catch {
		return 2;
	}
}
var Xi = /[\t\n\r]/g;
function Zi(e) {
	return e.replace(Xi, "");
}
function Qi(e, t) {
	return t.lastIndex = 0, t.test(e.hostname);
}
function $i(e, t) {
	return t.lastIndex = 0, t.test(e.protocol.endsWith(":") ? e.protocol.slice(0, -1) : e.protocol);
}
var ea = /*@__PURE__*/ O("$ZodURL", (e, t) => {
	N.init(e, t), e._zod.check = (n) => {
		try {
			let r = n.value.trim(), i = Ji(r, t);
			if (i === 1) {
				n.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid URL format",
					input: n.value,
					inst: e,
					continue: !t.abort
				});
				return;
			}
			if (i === 2) {
				n.issues.push({
					code: "invalid_format",
					format: "url",
					input: n.value,
					inst: e,
					continue: !t.abort
				});
				return;
			}
			if (i === !0) {
				n.value = Zi(r);
				return;
			}
			t.hostname && !Qi(i, t.hostname) && n.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid hostname",
				pattern: t.hostname.source,
				input: n.value,
				inst: e,
				continue: !t.abort
			}), t.protocol && !$i(i, t.protocol) && n.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid protocol",
				pattern: t.protocol.source,
				input: n.value,
				inst: e,
				continue: !t.abort
			}), n.value = t.normalize ? i.href : Zi(r);
			return;
		} catch {
			n.issues.push({
				code: "invalid_format",
				format: "url",
				input: n.value,
				inst: e,
				continue: !t.abort
			});
		}
	};
}), ta = /*@__PURE__*/ O("$ZodEmoji", (e, t) => {
	t.pattern ??= $r(), N.init(e, t);
}), na = /*@__PURE__*/ O("$ZodNanoID", (e, t) => {
	if (t.length !== void 0 && (!Number.isInteger(t.length) || t.length < 1)) throw Error(`Invalid nanoid length: ${t.length}`);
	t.pattern ??= t.length === void 0 ? Kr : qr(t.length), N.init(e, t);
}), ra = /*@__PURE__*/ O("$ZodCUID", (e, t) => {
	t.pattern ??= Vr, N.init(e, t);
}), ia = /*@__PURE__*/ O("$ZodCUID2", (e, t) => {
	t.pattern ??= Hr, N.init(e, t);
}), aa = /*@__PURE__*/ O("$ZodULID", (e, t) => {
	t.pattern ??= Ur, N.init(e, t);
}), oa = /*@__PURE__*/ O("$ZodXID", (e, t) => {
	t.pattern ??= Wr, N.init(e, t);
}), sa = /*@__PURE__*/ O("$ZodKSUID", (e, t) => {
	t.pattern ??= Gr, N.init(e, t);
}), ca = /*@__PURE__*/ O("$ZodISODateTime", (e, t) => {
	t.pattern ??= pi(t), N.init(e, t);
}), la = /*@__PURE__*/ O("$ZodISODate", (e, t) => {
	t.pattern ??= ui, N.init(e, t);
}), ua = /*@__PURE__*/ O("$ZodISOTime", (e, t) => {
	t.pattern ??= fi(t), N.init(e, t);
}), da = /*@__PURE__*/ O("$ZodISODuration", (e, t) => {
	t.pattern ??= Jr, N.init(e, t);
}), fa = /*@__PURE__*/ O("$ZodIPv4", (e, t) => {
	t.pattern ??= ei, N.init(e, t);
}), pa = /^[0-9a-fA-F:.]+$/;
function ma(e) {
	return pa.test(e) ? qi(`http://[${e}]`) : !1;
}
var ha = /*@__PURE__*/ O("$ZodIPv6", (e, t) => {
	t.pattern ??= ti, N.init(e, t), e._zod.check = (n) => {
		ma(n.value) || n.issues.push({
			code: "invalid_format",
			format: "ipv6",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), ga = /*@__PURE__*/ O("$ZodCIDRv4", (e, t) => {
	t.pattern ??= ni, N.init(e, t);
});
function _a(e) {
	let t = e.split("/");
	if (t.length !== 2) return !1;
	let [n, r] = t;
	if (!r) return !1;
	let i = Number(r);
	return `${i}` !== r || i < 0 || i > 128 ? !1 : ma(n);
}
var va = /*@__PURE__*/ O("$ZodCIDRv6", (e, t) => {
	t.pattern ??= ri, N.init(e, t), e._zod.check = (n) => {
		_a(n.value) || n.issues.push({
			code: "invalid_format",
			format: "cidrv6",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
});
function ya(e) {
	if (e === "") return !0;
	if (/\s/.test(e) || e.length % 4 != 0) return !1;
	try {
		return atob(e), !0;
	} catch {
		return !1;
	}
}
var ba = /^[0-9a-zA-Z+/]*={0,2}$/, xa = /*@__PURE__*/ O("$ZodBase64", (e, t) => {
	t.pattern ??= ba, N.init(e, t), e._zod.check = (n) => {
		ya(n.value) || n.issues.push({
			code: "invalid_format",
			format: "base64",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Sa = /^[A-Za-z0-9_-]*$/;
function Ca(e) {
	if (!Sa.test(e)) return !1;
	let t = e.replace(/[-_]/g, (e) => e === "-" ? "+" : "/");
	return ya(t.padEnd(Math.ceil(t.length / 4) * 4, "="));
}
var wa = /*@__PURE__*/ O("$ZodBase64URL", (e, t) => {
	t.pattern ??= Sa, N.init(e, t), e._zod.check = (n) => {
		Ca(n.value) || n.issues.push({
			code: "invalid_format",
			format: "base64url",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Ta = /*@__PURE__*/ O("$ZodE164", (e, t) => {
	t.pattern ??= si, N.init(e, t);
});
function Ea(e, t = null) {
	try {
		let n = e.split(".");
		if (n.length !== 3) return !1;
		let [r] = n;
		if (!r) return !1;
		let i = JSON.parse(atob(r));
		return !("typ" in i && i?.typ !== "JWT" || !i.alg || t && (!("alg" in i) || i.alg !== t));
	} catch {
		return !1;
	}
}
var Da = /*@__PURE__*/ O("$ZodJWT", (e, t) => {
	N.init(e, t), e._zod.check = (n) => {
		Ea(n.value, t.alg) || n.issues.push({
			code: "invalid_format",
			format: "jwt",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Oa = /*@__PURE__*/ O("$ZodNumber", (e, t) => {
	M.init(e, t), e._zod.pattern = gi, e._zod.parse = (n, r) => {
		if (t.coerce) try {
			n.value = Number(n.value);
		} catch {}
		let i = n.value;
		if (typeof i == "number" && !Number.isNaN(i) && Number.isFinite(i)) return n;
		let a = typeof i == "number" ? Number.isNaN(i) ? "NaN" : Number.isFinite(i) ? void 0 : String(i) : void 0;
		return n.issues.push({
			expected: "number",
			code: "invalid_type",
			input: i,
			inst: e,
			...a ? { received: a } : {}
		}), n;
	};
}), ka = /*@__PURE__*/ O("$ZodNumberFormat", (e, t) => {
	Ei.init(e, t), Oa.init(e, t);
}), Aa = /*@__PURE__*/ O("$ZodBoolean", (e, t) => {
	M.init(e, t), e._zod.pattern = _i, e._zod.parse = (n, r) => {
		if (t.coerce) try {
			n.value = !!n.value;
		} catch {}
		let i = n.value;
		return typeof i == "boolean" || n.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input: i,
			inst: e
		}), n;
	};
}), ja = /*@__PURE__*/ O("$ZodNull", (e, t) => {
	M.init(e, t), e._zod.pattern = vi, e._zod.values = /* @__PURE__ */ new Set([null]), e._zod.parse = (t, n) => {
		let r = t.value;
		return r === null || t.issues.push({
			expected: "null",
			code: "invalid_type",
			input: r,
			inst: e
		}), t;
	};
}), Ma = /*@__PURE__*/ O("$ZodUnknown", (e, t) => {
	M.init(e, t), e._zod.parse = (e) => e;
}), Na = /*@__PURE__*/ O("$ZodNever", (e, t) => {
	M.init(e, t), e._zod.parse = (t, n) => (t.issues.push({
		expected: "never",
		code: "invalid_type",
		input: t.value,
		inst: e
	}), t);
});
function Pa(e, t) {
	let n = Un(e._zod.def.checks);
	if (!n.length) return;
	let r = Math.min(...n.map((e) => e[0])), i = e._zod.parse;
	e._zod.parse = (n, a) => {
		let o = t(n.value);
		if (o > r && !a?.skipChecks && a?.direction !== "backward") {
			for (let [t, r] of Un(e._zod.def.checks)) if (o > t && r._zod.def.when(n)) {
				let t = n.issues.length;
				return r._zod.check(n), n.issues[t].continue = !1, Wn(n.issues, t, e), n;
			}
		}
		return i(n, a);
	};
}
var Fa = (e) => Array.isArray(e) ? e.length : -1;
function Ia(e, t, n) {
	e.issues.length && t.issues.push(...Vn(n, e.issues)), t.value[n] = e.value;
}
var La = /*@__PURE__*/ O("$ZodArray", (e, t) => {
	M.init(e, t);
	let n = k.memoizer;
	n?.attach(e), e._zod.parse = (r, i) => {
		let a = r.value;
		if (!Array.isArray(a)) return r.issues.push({
			expected: "array",
			code: "invalid_type",
			input: a,
			inst: e
		}), r;
		r.value = n ? n.alloc(e, r, Array(a.length), i) : Array(a.length);
		let o = [], s = i?.abortEarly;
		for (let e = 0; e < a.length; e++) {
			let n = a[e], c = t.element._zod.run({
				value: n,
				issues: []
			}, i);
			if (c instanceof Promise) o.push(c.then((t) => Ia(t, r, e)));
			else if (Ia(c, r, e), s && c.issues.length !== 0 && w(c)) break;
		}
		return o.length ? Promise.all(o).then(() => r) : r;
	}, Pa(e, Fa);
});
function Ra(e, t, n, r, i, a) {
	let o = n in r, s = a === "optional";
	if (o || !s || i !== "optional") {
		if (e.issues.length) {
			if (i !== void 0 && s && !o) return;
			t.issues.push(...Vn(n, e.issues));
		}
		!o && i === void 0 ? e.issues.length || t.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [n]
		}) : e.value === void 0 ? (o || i === "defaulted" && !s) && (t.value[n] = void 0) : t.value[n] = e.value;
	}
}
var za = [];
function Ba(e) {
	let t = Object.keys(e.shape), n = Object.getOwnPropertySymbols(e.shape), r = n.length ? n : za, i = r.length ? [...t, ...r] : t;
	for (let t of i) if (!e.shape?.[t]?._zod?.traits?.has("$ZodType")) throw Error(`Invalid element at key "${String(t)}": expected a Zod schema`);
	let a = On(e.shape);
	return {
		...e,
		allKeys: i,
		symbolKeys: r,
		keySet: new Set(t),
		numKeys: t.length,
		optionalKeys: new Set(a)
	};
}
function Va(e, t, n, r, i, a, o) {
	let s = [], c = i.keySet, l = i.catchall._zod, u = l.def.type, d = l.optin, f = l.optout, p = 0;
	for (let i in t) {
		if (o && n.issues.length !== p) {
			if (w(n, p)) break;
			p = n.issues.length;
		}
		if (c.has(i)) continue;
		if (i === "__proto__") {
			u === "never" && s.push(i);
			continue;
		}
		if (u === "never") {
			s.push(i);
			continue;
		}
		let a = l.run({
			value: t[i],
			issues: []
		}, r);
		a instanceof Promise ? e.push(a.then((e) => Ra(e, n, i, t, d, f))) : Ra(a, n, i, t, d, f);
	}
	return s.length && n.issues.push({
		code: "unrecognized_keys",
		keys: s,
		input: t,
		inst: a,
		continue: !0
	}), e.length ? Promise.all(e).then(() => n) : n;
}
var Ha = /*@__PURE__*/ O("$ZodObject", (e, t) => {
	M.init(e, t);
	let n = Object.getOwnPropertyDescriptor(t, "shape"), r = n?.get ? n.get.raw : t.shape ?? {};
	if (r) {
		let e = () => {
			let n = { ...r };
			return Object.defineProperty(t, "shape", { value: n }), e.raw = n, n;
		};
		e.raw = r, Object.defineProperty(t, "shape", { get: e });
	}
	let i = cn(() => Ba(t));
	D(e, "propValues", (e) => {
		let t = e.def.shape, n = {};
		for (let e in t) {
			let r = t[e]._zod;
			if (r.values) {
				Object.prototype.hasOwnProperty.call(n, e) || v(n, e, /* @__PURE__ */ new Set());
				for (let t of r.values) n[e].add(t);
				r.optin !== void 0 && n[e].add(void 0);
			}
		}
		return n;
	});
	let a = xn, o = t.catchall, s, c = k.memoizer;
	c?.attach(e), e._zod.parse = (t, n) => {
		s ??= i.value;
		let r = t.value;
		if (!a(r)) return t.issues.push({
			expected: "object",
			code: "invalid_type",
			input: r,
			inst: e
		}), t;
		t.value = c ? c.alloc(e, t, {}, n) : {};
		let l = [], u = s.shape, d = n?.abortEarly, f = t.issues.length;
		for (let e of s.allKeys) {
			if (d && t.issues.length !== f) {
				if (w(t, f)) break;
				f = t.issues.length;
			}
			if (e === "__proto__") continue;
			let i = u[e], a = i._zod.optin, o = i._zod.optout, s = i._zod.run({
				value: r[e],
				issues: []
			}, n);
			s instanceof Promise ? l.push(s.then((n) => Ra(n, t, e, r, a, o))) : Ra(s, t, e, r, a, o);
		}
		return o ? Va(l, r, t, n, i.value, e, d === !0) : l.length ? Promise.all(l).then(() => t) : t;
	};
}), Ua = /*@__PURE__*/ O("$ZodObjectJIT", (e, t) => {
	Ha.init(e, t);
	let n = e._zod.parse, r = cn(() => Ba(t)), i = k.memoizer, a = (t) => {
		let n = r.value, a = n.symbolKeys, o = new Ri(["payload", "ctx"], {
			shape: t,
			inst: e,
			memo: i,
			syms: a
		}), s = (e) => `shape[${e}]._zod.run({ value: input[${e}], issues: [] }, ctx)`, c = (e, t) => `
          let ${e}_ab = false;
          for (let i = 0; i < ${e}.issues.length; i++) {
            const iss = ${e}.issues[i];
            iss.path = iss.path ? [${t}, ...iss.path] : [${t}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${e}_ab = true;
          }
          if (${e}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
		o.write("const input = payload.value;");
		let l = Object.create(null), u = 0;
		for (let e of n.allKeys) l[e] = `key_${u++}`;
		o.write(i ? "const newResult = memo.alloc(inst, payload, {}, ctx);" : "const newResult = {};");
		for (let e of n.allKeys) {
			if (e === "__proto__") continue;
			let n = l[e], r = typeof e == "symbol" ? `syms[${a.indexOf(e)}]` : vn(e), i = `${r} in input`, u = t[e], d = u?._zod?.optin, f = d !== void 0, p = u?._zod?.optout === "optional";
			if (o.write(`const ${n} = ${s(r)};`), f && p) {
				let e = d === "optional" ? `${n}_present` : `${n}.value !== undefined || ${n}_present`;
				o.write(`
        const ${n}_present = ${i};
        if (!${n}.issues.length || ${n}_present) {
          if (${n}.issues.length) {${c(n, r)}
          }

          if (${e}) {
            newResult[${r}] = ${n}.value;
          }
        }

      `);
			} else f ? (o.write(`
        if (${n}.issues.length) {${c(n, r)}
        }
      `), d === "defaulted" ? o.write(`newResult[${r}] = ${n}.value;`) : o.write(`
        if (${n}.value !== undefined || ${i}) {
          newResult[${r}] = ${n}.value;
        }
      `)) : o.write(`
        const ${n}_present = ${i};
        if (${n}.issues.length) {${c(n, r)}
        }
        if (!${n}_present && !${n}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${r}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${n}_present) {
          newResult[${r}] = ${n}.value;
        }

      `);
		}
		return o.write("payload.value = newResult;"), o.write("return payload;"), o.compile();
	}, o, s = xn, c = !k.jitless, l = c && Sn.value, u = t.catchall, d;
	e._zod.parse = (i, f) => {
		d ??= r.value;
		let p = i.value;
		return s(p) ? c && l && f?.async === !1 && f.jitless !== !0 ? (o ||= a(t.shape), i = o(i, f), u ? Va([], p, i, f, d, e, f?.abortEarly === !0) : i) : n(i, f) : (i.issues.push({
			expected: "object",
			code: "invalid_type",
			input: p,
			inst: e
		}), i);
	};
});
function Wa(e, t, n, r) {
	for (let n of e) if (n.issues.length === 0) return t.value = n.value, t;
	let i = e.filter((e) => !w(e));
	return i.length === 1 ? (t.value = i[0].value, i[0]) : (t.issues.push({
		code: "invalid_union",
		input: t.value,
		inst: n,
		errors: e.map((e) => e.issues.map((e) => T(e, r, A())))
	}), t);
}
var Ga = /*@__PURE__*/ O("$ZodUnion", (e, t) => {
	M.init(e, t), D(e, "optin", (e) => e.def.options.some((e) => e._zod.optin === "defaulted") ? "defaulted" : e.def.options.some((e) => e._zod.optin !== void 0) ? "optional" : void 0), D(e, "optout", (e) => e.def.options.some((e) => e._zod.optout === "optional") ? "optional" : void 0), D(e, "values", (e) => {
		if (e.def.options.every((e) => e._zod.values)) return new Set(e.def.options.flatMap((e) => Array.from(e._zod.values)));
	}), D(e, "pattern", (e) => {
		if (e.def.options.every((e) => e._zod.pattern)) {
			let t = e.def.options.map((e) => e._zod.pattern);
			return RegExp(`^(${t.map((e) => un(e.source)).join("|")})$`);
		}
	});
	let n = t.options.length === 1 ? t.options[0]._zod.run : null;
	e._zod.parse = (r, i) => {
		if (n) return n(r, i);
		let a = !1, o = [];
		for (let e of t.options) {
			let t = e._zod.run({
				value: r.value,
				issues: []
			}, i);
			if (t instanceof Promise) o.push(t), a = !0;
			else {
				if (t.issues.length === 0) return t;
				o.push(t);
			}
		}
		return a ? Promise.all(o).then((t) => Wa(t, r, e, i)) : Wa(o, r, e, i);
	};
}), Ka = /*@__PURE__*/ O("$ZodIntersection", (e, t) => {
	M.init(e, t), e._zod.parse = (e, n) => {
		let r = e.value, i = t.left._zod.run({
			value: r,
			issues: []
		}, n), a = t.right._zod.run({
			value: r,
			issues: []
		}, n);
		return i instanceof Promise || a instanceof Promise ? Promise.all([i, a]).then(([t, n]) => Ja(e, t, n)) : Ja(e, i, a);
	};
});
function qa(e, t) {
	if (e === t || e instanceof Date && t instanceof Date && +e == +t) return {
		valid: !0,
		data: e
	};
	if (Cn(e) && Cn(t)) {
		let n = Object.keys(t), r = Object.keys(e).filter((e) => n.indexOf(e) !== -1), i = {
			...e,
			...t
		};
		Object.prototype.hasOwnProperty.call(i, "__proto__") && delete i.__proto__;
		for (let n of r) {
			if (n === "__proto__") continue;
			let r = qa(e[n], t[n]);
			if (!r.valid) return {
				valid: !1,
				mergeErrorPath: [n, ...r.mergeErrorPath]
			};
			i[n] = r.data;
		}
		return {
			valid: !0,
			data: i
		};
	}
	if (Array.isArray(e) && Array.isArray(t)) {
		if (e.length !== t.length) return {
			valid: !1,
			mergeErrorPath: []
		};
		let n = [];
		for (let r = 0; r < e.length; r++) {
			let i = e[r], a = t[r], o = qa(i, a);
			if (!o.valid) return {
				valid: !1,
				mergeErrorPath: [r, ...o.mergeErrorPath]
			};
			n.push(o.data);
		}
		return {
			valid: !0,
			data: n
		};
	}
	return {
		valid: !1,
		mergeErrorPath: []
	};
}
function Ja(e, t, n) {
	let r = /* @__PURE__ */ new Map(), i, a = /* @__PURE__ */ new Map(), o = (e, t) => {
		let n;
		if (e.code === "unrecognized_keys" && !e.path?.length) i ??= e, n = e.keys;
		else if (e.code === "invalid_key" && e.origin === "record" && e.path?.length === 1) {
			let t = String(e.path[0]);
			a.has(t) || a.set(t, e), n = [t];
		} else return !1;
		for (let e of n) r.has(e) || r.set(e, {}), r.get(e)[t] = !0;
		return !0;
	};
	for (let n of t.issues) o(n, "l") || e.issues.push(n);
	for (let t of n.issues) o(t, "r") || e.issues.push(t);
	let s = [...r].filter(([, e]) => e.l && e.r).map(([e]) => e);
	if (s.length) {
		let t = i ? s.filter((e) => i.keys.includes(e)) : [];
		t.length && e.issues.push({
			...i,
			keys: t
		});
		for (let n of s) !t.includes(n) && a.has(n) && e.issues.push(a.get(n));
	}
	let c = qa(t.value, n.value);
	if (!c.valid) {
		if (w(e)) return e;
		throw Error(`Unmergable intersection. Error path: ${JSON.stringify(c.mergeErrorPath)}`);
	}
	return e.value = c.data, e;
}
var Ya = /*@__PURE__*/ O("$ZodRecord", (e, t) => {
	M.init(e, t);
	let n = k.memoizer;
	n?.attach(e), e._zod.parse = (r, i) => {
		let a = r.value;
		if (!Cn(a)) return r.issues.push({
			expected: "record",
			code: "invalid_type",
			input: a,
			inst: e
		}), r;
		let o = [], s = t.keyType._zod.values;
		if (s && !t.partial) {
			r.value = n ? n.alloc(e, r, {}, i) : {};
			let c = /* @__PURE__ */ new Set();
			for (let n of s) if (typeof n == "string" || typeof n == "number" || typeof n == "symbol") {
				if (c.add(typeof n == "number" ? n.toString() : n), n === "__proto__") continue;
				let s = t.keyType._zod.run({
					value: n,
					issues: []
				}, i);
				if (s instanceof Promise) throw Error("Async schemas not supported in object keys currently");
				if (s.issues.length) {
					r.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: s.issues.map((e) => T(e, i, A())),
						input: n,
						path: [n],
						inst: e
					});
					continue;
				}
				let l = s.value;
				if (l === "__proto__") continue;
				let u = t.valueType._zod.run({
					value: a[n],
					issues: []
				}, i);
				u instanceof Promise ? o.push(u.then((e) => {
					e.issues.length && r.issues.push(...Vn(n, e.issues)), r.value[l] = e.value;
				})) : (u.issues.length && r.issues.push(...Vn(n, u.issues)), r.value[l] = u.value);
			}
			let l;
			for (let e in a) if (!c.has(e)) {
				if (t.mode === "loose") {
					if (e === "__proto__") continue;
					r.value[e] = a[e];
				} else l ??= [], l.push(e);
			}
			l && l.length > 0 && r.issues.push({
				code: "unrecognized_keys",
				input: a,
				inst: e,
				keys: l,
				continue: !0
			});
		} else {
			r.value = n ? n.alloc(e, r, {}, i) : {};
			let c;
			for (let n of Reflect.ownKeys(a)) {
				if (n === "__proto__" || !Object.prototype.propertyIsEnumerable.call(a, n)) continue;
				let l = t.keyType._zod.run({
					value: n,
					issues: []
				}, i);
				if (l instanceof Promise) throw Error("Async schemas not supported in object keys currently");
				if (typeof n == "string" && gi.test(n) && l.issues.length) {
					let e = t.keyType._zod.run({
						value: Number(n),
						issues: []
					}, i);
					if (e instanceof Promise) throw Error("Async schemas not supported in object keys currently");
					e.issues.length === 0 && (l = e);
				}
				if (l.issues.length) {
					t.mode === "loose" ? r.value[n] = a[n] : s ? (c ??= [], c.push(n)) : r.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: l.issues.map((e) => T(e, i, A())),
						input: n,
						path: [n],
						inst: e
					});
					continue;
				}
				let u = l.value;
				if (u === "__proto__") continue;
				let d = t.valueType._zod.run({
					value: a[n],
					issues: []
				}, i);
				d instanceof Promise ? o.push(d.then((e) => {
					e.issues.length && r.issues.push(...Vn(n, e.issues)), r.value[u] = e.value;
				})) : (d.issues.length && r.issues.push(...Vn(n, d.issues)), r.value[u] = d.value);
			}
			c && c.length > 0 && r.issues.push({
				code: "unrecognized_keys",
				input: a,
				inst: e,
				keys: c,
				continue: !0
			});
		}
		return o.length ? Promise.all(o).then(() => r) : r;
	};
}), Xa = /*@__PURE__*/ O("$ZodEnum", (e, t) => {
	M.init(e, t);
	let n = rn(t.entries), r = new Set(n);
	e._zod.values = r, D(e, "pattern", (e) => {
		let t = rn(e.def.entries).filter((e) => Tn.has(typeof e));
		return RegExp(t.length ? `^(${t.map((e) => En(e.toString())).join("|")})$` : "^[^\\s\\S]$");
	}), e._zod.parse = (t, i) => {
		let a = t.value;
		return r.has(a) || t.issues.push({
			code: "invalid_value",
			values: n,
			input: a,
			inst: e
		}), t;
	};
}), Za = /*@__PURE__*/ O("$ZodLiteral", (e, t) => {
	M.init(e, t);
	let n = new Set(t.values);
	e._zod.values = n, D(e, "pattern", (e) => {
		let t = e.def.values;
		return RegExp(t.length ? `^(${t.map((e) => typeof e == "string" ? En(e) : e ? En(e.toString()) : String(e)).join("|")})$` : "^[^\\s\\S]$");
	}), e._zod.parse = (r, i) => {
		let a = r.value;
		return n.has(a) || r.issues.push({
			code: "invalid_value",
			values: t.values,
			input: a,
			inst: e
		}), r;
	};
}), Qa = /*@__PURE__*/ O("$ZodTransform", (e, t) => {
	M.init(e, t), e._zod.optin = "optional", k.memoizer?.guard(e), e._zod.parse = (n, r) => {
		if (r.direction === "backward") throw new fr(e.constructor.name);
		let i = t.transform(n.value, n);
		if (r.async) return (i instanceof Promise ? i : Promise.resolve(i)).then((e) => (n.value = e, n));
		if (i instanceof Promise) throw new dr();
		return n.value = i, n;
	};
});
function $a(e, t) {
	return e.value = t.issues.length ? void 0 : t.value, e;
}
var eo = /*@__PURE__*/ O("$ZodOptional", (e, t) => {
	M.init(e, t), D(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), e._zod.optout = "optional", D(e, "values", (e) => {
		let t = e.def.innerType._zod.values;
		return t ? /* @__PURE__ */ new Set([...t, void 0]) : void 0;
	}), D(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${un(t.source)})?$`) : void 0;
	}), e._zod.parse = (e, n) => {
		if (e.value === void 0) {
			if (t.innerType._zod.optin !== "defaulted") return e;
			let r = t.innerType._zod.run({
				value: e.value,
				issues: []
			}, n);
			return r instanceof Promise ? r.then((t) => $a(e, t)) : $a(e, r);
		}
		return t.innerType._zod.run(e, n);
	};
}), to = /*@__PURE__*/ O("$ZodExactOptional", (e, t) => {
	eo.init(e, t), D(e, "values", (e) => e.def.innerType._zod.values), D(e, "pattern", (e) => e.def.innerType._zod.pattern), e._zod.parse = (e, n) => t.innerType._zod.run(e, n);
}), no = /*@__PURE__*/ O("$ZodNullable", (e, t) => {
	M.init(e, t), D(e, "optin", (e) => e.def.innerType._zod.optin), D(e, "optout", (e) => e.def.innerType._zod.optout), D(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${un(t.source)}|null)$`) : void 0;
	}), D(e, "values", (e) => e.def.innerType._zod.values ? /* @__PURE__ */ new Set([...e.def.innerType._zod.values, null]) : void 0), e._zod.parse = (e, n) => e.value === null ? e : t.innerType._zod.run(e, n);
}), ro = /*@__PURE__*/ O("$ZodDefault", (e, t) => {
	M.init(e, t), e._zod.optin = "defaulted", D(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		if (e.value === void 0) return e.value = t.defaultValue, e;
		let r = t.innerType._zod.run(e, n);
		return r instanceof Promise ? r.then((e) => io(e, t)) : io(r, t);
	};
});
function io(e, t) {
	return e.value === void 0 && (e.value = t.defaultValue), e;
}
var ao = /*@__PURE__*/ O("$ZodPrefault", (e, t) => {
	M.init(e, t), e._zod.optin = "defaulted", D(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => (n.direction === "backward" || e.value === void 0 && (e.value = t.defaultValue), t.innerType._zod.run(e, n));
}), oo = /*@__PURE__*/ O("$ZodNonOptional", (e, t) => {
	M.init(e, t), D(e, "values", (e) => {
		let t = e.def.innerType._zod.values;
		return t ? new Set([...t].filter((e) => e !== void 0)) : void 0;
	}), e._zod.parse = (n, r) => {
		let i = t.innerType._zod.run(n, r);
		return i instanceof Promise ? i.then((t) => so(t, e)) : so(i, e);
	};
});
function so(e, t) {
	return !e.issues.length && e.value === void 0 && e.issues.push({
		code: "invalid_type",
		expected: "nonoptional",
		input: e.value,
		inst: t
	}), e;
}
function co(e, t, n, r) {
	return t.issues.length ? (e.value = n.catchValue({
		...t,
		value: e.value,
		error: { issues: t.issues.map((e) => T(e, r, A())) },
		input: e.value
	}), e) : (e.value = t.value, t.memo && (e.memo = !0), e);
}
var lo = /*@__PURE__*/ O("$ZodCatch", (e, t) => {
	M.init(e, t), D(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), D(e, "optout", (e) => e.def.innerType._zod.optout), D(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		let r = t.innerType._zod.run({
			value: e.value,
			issues: []
		}, n);
		return r instanceof Promise ? r.then((r) => co(e, r, t, n)) : co(e, r, t, n);
	};
}), uo = /*@__PURE__*/ O("$ZodPipe", (e, t) => {
	M.init(e, t), D(e, "values", (e) => e.def.in._zod.values), D(e, "optin", (e) => e.def.in._zod.optin), D(e, "optout", (e) => e.def.out._zod.optout), D(e, "propValues", (e) => e.def.in._zod.propValues), e._zod.parse = (e, n) => {
		if (n.direction === "backward") {
			let r = t.out._zod.run(e, n);
			return r instanceof Promise ? r.then((e) => fo(e, t.in, n)) : fo(r, t.in, n);
		}
		let r = t.in._zod.run(e, n);
		return r instanceof Promise ? r.then((e) => fo(e, t.out, n)) : fo(r, t.out, n);
	};
});
function fo(e, t, n) {
	return e.issues.some((e) => e.code !== "unrecognized_keys") ? (e.aborted = !0, e) : t._zod.run({
		value: e.value,
		issues: e.issues
	}, n);
}
var po = /*@__PURE__*/ O("$ZodReadonly", (e, t) => {
	M.init(e, t), D(e, "propValues", (e) => e.def.innerType._zod.propValues), D(e, "values", (e) => e.def.innerType._zod.values), D(e, "optin", (e) => e.def.innerType?._zod?.optin), D(e, "optout", (e) => e.def.innerType?._zod?.optout), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		let r = t.innerType._zod.run(e, n);
		return r instanceof Promise ? r.then(mo) : mo(r);
	};
});
function mo(e) {
	return e.memo || (e.value = Object.freeze(e.value)), e;
}
var ho = /*@__PURE__*/ O("$ZodLazy", (e, t) => {
	M.init(e, t), pn(e._zod, "innerType", () => {
		let e = t;
		return e._cachedInner ||= t.getter(), e._cachedInner;
	}), D(e, "pattern", (e) => e.innerType?._zod?.pattern), D(e, "propValues", (e) => e.innerType?._zod?.propValues), D(e, "optin", (e) => e.innerType?._zod?.optin ?? void 0), D(e, "optout", (e) => e.innerType?._zod?.optout ?? void 0), e._zod.parse = (t, n) => e._zod.innerType._zod.run(t, n);
}), go = /*@__PURE__*/ O("$ZodCustom", (e, t) => {
	j.init(e, t), M.init(e, t), e._zod.parse = (e, t) => e, e._zod.check = (n) => {
		let r = n.value, i = t.fn(r);
		if (i instanceof Promise) return i.then((t) => _o(t, n, r, e));
		_o(i, n, r, e);
	};
});
function _o(e, t, n, r) {
	if (!e) {
		let e = {
			code: "custom",
			input: n,
			inst: r,
			path: [...r._zod.def.path ?? []],
			continue: !r._zod.def.abort
		};
		r._zod.def.params && (e.params = r._zod.def.params), t.issues.push(Yn(e));
	}
}
// node_modules/zod/v4/core/memoizer.js
var vo = class extends Error {
	constructor() {
		super("Cannot parse a reference cycle that closes through a transform"), this.name = "ZodCyclicError";
	}
}, yo = "~memo", bo = [];
function xo(e) {
	return typeof e == "object" && !!e;
}
function So(e) {
	return e.map((e) => e.path ? {
		...e,
		path: e.path.slice()
	} : { ...e });
}
var Co = /*@__PURE__*/ new WeakMap(), wo = 0, To = 1, Eo = 2;
function Do(e, t, n) {
	let r = Co.get(e);
	if (r !== void 0) return r ? Eo : wo;
	if (t.has(e)) return Eo;
	t.add(e);
	let i = wo, a = (e) => {
		if (i !== Eo && e?._zod) {
			let r = Do(e, t, n);
			r > i && (i = r);
		}
	}, o = (e, r) => {
		let i = wo;
		for (let a of Reflect.ownKeys(e)) {
			let o = Object.getOwnPropertyDescriptor(e, a);
			if (r && !o.enumerable) continue;
			let s = o.get ? To : o.value?._zod ? Do(o.value, t, n) : wo;
			s > i && (i = s);
		}
		return i;
	}, s = (e) => {
		e > i && (i = e);
	}, c = e._zod.def;
	switch (c.type) {
		case "object": {
			let e = mn(c);
			s(e ? o(e, !0) : To), a(c.catchall);
			break;
		}
		case "array":
			a(c.element);
			break;
		case "tuple":
			for (let e of c.items) a(e);
			a(c.rest);
			break;
		case "record":
		case "map":
			a(c.keyType), a(c.valueType);
			break;
		case "set":
			a(c.valueType);
			break;
		case "union":
			for (let e of c.options) a(e);
			break;
		case "intersection":
			a(c.left), a(c.right);
			break;
		case "optional":
		case "nullable":
		case "default":
		case "prefault":
		case "catch":
		case "readonly":
		case "nonoptional":
		case "promise":
		case "success":
			a(c.innerType);
			break;
		case "pipe":
			a(c.in), a(c.out);
			break;
		case "function":
			a(c.input), a(c.output);
			break;
		case "lazy": {
			let r = c._cachedInner ?? (n ? e._zod.innerType : void 0);
			s(r ? Do(r, t, !1) : To);
			break;
		}
		case "template_literal":
		case "string":
		case "number":
		case "int":
		case "boolean":
		case "bigint":
		case "symbol":
		case "undefined":
		case "null":
		case "void":
		case "never":
		case "any":
		case "unknown":
		case "date":
		case "nan":
		case "enum":
		case "literal":
		case "file":
		case "transform":
		case "custom": break;
		default: for (let e in c) {
			let t = Object.getOwnPropertyDescriptor(c, e);
			if (!t || t.get) continue;
			let n = t.value;
			if (n && typeof n == "object") {
				if (n._zod) a(n);
				else if (Array.isArray(n)) for (let e of n) a(e);
			}
		}
	}
	return t.delete(e), Oo(e, i);
}
function Oo(e, t) {
	return t !== To && Co.set(e, t === Eo), t;
}
function ko(e, t) {
	let n = e.buckets.get(t);
	return n || (n = /* @__PURE__ */ new WeakMap(), e.buckets.set(t, n)), n;
}
var Ao, jo = [], Mo = {
	alloc(e, t, n) {
		let r = Ao;
		if (!r) return n;
		Ao = void 0;
		let i = {
			value: n,
			issues: null
		};
		return r.set(t.value, i), jo.push(i), n;
	},
	guard(e) {
		var t;
		(t = e._zod).deferred ?? (t.deferred = []), e._zod.deferred.push(() => {
			let t = e._zod.parse, n = (e, n) => {
				if (n.direction !== "backward" && Po(n, e.value)) throw new vo();
				return t(e, n);
			};
			e._zod.parse = n, e._zod.run === t && (e._zod.run = n);
		});
	},
	attach(e) {
		var t;
		let n, r = !1, i, a;
		(t = e._zod).deferred ?? (t.deferred = []), e._zod.deferred.push(() => {
			let t = e._zod.parse, o = (s, c) => {
				if (n === void 0) {
					let i = Do(e, /* @__PURE__ */ new Set(), !1);
					if (i === wo) return e._zod.parse = t, e._zod.run === o && (e._zod.run = t), t(s, c);
					i === Eo || r ? n = !0 : r = !0;
				}
				let l = s.value;
				if (!xo(l)) return t(s, c);
				let u = c[yo];
				u || (u = {
					buckets: /* @__PURE__ */ new WeakMap(),
					backEdges: void 0
				}, c[yo] = u);
				let d;
				i === c ? d = a : (d = ko(u, e), i = c, a = d);
				let f = d.get(l);
				if (f) return s.value = f.value, f.issues ? f.issues.length && s.issues.push(...So(f.issues)) : (s.memo = !0, u.backEdges ?? (u.backEdges = /* @__PURE__ */ new WeakSet()), u.backEdges.add(f.value)), s;
				Ao = d;
				let p = jo.length, ee = t(s, c);
				Ao = void 0;
				let te = jo.length > p ? jo.pop() : void 0;
				return ee instanceof Promise ? ee.then((e) => (te && (te.issues = e.issues.length ? So(e.issues) : bo), e)) : (te && (te.issues = ee.issues.length ? So(ee.issues) : bo), ee);
			};
			e._zod.parse = o, e._zod.run === t && (e._zod.run = o);
		});
	}
};
function No() {
	return Mo;
}
function Po(e, t) {
	let n = e[yo]?.backEdges;
	return n !== void 0 && xo(t) && n.has(t);
}
// node_modules/zod/v4/locales/en.js
var Fo = () => {
	let e = {
		string: {
			unit: "characters",
			verb: "to have"
		},
		file: {
			unit: "bytes",
			verb: "to have"
		},
		array: {
			unit: "items",
			verb: "to have"
		},
		set: {
			unit: "items",
			verb: "to have"
		},
		map: {
			unit: "entries",
			verb: "to have"
		}
	};
	function t(t) {
		return e[t] ?? null;
	}
	let n = {
		regex: "input",
		email: "email address",
		url: "URL",
		emoji: "emoji",
		uuid: "UUID",
		uuidv4: "UUIDv4",
		uuidv6: "UUIDv6",
		nanoid: "nanoid",
		guid: "GUID",
		cuid: "cuid",
		cuid2: "cuid2",
		ulid: "ULID",
		xid: "XID",
		ksuid: "KSUID",
		datetime: "ISO datetime",
		date: "ISO date",
		time: "ISO time",
		duration: "ISO duration",
		ipv4: "IPv4 address",
		ipv6: "IPv6 address",
		mac: "MAC address",
		cidrv4: "IPv4 range",
		cidrv6: "IPv6 range",
		base64: "base64-encoded string",
		base64url: "base64url-encoded string",
		json_string: "JSON string",
		e164: "E.164 number",
		currency_code: "currency code",
		credit_card: "credit card number",
		iban: "IBAN",
		jwt: "JWT",
		template_literal: "input"
	}, r = { nan: "NaN" };
	function i(e, t) {
		return e === "number" && typeof t == "number" && !Number.isFinite(t) ? String(t) : r[e] ?? e;
	}
	return (e) => {
		switch (e.code) {
			case "invalid_type": return `Invalid input: expected ${i(e.expected)}, received ${i(Jn(e.input), e.input)}`;
			case "invalid_value": return e.values.length === 1 ? `Invalid input: expected ${Dn(e.values[0])}` : `Invalid option: expected one of ${an(e.values, "|")}`;
			case "too_big": {
				let n = e.exact ? "exactly " : e.inclusive ? "<=" : "<", r = t(e.origin);
				return r ? `Too big: expected ${e.origin ?? "value"} to have ${n}${e.maximum.toString()} ${r.unit ?? "elements"}` : `Too big: expected ${e.origin ?? "value"} to be ${n}${e.maximum.toString()}`;
			}
			case "too_small": {
				let n = e.exact ? "exactly " : e.inclusive ? ">=" : ">", r = t(e.origin);
				return r ? `Too small: expected ${e.origin} to have ${n}${e.minimum.toString()} ${r.unit}` : `Too small: expected ${e.origin} to be ${n}${e.minimum.toString()}`;
			}
			case "invalid_format": {
				let t = e;
				return t.format === "starts_with" ? `Invalid string: must start with "${t.prefix}"` : t.format === "ends_with" ? `Invalid string: must end with "${t.suffix}"` : t.format === "includes" ? `Invalid string: must include "${t.includes}"` : t.format === "regex" ? `Invalid string: must match pattern ${t.pattern}` : `Invalid ${n[t.format] ?? e.format}`;
			}
			case "not_multiple_of": return `Invalid number: must be a multiple of ${e.divisor}`;
			case "unrecognized_keys": return `Unrecognized key${e.keys.length > 1 ? "s" : ""}: ${an(e.keys, ", ")}`;
			case "invalid_key": return `Invalid key in ${e.origin}`;
			case "invalid_union": return e.options && Array.isArray(e.options) && e.options.length > 0 ? `Invalid discriminator value. Expected ${e.options.map((e) => `'${e}'`).join(" | ")}` : e.inclusive === !1 ? "Invalid input: more than one option matched" : "Invalid input";
			case "invalid_element": return `Invalid value in ${e.origin}`;
			default: return "Invalid input";
		}
	};
};
function Io() {
	return { localeError: Fo() };
}
// node_modules/zod/v4/core/registries.js
var Lo, Ro = class {
	constructor() {
		this._map = /* @__PURE__ */ new WeakMap(), this._idmap = /* @__PURE__ */ new Map();
	}
	add(e, ...t) {
		let n = t[0];
		return this._map.set(e, n), n && typeof n == "object" && "id" in n && this._idmap.set(n.id, e), this;
	}
	clear() {
		return this._map = /* @__PURE__ */ new WeakMap(), this._idmap = /* @__PURE__ */ new Map(), this;
	}
	remove(e) {
		let t = this._map.get(e);
		return t && typeof t == "object" && "id" in t && this._idmap.delete(t.id), this._map.delete(e), this;
	}
	get(e) {
		let t = e._zod.parent;
		if (t) {
			let n = { ...this.get(t) ?? {} };
			delete n.id;
			let r = {
				...n,
				...this._map.get(e)
			};
			return Object.keys(r).length ? r : void 0;
		}
		return this._map.get(e);
	}
	has(e) {
		return this._map.has(e);
	}
};
function zo() {
	return new Ro();
}
(Lo = globalThis).__zod_globalRegistry ?? (Lo.__zod_globalRegistry = zo());
var Bo = globalThis.__zod_globalRegistry;
// node_modules/zod/v4/core/api.js
function Vo(e) {
	return e.checks &&= [...e.checks], e;
}
// @__NO_SIDE_EFFECTS__
function Ho(e, t) {
	return new e(Vo({
		type: "string",
		...C(t)
	}));
}
// @__NO_SIDE_EFFECTS__
function Uo(e, t) {
	return new e({
		type: "string",
		format: "email",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Wo(e, t) {
	return new e({
		type: "string",
		format: "guid",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Go(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Ko(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		version: "v4",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function qo(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		version: "v6",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Jo(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		version: "v7",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Yo(e, t) {
	return new e({
		type: "string",
		format: "url",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Xo(e, t) {
	return new e({
		type: "string",
		format: "emoji",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Zo(e, t) {
	return new e({
		type: "string",
		format: "nanoid",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Qo(e, t) {
	return new e({
		type: "string",
		format: "cuid",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function $o(e, t) {
	return new e({
		type: "string",
		format: "cuid2",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function es(e, t) {
	return new e({
		type: "string",
		format: "ulid",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ts(e, t) {
	return new e({
		type: "string",
		format: "xid",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ns(e, t) {
	return new e({
		type: "string",
		format: "ksuid",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function rs(e, t) {
	return new e({
		type: "string",
		format: "ipv4",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function is(e, t) {
	return new e({
		type: "string",
		format: "ipv6",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function as(e, t) {
	return new e({
		type: "string",
		format: "cidrv4",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function os(e, t) {
	return new e({
		type: "string",
		format: "cidrv6",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ss(e, t) {
	return new e({
		type: "string",
		format: "base64",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function cs(e, t) {
	return new e({
		type: "string",
		format: "base64url",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ls(e, t) {
	return new e({
		type: "string",
		format: "e164",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function us(e, t) {
	return new e({
		type: "string",
		format: "jwt",
		check: "string_format",
		abort: !1,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ds(e, t) {
	return new e({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: !1,
		local: !1,
		precision: null,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function fs(e, t) {
	return new e({
		type: "string",
		format: "date",
		check: "string_format",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ps(e, t) {
	return new e({
		type: "string",
		format: "time",
		check: "string_format",
		precision: null,
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ms(e, t) {
	return new e({
		type: "string",
		format: "duration",
		check: "string_format",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function hs(e, t) {
	return new e(Vo({
		type: "number",
		checks: [],
		...C(t)
	}));
}
// @__NO_SIDE_EFFECTS__
function gs(e, t) {
	return new e({
		type: "number",
		check: "number_format",
		abort: !1,
		format: "safeint",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function _s(e, t) {
	return new e({
		type: "boolean",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function vs(e, t) {
	return new e({
		type: "null",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ys(e) {
	return new e({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function bs(e, t) {
	return new e({
		type: "never",
		...C(t)
	});
}
// @__NO_SIDE_EFFECTS__
function xs(e, t) {
	return new Ci({
		check: "less_than",
		...C(t),
		value: e,
		inclusive: !1
	});
}
// @__NO_SIDE_EFFECTS__
function Ss(e, t) {
	return new Ci({
		check: "less_than",
		...C(t),
		value: e,
		inclusive: !0
	});
}
// @__NO_SIDE_EFFECTS__
function Cs(e, t) {
	return new wi({
		check: "greater_than",
		...C(t),
		value: e,
		inclusive: !1
	});
}
// @__NO_SIDE_EFFECTS__
function ws(e, t) {
	return new wi({
		check: "greater_than",
		...C(t),
		value: e,
		inclusive: !0
	});
}
// @__NO_SIDE_EFFECTS__
function Ts(e, t) {
	return new Ti({
		check: "multiple_of",
		...C(t),
		value: e
	});
}
// @__NO_SIDE_EFFECTS__
function Es(e, t) {
	return new Di({
		check: "max_length",
		...C(t),
		maximum: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ds(e, t) {
	return new Oi({
		check: "min_length",
		...C(t),
		minimum: e
	});
}
// @__NO_SIDE_EFFECTS__
function Os(e, t) {
	return new ki({
		check: "length_equals",
		...C(t),
		length: e
	});
}
// @__NO_SIDE_EFFECTS__
function ks(e, t) {
	return new ji({
		check: "string_format",
		format: "regex",
		...C(t),
		pattern: e
	});
}
// @__NO_SIDE_EFFECTS__
function As(e) {
	return new Mi({
		check: "string_format",
		format: "lowercase",
		...C(e)
	});
}
// @__NO_SIDE_EFFECTS__
function js(e) {
	return new Ni({
		check: "string_format",
		format: "uppercase",
		...C(e)
	});
}
// @__NO_SIDE_EFFECTS__
function Ms(e, t) {
	return new Pi({
		check: "string_format",
		format: "includes",
		...C(t),
		includes: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ns(e, t) {
	return new Fi({
		check: "string_format",
		format: "starts_with",
		...C(t),
		prefix: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ps(e, t) {
	return new Ii({
		check: "string_format",
		format: "ends_with",
		...C(t),
		suffix: e
	});
}
// @__NO_SIDE_EFFECTS__
function Fs(e) {
	return new Li({
		check: "overwrite",
		tx: e
	});
}
// @__NO_SIDE_EFFECTS__
function Is(e) {
	return /* @__PURE__ */ Fs((t) => t.normalize(e));
}
// @__NO_SIDE_EFFECTS__
function Ls() {
	return /* @__PURE__ */ Fs((e) => e.trim());
}
// @__NO_SIDE_EFFECTS__
function Rs() {
	return /* @__PURE__ */ Fs((e) => e.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function zs() {
	return /* @__PURE__ */ Fs((e) => e.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function Bs() {
	return /* @__PURE__ */ Fs((e) => yn(e));
}
// @__NO_SIDE_EFFECTS__
function Vs(e, t, n) {
	return new e({
		type: "array",
		element: t,
		...C(n)
	});
}
// @__NO_SIDE_EFFECTS__
function Hs(e, t, n) {
	return new e({
		type: "custom",
		check: "custom",
		fn: t,
		...C(n)
	});
}
// @__NO_SIDE_EFFECTS__
function Us(e, t) {
	let n = /* @__PURE__ */ Ws((t) => (t.addIssue = (e) => {
		if (typeof e == "string") t.issues.push(Yn(e, t.value, n._zod.def));
		else {
			let r = e;
			r.fatal && (r.continue = !1), r.code ??= "custom", "input" in r || (r.input = t.value), r.inst ??= n, r.continue ??= !n._zod.def.abort, t.issues.push(Yn(r));
		}
	}, e(t.value, t)), t);
	return n;
}
// @__NO_SIDE_EFFECTS__
function Ws(e, t) {
	let n = new j({
		check: "custom",
		...C(t)
	});
	return n._zod.check = e, n;
}
// node_modules/zod/v4/core/to-json-schema.js
function Gs(e, ...t) {
	for (let n of t) for (let t of Reflect.ownKeys(n)) Object.prototype.propertyIsEnumerable.call(n, t) && v(e, t, n[t]);
	return e;
}
function Ks(e) {
	let t = e?.target ?? "draft-2020-12";
	return t === "draft-4" && (t = "draft-04"), t === "draft-7" && (t = "draft-07"), {
		processors: e.processors ?? {},
		metadataRegistry: e?.metadata ?? Bo,
		target: t,
		unrepresentable: e?.unrepresentable ?? "throw",
		override: e?.override ?? (() => {}),
		io: e?.io ?? "output",
		counter: 0,
		seen: /* @__PURE__ */ new Map(),
		sharedDefsExtractedFor: void 0,
		sharedEmitDoneFor: void 0,
		cycles: e?.cycles ?? "ref",
		reused: e?.reused ?? "inline",
		intersections: [],
		deferred: [],
		external: e?.external ?? void 0
	};
}
function P(e, t, n, r, i) {
	let a = typeof t.unrepresentable == "function" ? t.unrepresentable({
		zodSchema: e,
		path: r.path,
		message: i
	}) : t.unrepresentable;
	if (a === "any") return !1;
	if (a === void 0 || a === "throw") throw Error(i);
	return Object.assign(n, a), !0;
}
function F(e, t, n = {
	path: [],
	schemaPath: []
}) {
	var r;
	let i = e._zod.def, a = t.seen.get(e);
	if (a) return a.count++, n.schemaPath.includes(e) && (a.cycle = n.path), a.schema;
	let o = {
		schema: {},
		count: 1,
		cycle: void 0,
		path: n.path
	};
	t.seen.set(e, o), t.sharedDefsExtractedFor = void 0, t.sharedEmitDoneFor = void 0;
	let s = e._zod.toJSONSchema?.();
	if (s) o.schema = s;
	else {
		let r = {
			...n,
			schemaPath: [...n.schemaPath, e],
			path: n.path
		};
		if (e._zod.processJSONSchema) e._zod.processJSONSchema(t, o.schema, r);
		else {
			let n = o.schema, a = t.processors[i.type];
			if (!a) throw Error(`[toJSONSchema]: Non-representable type encountered: ${i.type}`);
			a(e, t, n, r);
		}
		let a = e._zod.parent;
		a && (o.ref ||= a, F(a, t, r), t.seen.get(a).isParent = !0);
	}
	let c = t.metadataRegistry.get(e);
	return c && Gs(o.schema, c), t.io === "input" && I(e) && (delete o.schema.examples, delete o.schema.default), t.io === "input" && "_prefault" in o.schema && ((r = o.schema).default ?? (r.default = o.schema._prefault)), delete o.schema._prefault, t.seen.get(e).schema;
}
function qs(e) {
	return e.replace(/~/g, "~0").replace(/\//g, "~1");
}
function Js(e, t) {
	let n = e.seen.get(t);
	if (!n) throw Error("Unprocessed schema. This is a bug in Zod.");
	if (e.external && e.sharedDefsExtractedFor === e.external) return;
	let r = /* @__PURE__ */ new Map();
	for (let t of e.seen.entries()) {
		let n = e.metadataRegistry.get(t[0])?.id;
		if (n) {
			let e = r.get(n);
			if (e && e !== t[0]) throw Error(`Duplicate schema id "${n}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
			r.set(n, t[0]);
		}
	}
	let i = (t) => {
		let r = e.target === "draft-2020-12" ? "$defs" : "definitions";
		if (e.external) {
			let n = e.external.registry.get(t[0])?.id, i = e.external.uri ?? ((e) => e);
			if (n) return { ref: i(n) };
			let a = t[1].defId ?? t[1].schema.id ?? `schema${e.counter++}`;
			return t[1].defId = a, {
				defId: a,
				ref: `${i("__shared")}#/${r}/${qs(a)}`
			};
		}
		let i = `#/${r}/`;
		if (t[1] === n && !t[1].schema.id) return { ref: "#" };
		let a = t[1].schema.id ?? `__schema${e.counter++}`;
		return {
			defId: a,
			ref: i + qs(a)
		};
	}, a = (e) => {
		if (e[1].schema.$ref) return;
		let t = e[1], { ref: n, defId: r } = i(e);
		t.def = { ...t.schema }, r && (t.defId = r);
		let a = t.schema;
		for (let e in a) delete a[e];
		a.$ref = n;
	};
	if (e.cycles === "throw") for (let t of e.seen.entries()) {
		let e = t[1];
		if (e.cycle) throw Error(`Cycle detected: #/${e.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
	}
	for (let n of e.seen.entries()) {
		let r = n[1];
		if (t === n[0]) a(n);
		else {
			if (e.external) {
				let r = e.external.registry.get(n[0])?.id;
				if (t !== n[0] && r) {
					a(n);
					continue;
				}
			}
			(e.metadataRegistry.get(n[0])?.id || r.cycle || r.count > 1 && e.reused === "ref") && a(n);
		}
	}
	e.external && (e.sharedDefsExtractedFor = e.external);
}
function Ys(e) {
	let t = e.anyOf;
	if (!Array.isArray(t) || t.length === 0 || e.type !== void 0) return;
	let n = [];
	for (let e of t) {
		if (!e || typeof e != "object") return;
		Ys(e);
		let t = Object.keys(e);
		if (t.length !== 1 || t[0] !== "type") return;
		let r = e.type;
		for (let e of Array.isArray(r) ? r : [r]) {
			if (typeof e != "string") return;
			n.includes(e) || n.push(e);
		}
	}
	delete e.anyOf, e.type = n.length === 1 ? n[0] : n;
}
var Xs = /* @__PURE__ */ new Set([
	"type",
	"properties",
	"required",
	"additionalProperties"
]), Zs = ["oneOf", "anyOf"];
function Qs(e) {
	let t = e.additionalProperties;
	return t === void 0 || t === !1 || typeof t != "object" || !t ? null : Object.keys(t).length ? t : null;
}
function $s(e) {
	let t = [];
	for (let n of e) {
		if (typeof n != "object" || n.type !== "object") return null;
		for (let e in n) if (!Xs.has(e)) return null;
		t.push(n);
	}
	let n = {}, r = /* @__PURE__ */ new Set();
	for (let e of t) {
		for (let r in e.properties) {
			if (Object.prototype.hasOwnProperty.call(n, r)) continue;
			let e = [];
			for (let n of t) {
				let t = n.properties?.[r] ?? Qs(n);
				t != null && (e.some((e) => JSON.stringify(e) === JSON.stringify(t)) || e.push(t));
			}
			v(n, r, e.length === 1 ? e[0] : $s(e) ?? { allOf: e });
		}
		for (let t of e.required ?? []) r.add(t);
	}
	let i = {
		type: "object",
		properties: n
	};
	if (r.size && (i.required = [...r]), t.every((e) => e.additionalProperties === !1)) i.additionalProperties = !1;
	else {
		let e = [];
		for (let n of t) {
			let t = Qs(n);
			t && !e.some((e) => JSON.stringify(e) === JSON.stringify(t)) && e.push(t);
		}
		e.length === 1 ? i.additionalProperties = e[0] : e.length > 1 && (i.additionalProperties = { allOf: e });
	}
	return i;
}
function ec(e) {
	let t = e.allOf;
	if (!Array.isArray(t) || t.length < 2) return;
	for (let t of Xs) if (t in e) return;
	let n = t.filter((e) => Zs.some((t) => Array.isArray(e[t]))), r = null;
	if (!n.length) r = $s(t);
	else {
		let e = n[0], i = Zs.find((t) => Array.isArray(e[t]));
		if (Object.keys(e).length !== 1) return;
		let a = t.filter((t) => t !== e), o = e[i].map((e) => $s([...a, e]));
		if (o.some((e) => !e)) return;
		r = { [i]: o };
	}
	r && (delete e.allOf, Gs(e, r));
}
function tc(e, t) {
	let n = e.seen.get(t);
	if (!n) throw Error("Unprocessed schema. This is a bug in Zod.");
	let r = (t) => {
		let n = e.seen.get(t);
		if (n.ref === null) return;
		let i = n.def ?? n.schema, a = { ...i }, o = n.ref;
		if (n.ref = null, o) {
			r(o);
			let n = e.seen.get(o), s = n.schema;
			if (s.$ref && (e.target === "draft-07" || e.target === "draft-04" || e.target === "openapi-3.0") ? (i.allOf = i.allOf ?? [], i.allOf.push(s)) : Gs(i, s), Gs(i, a), t._zod.parent === o) for (let e in i) e !== "$ref" && e !== "allOf" && (e in a || delete i[e]);
			if (s.$ref && n.def) for (let e in i) e !== "$ref" && e !== "allOf" && e in n.def && JSON.stringify(i[e]) === JSON.stringify(n.def[e]) && delete i[e];
		}
		let s = t._zod.parent;
		if (s && s !== o) {
			r(s);
			let t = e.seen.get(s);
			if (t?.schema.$ref && (i.$ref = t.schema.$ref, t.def)) for (let e in i) e !== "$ref" && e !== "allOf" && e in t.def && JSON.stringify(i[e]) === JSON.stringify(t.def[e]) && delete i[e];
		}
		e.override({
			zodSchema: t,
			jsonSchema: i,
			path: n.path ?? []
		});
	};
	if (!e.external || e.sharedEmitDoneFor !== e.external) {
		for (let t of [...e.seen.entries()].reverse()) r(t[0]);
		if (e.target !== "openapi-3.0") for (let t of e.seen.entries()) Ys(t[1].def ?? t[1].schema);
		for (let t of e.deferred) t();
		if (e.intersections.length) {
			let t = /* @__PURE__ */ new Map();
			for (let n of e.seen.values()) for (let e of [n.schema, n.def]) {
				let n = e?.allOf;
				if (!Array.isArray(n)) continue;
				let r = t.get(n);
				r ? r.push(e) : t.set(n, [e]);
			}
			for (let n of e.intersections) for (let e of t.get(n) ?? []) ec(e);
		}
	}
	let i = {};
	if (e.target === "draft-2020-12" ? i.$schema = "https://json-schema.org/draft/2020-12/schema" : e.target === "draft-07" ? i.$schema = "http://json-schema.org/draft-07/schema#" : e.target === "draft-04" ? i.$schema = "http://json-schema.org/draft-04/schema#" : e.target, e.external?.uri) {
		let n = e.external.registry.get(t)?.id;
		if (!n) throw Error("Schema is missing an `id` property");
		i.$id = e.external.uri(n);
	}
	Gs(i, n.defId ? n.schema : n.def ?? n.schema);
	let a = e.metadataRegistry.get(t)?.id;
	a !== void 0 && i.id === a && delete i.id;
	let o = e.external?.defs ?? {};
	if (!e.external || e.sharedEmitDoneFor !== e.external) for (let t of e.seen.entries()) {
		let e = t[1];
		e.def && e.defId && (e.def.id === e.defId && delete e.def.id, v(o, e.defId, e.def));
	}
	e.external && (e.sharedEmitDoneFor = e.external), e.external || Object.keys(o).length > 0 && (e.target === "draft-2020-12" ? i.$defs = o : i.definitions = o);
	try {
		let n = JSON.parse(JSON.stringify(i));
		return Object.defineProperty(n, "~standard", {
			value: {
				...t["~standard"],
				jsonSchema: {
					input: rc(t, "input", e.processors),
					output: rc(t, "output", e.processors)
				}
			},
			enumerable: !1,
			writable: !1
		}), n;
	} catch {
		throw Error("Error converting schema to JSON.");
	}
}
function I(e, t) {
	let n = t ?? { seen: /* @__PURE__ */ new Set() };
	if (n.seen.has(e)) return !1;
	n.seen.add(e);
	let r = e._zod.def;
	if (r.type === "transform") return !0;
	if (r.type === "array") return I(r.element, n);
	if (r.type === "set") return I(r.valueType, n);
	if (r.type === "lazy") return I(r.getter(), n);
	if (r.type === "promise" || r.type === "optional" || r.type === "nonoptional" || r.type === "nullable" || r.type === "readonly" || r.type === "default" || r.type === "prefault" || r.type === "catch") return I(r.innerType, n);
	if (r.type === "intersection") return I(r.left, n) || I(r.right, n);
	if (r.type === "record" || r.type === "map") return I(r.keyType, n) || I(r.valueType, n);
	if (r.type === "pipe") return e._zod.traits.has("$ZodCodec") ? !0 : I(r.in, n) || I(r.out, n);
	if (r.type === "object") {
		for (let e in r.shape) if (I(r.shape[e], n)) return !0;
		return !1;
	}
	if (r.type === "union") {
		for (let e of r.options) if (I(e, n)) return !0;
		return !1;
	}
	if (r.type === "tuple") {
		for (let e of r.items) if (I(e, n)) return !0;
		return !!(r.rest && I(r.rest, n));
	}
	return !1;
}
var nc = (e, t = {}) => (n) => {
	let r = Ks({
		...n,
		processors: t
	});
	return F(e, r), Js(r, e), tc(r, e);
}, rc = (e, t, n = {}) => (r) => {
	let { libraryOptions: i, target: a } = r ?? {}, o = Ks({
		...i ?? {},
		target: a,
		io: t,
		processors: n
	});
	return F(e, o), Js(o, e), tc(o, e);
}, ic = (e, t, n) => {
	(e[t] === void 0 || n > e[t]) && (e[t] = n);
}, ac = (e, t, n) => {
	(e[t] === void 0 || n < e[t]) && (e[t] = n);
}, oc = (e, t) => {
	ic(e, "minimum", t), ac(e, "maximum", t);
}, sc = (e, t) => {
	e.multipleOf ??= [], e.multipleOf.includes(t) || e.multipleOf.push(t);
}, cc = (e, t) => {
	e.patterns ??= /* @__PURE__ */ new Set(), e.patterns.add(t);
}, lc = (e, t) => {
	e.mime = e.mime ? e.mime.filter((e) => t.includes(e)) : [...t];
}, uc = (e, t) => {
	e.format = t, t.includes("int") && (e.isInt = !0);
}, dc = (e, t) => ic(e, "minimum", t.minimum), fc = (e, t) => ac(e, "maximum", t.maximum), pc = (e) => (t, n) => {
	uc(t, n.format);
	let [r, i] = e[n.format];
	ic(t, "minimum", r), ac(t, "maximum", i);
}, mc = {
	greater_than: (e, t) => ic(e, t.inclusive ? "minimum" : "exclusiveMinimum", t.value),
	less_than: (e, t) => ac(e, t.inclusive ? "maximum" : "exclusiveMaximum", t.value),
	multiple_of: (e, t) => sc(e, t.value),
	number_format: pc(kn),
	bigint_format: pc(An),
	min_length: dc,
	max_length: fc,
	length_equals: (e, t) => oc(e, t.length),
	min_size: dc,
	max_size: fc,
	size_equals: (e, t) => oc(e, t.size),
	string_format: (e, t) => {
		uc(e, t.format), t.pattern && cc(e, t.pattern), (t.format === "base64" || t.format === "base64url") && (e.contentEncoding = t.format), (t.local || t.precision === -1) && (e.laxFormat = !0);
	},
	mime_type: (e, t) => lc(e, t.mime)
};
function L(e) {
	let t = {}, n = e._zod.def, r = e._zod.traits.has("$ZodCheck") ? [e, ...n.checks ?? []] : n.checks ?? [];
	for (let e of r) mc[e._zod.def.check]?.(t, e._zod.def);
	let i = e._zod.bag;
	i.minimum !== void 0 && ic(t, "minimum", i.minimum), i.exclusiveMinimum !== void 0 && ic(t, "exclusiveMinimum", i.exclusiveMinimum), i.maximum !== void 0 && ac(t, "maximum", i.maximum), i.exclusiveMaximum !== void 0 && ac(t, "exclusiveMaximum", i.exclusiveMaximum), i.multipleOf !== void 0 && sc(t, i.multipleOf), i.format !== void 0 && (t.format ??= i.format, i.format.includes("int") && (t.isInt = !0)), i.mime && lc(t, i.mime);
	for (let e of i.patterns ?? []) cc(t, e);
	return t;
}
var hc = {
	guid: "uuid",
	url: "uri",
	datetime: "date-time",
	json_string: "json-string",
	regex: ""
}, gc = /* @__PURE__ */ new Map([[ba, ii], [Sa, ai]]), _c = (e) => gc.get(e) ?? e, vc = (e, t, n, r) => {
	let i = n;
	i.type = "string";
	let { minimum: a, maximum: o, format: s, patterns: c, contentEncoding: l, laxFormat: u } = L(e);
	if (typeof a == "number" && (i.minLength = a), typeof o == "number" && (i.maxLength = o), s && (i.format = hc[s] ?? s, i.format === "" && delete i.format, (s === "time" || u) && delete i.format), l && (i.contentEncoding = l), c && c.size > 0) {
		let e = [...c].map(_c);
		e.length === 1 ? i.pattern = e[0].source : e.length > 1 && (i.allOf = [...e.map((e) => ({
			...t.target === "draft-07" || t.target === "draft-04" || t.target === "openapi-3.0" ? { type: "string" } : {},
			pattern: e.source
		}))]);
	}
}, yc = (e, t, n, r) => {
	let i = n, { minimum: a, maximum: o, multipleOf: s, exclusiveMaximum: c, exclusiveMinimum: l, isInt: u } = L(e);
	i.type = u ? "integer" : "number";
	let d = typeof l == "number" && l >= (a ?? -Infinity), f = typeof c == "number" && c <= (o ?? Infinity), p = t.target === "draft-04" || t.target === "openapi-3.0";
	if (d ? p ? (i.minimum = l, i.exclusiveMinimum = !0) : i.exclusiveMinimum = l : typeof a == "number" && (i.minimum = a), f ? p ? (i.maximum = c, i.exclusiveMaximum = !0) : i.exclusiveMaximum = c : typeof o == "number" && (i.maximum = o), s) {
		let n = /* @__PURE__ */ new Set();
		for (let a of s) Number.isFinite(a) && a !== 0 ? n.add(Math.abs(a)) : P(e, t, i, r, `A multipleOf divisor of ${a} cannot be represented in JSON Schema`);
		let [a, ...o] = n;
		a !== void 0 && (i.multipleOf = a), o.length && (i.allOf = [...i.allOf ?? [], ...o.map((e) => ({ multipleOf: e }))]);
	}
}, bc = (e, t, n, r) => {
	n.type = "boolean";
}, xc = (e, t, n, r) => {
	t.target === "openapi-3.0" ? (n.type = "string", n.nullable = !0, n.enum = [null]) : n.type = "null";
}, Sc = (e, t, n, r) => {
	n.not = {};
}, Cc = (e, t, n, r) => {
	let i = e._zod.def, a = rn(i.entries);
	a.length === 0 ? n.not = {} : (a.every((e) => typeof e == "number") && (n.type = "number"), a.every((e) => typeof e == "string") && (n.type = "string"), n.enum = a);
}, wc = (e, t, n, r) => {
	let i = e._zod.def;
	if (i.values.length === 0) {
		n.not = {};
		return;
	}
	let a = [];
	for (let o of i.values) if (o === void 0) {
		if (P(e, t, n, r, "Literal `undefined` cannot be represented in JSON Schema")) return;
	} else if (typeof o == "bigint") {
		if (P(e, t, n, r, "BigInt literals cannot be represented in JSON Schema")) return;
		a.push(Number(o));
	} else a.push(o);
	if (a.length !== 0) {
		if (a.length === 1) {
			let e = a[0];
			n.type = e === null ? "null" : typeof e, t.target === "draft-04" || t.target === "openapi-3.0" ? n.enum = [e] : n.const = e;
		} else a.every((e) => typeof e == "number") && (n.type = "number"), a.every((e) => typeof e == "string") && (n.type = "string"), a.every((e) => typeof e == "boolean") && (n.type = "boolean"), a.every((e) => e === null) && (n.type = "null"), n.enum = a;
	}
}, Tc = (e, t, n, r) => {
	P(e, t, n, r, "Custom types cannot be represented in JSON Schema");
}, Ec = (e, t, n, r) => {
	P(e, t, n, r, "Transforms cannot be represented in JSON Schema");
}, Dc = (e, t, n, r) => {
	let i = n, a = e._zod.def, { minimum: o, maximum: s } = L(e);
	typeof o == "number" && (i.minItems = o), typeof s == "number" && (i.maxItems = s), i.type = "array", i.items = F(a.element, t, {
		...r,
		path: [...r.path, "items"]
	});
};
function Oc(e) {
	let t = e._zod.def;
	return t.type === "pipe" && t.in._zod.traits.has("$ZodTransform") ? Oc(t.out) : t.type === "catch" ? Oc(t.innerType) : e._zod.optin;
}
var kc = (e, t, n, r) => {
	let i = n, a = e._zod.def, o = a.shape;
	if (Object.getOwnPropertySymbols(o).length && P(e, t, i, r, "Symbol keys cannot be represented in JSON Schema")) return;
	i.type = "object", i.properties = {};
	for (let e in o) v(i.properties, e, F(o[e], t, {
		...r,
		path: [
			...r.path,
			"properties",
			e
		]
	}));
	let s = [];
	for (let e of Object.keys(o)) {
		let n = a.shape[e];
		(t.io === "input" ? Oc(n) === void 0 : n._zod.optout === void 0) && s.push(e);
	}
	s.length > 0 && (i.required = s), a.catchall?._zod.def.type === "never" ? i.additionalProperties = !1 : a.catchall ? a.catchall && (i.additionalProperties = F(a.catchall, t, {
		...r,
		path: [...r.path, "additionalProperties"]
	})) : t.io === "output" && (i.additionalProperties = !1);
}, Ac = (e, t, n, r) => {
	let i = e._zod.def, a = i.inclusive === !1, o = i.options.map((e, n) => F(e, t, {
		...r,
		path: [
			...r.path,
			a ? "oneOf" : "anyOf",
			n
		]
	}));
	a ? n.oneOf = o : n.anyOf = o;
}, jc = (e, t, n, r) => {
	let i = e._zod.def, a = F(i.left, t, {
		...r,
		path: [
			...r.path,
			"allOf",
			0
		]
	}), o = F(i.right, t, {
		...r,
		path: [
			...r.path,
			"allOf",
			1
		]
	}), s = (e) => "allOf" in e && Object.keys(e).length === 1, c = [...s(a) ? a.allOf : [a], ...s(o) ? o.allOf : [o]];
	n.allOf = c, t.intersections.push(c);
};
function Mc(e, t, n) {
	if (t.$ref) {
		if (n.has(t)) return t;
		n.add(t);
		let r = e.get(t)?.def;
		if (!r) return t;
		let i = Mc(e, r, n);
		return i === r ? t : i;
	}
	for (let r of ["anyOf", "oneOf"]) {
		let i = t[r];
		if (!Array.isArray(i)) continue;
		let a = i.map((t) => Mc(e, t, n));
		a.some((e, t) => e !== i[t]) && (t = {
			...t,
			[r]: a
		});
	}
	let r = Array.isArray(t.type) ? t.type : [t.type], i = !r.includes("string") && r.some((e) => e === "number" || e === "integer"), a = t.enum ?? (t.const === void 0 ? void 0 : [t.const]);
	if (!i && !a?.some((e) => typeof e == "number")) return t;
	let { minimum: o, maximum: s, exclusiveMinimum: c, exclusiveMaximum: l, multipleOf: u, format: d, id: f, ...p } = t;
	return p.enum ? p.enum = p.enum.map((e) => typeof e == "number" ? String(e) : e) : typeof p.const == "number" && (p.const = String(p.const)), i && (p.type = "string", a || (p.pattern = (r.includes("number") ? gi : hi).source)), p;
}
var Nc = /* @__PURE__ */ new WeakMap();
function Pc(e) {
	let t = /* @__PURE__ */ new Map();
	for (let n of e.seen.values()) n.def && !t.has(n.schema) && t.set(n.schema, n);
	let n = /* @__PURE__ */ new Map();
	for (let r of Nc.get(e) ?? []) {
		let i = e.seen.get(r), a = (i?.def ?? i?.schema)?.propertyNames;
		if (!a || a === !0 || n.has(a)) continue;
		let o = Mc(t, a, /* @__PURE__ */ new Set());
		o !== a && n.set(a, o);
	}
	if (n.size) for (let t of e.seen.values()) for (let e of [t.schema, t.def]) {
		let t = e && n.get(e.propertyNames);
		t && (e.propertyNames = t);
	}
}
var Fc = (e, t, n, r) => {
	let i = n, a = e._zod.def;
	i.type = "object";
	let o = a.keyType, s = L(o).patterns;
	if (a.mode === "loose" && s && s.size > 0) {
		let e = F(a.valueType, t, {
			...r,
			path: [
				...r.path,
				"patternProperties",
				"*"
			]
		});
		i.patternProperties = {};
		for (let t of s) v(i.patternProperties, _c(t).source, e);
	} else {
		if (t.target === "draft-07" || t.target === "draft-2020-12") {
			i.propertyNames = F(a.keyType, t, {
				...r,
				path: [...r.path, "propertyNames"]
			});
			let n = Nc.get(t);
			n || (n = [], Nc.set(t, n), t.deferred.push(() => Pc(t))), n.push(e);
		}
		i.additionalProperties = F(a.valueType, t, {
			...r,
			path: [...r.path, "additionalProperties"]
		});
	}
	let c = o._zod.values, l = t.io === "input" && Oc(a.valueType) !== void 0;
	if (c && !a.partial && !l) {
		let e = [...c].filter((e) => typeof e == "string" || typeof e == "number");
		e.length > 0 && (i.required = e.map(String));
	}
}, Ic = (e, t, n, r) => {
	let i = e._zod.def, a = F(i.innerType, t, r), o = t.seen.get(e);
	t.target === "openapi-3.0" ? (o.ref = i.innerType, n.nullable = !0) : n.anyOf = [a, { type: "null" }];
}, Lc = (e, t, n, r) => {
	let i = e._zod.def;
	F(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
}, Rc = Symbol();
function zc(e, t, n, r, i) {
	let a = !1, o = JSON.stringify(e, (e, t) => typeof t == "bigint" ? (a = !0, null) : t);
	return a ? (P(t, n, r, i, "BigInt defaults cannot be represented in JSON Schema"), Rc) : JSON.parse(o);
}
var Bc = (e, t, n, r) => {
	let i = e._zod.def;
	F(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
	let o = zc(i.defaultValue, e, t, n, r);
	o !== Rc && (n.default = o);
}, Vc = (e, t, n, r) => {
	let i = e._zod.def;
	F(i.innerType, t, r);
	let a = t.seen.get(e);
	if (a.ref = i.innerType, t.io !== "input") return;
	let o = zc(i.defaultValue, e, t, n, r);
	o !== Rc && (n._prefault = o);
}, Hc = (e, t, n, r) => {
	let i = e._zod.def;
	F(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
	let o;
	try {
		o = i.catchValue(void 0);
	} catch {
		P(e, t, n, r, "Dynamic catch values are not supported in JSON Schema");
		return;
	}
	n.default = o;
}, Uc = (e, t, n, r) => {
	let i = e._zod.def, a = i.in._zod.traits.has("$ZodTransform"), o = t.io === "input" ? a ? i.out : i.in : i.out;
	F(o, t, r);
	let s = t.seen.get(e);
	s.ref = o;
}, Wc = (e, t, n, r) => {
	let i = e._zod.def;
	F(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType, n.readOnly = !0;
}, Gc = (e, t, n, r) => {
	let i = e._zod.def;
	F(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
}, Kc = (e, t, n, r) => {
	let i = e._zod.innerType;
	F(i, t, r);
	let a = t.seen.get(e);
	a.ref = i;
}, qc = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function Jc(e, t, n) {
	Object.defineProperty(e, t, {
		configurable: !0,
		enumerable: !1,
		get() {
			let e = n(this);
			return Object.defineProperty(this, t, {
				value: e,
				configurable: !0,
				writable: !0
			}), e;
		},
		set(e) {
			Object.defineProperty(this, t, {
				value: e,
				configurable: !0,
				writable: !0
			});
		}
	});
}
var R = /*@__PURE__*/ O("ZodError", (e, t) => {
	vr.init(e, t), e.name = "ZodError";
	let n = Object.getPrototypeOf(e);
	qc.has(n) || (qc.add(n), Jc(n, "format", (e) => (t) => xr(e, t)), Jc(n, "flatten", (e) => (t) => br(e, t)), Jc(n, "addIssue", (e) => (t) => {
		e.issues.push(t), e.message = JSON.stringify(e.issues, on, 2);
	}), Jc(n, "addIssues", (e) => (t) => {
		e.issues.push(...t), e.message = JSON.stringify(e.issues, on, 2);
	}), Object.defineProperty(n, "isEmpty", {
		configurable: !0,
		enumerable: !1,
		get() {
			return this.issues.length === 0;
		}
	}));
}, void 0, { Parent: Error }), Yc = /* @__PURE__ */ Cr(R), Xc = /* @__PURE__ */ wr(R), Zc = /* @__PURE__ */ Tr(R), Qc = /* @__PURE__ */ Dr(R), $c = /* @__PURE__ */ Nr(R), el = /* @__PURE__ */ Pr(R), tl = /* @__PURE__ */ Fr(R), nl = /* @__PURE__ */ Ir(R), rl = /* @__PURE__ */ Lr(R), il = /* @__PURE__ */ Rr(R), al = /* @__PURE__ */ zr(R), ol = /* @__PURE__ */ Br(R);
// node_modules/zod/v4/classic/schemas.js
function sl() {
	k.localeError || A(Io());
}
function cl() {
	k.memoizer || A({ memoizer: No() });
}
var z = /*@__PURE__*/ O("ZodType", (e, t) => (sl(), M.init(e, t), e.def = t, e.type = t.type, e), {
	check(...e) {
		let t = this.def;
		return this.clone(x(t, { checks: [...t.checks ?? [], ...e.map((e) => typeof e == "function" ? { _zod: {
			check: e,
			def: { check: "custom" },
			onattach: []
		} } : e)] }), { parent: !0 });
	},
	with(...e) {
		return this.check(...e);
	},
	clone(e, t) {
		return S(this, e, t);
	},
	brand() {
		return this;
	},
	register(e, t) {
		return e.add(this, t), this;
	},
	refine(e, t) {
		return this.check(wu(e, t));
	},
	superRefine(e, t) {
		return this.check(Tu(e, t));
	},
	overwrite(e) {
		return this.check(/* @__PURE__ */ Fs(e));
	},
	optional() {
		return iu(this);
	},
	exactOptional() {
		return ou(this);
	},
	nullable() {
		return cu(this);
	},
	nullish() {
		return iu(cu(this));
	},
	nonoptional(e) {
		return mu(this, e);
	},
	array() {
		return W(this);
	},
	or(e) {
		return ql([this, e]);
	},
	and(e) {
		return Yl(this, e);
	},
	transform(e) {
		return vu(this, nu(e));
	},
	default(e) {
		return uu(this, e);
	},
	prefault(e) {
		return fu(this, e);
	},
	catch(e) {
		return gu(this, e);
	},
	pipe(e) {
		return vu(this, e);
	},
	readonly() {
		return bu(this);
	},
	describe(e) {
		let t = this.clone();
		return Bo.add(t, { description: e }), t;
	},
	meta(...e) {
		if (e.length === 0) return Bo.get(this);
		let t = this.clone();
		return Bo.add(t, e[0]), t;
	},
	isOptional() {
		return this.safeParse(void 0).success;
	},
	isNullable() {
		return this.safeParse(null).success;
	},
	apply(e, ...t) {
		return t.length === 0 ? e(this) : e(this, ...t);
	},
	get "~standard"() {
		return Zn(this, "~standard", {
			...Hi(this),
			jsonSchema: {
				input: rc(this, "input"),
				output: rc(this, "output")
			}
		});
	},
	set "~standard"(e) {
		E(this, "~standard", e);
	},
	parse: function e(t, n) {
		return Yc(this, t, n, { callee: e });
	},
	parseAsync: async function e(t, n) {
		return await Xc(this, t, n, { callee: e });
	},
	safeParse(e, t) {
		return Zc(this, e, t);
	},
	async safeParseAsync(e, t) {
		return Qc(this, e, t);
	},
	get spa() {
		return this?.safeParseAsync;
	},
	set spa(e) {
		E(this, "spa", e);
	},
	validate(e, t) {
		return Ar(this, e, t);
	},
	validateAsync(e, t) {
		return Mr(this, e, t);
	},
	encode: function e(t, n) {
		return $c(this, t, n, { callee: e });
	},
	decode: function e(t, n) {
		return el(this, t, n, { callee: e });
	},
	encodeAsync: async function e(t, n) {
		return await tl(this, t, n, { callee: e });
	},
	decodeAsync: async function e(t, n) {
		return await nl(this, t, n, { callee: e });
	},
	safeEncode(e, t) {
		return rl(this, e, t);
	},
	safeDecode(e, t) {
		return il(this, e, t);
	},
	async safeEncodeAsync(e, t) {
		return al(this, e, t);
	},
	async safeDecodeAsync(e, t) {
		return ol(this, e, t);
	},
	toJSONSchema(e) {
		return nc(this, {})(e);
	},
	get description() {
		return Bo.get(this)?.description;
	},
	get _def() {
		return this._zod.def;
	}
}), ll = /*@__PURE__*/ O("_ZodString", (e, t) => {
	Ui.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => vc(e, t, n, r);
}, /*@__PURE__*/ Qn({
	format: (e) => L(e).format ?? null,
	minLength: (e) => L(e).minimum ?? null,
	maxLength: (e) => L(e).maximum ?? null
}, {
	regex(...e) {
		return this.check(/* @__PURE__ */ ks(...e));
	},
	includes(...e) {
		return this.check(/* @__PURE__ */ Ms(...e));
	},
	startsWith(...e) {
		return this.check(/* @__PURE__ */ Ns(...e));
	},
	endsWith(...e) {
		return this.check(/* @__PURE__ */ Ps(...e));
	},
	min(...e) {
		return this.check(/* @__PURE__ */ Ds(...e));
	},
	max(...e) {
		return this.check(/* @__PURE__ */ Es(...e));
	},
	length(...e) {
		return this.check(/* @__PURE__ */ Os(...e));
	},
	nonempty(...e) {
		return this.check(/* @__PURE__ */ Ds(1, ...e));
	},
	lowercase(e) {
		return this.check(/* @__PURE__ */ As(e));
	},
	uppercase(e) {
		return this.check(/* @__PURE__ */ js(e));
	},
	trim() {
		return this.check(/* @__PURE__ */ Ls());
	},
	normalize(...e) {
		return this.check(/* @__PURE__ */ Is(...e));
	},
	toLowerCase() {
		return this.check(/* @__PURE__ */ Rs());
	},
	toUpperCase() {
		return this.check(/* @__PURE__ */ zs());
	},
	slugify() {
		return this.check(/* @__PURE__ */ Bs());
	}
})), ul = /*@__PURE__*/ O("ZodString", (e, t) => {
	Ui.init(e, t), ll.init(e, t);
}, {
	email(e) {
		return this.check(/* @__PURE__ */ Uo(hl, e));
	},
	url(e) {
		return this.check(/* @__PURE__ */ Yo(vl, e));
	},
	jwt(e) {
		return this.check(/* @__PURE__ */ us(Nl, e));
	},
	emoji(e) {
		return this.check(/* @__PURE__ */ Xo(yl, e));
	},
	guid(e) {
		return this.check(/* @__PURE__ */ Wo(gl, e));
	},
	uuid(e) {
		return this.check(/* @__PURE__ */ Go(_l, e));
	},
	uuidv4(e) {
		return this.check(/* @__PURE__ */ Ko(_l, e));
	},
	uuidv6(e) {
		return this.check(/* @__PURE__ */ qo(_l, e));
	},
	uuidv7(e) {
		return this.check(/* @__PURE__ */ Jo(_l, e));
	},
	nanoid(e) {
		return this.check(/* @__PURE__ */ Zo(bl, e));
	},
	cuid(e) {
		return this.check(/* @__PURE__ */ Qo(xl, e));
	},
	cuid2(e) {
		return this.check(/* @__PURE__ */ $o(Sl, e));
	},
	ulid(e) {
		return this.check(/* @__PURE__ */ es(Cl, e));
	},
	base64(e) {
		return this.check(/* @__PURE__ */ ss(Al, e));
	},
	base64url(e) {
		return this.check(/* @__PURE__ */ cs(jl, e));
	},
	xid(e) {
		return this.check(/* @__PURE__ */ ts(wl, e));
	},
	ksuid(e) {
		return this.check(/* @__PURE__ */ ns(Tl, e));
	},
	ipv4(e) {
		return this.check(/* @__PURE__ */ rs(El, e));
	},
	ipv6(e) {
		return this.check(/* @__PURE__ */ is(Dl, e));
	},
	cidrv4(e) {
		return this.check(/* @__PURE__ */ as(Ol, e));
	},
	cidrv6(e) {
		return this.check(/* @__PURE__ */ os(kl, e));
	},
	e164(e) {
		return this.check(/* @__PURE__ */ ls(Ml, e));
	},
	datetime(e) {
		return this.check(/* @__PURE__ */ ds(dl, e));
	},
	date(e) {
		return this.check(/* @__PURE__ */ fs(fl, e));
	},
	time(e) {
		return this.check(/* @__PURE__ */ ps(pl, e));
	},
	duration(e) {
		return this.check(/* @__PURE__ */ ms(ml, e));
	}
});
function B(e) {
	return /* @__PURE__ */ Ho(ul, e);
}
var V = /*@__PURE__*/ O("ZodStringFormat", (e, t) => {
	N.init(e, t), ll.init(e, t);
}), dl = /*@__PURE__*/ O("ZodISODateTime", (e, t) => {
	ca.init(e, t), V.init(e, t);
}), fl = /*@__PURE__*/ O("ZodISODate", (e, t) => {
	la.init(e, t), V.init(e, t);
}), pl = /*@__PURE__*/ O("ZodISOTime", (e, t) => {
	ua.init(e, t), V.init(e, t);
}), ml = /*@__PURE__*/ O("ZodISODuration", (e, t) => {
	da.init(e, t), V.init(e, t);
}), hl = /*@__PURE__*/ O("ZodEmail", (e, t) => {
	Ki.init(e, t), V.init(e, t);
}), gl = /*@__PURE__*/ O("ZodGUID", (e, t) => {
	Wi.init(e, t), V.init(e, t);
}), _l = /*@__PURE__*/ O("ZodUUID", (e, t) => {
	Gi.init(e, t), V.init(e, t);
}), vl = /*@__PURE__*/ O("ZodURL", (e, t) => {
	ea.init(e, t), V.init(e, t);
}), yl = /*@__PURE__*/ O("ZodEmoji", (e, t) => {
	ta.init(e, t), V.init(e, t);
}), bl = /*@__PURE__*/ O("ZodNanoID", (e, t) => {
	na.init(e, t), V.init(e, t);
}), xl = /*@__PURE__*/ O("ZodCUID", (e, t) => {
	ra.init(e, t), V.init(e, t);
}), Sl = /*@__PURE__*/ O("ZodCUID2", (e, t) => {
	ia.init(e, t), V.init(e, t);
}), Cl = /*@__PURE__*/ O("ZodULID", (e, t) => {
	aa.init(e, t), V.init(e, t);
}), wl = /*@__PURE__*/ O("ZodXID", (e, t) => {
	oa.init(e, t), V.init(e, t);
}), Tl = /*@__PURE__*/ O("ZodKSUID", (e, t) => {
	sa.init(e, t), V.init(e, t);
}), El = /*@__PURE__*/ O("ZodIPv4", (e, t) => {
	fa.init(e, t), V.init(e, t);
}), Dl = /*@__PURE__*/ O("ZodIPv6", (e, t) => {
	ha.init(e, t), V.init(e, t);
}), Ol = /*@__PURE__*/ O("ZodCIDRv4", (e, t) => {
	ga.init(e, t), V.init(e, t);
}), kl = /*@__PURE__*/ O("ZodCIDRv6", (e, t) => {
	va.init(e, t), V.init(e, t);
}), Al = /*@__PURE__*/ O("ZodBase64", (e, t) => {
	xa.init(e, t), V.init(e, t);
}), jl = /*@__PURE__*/ O("ZodBase64URL", (e, t) => {
	wa.init(e, t), V.init(e, t);
}), Ml = /*@__PURE__*/ O("ZodE164", (e, t) => {
	Ta.init(e, t), V.init(e, t);
}), Nl = /*@__PURE__*/ O("ZodJWT", (e, t) => {
	Da.init(e, t), V.init(e, t);
}), Pl = /*@__PURE__*/ O("ZodNumber", (e, t) => {
	Oa.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => yc(e, t, n, r), e.isFinite = !0;
}, /*@__PURE__*/ Qn({
	minValue: (e) => {
		let { minimum: t, exclusiveMinimum: n } = L(e);
		return Math.max(t ?? -Infinity, n ?? -Infinity);
	},
	maxValue: (e) => {
		let { maximum: t, exclusiveMaximum: n } = L(e);
		return Math.min(t ?? Infinity, n ?? Infinity);
	},
	isInt: (e) => {
		let { isInt: t, multipleOf: n } = L(e);
		return !!t || !!n?.some(Number.isSafeInteger);
	},
	format: (e) => L(e).format ?? null
}, {
	gt(e, t) {
		return this.check(/* @__PURE__ */ Cs(e, t));
	},
	gte(e, t) {
		return this.check(/* @__PURE__ */ ws(e, t));
	},
	min(e, t) {
		return this.check(/* @__PURE__ */ ws(e, t));
	},
	lt(e, t) {
		return this.check(/* @__PURE__ */ xs(e, t));
	},
	lte(e, t) {
		return this.check(/* @__PURE__ */ Ss(e, t));
	},
	max(e, t) {
		return this.check(/* @__PURE__ */ Ss(e, t));
	},
	int(e) {
		return this.check(H(e));
	},
	safe(e) {
		return this.check(H(e));
	},
	positive(e) {
		return this.check(/* @__PURE__ */ Cs(0, e));
	},
	nonnegative(e) {
		return this.check(/* @__PURE__ */ ws(0, e));
	},
	negative(e) {
		return this.check(/* @__PURE__ */ xs(0, e));
	},
	nonpositive(e) {
		return this.check(/* @__PURE__ */ Ss(0, e));
	},
	multipleOf(e, t) {
		return this.check(/* @__PURE__ */ Ts(e, t));
	},
	step(e, t) {
		return this.check(/* @__PURE__ */ Ts(e, t));
	},
	finite() {
		return this;
	}
}));
function Fl(e) {
	return /* @__PURE__ */ hs(Pl, e);
}
var Il = /*@__PURE__*/ O("ZodNumberFormat", (e, t) => {
	ka.init(e, t), Pl.init(e, t);
});
function H(e) {
	return /* @__PURE__ */ gs(Il, e);
}
var Ll = /*@__PURE__*/ O("ZodBoolean", (e, t) => {
	Aa.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => bc(e, t, n, r);
});
function U(e) {
	return /* @__PURE__ */ _s(Ll, e);
}
var Rl = /*@__PURE__*/ O("ZodNull", (e, t) => {
	ja.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => xc(e, t, n, r);
});
function zl(e) {
	return /* @__PURE__ */ vs(Rl, e);
}
var Bl = /*@__PURE__*/ O("ZodUnknown", (e, t) => {
	Ma.init(e, t), z.init(e, t), e._zod.processJSONSchema = (e, t, n) => void 0;
});
function Vl() {
	return /* @__PURE__ */ ys(Bl);
}
var Hl = /*@__PURE__*/ O("ZodNever", (e, t) => {
	Na.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Sc(e, t, n, r);
});
function Ul(e) {
	return /* @__PURE__ */ bs(Hl, e);
}
var Wl = /*@__PURE__*/ O("ZodArray", (e, t) => {
	cl(), La.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Dc(e, t, n, r), e.element = t.element;
}, {
	min(e, t) {
		return this.check(/* @__PURE__ */ Ds(e, t));
	},
	nonempty(e) {
		return this.check(/* @__PURE__ */ Ds(1, e));
	},
	max(e, t) {
		return this.check(/* @__PURE__ */ Es(e, t));
	},
	length(e, t) {
		return this.check(/* @__PURE__ */ Os(e, t));
	},
	unwrap() {
		return this.element;
	}
});
function W(e, t) {
	return /* @__PURE__ */ Vs(Wl, e, t);
}
var Gl = /*@__PURE__*/ O("ZodObject", (e, t) => {
	cl(), Ua.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => kc(e, t, n, r), ir(e, "shape", (e) => e._zod.def.shape, !1);
}, {
	keyof() {
		return q(Object.keys(this._zod.def.shape));
	},
	catchall(e) {
		return this.clone(x(this._zod.def, { catchall: e }));
	},
	passthrough() {
		return this.clone(x(this._zod.def, { catchall: Vl() }));
	},
	loose() {
		return this.clone(x(this._zod.def, { catchall: Vl() }));
	},
	strict() {
		return this.clone(x(this._zod.def, { catchall: Ul() }));
	},
	strip() {
		return this.clone(x(this._zod.def, { catchall: void 0 }));
	},
	extend(e) {
		return Pn(this, e);
	},
	safeExtend(e) {
		return In(this, e);
	},
	merge(e) {
		return Ln(this, e);
	},
	pick(e) {
		return jn(this, e);
	},
	omit(e) {
		return Nn(this, e);
	},
	partial(...e) {
		return Rn(ru, this, e[0]);
	},
	exactPartial(...e) {
		return Rn(au, this, e[0], "exactPartial");
	},
	required(...e) {
		return zn(pu, this, e[0]);
	}
});
function G(e, t) {
	return new Gl({
		type: "object",
		shape: e,
		catchall: Ul(),
		...C(t)
	});
}
function K(e, t) {
	return new Gl({
		type: "object",
		shape: e,
		catchall: Vl(),
		...C(t)
	});
}
var Kl = /*@__PURE__*/ O("ZodUnion", (e, t) => {
	Ga.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Ac(e, t, n, r), e.options = t.options;
});
function ql(e, t) {
	return new Kl({
		type: "union",
		options: e,
		...C(t)
	});
}
var Jl = /*@__PURE__*/ O("ZodIntersection", (e, t) => {
	Ka.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => jc(e, t, n, r);
});
function Yl(e, t) {
	return new Jl({
		type: "intersection",
		left: e,
		right: t
	});
}
var Xl = /*@__PURE__*/ O("ZodRecord", (e, t) => {
	cl(), Ya.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Fc(e, t, n, r), e.keyType = t.keyType, e.valueType = t.valueType;
});
function Zl(e, t, n) {
	return !t || !t._zod ? new Xl({
		type: "record",
		keyType: B(),
		valueType: e,
		...C(t)
	}) : new Xl({
		type: "record",
		keyType: e,
		valueType: t,
		...C(n)
	});
}
var Ql = /*@__PURE__*/ O("ZodEnum", (e, t) => {
	Xa.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Cc(e, t, n, r), e.enum = t.entries, e.options = [...e._zod.values];
	let n = new Set(Object.keys(t.entries));
	e.extract = (e, r) => {
		let i = {};
		for (let r of e) if (n.has(r)) i[r] = t.entries[r];
		else throw Error(`Key ${r} not found in enum`);
		return new Ql({
			...t,
			checks: [],
			...C(r),
			entries: i
		});
	}, e.exclude = (e, r) => {
		let i = { ...t.entries };
		for (let t of e) if (n.has(t)) delete i[t];
		else throw Error(`Key ${t} not found in enum`);
		return new Ql({
			...t,
			checks: [],
			...C(r),
			entries: i
		});
	};
});
function q(e, t) {
	return new Ql({
		type: "enum",
		entries: Array.isArray(e) ? Object.fromEntries(e.map((e) => [e, e])) : e,
		...C(t)
	});
}
var $l = /*@__PURE__*/ O("ZodLiteral", (e, t) => {
	Za.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => wc(e, t, n, r), e.values = new Set(t.values), Object.defineProperty(e, "value", { get() {
		if (t.values.length > 1) throw Error("This schema contains multiple valid literal values. Use `.values` instead.");
		return t.values[0];
	} });
});
function eu(e, t) {
	return new $l({
		type: "literal",
		values: Array.isArray(e) ? e : [e],
		...C(t)
	});
}
var tu = /*@__PURE__*/ O("ZodTransform", (e, t) => {
	cl(), Qa.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Ec(e, t, n, r), e._zod.parse = (n, r) => {
		if (r.direction === "backward") throw new fr(e.constructor.name);
		n.addIssue = (r) => {
			if (typeof r == "string") n.issues.push(Yn(r, n.value, t));
			else {
				let t = r;
				t.fatal && (t.continue = !1), t.code ??= "custom", "input" in t || (t.input = n.value), t.inst ??= e, n.issues.push(Yn(t));
			}
		};
		let i = t.transform(n.value, n);
		return i instanceof Promise ? i.then((e) => (n.value = e, n)) : (n.value = i, n);
	};
});
function nu(e) {
	return new tu({
		type: "transform",
		transform: e
	});
}
var ru = /*@__PURE__*/ O("ZodOptional", (e, t) => {
	eo.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Gc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function iu(e) {
	return new ru({
		type: "optional",
		innerType: e
	});
}
var au = /*@__PURE__*/ O("ZodExactOptional", (e, t) => {
	to.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Gc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function ou(e) {
	return new au({
		type: "optional",
		innerType: e
	});
}
var su = /*@__PURE__*/ O("ZodNullable", (e, t) => {
	no.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Ic(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function cu(e) {
	return new su({
		type: "nullable",
		innerType: e
	});
}
var lu = /*@__PURE__*/ O("ZodDefault", (e, t) => {
	ro.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Bc(e, t, n, r), e.unwrap = () => e._zod.def.innerType, e.removeDefault = e.unwrap;
});
function uu(e, t) {
	return new lu({
		type: "default",
		innerType: e,
		get defaultValue() {
			return typeof t == "function" ? t() : wn(t);
		}
	});
}
var du = /*@__PURE__*/ O("ZodPrefault", (e, t) => {
	ao.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Vc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function fu(e, t) {
	return new du({
		type: "prefault",
		innerType: e,
		get defaultValue() {
			return typeof t == "function" ? t() : wn(t);
		}
	});
}
var pu = /*@__PURE__*/ O("ZodNonOptional", (e, t) => {
	oo.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Lc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function mu(e, t) {
	return new pu({
		type: "nonoptional",
		innerType: e,
		...C(t)
	});
}
var hu = /*@__PURE__*/ O("ZodCatch", (e, t) => {
	lo.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Hc(e, t, n, r), e.unwrap = () => e._zod.def.innerType, e.removeCatch = e.unwrap;
});
function gu(e, t) {
	return new hu({
		type: "catch",
		innerType: e,
		catchValue: typeof t == "function" ? t : or(t)
	});
}
var _u = /*@__PURE__*/ O("ZodPipe", (e, t) => {
	uo.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Uc(e, t, n, r), e.in = t.in, e.out = t.out;
});
function vu(e, t) {
	return new _u({
		type: "pipe",
		in: e,
		out: t
	});
}
var yu = /*@__PURE__*/ O("ZodReadonly", (e, t) => {
	po.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Wc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function bu(e) {
	return new yu({
		type: "readonly",
		innerType: e
	});
}
var xu = /*@__PURE__*/ O("ZodLazy", (e, t) => {
	ho.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Kc(e, t, n, r), e.unwrap = () => e._zod.def.getter();
});
function Su(e) {
	return new xu({
		type: "lazy",
		getter: e
	});
}
var Cu = /*@__PURE__*/ O("ZodCustom", (e, t) => {
	go.init(e, t), z.init(e, t), e._zod.processJSONSchema = (t, n, r) => Tc(e, t, n, r);
});
function wu(e, t = {}) {
	return /* @__PURE__ */ Hs(Cu, e, t);
}
function Tu(e, t) {
	return /* @__PURE__ */ Us(e, t);
}
function Eu(e) {
	let t = Su(() => ql([
		B(e),
		Fl(),
		U(),
		zl(),
		W(t),
		Zl(B(), t)
	]));
	return t;
}
// server/domain/responsibility/facts-checks.ts
function Du(e) {
	let t = new Set(e.parties?.map((e) => e.id)), n = [], r = (e, r) => {
		t.has(e) || i(a(e)) || n.push({
			path: r,
			rule: `unknown party "${e}": declare it in /parties`
		});
	};
	e.parties?.forEach(({ contractWith: e }, t) => {
		e !== void 0 && r(e, `/parties/${t}/contractWith`);
	}), e.contractingCarrier !== void 0 && r(e.contractingCarrier, "/contractingCarrier"), e.custody?.holders.forEach((e, t) => {
		r(e, `/custody/holders/${t}`);
	});
	for (let t of [
		"factors",
		"exonerations",
		"evidenceGaps",
		"withheld"
	]) e[t]?.forEach((e, n) => {
		r(e.party, `/${t}/${n}/party`);
	});
	return n;
}
function Ou(e) {
	let t = [], { custody: n } = e;
	return n && n.boundaries.length !== n.holders.length + 1 && t.push({
		path: "/custody/boundaries",
		rule: `${n.holders.length} holders need ${n.holders.length + 1} boundaries, not ${n.boundaries.length}`
	}), e.parties?.forEach(({ id: n }, r) => {
		e.parties?.findIndex((e) => e.id === n) !== r && t.push({
			path: `/parties/${r}/id`,
			rule: `"${n}" is declared twice`
		});
	}), e.factors?.forEach((e, r) => {
		e.party === "logistics" && n && e.id?.startsWith("logistics:") && (n.holders.includes(e.id) || t.push({
			path: `/factors/${r}/id`,
			rule: `"${e.id}" never held the goods`
		}));
	}), e.penal === "food10x" && e.food !== !0 && e.claim !== "food_unsafe" && t.push({
		path: "/penal",
		rule: "food10x needs food"
	}), e.penal !== void 0 && e.price === void 0 && t.push({
		path: "/price",
		rule: "a penalty is a multiple of the price paid"
	}), t;
}
// server/domain/responsibility/facts.ts
var ku = [
	"damaged",
	"lost",
	"short",
	"late",
	"quality_defect",
	"not_as_described",
	"counterfeit",
	"food_unsafe",
	"return_mismatch",
	"no_reason"
], J = 1e3, Au = 200, Y = B().min(1).max(Au), X = H().min(0).max(3), ju = H().nonnegative(), Mu = H().nonnegative(), Z = {
	evidence: W(Y).max(J).optional(),
	addedBy: Y.optional(),
	disputedBy: ql([Y, W(Y).max(J)]).optional()
}, Nu = {
	force_majeure: "force_majeure",
	nature_of_goods: "nature_of_goods",
	nature: "nature_of_goods",
	nature_of_the_goods: "nature_of_goods",
	inherent_nature: "nature_of_goods",
	natural_wear: "nature_of_goods",
	natural_loss: "nature_of_goods",
	normal_loss: "nature_of_goods",
	inherent_vice: "nature_of_goods",
	shippers_fault: "shippers_fault",
	shipper_fault: "shippers_fault",
	shipper: "shippers_fault",
	shippers_packing: "shippers_fault",
	sender_fault: "shippers_fault",
	consignees_fault: "consignees_fault",
	consignee_fault: "consignees_fault",
	recipient_fault: "consignees_fault"
}, Pu = K({
	id: Y.optional(),
	state: q([
		"good",
		"bad",
		"unknown"
	]),
	grade: X.default(0),
	scope: q([
		"exterior",
		"contents",
		"weight",
		"seal",
		"serial"
	]).default("contents"),
	...Z
}), Fu = K({
	party: Y,
	id: Y.optional(),
	kind: Y,
	severity: ql([
		eu(1),
		eu(2),
		eu(4)
	]).optional(),
	causal: ql([eu(1), eu(2)]).optional(),
	grade: X.default(0),
	latent: U().optional(),
	measured: K({
		value: Fl().nonnegative().max(1e9).multipleOf(.001),
		unit: Y
	}).optional(),
	...Z
}).refine((e) => e.measured !== void 0 || e.severity !== void 0 && e.causal !== void 0, { error: "needs severity and causal, or measured" }), Iu = K({
	party: Y,
	id: Y.optional(),
	kind: B().refine((e) => Object.hasOwn(Nu, e), { error: "unknown exoneration kind" }).transform((e) => Nu[e]),
	grade: X.default(0),
	timelyNotice: U().optional(),
	...Z
}), Lu = K({
	party: Y,
	kind: Y,
	id: Y.optional(),
	grade: X.default(0),
	relevant: U().optional(),
	...Z
}), Ru = K({
	party: Y,
	id: Y,
	grade: X.optional(),
	produced: U().optional(),
	...Z
}), zu = K({
	rule: q(["contract", "insured_ratio"]),
	amount: ju.optional(),
	declared: ju.optional(),
	value: H().positive().optional(),
	prompted: U().optional(),
	gross: U().optional(),
	...Z
}).refine((e) => e.rule !== "contract" || e.amount !== void 0, {
	path: ["amount"],
	error: "a contract cap states its amount"
}).refine((e) => e.rule !== "insured_ratio" || e.declared !== void 0, {
	path: ["declared"],
	error: "an insured ratio states the declared value"
}), Bu = K({
	claim: q(ku),
	loss: ju,
	price: ju.optional(),
	seller: q([
		"third_party",
		"self_operated",
		"appears_self_operated"
	]),
	courierChosenBy: q(["merchant", "consumer"]).optional(),
	parties: W(K({
		id: Y,
		kind: q(Object.keys(n)),
		contractWith: Y.optional(),
		name: B().max(Au).optional()
	})).max(J).optional(),
	contractingCarrier: Y.optional(),
	custody: K({
		holders: W(Y).min(1).max(J),
		boundaries: W(Pu).min(2).max(1001)
	}).optional(),
	factors: W(Fu).max(J).optional(),
	exonerations: W(Iu).max(J).optional(),
	evidenceGaps: W(Lu).max(J).optional(),
	withheld: W(Ru).max(J).optional(),
	discovery: K({
		noticeDays: Mu.optional(),
		concealed: U().optional(),
		late: U().optional(),
		...Z
	}).optional(),
	extentUndeterminable: U().optional(),
	defect: K({
		state: q([
			"yes",
			"no",
			"unknown"
		]),
		grade: X.default(0),
		...Z
	}).optional(),
	durable: U().optional(),
	daysSinceReceipt: Mu.optional(),
	food: U().optional(),
	platform: K({
		identityDisclosed: U().optional(),
		knewNoAction: U().optional(),
		promise: ql([U(), B().min(1)]).optional(),
		...Z
	}).optional(),
	cap: zu.optional(),
	penal: q(["fraud3x", "food10x"]).optional(),
	consumerFraud: K({
		grade: X.default(0),
		...Z
	}).optional()
});
Object.keys(Bu.shape), Object.keys(Pu.shape), Object.keys(Fu.shape), Object.keys(Iu.shape), Object.keys(Lu.shape), Object.keys(Ru.shape), Object.keys(zu.shape);
function Vu(e) {
	return e.map((e) => `/${String(e).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
function Hu(t) {
	let n = Bu.safeParse(t);
	if (!n.success) throw new e("facts_invalid", n.error.issues.map((e) => ({
		path: Vu(e.path),
		rule: e.message
	})));
	let r = Uu(n.data), i = Du(r);
	if (i.length > 0) throw new e("facts_invalid", i);
	let a = Ou(r);
	if (a.length > 0) throw new e("facts_contradictory", a);
	return r;
}
function Uu(e) {
	let { contractingCarrier: t, factors: n, exonerations: r, evidenceGaps: i } = e, a = new Set(e.custody?.holders), o = (e) => {
		let t = `logistics:${e.id}`;
		return e.party === "logistics" && a.has(t) ? {
			...e,
			id: t
		} : e;
	};
	return {
		...e,
		...t && !t.includes(":") ? { contractingCarrier: `logistics:${t}` } : {},
		...n ? { factors: n.map(o) } : {},
		...r ? { exonerations: r.map(o) } : {},
		...i ? { evidenceGaps: i.map(o) } : {}
	};
}
// node_modules/@noble/hashes/_u64.js
var Wu = (e) => e / 2 ** 32 | 0, Gu = (e) => e >>> 0;
function Ku(e, t, n, r) {
	let i = Wu(n), a = Gu(n);
	e.setUint32(t, r ? a : i, r), e.setUint32(t + 4, r ? i : a, r);
}
// node_modules/@noble/hashes/utils.js
function qu(e) {
	return e instanceof Uint8Array || ArrayBuffer.isView(e) && e.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in e && e.BYTES_PER_ELEMENT === 1;
}
var Ju = (e) => e ? `"${e}" ` : "";
function Yu(e, t = "") {
	if (typeof e != "number") throw TypeError(Ju(t) + "expected number, got " + typeof e);
	if (!Number.isSafeInteger(e) || e < 0) throw RangeError(Ju(t) + "expected integer >= 0, got " + e);
	return e;
}
function Xu(e, t, n = "") {
	if (qu(e) && (t === void 0 || e.length === t)) return e;
	t !== void 0 && Yu(t, "length");
	let r = qu(e), i = t === void 0 ? "" : ` of length ${t}`, a = r ? `length=${e.length}` : `type=${typeof e}`, o = Ju(n) + "expected Uint8Array" + i + ", got " + a;
	throw r ? RangeError(o) : TypeError(o);
}
var Zu = (e, t) => {
	if (typeof e != "object" || !e || Array.isArray(e)) throw TypeError((t === "object" ? "" : `"${t}" `) + "expected object, got type=" + typeof e);
}, Qu = (e, t) => {
	Zu(e, t);
	let n = Object.getPrototypeOf(e);
	if (n !== Object.prototype && n !== null) throw TypeError(`"${t}" expected plain object`);
	if (Object.hasOwn(e, "__proto__")) throw TypeError(`"${t}.__proto__" is not allowed`);
};
function $u(e, t = !0) {
	if (e.destroyed) throw Error("hash was destroyed");
	if (t && e.finished) throw Error("digest() was already called");
}
function ed(e, t) {
	Xu(e, void 0, "output");
	let n = t.outputLen;
	if (!(e.length >= n)) throw RangeError("\"output\" expected length >= " + n);
}
function td(...e) {
	for (let t = 0; t < e.length; t++) e[t].fill(0);
}
function nd(e) {
	return new DataView(e.buffer, e.byteOffset, e.byteLength);
}
function Q(e, t) {
	return e << 32 - t | e >>> t;
}
var rd = typeof Uint8Array.from([]).toHex == "function" && typeof Uint8Array.fromHex == "function", id = /* @__PURE__ */ Array.from({ length: 256 }, (e, t) => t.toString(16).padStart(2, "0"));
function ad(e) {
	if (Xu(e), rd) return e.toHex();
	let t = "";
	for (let n = 0; n < e.length; n++) t += id[e[n]];
	return t;
}
function od(e) {
	if (typeof e != "string") throw TypeError("string expected");
	let t = new TextEncoder().encode(e);
	try {
		return new Uint8Array(t);
	} finally {
		td(t);
	}
}
function sd(e, t, n = "opts") {
	return Qu(e, "defaults"), t !== void 0 && Qu(t, n), Object.assign(Object.create(null), e, t);
}
function cd(e, t = {}) {
	if (typeof e != "function") throw TypeError("\"hashCons\" expected function, got type=" + typeof e);
	t = sd({}, t, "info");
	let n = (t, n) => e(n).update(t).digest(), r = e(void 0);
	return n.outputLen = r.outputLen, n.blockLen = r.blockLen, n.canXOF = r.canXOF, n.create = (t) => e(t), Object.assign(n, t), Object.freeze(n);
}
var ld = (e) => ({ oid: Uint8Array.from([
	6,
	9,
	96,
	134,
	72,
	1,
	101,
	3,
	4,
	2,
	e
]) });
// node_modules/@noble/hashes/_md.js
function ud(e, t, n) {
	return e & t ^ ~e & n;
}
function dd(e, t, n) {
	return e & t ^ e & n ^ t & n;
}
var fd = class {
	blockLen;
	outputLen;
	canXOF = !1;
	padOffset;
	isLE;
	buffer;
	view;
	finished = !1;
	length = 0;
	pos = 0;
	destroyed = !1;
	constructor(e, t, n, r) {
		this.blockLen = e, this.outputLen = t, this.padOffset = n, this.isLE = r, this.buffer = new Uint8Array(e), this.view = nd(this.buffer);
	}
	update(e) {
		$u(this), Xu(e);
		let { view: t, buffer: n, blockLen: r } = this, i = e.length, a = !1;
		for (let o = 0; o < i;) {
			let s = Math.min(r - this.pos, i - o);
			if (s === r) {
				let t = nd(e);
				for (; r <= i - o; o += r) this.process(t, o);
				a = !0;
			} else n.set(o === 0 && s === i ? e : e.subarray(o, o + s), this.pos), this.pos += s, o += s, this.pos === r && (this.process(t, 0), this.pos = 0, a = !0);
		}
		return this.length += e.length, a && this.roundClean(), this;
	}
	digestInto(e) {
		$u(this), ed(e, this), this.finished = !0;
		let { buffer: t, view: n, blockLen: r, isLE: i } = this, { pos: a } = this;
		t[a++] = 128, t.fill(0, a), this.padOffset > r - a && (this.process(n, 0), t.fill(0)), Ku(n, r - 8, this.length * 8, i), this.process(n, 0), this.roundClean();
		let o = e === t ? n : nd(e), s = this.outputLen, c = s / 4, l = this.get();
		if (s % 4 || c > l.length) throw Error("invalid outputLen");
		for (let e = 0; e < c; e++) o.setUint32(4 * e, l[e], i);
	}
	digest() {
		let { buffer: e, outputLen: t } = this;
		this.digestInto(e);
		let n = e.slice(0, t);
		return this.destroy(), n;
	}
	_cloneIntoMeta(e) {
		let { buffer: t, length: n, finished: r, destroyed: i, pos: a } = this;
		return e.destroyed = i, e.finished = r, e.length = n, e.pos = a, a && e.buffer.set(t), e;
	}
	clone() {
		return this._cloneInto();
	}
}, pd = /* @__PURE__ */ Uint32Array.from([
	1779033703,
	3144134277,
	1013904242,
	2773480762,
	1359893119,
	2600822924,
	528734635,
	1541459225
]), md = /* @__PURE__ */ Uint32Array.from([
	1116352408,
	1899447441,
	3049323471,
	3921009573,
	961987163,
	1508970993,
	2453635748,
	2870763221,
	3624381080,
	310598401,
	607225278,
	1426881987,
	1925078388,
	2162078206,
	2614888103,
	3248222580,
	3835390401,
	4022224774,
	264347078,
	604807628,
	770255983,
	1249150122,
	1555081692,
	1996064986,
	2554220882,
	2821834349,
	2952996808,
	3210313671,
	3336571891,
	3584528711,
	113926993,
	338241895,
	666307205,
	773529912,
	1294757372,
	1396182291,
	1695183700,
	1986661051,
	2177026350,
	2456956037,
	2730485921,
	2820302411,
	3259730800,
	3345764771,
	3516065817,
	3600352804,
	4094571909,
	275423344,
	430227734,
	506948616,
	659060556,
	883997877,
	958139571,
	1322822218,
	1537002063,
	1747873779,
	1955562222,
	2024104815,
	2227730452,
	2361852424,
	2428436474,
	2756734187,
	3204031479,
	3329325298
]), $ = /* @__PURE__ */ new Uint32Array(64), hd = class extends fd {
	A = 0;
	B = 0;
	C = 0;
	D = 0;
	E = 0;
	F = 0;
	G = 0;
	H = 0;
	constructor(e, t) {
		super(64, e, 8, !1), this.A = t[0] | 0, this.B = t[1] | 0, this.C = t[2] | 0, this.D = t[3] | 0, this.E = t[4] | 0, this.F = t[5] | 0, this.G = t[6] | 0, this.H = t[7] | 0;
	}
	get() {
		let { A: e, B: t, C: n, D: r, E: i, F: a, G: o, H: s } = this;
		return [
			e,
			t,
			n,
			r,
			i,
			a,
			o,
			s
		];
	}
	set(e, t, n, r, i, a, o, s) {
		this.A = e | 0, this.B = t | 0, this.C = n | 0, this.D = r | 0, this.E = i | 0, this.F = a | 0, this.G = o | 0, this.H = s | 0;
	}
	_cloneInto(e) {
		return (e ||= new this.constructor()).set(...this.get()), this._cloneIntoMeta(e);
	}
	process(e, t) {
		for (let n = 0; n < 16; n++, t += 4) $[n] = e.getUint32(t, !1);
		for (let e = 16; e < 64; e++) {
			let t = $[e - 15], n = $[e - 2], r = Q(t, 7) ^ Q(t, 18) ^ t >>> 3, i = Q(n, 17) ^ Q(n, 19) ^ n >>> 10;
			$[e] = i + $[e - 7] + r + $[e - 16] | 0;
		}
		let { A: n, B: r, C: i, D: a, E: o, F: s, G: c, H: l } = this;
		for (let e = 0; e < 64; e++) {
			let t = Q(o, 6) ^ Q(o, 11) ^ Q(o, 25), u = l + t + ud(o, s, c) + md[e] + $[e] | 0, d = (Q(n, 2) ^ Q(n, 13) ^ Q(n, 22)) + dd(n, r, i) | 0;
			l = c, c = s, s = o, o = a + u | 0, a = i, i = r, r = n, n = u + d | 0;
		}
		n = n + this.A | 0, r = r + this.B | 0, i = i + this.C | 0, a = a + this.D | 0, o = o + this.E | 0, s = s + this.F | 0, c = c + this.G | 0, l = l + this.H | 0, this.set(n, r, i, a, o, s, c, l);
	}
	roundClean() {
		td($);
	}
	destroy() {
		this.destroyed = !0, this.set(0, 0, 0, 0, 0, 0, 0, 0), td(this.buffer);
	}
}, gd = class extends hd {
	constructor() {
		super(32, pd);
	}
}, _d = /* @__PURE__ */ cd(() => new gd(), /* @__PURE__ */ ld(1));
// node_modules/canonicalize/lib/canonicalize.js
function vd(e) {
	if (!e.isWellFormed()) throw Error("Lone surrogate is not allowed");
	return JSON.stringify(e);
}
function yd(e) {
	switch (typeof e) {
		case "number":
			if (isNaN(e)) throw Error("NaN is not allowed");
			if (!isFinite(e)) throw Error("Infinity is not allowed");
			return JSON.stringify(e);
		case "string": return vd(e);
		case "boolean": return e ? "true" : "false";
		default: return JSON.stringify(e);
	}
}
function bd(e, t) {
	let n = null;
	for (; typeof e == "object" && e && typeof e.toJSON == "function";) {
		if (t.has(e)) throw Error("Circular reference detected");
		t.add(e), (n ??= []).push(e), e = e.toJSON();
	}
	if ((e instanceof Number || e instanceof String || e instanceof Boolean) && (e = e.valueOf()), typeof e != "object" || !e) {
		if (n !== null) for (let e of n) t.delete(e);
		return yd(e);
	}
	if (t.has(e)) throw Error("Circular reference detected");
	return t.add(e), {
		container: e,
		keys: Array.isArray(e) ? null : Object.keys(e).sort(),
		index: 0,
		first: !0,
		wrappers: n
	};
}
function xd(e) {
	if (typeof e != "object" || !e) return yd(e);
	let t = /* @__PURE__ */ new Set(), n = bd(e, t);
	if (typeof n != "object") return n;
	let r = n.keys === null ? "[" : "{", i = [n];
	outer: for (; i.length > 0;) {
		let e = i[i.length - 1], n = e.container;
		if (e.keys === null) {
			for (; e.index < n.length;) {
				let a = e.index++;
				a > 0 && (r += ",");
				let o = n[a], s = o === void 0 || typeof o == "symbol" || typeof o == "function" ? null : o;
				if (typeof s != "object" || !s) {
					r += yd(s);
					continue;
				}
				let c = bd(s, t);
				if (typeof c != "object") r += c === void 0 ? "null" : c;
				else {
					r += c.keys === null ? "[" : "{", i.push(c);
					continue outer;
				}
			}
			r += "]";
		} else {
			let a = e.keys;
			for (; e.index < a.length;) {
				let o = a[e.index++], s = n[o];
				if (s === void 0 || typeof s == "symbol" || typeof s == "function") continue;
				if (typeof s != "object" || !s) {
					e.first ? e.first = !1 : r += ",", r += vd(o) + ":" + yd(s);
					continue;
				}
				let c = bd(s, t);
				if (c !== void 0) {
					if (e.first ? e.first = !1 : r += ",", r += vd(o) + ":", typeof c != "object") r += c;
					else {
						r += c.keys === null ? "[" : "{", i.push(c);
						continue outer;
					}
				}
			}
			r += "}";
		}
		if (t.delete(n), e.wrappers !== null) for (let n of e.wrappers) t.delete(n);
		i.pop();
	}
	return r;
}
// server/domain/responsibility/behaviours.ts
var Sd = /* @__PURE__ */ "standard_of_proof.burden_of_proof.fraud_to_people.fraud_costs_multiple.fraud_costs_food_claim.carrier_strict_liability.carrier_conduct.contracting_carrier.transport_risk.risk_until_delivery.signing_delivers.courier_of_buyer.packing_duty.warning_duty.shipper_fault.nature_of_goods.force_majeure.concealed_in_time.late_notice.late_notice_frees_carrier.apparent_at_delivery.record_duty.inspection_prompt.withheld_taken_true.share_by_size.share_equally.claimant_fault.mitigation.defect_liability.durable_reversal.reversal_any_goods.no_reason_return.not_intact.return_refusal_proof.seller_answers.platform_identity.platform_identity_food.platform_knew.platform_self_operated.platform_looks_self_operated.platform_promise.platform_own_fault.platform_recourse.franchise_network.food_first_claimed.cap_contract.cap_prompted.cap_gross.cap_insured.insured_prompted.express_under_civil_law.penalty_fraud.penalty_food.remedy_human_review.remedy_disputes.remedy_platform_help.remedy_online.remedy_appraisal.remedy_document_order.remedy_authority.remedy_warranty.grade_electronic.grade_chain.grade_before_chain.grade_signature.window_no_reason.no_reason_excluded.no_reason_confirmed_exclusion.no_reason_confirm_step.no_reason_promise.no_reason_opened.no_reason_not_intact.withdrawal_uninformed.withdrawal_less_value.window_quality_return.return_substandard.gift_no_defence.window_quality_choice.window_quality_exchange.window_warranty.repair_count.repair_time.window_durable.window_latest_notice.conformity_repair_first.repair_extends.window_carriage.reserve_damage.reserve_delay.invoice_claim.no_forced_refund_only.return_freight.quality_freight.clock_refund.clock_deliberate_delay.clock_delivery.clock_service_complaint.clock_carrier_reply.clock_authority.clock_rule_notice.calendar".split("."), Cd = B().regex(/^\d{4}-\d{2}-\d{2}$/, "a date as YYYY-MM-DD"), wd = G({
	zh: B().min(1),
	en: B().min(1)
}), Td = G({
	EST: H().min(1).max(3),
	GAP: H().min(0).max(1e4),
	GAP_MAX: H().min(0).max(1e4),
	CONCEALED_NOTICE_DAYS: H().nonnegative(),
	DURABLE_DAYS: H().nonnegative(),
	HOURS_PER_UNIT: H().positive()
}), Ed = G({
	id: B().min(1),
	source: B().min(1),
	condition: B().min(1),
	limits: Zl(B(), Eu()),
	effect: B().min(1),
	zh: G({
		condition: B().min(1),
		effect: B().min(1)
	}).optional(),
	confidence: q([
		"V",
		"S",
		"K"
	]),
	note: B().optional(),
	does: W(B()).optional(),
	reason: B().optional(),
	limitReasons: Zl(B(), B().min(1)).optional()
}), Dd = G({
	id: B().min(1),
	rule: B().min(1),
	needsConfirmation: U(),
	say: wd
}), Od = G({
	class: B(),
	months: H().positive(),
	say: wd
}), kd = G({
	grade: H().min(0).max(3),
	when: G({
		intact: U().optional(),
		interest: q([
			"against",
			"none",
			"favoured"
		]).optional(),
		signed: U().optional(),
		instrument: U().optional(),
		contemporaneous: U().optional(),
		corroborated: U().optional(),
		documented: U().optional()
	}),
	rules: W(B()).min(1),
	say: wd
}), Ad = G({
	schema: eu("redress.rule-pack/1"),
	id: B().min(1),
	jurisdiction: B().min(2),
	effectiveFrom: Cd,
	effectiveUntil: Cd.optional(),
	confidence: Zl(q([
		"V",
		"S",
		"K"
	]), B()),
	caveat: wd,
	parameters: Td,
	noReasonExceptions: W(Dd),
	warranties: W(Od),
	calendar: G({
		coveredYears: W(H()),
		daysOff: W(Cd),
		workdays: W(Cd),
		source: B()
	}),
	grading: G({
		contemporaneousHours: H().positive(),
		table: W(kd).min(1)
	}),
	rules: W(Ed).min(1)
}), jd = new Set(Sd);
function Md(t) {
	let n = Ad.safeParse(t);
	if (!n.success) throw new e("pack_invalid", n.error.issues.map((e) => ({
		path: Vu(e.path),
		rule: e.message
	})));
	let r = n.data;
	Nd(r);
	let i = {
		data: r,
		hash: Id(r),
		parameters: r.parameters,
		byId: new Map(r.rules.map((e) => [e.id, e])),
		byBehaviour: Fd(r.rules)
	};
	return Ke(i), i;
}
function Nd(t) {
	let n = /* @__PURE__ */ new Set();
	t.rules.forEach((t, r) => {
		let i = `/rules/${r}`;
		if (n.has(t.id)) throw new e("pack_invalid", [{
			path: i,
			rule: `repeated id ${t.id}`
		}]);
		if (n.add(t.id), !t.does?.length && !t.reason) throw new e("pack_invalid", [{
			path: i,
			rule: `${t.id} does nothing and gives no reason`
		}]);
		let a = t.does?.find((e) => !jd.has(e));
		if (a !== void 0) throw new e("pack_unimplemented_rule", [{
			path: `${i}/does`,
			rule: `${t.id} asks for "${a}", which nothing implements`
		}]);
	}), Pd(t, n);
}
function Pd(t, n) {
	let r = [...t.noReasonExceptions.map(({ rule: e }, t) => ({
		path: `/noReasonExceptions/${t}/rule`,
		rule: e
	})), ...t.grading.table.flatMap(({ rules: e }, t) => e.map((e) => ({
		path: `/grading/table/${t}/rules`,
		rule: e
	})))].filter(({ rule: e }) => !n.has(e));
	if (r.length !== 0) throw new e("pack_invalid", r.map(({ path: e, rule: t }) => ({
		path: e,
		rule: `no rule ${t} in this pack`
	})));
}
function Fd(e) {
	let t = /* @__PURE__ */ new Map();
	for (let n of e) for (let e of n.does ?? []) {
		let r = t.get(e);
		r ? r.push(n) : t.set(e, [n]);
	}
	return t;
}
function Id(e) {
	return ad(_d(od(xd(e))));
}
// server/domain/responsibility/replay.ts
var Ld = G({
	schema: eu("redress.decision-bundle/1"),
	facts: Vl(),
	pack: Vl(),
	finding: K({
		engine: K({
			name: B(),
			version: B()
		}),
		pack: K({
			id: B(),
			hash: B()
		})
	})
});
function Rd(e) {
	return xd(e);
}
function zd(t) {
	let n = Ld.safeParse(t);
	if (!n.success) throw new e("facts_invalid", n.error.issues.map((e) => ({
		path: Vu(e.path),
		rule: e.message
	})));
	let { facts: r, pack: i, finding: a } = n.data, o = Md(i), s = Qt(Hu(r), o);
	if (a.engine.version !== s.engine.version) return Bd("engine_version", s.engine.version, a.engine.version);
	if (a.pack.hash !== o.hash) return Bd("pack_hash", o.hash, a.pack.hash);
	let [c, l] = [Rd(s), Rd(a)];
	return c === l ? {
		same: !0,
		finding: s
	} : Bd("finding", c, l);
}
function Bd(e, t, n) {
	return {
		same: !1,
		step: e,
		found: t,
		expected: n
	};
}
export { Qt as decide, Rd as findingText, Md as loadPack, Hu as parseFacts, zd as replay };
