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
var m = /* @__PURE__ */ new WeakMap();
function ee(e, ...t) {
	let n = m.get(e);
	n === void 0 && (n = /* @__PURE__ */ new Map(), m.set(e, n));
	let r = t.join(), i = n.get(r);
	return i === void 0 && (i = te(e, t), n.set(r, i)), i;
}
function te(e, t) {
	let n = /* @__PURE__ */ new Map();
	for (let r of t) for (let t of e.byBehaviour.get(r) ?? []) n.has(t.id) || n.set(t.id, ne(t));
	return [...n.values()];
}
function ne(e) {
	return {
		id: e.id,
		article: e.source,
		confidence: e.confidence
	};
}
function h(e, t, n = {}) {
	return {
		code: t,
		values: n.values ?? {},
		rules: ee(e.pack, ...n.behaviours ?? []),
		evidence: n.evidence ?? f,
		...n.effectBps ? { effectBps: n.effectBps } : {},
		because: n.because ?? []
	};
}
function g(e, t) {
	return t.grade >= e.pack.parameters.EST;
}
function _(e, t, n, r, i = f) {
	e.notFound.push({
		path: t,
		what: n,
		why: r,
		evidence: i
	});
}
// server/domain/responsibility/custody-window.ts
var re = [
	"exterior",
	"contents",
	"weight",
	"seal",
	"serial"
], ie = ["contents", "serial"];
function ae(e, t, n) {
	return e === "lost" || e === "late" ? re : e === "short" ? t === "good" ? ["contents", "weight"] : [
		"contents",
		"weight",
		"seal"
	] : e === "damaged" ? t === "good" ? ["contents"] : ["contents", "exterior"] : t === "bad" ? [
		"contents",
		"serial",
		"weight",
		"seal"
	] : n === "weight" ? [...ie, "weight"] : ie;
}
function oe(e, t) {
	let { claim: n } = e.facts, r = t.findLast((t) => t.state === "bad" && g(e, t))?.scope, i = t.findLastIndex((t) => t.state === "good" && t.scope === "contents" && g(e, t));
	return t.map((a, o) => {
		if (a.state === "unknown") return "unknown";
		let s = `/custody/boundaries/${o}`, c = `boundary ${o} (${a.id ?? o}) ${a.state}`;
		if (!g(e, a)) return _(e, s, c, "below_standard", a.evidence), "unknown";
		let l = a.state === "bad" && a.scope === "exterior" && o < i;
		return ae(n, a.state, r).includes(a.scope) && !l ? a.state : se(e, t, o) ? "good" : (_(e, s, c, "scope", a.evidence), "unknown");
	});
}
function se(e, t, n) {
	let r = t[n];
	if (r.scope !== "seal" || r.state !== "good" || e.facts.claim !== "short" && e.facts.claim !== "return_mismatch") return !1;
	let i = [
		"contents",
		"weight",
		"serial"
	];
	return t.some((t, r) => r < n && t.state === "good" && g(e, t) && i.includes(t.scope));
}
function ce(t) {
	let n = t.indexOf("bad"), r = t.lastIndexOf("good");
	if (!(n < 0 || r < n)) throw new e("facts_contradictory", [{
		path: `/custody/boundaries/${r}`,
		rule: `proved good after boundary ${n} was proved bad`
	}]);
}
function le(e, t) {
	return t.produced || !p(e, "withheld_taken_true") ? !1 : t.grade === void 0 || g(e, { grade: t.grade });
}
function ue(e, t, n) {
	return t !== void 0 && (t === n || o(t, e) === n);
}
function de(e, t, n, r) {
	let i = ue(e, t[n - 1], r);
	return i === ue(e, t[n] ?? fe(e, t), r) ? "unknown" : n === 0 && c(r, e) === s(e) || i ? "bad" : "good";
}
function fe(e, t) {
	return o(t[0], e) === "consumer" ? s(e) : "consumer";
}
function pe(e, t) {
	let n = [];
	return e.forEach((e, r) => {
		(e.id === t.id || e.evidence?.includes(t.id)) && n.push(r);
	}), n;
}
function me(e, t, n) {
	let { facts: r } = e, i = r.custody.boundaries;
	r.withheld?.forEach((a, o) => {
		if (!le(e, a)) return;
		let s = pe(i, a), c = s.length > 0 ? s : ge(r, t, a.party);
		for (let s of c) {
			let c = de(r, t, s, a.party);
			n[s] !== "unknown" || c === "unknown" || he(n, s, c) ? _(e, `/withheld/${o}`, `${a.party} ${a.id}`, "not_relevant", a.evidence) : (n[s] = c, e.reasons.push(h(e, `withheld_taken_${c}`, {
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
function he(e, t, n) {
	return n === "good" ? e.slice(0, t).includes("bad") : e.slice(t + 1).includes("good");
}
function ge(e, t, n) {
	let r = t.findIndex((t) => ue(e, t, n));
	return r < 0 ? [] : [r, t.findLastIndex((t) => ue(e, t, n)) + 1];
}
function _e(e) {
	let { discovery: t } = e.facts;
	return t?.late === void 0 ? t?.noticeDays === void 0 ? "unknown" : t.concealed === !1 && p(e, "apparent_at_delivery") ? t.noticeDays === 0 ? "in_time" : "late" : t.noticeDays <= e.pack.parameters.CONCEALED_NOTICE_DAYS ? "in_time" : "late" : t.late ? "late" : "in_time";
}
function ve(e) {
	let { facts: t } = e, { holders: n, boundaries: r } = t.custody, i = oe(e, r);
	ce(i), me(e, n, i);
	let a = i.lastIndexOf("good"), o = ye(e, i, a);
	if (xe(e, r, i), o < 0) return null;
	let s = Math.max(a, 0), c = [...new Set(n.slice(s, o))];
	return {
		from: s,
		to: o,
		startGood: a >= 0,
		holders: c,
		candidates: be(e, c)
	};
}
function ye(e, t, n) {
	let r = t.indexOf("bad");
	return r >= 0 ? r : e.facts.claim === "lost" && n < t.length - 1 ? t.length - 1 : -1;
}
function be(e, t) {
	let { facts: n } = e, r = t.filter((e) => o(e, n) !== "consumer");
	return r.length === 0 || r.length === t.length || o(t[0], n) === "consumer" ? [...t] : n.claim === "lost" ? r : !(n.discovery?.concealed === !0 && p(e, "concealed_in_time")) || _e(e) !== "in_time" ? [...t] : (e.reasons.push(h(e, "concealed_in_time", {
		behaviours: ["concealed_in_time"],
		values: n.discovery?.noticeDays === void 0 ? {} : { days: n.discovery.noticeDays },
		evidence: n.discovery?.evidence ?? []
	})), r);
}
function xe(e, t, n) {
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
var Se = 1e4;
function Ce(e, t) {
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
function we(e) {
	let t = Ce(BigInt(Se), e.map(([, e]) => e)), n = /* @__PURE__ */ new Map();
	return e.forEach(([e], r) => {
		let i = Number(t[r]);
		i > 0 && n.set(e, i);
	}), n;
}
// server/domain/responsibility/burden.ts
function v(e, t, n, r, i, { evidence: a = [], values: o = {} } = {}) {
	return e.reasons.push(h(e, r, {
		behaviours: i,
		values: {
			party: t,
			...o
		},
		evidence: a,
		effectBps: { [t]: Se }
	})), {
		shares: /* @__PURE__ */ new Map([[t, Se]]),
		mode: n
	};
}
function Te(e) {
	return e.facts.courierChosenBy === "consumer" && p(e, "courier_of_buyer");
}
function Ee(e) {
	return Te(e) ? "consumer" : s(e.facts);
}
var De = {
	force_majeure: "force_majeure",
	nature_of_goods: "nature_of_goods",
	shippers_fault: "shipper_fault",
	consignees_fault: "shipper_fault"
};
function Oe(e) {
	return (e.facts.exonerations ?? []).filter((t, n) => {
		let r = `${t.party}.${t.kind}`, i = `/exonerations/${n}`;
		return g(e, t) ? t.kind === "force_majeure" && t.timelyNotice === !1 ? (_(e, i, r, "not_timely", t.evidence), !1) : o(t.party, e.facts) === "logistics" && p(e, De[t.kind]) ? !0 : (_(e, i, r, "not_relevant", t.evidence), !1) : (_(e, i, r, "below_standard", t.evidence), !1);
	});
}
function ke(e, t, n) {
	if (n === null) return !0;
	let r = n.holders.filter((e) => o(e, t.facts) === "logistics"), i = [e.party, e.id].find((e) => e?.includes(":") && a(e) === "logistics");
	return i === void 0 ? r.length > 0 : r.includes(i);
}
function Ae(e, t, n) {
	let { facts: r } = e, { candidates: i } = t;
	if (t.to === 0) return v(e, s(r), "burden", "bad_before_custody", ["burden_of_proof"]);
	if (i.every((e) => o(e, r) === "consumer")) return v(e, "consumer", "burden", "in_consumers_hands", [
		"burden_of_proof",
		"risk_until_delivery",
		"return_refusal_proof"
	]);
	if (Me(e, t)) return je(e);
	let a = n.filter((n) => ke(n, e, t));
	return a.length > 0 ? Pe(e, t, a) : Le(e, t, Fe(e, t));
}
function je(e) {
	let t = { evidence: e.facts.discovery?.evidence };
	return p(e, "late_notice_frees_carrier") ? v(e, Ee(e), "burden", "carrier_not_objected_to", [
		"late_notice_frees_carrier",
		"transport_risk",
		"risk_until_delivery"
	], t) : v(e, "consumer", "burden", "notice_too_late", ["late_notice"], t);
}
function Me(e, t) {
	let { facts: n } = e;
	if (n.claim !== "damaged" && n.claim !== "short" || _e(e) !== "late" || !p(e, "late_notice") && !p(e, "late_notice_frees_carrier")) return !1;
	let r = (e) => e.some((e) => o(e, n) === "consumer");
	return r(t.holders) ? !0 : !r(n.custody.holders) && t.to === n.custody.holders.length;
}
function Ne(e, t) {
	let [n] = t.holders.map((t) => o(t, e.facts));
	return n === "consumer" || n === "logistics" && t.startGood ? Ee(e) : s(e.facts);
}
function Pe(e, t, n) {
	let r = Ne(e, t);
	return v(e, r, "risk", "risk_without_fault", [
		...[...new Set(n.map((e) => De[e.kind]))].toSorted(),
		"risk_until_delivery",
		r === "consumer" ? "courier_of_buyer" : "transport_risk"
	], { evidence: n.flatMap((e) => e.evidence ?? (e.id && !e.id.includes(":") ? [e.id] : [])) });
}
function Fe(e, t) {
	let { facts: n } = e;
	if (Ie(e, t)) return v(e, "logistics", "burden", "lost_with_carrier", ["carrier_strict_liability", "burden_of_proof"]);
	if (t.candidates.length === 1) return v(e, c(t.candidates[0], n), "burden", "lost_with_holder", ["burden_of_proof"]);
	let r = o(t.holders[0], n) === "consumer";
	return v(e, s(n), "burden", r ? "refusal_not_proved" : "delivery_not_proved", r ? ["return_refusal_proof", "burden_of_proof"] : [
		"burden_of_proof",
		"transport_risk",
		"risk_until_delivery"
	]);
}
function Ie(e, t) {
	if (!t.startGood) return !1;
	let n = t.candidates.map((t) => o(t, e.facts));
	return n[0] === "logistics" && n.every((e) => e === "logistics" || e === "consumer");
}
function Le(e, t, n) {
	let { facts: r, pack: i } = e, [a] = [...n.shares.keys()], s = (r.evidenceGaps ?? []).filter((n, r) => Ve(e, t, n, r)).filter((e) => o(c(e.party, r), r) !== o(a, r));
	if (s.length === 0) return n;
	let l = Math.min(i.parameters.GAP * s.length, i.parameters.GAP_MAX), u = ze(e, t, s, l), d = new Map([[a, Se - l], ...u]);
	return e.reasons.push(h(e, "gap_moved", {
		behaviours: Re(s),
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
function Re(e) {
	return e.some((e) => e.kind.includes("prompt") || e.kind.includes("inspection")) ? ["record_duty", "inspection_prompt"] : ["record_duty"];
}
function ze(e, t, n, r) {
	let i = /* @__PURE__ */ new Map();
	for (let r of n) {
		let n = Be(e, t, r);
		i.set(n, (i.get(n) ?? 0n) + 1n);
	}
	let a = [...i].toSorted(([t], [n]) => u(e.facts)(t, n)), o = Ce(BigInt(r), a.map(([, e]) => e));
	return a.map(([e], t) => [e, Number(o[t])]);
}
function Be(e, t, n) {
	let { facts: r } = e;
	if (n.party !== "logistics") return c(n.party, r);
	if (n.id?.startsWith("logistics:")) return n.id;
	let i = t.candidates.filter((e) => o(e, r) === "logistics");
	return i.length === 1 ? i[0] : "logistics";
}
function Ve(e, t, n, r) {
	let { facts: i } = e, a = `${n.party}.${n.kind}`, s = `/evidenceGaps/${r}`;
	if (!g(e, n)) return _(e, s, a, "below_standard", n.evidence), !1;
	if (!p(e, "record_duty")) return !1;
	let c = (e) => e === n.party || o(e, i) === n.party, l = t.candidates.length > 1 && (t.candidates.some(c) || !i.custody.holders.some(c));
	return n.relevant ?? l ? !0 : (_(e, s, a, "not_relevant", n.evidence), !1);
}
// server/domain/responsibility/pack-limits.ts
var He = {
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
function Ue(e, t) {
	let { behaviour: n, names: r } = He[t];
	for (let t of e.byBehaviour.get(n) ?? []) {
		let e = r.map((e) => t.limits[e]).find((e) => typeof e == "number");
		if (typeof e == "number") return e;
	}
}
function y(t, n) {
	let r = Ue(t, n);
	if (r !== void 0) return r;
	throw new e("pack_invalid", [{
		path: "/rules",
		rule: Ge(He[n])
	}]);
}
function We(t) {
	for (let n of Object.keys(He)) {
		let r = He[n], [i] = t.byBehaviour.get(r.behaviour) ?? [];
		if (!(i === void 0 || r.optional || Ue(t, n) !== void 0)) throw new e("pack_invalid", [{
			path: `/rules/${t.data.rules.indexOf(i)}/limits`,
			rule: Ge(r)
		}]);
	}
}
function Ge({ behaviour: e, names: t }) {
	return `"${e}" needs a number: ${t.join(" or ")}`;
}
// server/domain/responsibility/contributions.ts
var Ke = 4n, qe = 4n, Je = {
	minute: 1,
	minutes: 1,
	min: 1,
	hour: 60,
	hours: 60,
	h: 60,
	day: 1440,
	days: 1440,
	d: 1440
}, Ye = 1e3, Xe = [
	"packaging",
	"packing",
	"wrong_address",
	"missing_warning",
	"mislabel"
];
function Ze(e) {
	return e.latent ?? Xe.some((t) => e.kind.includes(t));
}
function Qe(e, t, n) {
	let { party: r, id: i } = e;
	if (r !== "logistics") return c(r, t);
	if (i !== void 0 && o(i, t) === "logistics") return i;
	let a = (n?.holders ?? [...new Set(t.custody?.holders)]).filter((e) => o(e, t) === "logistics");
	return a.length === 1 ? a[0] : t.contractingCarrier ?? "logistics";
}
function $e(e, t, n, r) {
	if (r === null || Ze(e)) return !0;
	let i = (e) => c(e, n);
	return r.holders.some((e) => i(e) === t) ? !0 : t === "logistics" ? r.holders.some((e) => o(e, n) === "logistics") : !n.custody.holders.some((e) => i(e) === t);
}
function et(e, t) {
	let { facts: n } = e, r = [];
	return n.factors?.forEach((i, a) => {
		let o = `${i.party}.${i.kind}`, s = `/factors/${a}`, c = Qe(i, n, t);
		!g(e, i) && !nt(e, i) ? _(e, s, o, "below_standard", i.evidence) : tt(e, c) ? _(e, s, o, "not_timely", i.evidence) : $e(i, c, n, t) ? r.push({
			index: a,
			party: c,
			factor: i
		}) : _(e, s, o, "outside_window", i.evidence);
	}), r;
}
function tt(e, t) {
	let { claim: n, discovery: r } = e.facts;
	return n !== "late" || o(t, e.facts) !== "logistics" || !p(e, "reserve_delay") ? !1 : r?.noticeDays !== void 0 && r.noticeDays > y(e.pack, "reserve_delay_days");
}
function nt(e, t) {
	return (e.facts.withheld ?? []).some((n) => le(e, n) && n.party === t.party && (t.evidence?.includes(n.id) ?? !1));
}
function rt(e, t) {
	let { facts: n, pack: r } = e, i = [.../* @__PURE__ */ new Set([...t.factors.map((e) => e.party), ...t.floors])].toSorted(u(n)), a = at(t.factors), o = BigInt(60 * Ye * r.parameters.HOURS_PER_UNIT), s = [...a.values()].reduce((e, t) => e * t, o);
	return i.map((e) => {
		let n = t.factors.filter((t) => t.party === e), r = n.reduce((e, t) => e + ot(t.factor, s, o, a), 0n), i = t.floors.has(e) ? Ke * s : 0n;
		return [
			e,
			r > i ? r : i,
			n.length > 0
		];
	});
}
function it(e) {
	return BigInt(Math.round(e * Ye));
}
function at(e) {
	let t = /* @__PURE__ */ new Map();
	for (let { factor: n } of e) {
		let { measured: e } = n;
		e && !Object.hasOwn(Je, e.unit) && t.set(e.unit, (t.get(e.unit) ?? 0n) + it(e.value));
	}
	for (let [e, n] of t) n === 0n && t.delete(e);
	return t;
}
function ot(e, t, n, r) {
	let { measured: i, severity: a, causal: o } = e;
	if (!i) return BigInt(a * o) * t;
	let s = Je[i.unit];
	if (s !== void 0) return it(i.value * s) * t / n;
	let c = r.get(i.unit);
	return c === void 0 ? 0n : qe * it(i.value) * t / c;
}
function st(e, t) {
	let { facts: n } = e, { defect: r } = n;
	if (r && r.state !== "unknown") {
		if (g(e, r)) return r.state;
		_(e, "/defect", `defect ${r.state}`, "below_standard", r.evidence);
	}
	return t ? ct(e) ?? (lt(e) ? "presumed" : "unknown") : "unknown";
}
function ct(e) {
	let { facts: t } = e, n = (t.withheld ?? []).filter((t) => le(e, t));
	if (n.some((e) => c(e.party, t) === s(t))) return "yes";
	if (n.some((e) => e.party === "consumer")) return "no";
}
function lt(e) {
	let { facts: t, pack: n } = e;
	return !(t.durable === !0 && p(e, "durable_reversal")) && !p(e, "reversal_any_goods") ? !1 : t.daysSinceReceipt === void 0 ? (_(e, "/daysSinceReceipt", "days since receipt", "unknown"), !1) : t.daysSinceReceipt <= n.parameters.DURABLE_DAYS;
}
// server/domain/responsibility/split.ts
var ut = /* @__PURE__ */ new Set([
	"quality_defect",
	"not_as_described",
	"counterfeit",
	"food_unsafe"
]), dt = /* @__PURE__ */ new Set([
	"damaged",
	"lost",
	"short",
	"return_mismatch"
]), ft = [
	"station",
	"locker",
	"signed_for",
	"unauthorised",
	"throw",
	"trampl"
], pt = [
	"mitigat",
	"enlarg",
	"continued_use"
];
function mt(e) {
	return ut.has(e);
}
function ht(e) {
	let { facts: t } = e, n = t.custody && t.claim !== "late" ? ve(e) : null, r = gt(e, n, Oe(e));
	return {
		shares: Ot(e, r.shares, n),
		mode: r.mode,
		window: n
	};
}
function gt(e, t, n) {
	let { facts: r } = e;
	if (r.custody && t === null && dt.has(r.claim)) return Dt(e, "condition_not_proved");
	let i = st(e, mt(r.claim));
	return yt(e, {
		factors: et(e, t),
		floors: vt(e, t, n, i)
	}, i) || (t !== null && _t(r, t) ? Ae(e, t, n) : Tt(e, i, n));
}
function _t(e, t) {
	return !mt(e.claim) || !t.candidates.some((t) => o(t, e) === "consumer");
}
function vt(e, t, n, r) {
	let { facts: i } = e, a = /* @__PURE__ */ new Set();
	(r === "yes" || r === "presumed") && p(e, "defect_liability") && a.add(s(i));
	let c = i.custody !== void 0 && o(i.custody.holders[0], i) === "consumer", l = c || i.courierChosenBy === "consumer" ? "consumer" : s(i), u = c ? s(i) : "consumer";
	for (let r of n) ke(r, e, t) && (r.kind === "shippers_fault" && a.add(l), r.kind === "consignees_fault" && a.add(u));
	return a;
}
function yt(e, t, n) {
	let r = rt(e, t).filter(([, e]) => e > 0n);
	if (r.length === 0) return null;
	let i = e.facts.extentUndeterminable === !0 && p(e, "share_equally"), a = we(r.map(([e, t]) => [e, i ? 1n : t])), o = n === "presumed" && t.factors.length === 0 && r.length === 1;
	return e.reasons.push(h(e, o ? "defect_presumed" : i ? "shared_equally" : "shared_by_fault", {
		behaviours: bt(t, n, i),
		values: o ? { days: e.pack.parameters.DURABLE_DAYS } : { parties: r.map(([e]) => e).join(", ") },
		effectBps: Object.fromEntries(a),
		because: xt(e, t, n)
	})), {
		shares: a,
		mode: o ? "burden" : "fault"
	};
}
function bt(e, t, n) {
	let r = [];
	return t === "presumed" && r.push("durable_reversal", "reversal_any_goods"), e.factors.length + e.floors.size > 1 && r.push(n ? "share_equally" : "share_by_size"), r.push("standard_of_proof"), r;
}
function xt(e, { factors: t, floors: n }, r) {
	let { facts: i } = e, a = t.map(({ party: t, factor: n }) => h(e, "factor_found", {
		behaviours: St(n.kind, o(t, i), i.claim),
		values: {
			party: t,
			kind: n.kind,
			grade: n.grade
		},
		evidence: n.evidence ?? []
	})), c = r === "yes" || r === "presumed";
	for (let t of n) {
		let n = c && t === s(i);
		a.push(h(e, n ? r === "yes" ? "defect_proved" : "defect_presumed_weight" : "shipper_at_fault", {
			behaviours: n ? ["defect_liability"] : ["shipper_fault"],
			values: { party: t },
			evidence: (n ? i.defect?.evidence : void 0) ?? []
		}));
	}
	return a;
}
function St(e, t, n) {
	return e.includes("packag") || e.includes("packing") ? ["packing_duty", "shipper_fault"] : e.includes("warning") ? ["warning_duty"] : t === "consumer" ? Ct(e, n) : t === "logistics" ? wt(e) : t === "platform" ? ["platform_own_fault"] : [];
}
function Ct(e, t) {
	return t === "no_reason" ? ["not_intact"] : pt.some((t) => e.includes(t)) ? ["mitigation", "claimant_fault"] : ["claimant_fault"];
}
function wt(e) {
	return ft.some((t) => e.includes(t)) ? ["carrier_conduct", "carrier_strict_liability"] : ["carrier_strict_liability"];
}
function Tt(e, t, n) {
	let { facts: r } = e;
	if (r.claim === "no_reason") return Et(e);
	if (r.claim === "late" || r.claim === "lost") {
		let t = s(r);
		return n.length > 0 ? v(e, t, "risk", "risk_without_fault", ["force_majeure", "transport_risk"]) : v(e, t, "burden", "delivery_not_proved", [
			"burden_of_proof",
			"transport_risk",
			"signing_delivers"
		]);
	}
	return Dt(e, t === "no" ? "defect_disproved" : "claim_not_proved");
}
function Et(e) {
	let { facts: t } = e, n = t.daysSinceReceipt;
	if (n === void 0 && _(e, "/daysSinceReceipt", "days since receipt", "unknown"), p(e, "no_reason_return")) {
		let r = y(e.pack, "no_reason_claim_days");
		if (n === void 0 || n <= r) {
			let n = { values: { days: r } };
			return v(e, s(t), "risk", "no_reason_in_time", ["no_reason_return"], n);
		}
	}
	return t.platform?.promise && p(e, "platform_promise") ? v(e, "platform", "risk", "promise_binds", ["platform_promise"], t.platform) : Dt(e, "no_reason_too_late", ["no_reason_return"]);
}
function Dt(e, t, n = []) {
	let { facts: r } = e, i = r.claim === "return_mismatch" ? s(r) : "consumer";
	return mt(r.claim) ? e.missing.push({
		path: "/defect",
		what: "inspection report that proves the defect"
	}) : !r.custody && r.claim !== "no_reason" && e.missing.push({
		path: "/custody",
		what: "records of condition at the hand-overs"
	}), v(e, i, "not_established", t, [
		...n,
		"burden_of_proof",
		"standard_of_proof"
	]);
}
function Ot(e, t, n) {
	let { facts: r } = e, i = t.get("logistics");
	if (i === void 0) return t;
	let a = At(r, n), o = p(e, "contracting_carrier") ? r.contractingCarrier : void 0, s = a.length > 1 && o ? [o] : a;
	if (s.length === 0) return t;
	let c = new Map(t);
	c.delete("logistics");
	let l = Ce(BigInt(i), s.map(() => 1n));
	return s.forEach((e, t) => {
		c.set(e, (c.get(e) ?? 0) + Number(l[t]));
	}), a.length > 1 && e.reasons.push(kt(e, s, o)), c;
}
function kt(e, t, n) {
	return h(e, n ? "contracting_carrier" : "legs_equal", {
		behaviours: n ? ["contracting_carrier"] : ["share_equally"],
		values: { party: t.join(", ") }
	});
}
function At(e, t) {
	let n = t?.holders ?? e.custody?.holders ?? [], r = [...new Set(n)].filter((t) => o(t, e) === "logistics");
	return r.length > 0 ? r.toSorted() : e.contractingCarrier ? [e.contractingCarrier] : [];
}
// server/domain/responsibility/outward.ts
function jt(e, t, n) {
	if (n) return {
		external: [],
		externalMode: "none"
	};
	let r = s(e.facts), i = /* @__PURE__ */ new Set();
	Pt(e, t) && (i.add(r), e.reasons.push(h(e, "seller_answers", {
		behaviours: r === "platform" ? ["platform_self_operated", "seller_answers"] : ["seller_answers"],
		values: { party: r }
	})));
	let a = r === "platform" ? [] : It(e);
	for (let { code: t, behaviours: n } of a) i.add("platform"), e.reasons.push(h(e, t, {
		behaviours: n,
		evidence: e.facts.platform?.evidence ?? []
	}));
	return a.length > 0 && Mt(e, t), t.platform > 0 && i.add("platform"), t.logistics > 0 && Te(e) && (i.add("logistics"), e.reasons.push(h(e, "buyers_courier_answers", { behaviours: ["courier_of_buyer"] })), Nt(e)), {
		external: [...i],
		externalMode: Lt(e, i, a.length > 0)
	};
}
function Mt(e, t) {
	if (!p(e, "platform_recourse")) return;
	let n = ["merchant", "logistics"].filter((e) => t[e] > 0);
	if (n.length === 0) return;
	let r = { party: n.join(", ") };
	e.reasons.push(h(e, "platform_recourse", {
		behaviours: ["platform_recourse"],
		values: r
	}));
}
function Nt(e) {
	if (!p(e, "franchise_network")) return;
	let t = (e.facts.parties ?? []).filter((e) => e.kind === "carrier_branch");
	if (t.length === 0) return;
	let n = { party: t.map((e) => e.id).join(", ") };
	e.reasons.push(h(e, "franchise_network", {
		behaviours: ["franchise_network"],
		values: n
	}));
}
function Pt(e, t) {
	let { facts: n } = e;
	return !p(e, "seller_answers") || n.claim === "no_reason" && t.platform === 1e4 && s(n) !== "platform" ? !1 : !Ft(e, t);
}
function Ft(e, t) {
	return t.merchant + t.platform === 0 && Te(e);
}
function It(e) {
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
function Lt(e, t, n) {
	if (t.size === 0) return "none";
	if (t.size > 1) return n ? "joint" : "several";
	let { facts: r } = e;
	return (r.food === !0 || r.claim === "food_unsafe") && mt(r.claim) && p(e, "food_first_claimed") ? (e.reasons.push(h(e, "food_first_claimed", { behaviours: ["food_first_claimed"] })), "first_claimed") : "single";
}
function Rt(e) {
	let { consumerFraud: t, platform: n, factors: r } = e.facts;
	t && (_(e, "/consumerFraud", "consumer fraud", "fraud_for_people", t.evidence), e.reasons.push(h(e, "fraud_for_people", {
		behaviours: ["fraud_to_people"],
		because: zt(e)
	})));
	let i = r?.some((e) => e.party === "platform");
	n?.knewNoAction === !0 && !i && _(e, "/platform/knewNoAction", "platform's inner share", "no_extent", n.evidence);
}
function zt(e) {
	let { penal: t } = e.facts;
	return t === "fraud3x" && p(e, "fraud_costs_multiple") ? [h(e, "fraud_would_end_penalty", { behaviours: ["fraud_costs_multiple"] })] : t === "food10x" && p(e, "fraud_costs_food_claim") ? [h(e, "fraud_would_end_claim", { behaviours: ["fraud_costs_food_claim"] })] : [];
}
// server/domain/responsibility/payable.ts
var Bt = 100;
function Vt(e, t) {
	let { facts: n } = e, r = [...t.keys()].toSorted(u(n)), i = Ce(BigInt(n.loss), r.map((e) => BigInt(t.get(e)))), a = new Map(r.map((e, t) => [e, i[t]]));
	Ht(e, a);
	for (let [e, t] of a) t === 0n && a.delete(e);
	return a;
}
function Ht(e, t) {
	let n = [...t.keys()].filter((t) => o(t, e.facts) === "logistics"), r = n.reduce((e, n) => e + t.get(n), 0n);
	if (r === 0n) return;
	let i = Ut(e, r);
	if (i === null || i >= r) return;
	let a = Ce(i, n.map((e) => t.get(e)));
	n.forEach((e, n) => {
		t.set(e, a[n]);
	});
	let s = Ee(e);
	t.set(s, (t.get(s) ?? 0n) + r - i);
	let c = e.facts.cap?.rule === "insured_ratio";
	e.reasons.push(h(e, c ? "cap_insured" : "cap_contract", {
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
function Ut(e, t) {
	let n = e.facts.cap;
	if (n === void 0 || !Wt(e, n)) return null;
	if (n.rule === "contract") return BigInt(n.amount);
	let r = BigInt(n.value ?? e.facts.price ?? e.facts.loss), i = BigInt(n.declared);
	return r === 0n || i >= r ? null : t * i / r;
}
function Wt(e, t) {
	return p(e, t.rule === "contract" ? "cap_contract" : "cap_insured") ? t.gross === !0 && p(e, "cap_gross") ? Gt(e, "cap_gross") : !(t.rule === "contract" ? t.prompted === !0 : t.prompted !== !1) && p(e, "cap_prompted") ? Gt(e, "cap_not_prompted") : !0 : !1;
}
function Gt(e, t) {
	let { cap: n } = e.facts;
	_(e, "/cap", "limit of liability", t, n?.evidence);
	let r = n?.rule === "insured_ratio" ? ["insured_prompted", "cap_prompted"] : ["cap_prompted"];
	return e.reasons.push(h(e, t, { behaviours: t === "cap_gross" ? ["cap_gross"] : r })), !1;
}
function Kt(e, t) {
	let { facts: n } = e, r = {
		penal: 0,
		penalBy: null
	};
	if (n.penal === void 0 || t) return r;
	let i = n.penal === "fraud3x";
	if (!p(e, i ? "penalty_fraud" : "penalty_food")) return r;
	let a = i ? qt(e) : Jt(e), o = s(n);
	return e.reasons.push(h(e, i ? "penalty_fraud" : "penalty_food", {
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
function qt({ pack: e, facts: t }) {
	let n = y(e, "fraud_price_multiple") * t.price;
	return Math.max(n, y(e, "fraud_least") * Bt);
}
function Jt({ pack: e, facts: t }) {
	let n = y(e, "food_price_multiple") * t.price, r = y(e, "food_loss_multiple") * t.loss;
	return Math.max(n, r, y(e, "food_least") * Bt);
}
// server/domain/responsibility/decide.ts
var Yt = {
	name: "redress-responsibility",
	version: "1.2.0"
};
function Xt(e, t) {
	let n = {
		facts: e,
		pack: t,
		reasons: [],
		notFound: [],
		missing: []
	}, { shares: r, mode: i, window: a } = ht(n);
	Rt(n);
	let o = d(r, e), s = o.consumer === Se, c = jt(n, o, s), l = Vt(n, r), u = Kt(n, s);
	return {
		engine: Yt,
		pack: {
			id: t.data.id,
			hash: t.hash
		},
		claim: e.claim,
		mode: i,
		bps: o,
		shares: Zt(r, e),
		legs: Qt(r, e),
		...c,
		pay: $t(l, e),
		payShares: Zt(l, e),
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
		remediesLeft: s ? en(n) : []
	};
}
function Zt(e, t) {
	let n = [...e.keys()].toSorted(u(t));
	return Object.fromEntries(n.map((t) => [t, Number(e.get(t))]));
}
function Qt(e, t) {
	let n = [...e].filter(([e]) => e !== "logistics" && o(e, t) === "logistics");
	return Zt(new Map(n), t);
}
function $t(e, t) {
	return d(new Map([...e].map(([e, t]) => [e, Number(t)])), t);
}
function en({ pack: e, facts: t, missing: n }) {
	let r = mt(t.claim);
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
		rules: ee(e, `remedy_${t}`)
	})).filter((e) => e.rules.length > 0);
}
// node_modules/zod/v4/core/util.js
function tn(e) {
	let t = Object.values(e).filter((e) => typeof e == "number");
	return Object.entries(e).filter(([e, n]) => t.indexOf(+e) === -1).map(([e, t]) => t);
}
function nn(e, t = "|") {
	return e.map((e) => En(e)).join(t);
}
function rn(e, t) {
	return typeof t == "bigint" ? t.toString() : t;
}
var an = class {
	constructor(e) {
		this._getter = e, this._value = void 0;
	}
	get value() {
		let e = this._getter;
		return e !== void 0 && (this._value = e(), this._getter = void 0), this._value;
	}
};
function on(e) {
	return new an(e);
}
function sn(e) {
	return e == null;
}
function cn(e) {
	let t = +!!e.startsWith("^"), n = e.endsWith("$") ? e.length - 1 : e.length;
	return e.slice(t, n);
}
function ln(e, t) {
	let n = e / t, r = Math.round(n), i = 4 * 2 ** -52 * Math.max(Math.abs(n), 1);
	return Math.abs(n - r) < i ? 0 : n - r;
}
var un = /* @__PURE__*/ Symbol("evaluating");
function dn(e, t, n) {
	let r;
	Object.defineProperty(e, t, {
		get() {
			if (r !== un) return r === void 0 && (r = un, r = n()), r;
		},
		set(n) {
			Object.defineProperty(e, t, { value: n });
		},
		configurable: !0
	});
}
function b(e, t, n) {
	Object.defineProperty(e, t, {
		value: n,
		writable: !0,
		enumerable: !0,
		configurable: !0
	});
}
function fn(e) {
	let t = Object.getOwnPropertyDescriptor(e, "shape");
	return t?.get ? t.get.raw : t?.value;
}
function x(e) {
	return fn(e._zod.def) ?? e._zod.def.shape;
}
function pn(e, t, n) {
	Object.defineProperty(e, t, {
		get() {
			let e = n();
			return b(this, t, e), e;
		},
		enumerable: !0,
		configurable: !0
	});
}
function mn(e, t, n) {
	t in e ? b(e, t, n) : e[t] = n;
}
function hn(e, t, n, r) {
	let i = x(t);
	for (let a of n) {
		let n = Object.getOwnPropertyDescriptor(i, a);
		n.enumerable && (n.get ? pn(e, a, () => {
			let e = t._zod.def.shape[a];
			return r ? r(e, a) : e;
		}) : mn(e, a, r ? r(n.value, a) : n.value));
	}
}
function gn(e, t) {
	for (let n of Reflect.ownKeys(t)) {
		let r = Object.getOwnPropertyDescriptor(t, n);
		r.enumerable && (r.get ? pn(e, n, () => t[n]) : mn(e, n, r.value));
	}
}
function S(...e) {
	let t = {};
	for (let n of e) {
		let e = Object.getOwnPropertyDescriptors(n);
		Object.assign(t, e);
	}
	return Object.defineProperties({}, t);
}
function _n(e) {
	return JSON.stringify(e);
}
function vn(e) {
	return e.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
var yn = "captureStackTrace" in Error ? Error.captureStackTrace : (...e) => {};
function bn(e) {
	return typeof e == "object" && !!e && !Array.isArray(e);
}
var xn = /* @__PURE__*/ on(() => {
	if (A.jitless || typeof navigator < "u" && navigator?.userAgent?.includes("Cloudflare")) return !1;
	try {
		return Function(""), !0;
	} catch {
		return !1;
	}
});
function Sn(e) {
	if (bn(e) === !1) return !1;
	let t = e.constructor;
	if (t === void 0 || typeof t != "function") return !0;
	let n = t.prototype;
	return bn(n) !== !1 && Object.prototype.hasOwnProperty.call(n, "isPrototypeOf") !== !1;
}
function Cn(e) {
	return Sn(e) ? { ...e } : Array.isArray(e) ? [...e] : e instanceof Map ? new Map(e) : e instanceof Set ? new Set(e) : e;
}
var wn = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function Tn(e) {
	return e.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function C(e, t, n) {
	let r = new e._zod.constr(t ?? e._zod.def);
	return (!t || n?.parent) && (r._zod.parent = e), r;
}
function w(e) {
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
function En(e) {
	return typeof e == "bigint" ? e.toString() + "n" : typeof e == "string" ? `"${e}"` : `${e}`;
}
function Dn(e) {
	return Object.keys(e).filter((t) => e[t]._zod.optin !== void 0 && e[t]._zod.optout === "optional");
}
var On = {
	safeint: [-(2 ** 53 - 1), 2 ** 53 - 1],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}, kn = {
	int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
	uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")]
};
function An(e, t) {
	let n = e._zod.def, r = n.checks;
	if (r && r.length > 0) throw Error(".pick() cannot be used on object schemas containing refinements");
	let i = {};
	return hn(i, e, jn(e, t)), C(e, S(n, {
		shape: i,
		checks: []
	}));
}
function jn(e, t) {
	let n = x(e), r = [];
	for (let e of Reflect.ownKeys(t)) {
		if (!Object.getOwnPropertyDescriptor(n, e)?.enumerable) throw Error(`Unrecognized key: "${String(e)}"`);
		t[e] && r.push(e);
	}
	return r;
}
function Mn(e, t) {
	let n = e._zod.def, r = n.checks;
	if (r && r.length > 0) throw Error(".omit() cannot be used on object schemas containing refinements");
	let i = new Set(jn(e, t)), a = {};
	return hn(a, e, Reflect.ownKeys(x(e)).filter((e) => !i.has(e))), C(e, S(n, {
		shape: a,
		checks: []
	}));
}
function Nn(e, t) {
	if (!Sn(t)) throw Error("Invalid input to extend: expected a plain object");
	let n = e._zod.def.checks;
	if (n && n.length > 0) {
		let n = x(e);
		for (let e of Reflect.ownKeys(t)) if (Object.getOwnPropertyDescriptor(n, e) !== void 0) throw Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return C(e, S(e._zod.def, { shape: Pn(e, t) }));
}
function Pn(e, t) {
	let n = {};
	return hn(n, e, Reflect.ownKeys(x(e))), gn(n, t), n;
}
function Fn(e, t) {
	if (!Sn(t)) throw Error("Invalid input to safeExtend: expected a plain object");
	return C(e, S(e._zod.def, { shape: Pn(e, t) }));
}
function In(e, t) {
	if (!t?._zod?.def) throw Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
	if (e._zod.def.checks?.length) throw Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
	let n = {};
	return hn(n, e, Reflect.ownKeys(x(e))), hn(n, t, Reflect.ownKeys(x(t))), C(e, S(e._zod.def, {
		shape: n,
		get catchall() {
			return t._zod.def.catchall;
		},
		checks: t._zod.def.checks ?? []
	}));
}
function Ln(e, t, n, r = "partial") {
	let i = t._zod.def.checks;
	if (i && i.length > 0) throw Error(`.${r}() cannot be used on object schemas containing refinements`);
	let a = n ? new Set(jn(t, n)) : void 0, o = {};
	return hn(o, t, Reflect.ownKeys(x(t)), e && ((t, n) => a && !a.has(n) ? t : new e({
		type: "optional",
		innerType: t
	}))), C(t, S(t._zod.def, {
		shape: o,
		checks: []
	}));
}
function Rn(e, t, n) {
	let r = n ? new Set(jn(t, n)) : void 0, i = {};
	return hn(i, t, Reflect.ownKeys(x(t)), (t, n) => r && !r.has(n) ? t : new e({
		type: "nonoptional",
		innerType: t
	})), C(t, S(t._zod.def, { shape: i }));
}
function T(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue !== !0) return !0;
	return !1;
}
function zn(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue === !1) return !0;
	return !1;
}
function Bn(e, t) {
	return t.map((t) => {
		var n;
		return (n = t).path ?? (n.path = []), t.path.unshift(e), t;
	});
}
function Vn(e) {
	return typeof e == "string" ? e : e?.message;
}
function Hn(e) {
	let t = [];
	for (let n of e ?? []) {
		let e = n._zod.def;
		if (!/_(length|size)$|_equals$/.test(e.check)) break;
		let r = e.maximum ?? e.length ?? e.size;
		r >= 0 && t.push([r, n]);
	}
	return t;
}
function Un(e, t, n) {
	var r;
	for (let i = t; i < e.length; i++) (r = e[i]).schema ?? (r.schema = n);
}
function E(e, t, n) {
	var r;
	let i = e.inst?._zod?.traits;
	i?.has("$ZodType") && (i.has("$ZodCheck") ? (r = e).schema ?? (r.schema = e.inst) : e.schema = e.inst);
	let a = e.schema === e.inst ? void 0 : e.schema?._zod.def?.error, o = e.message ? e.message : Vn(e.inst?._zod.def?.error?.(e)) ?? Vn(a?.(e)) ?? Vn(t?.error?.(e)) ?? Vn(n.customError?.(e)) ?? Vn(n.localeError?.(e)) ?? "Invalid input", s = {};
	for (let t of Object.keys(e)) t !== "inst" && t !== "schema" && t !== "continue" && t !== "input" && t !== "__proto__" && (s[t] = e[t]);
	return s.path ??= [], s.message = o, t?.reportInput && (s.input = e.input), s;
}
var Wn = /[\uD800-\uDBFF]/;
function Gn(e) {
	let t = e.length;
	if (!Wn.test(e)) return t;
	let n = t;
	for (let r = 0; r < t - 1; r++) (e.charCodeAt(r) & 64512) == 55296 && (e.charCodeAt(r + 1) & 64512) == 56320 && (n--, r++);
	return n;
}
function Kn(e) {
	return Array.isArray(e) ? "array" : typeof e == "string" ? "string" : "unknown";
}
function qn(e) {
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
function Jn(...e) {
	let [t, n, r] = e;
	return typeof t == "string" ? {
		message: t,
		code: "custom",
		input: n,
		inst: r
	} : { ...t };
}
function Yn(e, t) {
	for (let n in t) {
		let r = Object.getOwnPropertyDescriptor(t, n);
		r.get ? Object.defineProperty(e, n, {
			...r,
			enumerable: !1
		}) : Qn(e, n, r.value);
	}
}
function D(e, t, n, r = !0) {
	return Object.defineProperty(e, t, {
		configurable: !0,
		writable: !0,
		enumerable: r,
		value: n
	}), n;
}
function Xn(e, t, n) {
	return D(e, t, n, !1);
}
/* @__NO_SIDE_EFFECTS__ */
function Zn(e, t) {
	for (let n in e) {
		let r = e[n];
		Object.defineProperty(t, n, {
			configurable: !0,
			enumerable: !0,
			get() {
				return D(this, n, r(this));
			},
			set(e) {
				D(this, n, e);
			}
		});
	}
	return t;
}
function Qn(e, t, n) {
	Object.defineProperty(e, t, {
		configurable: !0,
		get() {
			return this == null ? n : D(this, t, n.bind(this));
		},
		set(e) {
			D(this, t, e);
		}
	});
}
function $n(e, t) {
	let n = Object.getPrototypeOf(e);
	return t in n ? void 0 : n;
}
var er, tr = !1, nr = {
	configurable: !0,
	get() {
		tr = !0;
	}
};
function O(e, t, n) {
	let r = Object.getPrototypeOf(e._zod);
	t in r && er !== e._zod ? er = void 0 : (er = e._zod, Object.defineProperty(r, t, {
		configurable: !0,
		get() {
			Object.defineProperty(this, t, nr);
			let e = tr;
			tr = !1;
			try {
				let r = n(this);
				return tr ? delete this[t] : Object.defineProperty(this, t, {
					configurable: !0,
					writable: !0,
					value: r
				}), tr ||= e, r;
			} catch (n) {
				throw delete this[t], tr ||= e, n;
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
function rr(e, t, n, r) {
	let i = $n(e, t);
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
var ir = "~constantCatch";
function ar(e) {
	let t = () => e;
	return t[ir] = !0, t;
}
// node_modules/zod/v4/core/core.js
var or, sr = {
	value: void 0,
	enumerable: !1
}, cr = "captureStackTrace" in Error ? Error : null;
function lr(e) {
	let t = cr;
	if (t) {
		let n = t.stackTraceLimit;
		if (typeof n == "number") {
			try {
				t.stackTraceLimit = 0;
			} catch {
				return cr = null, new e();
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
function k(e, t, n, r) {
	let i = {};
	function a(e) {
		this.def = e, this.constr = d, this.traits = /* @__PURE__ */ new Set();
	}
	a.prototype = i;
	let o = n, s = o && /* @__PURE__ */ new WeakSet();
	function c(n, r) {
		if (!n._zod) {
			sr.value = new a(r);
			try {
				Object.defineProperty(n, "_zod", sr);
			} finally {
				sr.value = void 0;
			}
		} else if (n._zod.traits.has(e)) return;
		if (n._zod.traits.add(e), t(n, r), s) {
			let e = Object.getPrototypeOf(n), t = n._zod.constr.prototype, r = e;
			for (; r && r !== t;) r = Object.getPrototypeOf(r);
			let i = r ?? e;
			s.has(i) || (s.add(i), Yn(i, o));
		}
		let i = d.prototype;
		for (let e in i) Object.prototype.hasOwnProperty.call(i, e) && (e in n || (n[e] = i[e].bind(n)));
	}
	let l = r?.Parent ?? Object;
	class u extends l {}
	Object.defineProperty(u, "name", { value: e });
	function d(e) {
		let t = r?.Parent ? lr(u) : this;
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
var ur = class extends Error {
	constructor() {
		super("Encountered Promise during synchronous parse. Use .parseAsync() instead.");
	}
}, dr = class extends Error {
	constructor(e) {
		super(`Encountered unidirectional transform during encode: ${e}`), this.name = "ZodEncodeError";
	}
};
(or = globalThis).__zod_globalConfig ?? (or.__zod_globalConfig = {});
var A = globalThis.__zod_globalConfig;
function j(e) {
	return e && Object.assign(A, e), A;
}
// node_modules/zod/v4/core/errors.js
function fr() {
	let e = this._zod;
	return e.message ??= JSON.stringify(e.def, rn, 2), e.message;
}
function pr(e) {
	this._zod.message = e;
}
var mr = {
	get: fr,
	set: pr,
	enumerable: !0,
	configurable: !0
}, hr = {
	value: void 0,
	enumerable: !1
}, gr = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]), _r = /* @__PURE__ */ k("$ZodError", (e, t) => {
	e.name = "$ZodError", hr.value = t, Object.defineProperty(e, "issues", hr), hr.value = void 0, Object.defineProperty(e, "message", mr);
	let n = Object.getPrototypeOf(e);
	gr.has(n) || (gr.add(n), Object.defineProperty(n, "toString", {
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
function vr(e, t, n) {
	return Object.prototype.hasOwnProperty.call(e, t) || (t === "__proto__" ? Object.defineProperty(e, t, {
		value: n(),
		writable: !0,
		enumerable: !0,
		configurable: !0
	}) : e[t] = n()), e[t];
}
function yr(e, t = (e) => e.message) {
	let n = {}, r = [];
	for (let i of e.issues) i.path.length > 0 ? vr(n, i.path[0], () => []).push(t(i)) : r.push(t(i));
	return {
		formErrors: r,
		fieldErrors: n
	};
}
function br(e, t = (e) => e.message) {
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
function xr(e, t) {
	return {
		callee: t?.callee ?? e,
		Err: t?.Err
	};
}
var Sr = (e) => {
	let t = (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !1
		} : { async: !1 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise) throw new ur();
		if (s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => E(e, o, j())));
			throw yn(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
}, Cr = (e) => {
	let t = async (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !0
		} : { async: !0 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise && (s = await s), s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => E(e, o, j())));
			throw yn(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
}, wr = (e) => (t, n, r) => {
	let i = r ? {
		...r,
		async: !1
	} : { async: !1 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	if (a instanceof Promise) throw new ur();
	return a.issues.length ? Tr(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
};
function Tr(e, t, n) {
	let r;
	return {
		success: !1,
		get error() {
			return r || (r = new e(t.map((e) => E(e, n, j()))), t = void 0, n = void 0), r;
		},
		set error(e) {
			r = e, t = void 0, n = void 0;
		}
	};
}
var Er = (e) => async (t, n, r) => {
	let i = r ? {
		...r,
		async: !0
	} : { async: !0 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	return a instanceof Promise && (a = await a), a.issues.length ? Tr(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
}, Dr = /* @__PURE__ */ Symbol.for("zod.compile.invalid"), Or = /* @__PURE__ */ Symbol.for("zod.compile.fallback"), kr = ((e, t, n) => {
	let r = e._zod.bag.validator;
	if (r !== void 0) {
		if (r(t) !== Dr) return !0;
		if (r.definite === !0 && n === void 0) return !1;
	}
	return Ar(e, t, n);
});
function Ar(e, t, n) {
	let r = n ? {
		...n,
		async: !1,
		abortEarly: !0
	} : {
		async: !1,
		abortEarly: !0
	}, i = e._zod.bag.fallbackRun, a;
	if (i ? (r[Or] = !0, a = i({
		value: t,
		issues: []
	}, r)) : a = e._zod.run({
		value: t,
		issues: []
	}, r), a instanceof Promise) throw new ur();
	return a.issues.length === 0;
}
var jr = async (e, t, n) => {
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
}, Mr = (e) => {
	let t = Sr(e), n = (e, r, i, a) => {
		let o = i ? {
			...i,
			direction: "backward"
		} : { direction: "backward" };
		return t(e, r, o, xr(n, a));
	};
	return n;
}, Nr = (e) => {
	let t = Sr(e), n = (e, r, i, a) => t(e, r, i, xr(n, a));
	return n;
}, Pr = (e) => {
	let t = Cr(e), n = async (e, r, i, a) => {
		let o = i ? {
			...i,
			direction: "backward"
		} : { direction: "backward" };
		return await t(e, r, o, xr(n, a));
	};
	return n;
}, Fr = (e) => {
	let t = Cr(e), n = async (e, r, i, a) => await t(e, r, i, xr(n, a));
	return n;
}, Ir = (e) => (t, n, r) => {
	let i = r ? {
		...r,
		direction: "backward"
	} : { direction: "backward" };
	return wr(e)(t, n, i);
}, Lr = (e) => (t, n, r) => wr(e)(t, n, r), Rr = (e) => async (t, n, r) => {
	let i = r ? {
		...r,
		direction: "backward"
	} : { direction: "backward" };
	return Er(e)(t, n, i);
}, zr = (e) => async (t, n, r) => Er(e)(t, n, r), Br = /^[cC][0-9a-z]{6,}$/, Vr = /^[0-9a-z]+$/, Hr = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/, Ur = /^[0-9a-vA-V]{20}$/, Wr = /^[A-Za-z0-9]{27}$/, Gr = /^[a-zA-Z0-9_-]{21}$/;
function Kr(e) {
	return RegExp(`^[a-zA-Z0-9_-]{${e}}$`);
}
var qr = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/, Jr = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/, Yr = (e) => e ? RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${e}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`) : /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/, Xr = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/, Zr = "^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$";
function Qr() {
	return new RegExp(Zr, "u");
}
var $r = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/, ei = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/, ti = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/, ni = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/, ri = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/, ii = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/, ai = /^https?$/, oi = /^\+[1-9]\d{6,14}$/, si = "(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))";
function ci(e) {
	return RegExp(`^${e}$`);
}
var li = /*@__PURE__*/ ci(si);
function ui(e) {
	let t = "(?:[01]\\d|2[0-3]):[0-5]\\d";
	return typeof e.precision == "number" ? e.precision === -1 ? `${t}` : e.precision === 0 ? `${t}:[0-5]\\d` : `${t}:[0-5]\\d\\.\\d{${e.precision}}` : e.seconds ? `${t}:[0-5]\\d(?:\\.\\d+)?` : `${t}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function di(e) {
	return RegExp(`^${ui(e)}$`);
}
function fi(e) {
	let t = ["Z"];
	e.offset && t.push("([+-](?:[01]\\d|2[0-3]):[0-5]\\d)");
	let n = `${ui({
		precision: e.precision,
		seconds: !0
	})}(?:${t.join("|")})`, r = e.local ? `${n}|${ui({ precision: e.precision })}` : n;
	return RegExp(`^${si}T(?:${r})$`);
}
var pi = /^[\s\S]{0,}$/, mi = /^-?\d+$/, hi = /^-?\d+(?:\.\d+)?$/, gi = /^(?:true|false)$/i, _i = /^null$/i, vi = /^[^A-Z]*$/, yi = /^[^a-z]*$/, M = /*@__PURE__*/ k("$ZodCheck", (e, t) => {
	var n;
	e._zod ??= {}, e._zod.def = t, (n = e._zod).onattach ?? (n.onattach = []);
}), bi = (e) => {
	let t = e.value;
	return !sn(t) && t.length !== void 0;
}, xi = {
	number: "number",
	bigint: "bigint",
	object: "date"
}, Si = /*@__PURE__*/ k("$ZodCheckLessThan", (e, t) => {
	M.init(e, t);
	let n = xi[typeof t.value];
	e._zod.check = (r) => {
		(t.inclusive ? r.value <= t.value : r.value < t.value) || r.issues.push({
			origin: xi[typeof r.value] ?? n,
			code: "too_big",
			maximum: typeof t.value == "object" ? t.value.getTime() : t.value,
			input: r.value,
			inclusive: t.inclusive,
			inst: e,
			continue: !t.abort
		});
	};
}), Ci = /*@__PURE__*/ k("$ZodCheckGreaterThan", (e, t) => {
	M.init(e, t);
	let n = xi[typeof t.value];
	e._zod.check = (r) => {
		(t.inclusive ? r.value >= t.value : r.value > t.value) || r.issues.push({
			origin: xi[typeof r.value] ?? n,
			code: "too_small",
			minimum: typeof t.value == "object" ? t.value.getTime() : t.value,
			input: r.value,
			inclusive: t.inclusive,
			inst: e,
			continue: !t.abort
		});
	};
}), wi = /*@__PURE__*/ k("$ZodCheckMultipleOf", (e, t) => {
	M.init(e, t), e._zod.check = (n) => {
		if (typeof n.value != typeof t.value) throw Error("Cannot mix number and bigint in multiple_of check.");
		(typeof n.value == "bigint" ? t.value !== BigInt(0) && n.value % t.value === BigInt(0) : ln(n.value, t.value) === 0) || n.issues.push({
			origin: typeof n.value,
			code: "not_multiple_of",
			divisor: t.value,
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Ti = /*@__PURE__*/ k("$ZodCheckNumberFormat", (e, t) => {
	M.init(e, t), t.format = t.format || "float64";
	let n = t.format?.includes("int"), r = n ? "int" : "number", [i, a] = On[t.format];
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
}), Ei = /*@__PURE__*/ k("$ZodCheckMaxLength", (e, t) => {
	var n;
	M.init(e, t), (n = e._zod.def).when ?? (n.when = bi), e._zod.check = (n) => {
		let r = n.value, i = r.length;
		if ((typeof r == "string" && i > t.maximum ? Gn(r) : i) <= t.maximum) return;
		let a = Kn(r);
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
}), Di = /*@__PURE__*/ k("$ZodCheckMinLength", (e, t) => {
	var n;
	M.init(e, t), (n = e._zod.def).when ?? (n.when = bi), e._zod.check = (n) => {
		let r = n.value, i = r.length;
		if ((typeof r == "string" && i >= t.minimum && i < t.minimum * 2 ? Gn(r) : i) >= t.minimum) return;
		let a = Kn(r);
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
}), Oi = /*@__PURE__*/ k("$ZodCheckLengthEquals", (e, t) => {
	var n;
	M.init(e, t), (n = e._zod.def).when ?? (n.when = bi), e._zod.check = (n) => {
		let r = n.value, i = r.length, a = typeof r == "string" && i >= t.length && i <= t.length * 2 ? Gn(r) : i;
		if (a === t.length) return;
		let o = Kn(r), s = a > t.length;
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
}), ki = /*@__PURE__*/ k("$ZodCheckStringFormat", (e, t) => {
	var n, r;
	M.init(e, t), t.pattern ? (n = e._zod).check ?? (n.check = (n) => {
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
}), Ai = /*@__PURE__*/ k("$ZodCheckRegex", (e, t) => {
	ki.init(e, t), e._zod.check = (n) => {
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
}), ji = /*@__PURE__*/ k("$ZodCheckLowerCase", (e, t) => {
	t.pattern ??= vi, ki.init(e, t);
}), Mi = /*@__PURE__*/ k("$ZodCheckUpperCase", (e, t) => {
	t.pattern ??= yi, ki.init(e, t);
}), Ni = /*@__PURE__*/ k("$ZodCheckIncludes", (e, t) => {
	M.init(e, t);
	let n = Tn(t.includes);
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
}), Pi = /*@__PURE__*/ k("$ZodCheckStartsWith", (e, t) => {
	M.init(e, t);
	let n = RegExp(`^${Tn(t.prefix)}.*`);
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
}), Fi = /*@__PURE__*/ k("$ZodCheckEndsWith", (e, t) => {
	M.init(e, t);
	let n = RegExp(`.*${Tn(t.suffix)}$`);
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
}), Ii = /*@__PURE__*/ k("$ZodCheckOverwrite", (e, t) => {
	M.init(e, t), e._zod.check = (e) => {
		e.value = t.tx(e.value);
	};
}), Li = class {
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
}, Ri = {
	major: 4,
	minor: 6,
	patch: 7
}, N = /*@__PURE__*/ k("$ZodType", (e, t) => {
	var n;
	e ??= {}, e._zod.def = t, e._zod.bag = e._zod.bag || {}, e._zod.version = Ri;
	let r = e._zod.def.checks, i = e._zod.traits.has("$ZodCheck") ? [e, ...r ?? []] : r?.length ? [...r] : [];
	for (let t of i) for (let n of t._zod.onattach) n(e);
	if (i.length === 0) (n = e._zod).deferred ?? (n.deferred = []), e._zod.deferred?.push(() => {
		e._zod.run = e._zod.parse;
	});
	else {
		let t = (t, n, r) => {
			if (t.memo) return t;
			let i = T(t), a;
			for (let o of n) {
				if (o._zod.def.when) {
					if (zn(t) || !o._zod.def.when(t)) continue;
				} else if (i) continue;
				let n = t.issues.length, s = o._zod.check(t);
				if (s instanceof Promise && r?.async === !1) throw new ur();
				if (a || s instanceof Promise) a = (a ?? Promise.resolve()).then(async () => {
					await s, t.issues.length !== n && (Un(t.issues, n, e), i ||= T(t, n));
				});
				else {
					if (t.issues.length === n) continue;
					Un(t.issues, n, e), i ||= T(t, n);
				}
			}
			return a ? a.then(() => t) : t;
		}, n = (n, r, a) => {
			if (T(n)) return n.aborted = !0, n;
			let o = t(r, i, a);
			if (o instanceof Promise) {
				if (a.async === !1) throw new ur();
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
				if (a.async === !1) throw new ur();
				return o.then((e) => t(e, i, a));
			}
			return t(o, i, a);
		};
	}
}, {
	get "~standard"() {
		return Xn(this, "~standard", Vi(this));
	},
	set "~standard"(e) {
		D(this, "~standard", e);
	}
}), zi = (e, t) => e.issues.length ? { issues: e.issues.map((e) => E(e, t, j())) } : { value: e.value };
async function Bi(e, t) {
	let n = { async: !0 };
	return zi(await e._zod.run({
		value: t,
		issues: []
	}, n), n);
}
function Vi(e) {
	return {
		validate: (t) => {
			let n = { async: !1 };
			try {
				let r = e._zod.run({
					value: t,
					issues: []
				}, n);
				if (!(r instanceof Promise)) return zi(r, n);
			} catch {}
			return Bi(e, t);
		},
		vendor: "zod",
		version: 1
	};
}
var Hi = /*@__PURE__*/ k("$ZodString", (e, t) => {
	N.init(e, t), e._zod.pattern = t.pattern ?? pi, e._zod.parse = (n, r) => {
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
}), P = /*@__PURE__*/ k("$ZodStringFormat", (e, t) => {
	ki.init(e, t), Hi.init(e, t);
}), Ui = /*@__PURE__*/ k("$ZodGUID", (e, t) => {
	t.pattern ??= Jr, P.init(e, t);
}), Wi = /*@__PURE__*/ k("$ZodUUID", (e, t) => {
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
		t.pattern ??= Yr(e);
	} else t.pattern ??= Yr();
	P.init(e, t);
}), Gi = /*@__PURE__*/ k("$ZodEmail", (e, t) => {
	t.pattern ??= Xr, P.init(e, t);
});
function Ki(e) {
	try {
		return typeof URL < "u" && typeof URL.canParse == "function" ? URL.canParse(e) : (new URL(e), !0);
	} catch {
		return !1;
	}
}
function qi(e, t) {
	return !("normalize" in t) && !("hostname" in t) && !("protocol" in t) ? Ki(e) || 2 : Ji(e, t);
}
function Ji(e, t) {
	if (!t.normalize && t.protocol?.source === ai.source && !/^https?:\/\//i.test(e)) return 1;
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
var Yi = /[\t\n\r]/g;
function Xi(e) {
	return e.replace(Yi, "");
}
function Zi(e, t) {
	return t.lastIndex = 0, t.test(e.hostname);
}
function Qi(e, t) {
	return t.lastIndex = 0, t.test(e.protocol.endsWith(":") ? e.protocol.slice(0, -1) : e.protocol);
}
var $i = /*@__PURE__*/ k("$ZodURL", (e, t) => {
	P.init(e, t), e._zod.check = (n) => {
		try {
			let r = n.value.trim(), i = qi(r, t);
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
				n.value = Xi(r);
				return;
			}
			t.hostname && !Zi(i, t.hostname) && n.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid hostname",
				pattern: t.hostname.source,
				input: n.value,
				inst: e,
				continue: !t.abort
			}), t.protocol && !Qi(i, t.protocol) && n.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid protocol",
				pattern: t.protocol.source,
				input: n.value,
				inst: e,
				continue: !t.abort
			}), n.value = t.normalize ? i.href : Xi(r);
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
}), ea = /*@__PURE__*/ k("$ZodEmoji", (e, t) => {
	t.pattern ??= Qr(), P.init(e, t);
}), ta = /*@__PURE__*/ k("$ZodNanoID", (e, t) => {
	if (t.length !== void 0 && (!Number.isInteger(t.length) || t.length < 1)) throw Error(`Invalid nanoid length: ${t.length}`);
	t.pattern ??= t.length === void 0 ? Gr : Kr(t.length), P.init(e, t);
}), na = /*@__PURE__*/ k("$ZodCUID", (e, t) => {
	t.pattern ??= Br, P.init(e, t);
}), ra = /*@__PURE__*/ k("$ZodCUID2", (e, t) => {
	t.pattern ??= Vr, P.init(e, t);
}), ia = /*@__PURE__*/ k("$ZodULID", (e, t) => {
	t.pattern ??= Hr, P.init(e, t);
}), aa = /*@__PURE__*/ k("$ZodXID", (e, t) => {
	t.pattern ??= Ur, P.init(e, t);
}), oa = /*@__PURE__*/ k("$ZodKSUID", (e, t) => {
	t.pattern ??= Wr, P.init(e, t);
}), sa = /*@__PURE__*/ k("$ZodISODateTime", (e, t) => {
	t.pattern ??= fi(t), P.init(e, t);
}), ca = /*@__PURE__*/ k("$ZodISODate", (e, t) => {
	t.pattern ??= li, P.init(e, t);
}), la = /*@__PURE__*/ k("$ZodISOTime", (e, t) => {
	t.pattern ??= di(t), P.init(e, t);
}), ua = /*@__PURE__*/ k("$ZodISODuration", (e, t) => {
	t.pattern ??= qr, P.init(e, t);
}), da = /*@__PURE__*/ k("$ZodIPv4", (e, t) => {
	t.pattern ??= $r, P.init(e, t);
}), fa = /^[0-9a-fA-F:.]+$/;
function pa(e) {
	return fa.test(e) ? Ki(`http://[${e}]`) : !1;
}
var ma = /*@__PURE__*/ k("$ZodIPv6", (e, t) => {
	t.pattern ??= ei, P.init(e, t), e._zod.check = (n) => {
		pa(n.value) || n.issues.push({
			code: "invalid_format",
			format: "ipv6",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), ha = /*@__PURE__*/ k("$ZodCIDRv4", (e, t) => {
	t.pattern ??= ti, P.init(e, t);
});
function ga(e) {
	let t = e.split("/");
	if (t.length !== 2) return !1;
	let [n, r] = t;
	if (!r) return !1;
	let i = Number(r);
	return `${i}` !== r || i < 0 || i > 128 ? !1 : pa(n);
}
var _a = /*@__PURE__*/ k("$ZodCIDRv6", (e, t) => {
	t.pattern ??= ni, P.init(e, t), e._zod.check = (n) => {
		ga(n.value) || n.issues.push({
			code: "invalid_format",
			format: "cidrv6",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
});
function va(e) {
	if (e === "") return !0;
	if (/\s/.test(e) || e.length % 4 != 0) return !1;
	try {
		return atob(e), !0;
	} catch {
		return !1;
	}
}
var ya = /^[0-9a-zA-Z+/]*={0,2}$/, ba = /*@__PURE__*/ k("$ZodBase64", (e, t) => {
	t.pattern ??= ya, P.init(e, t), e._zod.check = (n) => {
		va(n.value) || n.issues.push({
			code: "invalid_format",
			format: "base64",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), xa = /^[A-Za-z0-9_-]*$/;
function Sa(e) {
	if (!xa.test(e)) return !1;
	let t = e.replace(/[-_]/g, (e) => e === "-" ? "+" : "/");
	return va(t.padEnd(Math.ceil(t.length / 4) * 4, "="));
}
var Ca = /*@__PURE__*/ k("$ZodBase64URL", (e, t) => {
	t.pattern ??= xa, P.init(e, t), e._zod.check = (n) => {
		Sa(n.value) || n.issues.push({
			code: "invalid_format",
			format: "base64url",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), wa = /*@__PURE__*/ k("$ZodE164", (e, t) => {
	t.pattern ??= oi, P.init(e, t);
});
function Ta(e, t = null) {
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
var Ea = /*@__PURE__*/ k("$ZodJWT", (e, t) => {
	P.init(e, t), e._zod.check = (n) => {
		Ta(n.value, t.alg) || n.issues.push({
			code: "invalid_format",
			format: "jwt",
			input: n.value,
			inst: e,
			continue: !t.abort
		});
	};
}), Da = /*@__PURE__*/ k("$ZodNumber", (e, t) => {
	N.init(e, t), e._zod.pattern = hi, e._zod.parse = (n, r) => {
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
}), Oa = /*@__PURE__*/ k("$ZodNumberFormat", (e, t) => {
	Ti.init(e, t), Da.init(e, t);
}), ka = /*@__PURE__*/ k("$ZodBoolean", (e, t) => {
	N.init(e, t), e._zod.pattern = gi, e._zod.parse = (n, r) => {
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
}), Aa = /*@__PURE__*/ k("$ZodNull", (e, t) => {
	N.init(e, t), e._zod.pattern = _i, e._zod.values = /* @__PURE__ */ new Set([null]), e._zod.parse = (t, n) => {
		let r = t.value;
		return r === null || t.issues.push({
			expected: "null",
			code: "invalid_type",
			input: r,
			inst: e
		}), t;
	};
}), ja = /*@__PURE__*/ k("$ZodUnknown", (e, t) => {
	N.init(e, t), e._zod.parse = (e) => e;
}), Ma = /*@__PURE__*/ k("$ZodNever", (e, t) => {
	N.init(e, t), e._zod.parse = (t, n) => (t.issues.push({
		expected: "never",
		code: "invalid_type",
		input: t.value,
		inst: e
	}), t);
});
function Na(e, t) {
	let n = Hn(e._zod.def.checks);
	if (!n.length) return;
	let r = Math.min(...n.map((e) => e[0])), i = e._zod.parse;
	e._zod.parse = (n, a) => {
		let o = t(n.value);
		if (o > r && !a?.skipChecks && a?.direction !== "backward") {
			for (let [t, r] of Hn(e._zod.def.checks)) if (o > t && r._zod.def.when(n)) {
				let t = n.issues.length;
				return r._zod.check(n), n.issues[t].continue = !1, Un(n.issues, t, e), n;
			}
		}
		return i(n, a);
	};
}
var Pa = (e) => Array.isArray(e) ? e.length : -1;
function Fa(e, t, n) {
	e.issues.length && t.issues.push(...Bn(n, e.issues)), t.value[n] = e.value;
}
var Ia = /*@__PURE__*/ k("$ZodArray", (e, t) => {
	N.init(e, t);
	let n = A.memoizer;
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
			if (c instanceof Promise) o.push(c.then((t) => Fa(t, r, e)));
			else if (Fa(c, r, e), s && c.issues.length !== 0 && T(c)) break;
		}
		return o.length ? Promise.all(o).then(() => r) : r;
	}, Na(e, Pa);
});
function La(e, t, n, r, i, a) {
	let o = n in r, s = a === "optional";
	if (o || !s || i !== "optional") {
		if (e.issues.length) {
			if (i !== void 0 && s && !o) return;
			t.issues.push(...Bn(n, e.issues));
		}
		!o && i === void 0 ? e.issues.length || t.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [n]
		}) : e.value === void 0 ? (o || i === "defaulted" && !s) && (t.value[n] = void 0) : t.value[n] = e.value;
	}
}
var Ra = [];
function za(e) {
	let t = Object.keys(e.shape), n = Object.getOwnPropertySymbols(e.shape), r = n.length ? n : Ra, i = r.length ? [...t, ...r] : t;
	for (let t of i) if (!e.shape?.[t]?._zod?.traits?.has("$ZodType")) throw Error(`Invalid element at key "${String(t)}": expected a Zod schema`);
	let a = Dn(e.shape);
	return {
		...e,
		allKeys: i,
		symbolKeys: r,
		keySet: new Set(t),
		numKeys: t.length,
		optionalKeys: new Set(a)
	};
}
function Ba(e, t, n, r, i, a, o) {
	let s = [], c = i.keySet, l = i.catchall._zod, u = l.def.type, d = l.optin, f = l.optout, p = 0;
	for (let i in t) {
		if (o && n.issues.length !== p) {
			if (T(n, p)) break;
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
		a instanceof Promise ? e.push(a.then((e) => La(e, n, i, t, d, f))) : La(a, n, i, t, d, f);
	}
	return s.length && n.issues.push({
		code: "unrecognized_keys",
		keys: s,
		input: t,
		inst: a,
		continue: !0
	}), e.length ? Promise.all(e).then(() => n) : n;
}
var Va = /*@__PURE__*/ k("$ZodObject", (e, t) => {
	N.init(e, t);
	let n = Object.getOwnPropertyDescriptor(t, "shape"), r = n?.get ? n.get.raw : t.shape ?? {};
	if (r) {
		let e = () => {
			let n = { ...r };
			return Object.defineProperty(t, "shape", { value: n }), e.raw = n, n;
		};
		e.raw = r, Object.defineProperty(t, "shape", { get: e });
	}
	let i = on(() => za(t));
	O(e, "propValues", (e) => {
		let t = e.def.shape, n = {};
		for (let e in t) {
			let r = t[e]._zod;
			if (r.values) {
				Object.prototype.hasOwnProperty.call(n, e) || b(n, e, /* @__PURE__ */ new Set());
				for (let t of r.values) n[e].add(t);
				r.optin !== void 0 && n[e].add(void 0);
			}
		}
		return n;
	});
	let a = bn, o = t.catchall, s, c = A.memoizer;
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
				if (T(t, f)) break;
				f = t.issues.length;
			}
			if (e === "__proto__") continue;
			let i = u[e], a = i._zod.optin, o = i._zod.optout, s = i._zod.run({
				value: r[e],
				issues: []
			}, n);
			s instanceof Promise ? l.push(s.then((n) => La(n, t, e, r, a, o))) : La(s, t, e, r, a, o);
		}
		return o ? Ba(l, r, t, n, i.value, e, d === !0) : l.length ? Promise.all(l).then(() => t) : t;
	};
}), Ha = /*@__PURE__*/ k("$ZodObjectJIT", (e, t) => {
	Va.init(e, t);
	let n = e._zod.parse, r = on(() => za(t)), i = A.memoizer, a = (t) => {
		let n = r.value, a = n.symbolKeys, o = new Li(["payload", "ctx"], {
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
			let n = l[e], r = typeof e == "symbol" ? `syms[${a.indexOf(e)}]` : _n(e), i = `${r} in input`, u = t[e], d = u?._zod?.optin, f = d !== void 0, p = u?._zod?.optout === "optional";
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
	}, o, s = bn, c = !A.jitless, l = c && xn.value, u = t.catchall, d;
	e._zod.parse = (i, f) => {
		d ??= r.value;
		let p = i.value;
		return s(p) ? c && l && f?.async === !1 && f.jitless !== !0 ? (o ||= a(t.shape), i = o(i, f), u ? Ba([], p, i, f, d, e, f?.abortEarly === !0) : i) : n(i, f) : (i.issues.push({
			expected: "object",
			code: "invalid_type",
			input: p,
			inst: e
		}), i);
	};
});
function Ua(e, t, n, r) {
	for (let n of e) if (n.issues.length === 0) return t.value = n.value, t;
	let i = e.filter((e) => !T(e));
	return i.length === 1 ? (t.value = i[0].value, i[0]) : (t.issues.push({
		code: "invalid_union",
		input: t.value,
		inst: n,
		errors: e.map((e) => e.issues.map((e) => E(e, r, j())))
	}), t);
}
var Wa = /*@__PURE__*/ k("$ZodUnion", (e, t) => {
	N.init(e, t), O(e, "optin", (e) => e.def.options.some((e) => e._zod.optin === "defaulted") ? "defaulted" : e.def.options.some((e) => e._zod.optin !== void 0) ? "optional" : void 0), O(e, "optout", (e) => e.def.options.some((e) => e._zod.optout === "optional") ? "optional" : void 0), O(e, "values", (e) => {
		if (e.def.options.every((e) => e._zod.values)) return new Set(e.def.options.flatMap((e) => Array.from(e._zod.values)));
	}), O(e, "pattern", (e) => {
		if (e.def.options.every((e) => e._zod.pattern)) {
			let t = e.def.options.map((e) => e._zod.pattern);
			return RegExp(`^(${t.map((e) => cn(e.source)).join("|")})$`);
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
		return a ? Promise.all(o).then((t) => Ua(t, r, e, i)) : Ua(o, r, e, i);
	};
}), Ga = /*@__PURE__*/ k("$ZodIntersection", (e, t) => {
	N.init(e, t), e._zod.parse = (e, n) => {
		let r = e.value, i = t.left._zod.run({
			value: r,
			issues: []
		}, n), a = t.right._zod.run({
			value: r,
			issues: []
		}, n);
		return i instanceof Promise || a instanceof Promise ? Promise.all([i, a]).then(([t, n]) => qa(e, t, n)) : qa(e, i, a);
	};
});
function Ka(e, t) {
	if (e === t || e instanceof Date && t instanceof Date && +e == +t) return {
		valid: !0,
		data: e
	};
	if (Sn(e) && Sn(t)) {
		let n = Object.keys(t), r = Object.keys(e).filter((e) => n.indexOf(e) !== -1), i = {
			...e,
			...t
		};
		Object.prototype.hasOwnProperty.call(i, "__proto__") && delete i.__proto__;
		for (let n of r) {
			if (n === "__proto__") continue;
			let r = Ka(e[n], t[n]);
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
			let i = e[r], a = t[r], o = Ka(i, a);
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
function qa(e, t, n) {
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
	let c = Ka(t.value, n.value);
	if (!c.valid) {
		if (T(e)) return e;
		throw Error(`Unmergable intersection. Error path: ${JSON.stringify(c.mergeErrorPath)}`);
	}
	return e.value = c.data, e;
}
var Ja = /*@__PURE__*/ k("$ZodRecord", (e, t) => {
	N.init(e, t);
	let n = A.memoizer;
	n?.attach(e), e._zod.parse = (r, i) => {
		let a = r.value;
		if (!Sn(a)) return r.issues.push({
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
						issues: s.issues.map((e) => E(e, i, j())),
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
					e.issues.length && r.issues.push(...Bn(n, e.issues)), r.value[l] = e.value;
				})) : (u.issues.length && r.issues.push(...Bn(n, u.issues)), r.value[l] = u.value);
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
				if (typeof n == "string" && hi.test(n) && l.issues.length) {
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
						issues: l.issues.map((e) => E(e, i, j())),
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
					e.issues.length && r.issues.push(...Bn(n, e.issues)), r.value[u] = e.value;
				})) : (d.issues.length && r.issues.push(...Bn(n, d.issues)), r.value[u] = d.value);
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
}), Ya = /*@__PURE__*/ k("$ZodEnum", (e, t) => {
	N.init(e, t);
	let n = tn(t.entries), r = new Set(n);
	e._zod.values = r, O(e, "pattern", (e) => {
		let t = tn(e.def.entries).filter((e) => wn.has(typeof e));
		return RegExp(t.length ? `^(${t.map((e) => Tn(e.toString())).join("|")})$` : "^[^\\s\\S]$");
	}), e._zod.parse = (t, i) => {
		let a = t.value;
		return r.has(a) || t.issues.push({
			code: "invalid_value",
			values: n,
			input: a,
			inst: e
		}), t;
	};
}), Xa = /*@__PURE__*/ k("$ZodLiteral", (e, t) => {
	N.init(e, t);
	let n = new Set(t.values);
	e._zod.values = n, O(e, "pattern", (e) => {
		let t = e.def.values;
		return RegExp(t.length ? `^(${t.map((e) => typeof e == "string" ? Tn(e) : e ? Tn(e.toString()) : String(e)).join("|")})$` : "^[^\\s\\S]$");
	}), e._zod.parse = (r, i) => {
		let a = r.value;
		return n.has(a) || r.issues.push({
			code: "invalid_value",
			values: t.values,
			input: a,
			inst: e
		}), r;
	};
}), Za = /*@__PURE__*/ k("$ZodTransform", (e, t) => {
	N.init(e, t), e._zod.optin = "optional", A.memoizer?.guard(e), e._zod.parse = (n, r) => {
		if (r.direction === "backward") throw new dr(e.constructor.name);
		let i = t.transform(n.value, n);
		if (r.async) return (i instanceof Promise ? i : Promise.resolve(i)).then((e) => (n.value = e, n));
		if (i instanceof Promise) throw new ur();
		return n.value = i, n;
	};
});
function Qa(e, t) {
	return e.value = t.issues.length ? void 0 : t.value, e;
}
var $a = /*@__PURE__*/ k("$ZodOptional", (e, t) => {
	N.init(e, t), O(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), e._zod.optout = "optional", O(e, "values", (e) => {
		let t = e.def.innerType._zod.values;
		return t ? /* @__PURE__ */ new Set([...t, void 0]) : void 0;
	}), O(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${cn(t.source)})?$`) : void 0;
	}), e._zod.parse = (e, n) => {
		if (e.value === void 0) {
			if (t.innerType._zod.optin !== "defaulted") return e;
			let r = t.innerType._zod.run({
				value: e.value,
				issues: []
			}, n);
			return r instanceof Promise ? r.then((t) => Qa(e, t)) : Qa(e, r);
		}
		return t.innerType._zod.run(e, n);
	};
}), eo = /*@__PURE__*/ k("$ZodExactOptional", (e, t) => {
	$a.init(e, t), O(e, "values", (e) => e.def.innerType._zod.values), O(e, "pattern", (e) => e.def.innerType._zod.pattern), e._zod.parse = (e, n) => t.innerType._zod.run(e, n);
}), to = /*@__PURE__*/ k("$ZodNullable", (e, t) => {
	N.init(e, t), O(e, "optin", (e) => e.def.innerType._zod.optin), O(e, "optout", (e) => e.def.innerType._zod.optout), O(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${cn(t.source)}|null)$`) : void 0;
	}), O(e, "values", (e) => e.def.innerType._zod.values ? /* @__PURE__ */ new Set([...e.def.innerType._zod.values, null]) : void 0), e._zod.parse = (e, n) => e.value === null ? e : t.innerType._zod.run(e, n);
}), no = /*@__PURE__*/ k("$ZodDefault", (e, t) => {
	N.init(e, t), e._zod.optin = "defaulted", O(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		if (e.value === void 0) return e.value = t.defaultValue, e;
		let r = t.innerType._zod.run(e, n);
		return r instanceof Promise ? r.then((e) => ro(e, t)) : ro(r, t);
	};
});
function ro(e, t) {
	return e.value === void 0 && (e.value = t.defaultValue), e;
}
var io = /*@__PURE__*/ k("$ZodPrefault", (e, t) => {
	N.init(e, t), e._zod.optin = "defaulted", O(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => (n.direction === "backward" || e.value === void 0 && (e.value = t.defaultValue), t.innerType._zod.run(e, n));
}), ao = /*@__PURE__*/ k("$ZodNonOptional", (e, t) => {
	N.init(e, t), O(e, "values", (e) => {
		let t = e.def.innerType._zod.values;
		return t ? new Set([...t].filter((e) => e !== void 0)) : void 0;
	}), e._zod.parse = (n, r) => {
		let i = t.innerType._zod.run(n, r);
		return i instanceof Promise ? i.then((t) => oo(t, e)) : oo(i, e);
	};
});
function oo(e, t) {
	return !e.issues.length && e.value === void 0 && e.issues.push({
		code: "invalid_type",
		expected: "nonoptional",
		input: e.value,
		inst: t
	}), e;
}
function so(e, t, n, r) {
	return t.issues.length ? (e.value = n.catchValue({
		...t,
		value: e.value,
		error: { issues: t.issues.map((e) => E(e, r, j())) },
		input: e.value
	}), e) : (e.value = t.value, t.memo && (e.memo = !0), e);
}
var co = /*@__PURE__*/ k("$ZodCatch", (e, t) => {
	N.init(e, t), O(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), O(e, "optout", (e) => e.def.innerType._zod.optout), O(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		let r = t.innerType._zod.run({
			value: e.value,
			issues: []
		}, n);
		return r instanceof Promise ? r.then((r) => so(e, r, t, n)) : so(e, r, t, n);
	};
}), lo = /*@__PURE__*/ k("$ZodPipe", (e, t) => {
	N.init(e, t), O(e, "values", (e) => e.def.in._zod.values), O(e, "optin", (e) => e.def.in._zod.optin), O(e, "optout", (e) => e.def.out._zod.optout), O(e, "propValues", (e) => e.def.in._zod.propValues), e._zod.parse = (e, n) => {
		if (n.direction === "backward") {
			let r = t.out._zod.run(e, n);
			return r instanceof Promise ? r.then((e) => uo(e, t.in, n)) : uo(r, t.in, n);
		}
		let r = t.in._zod.run(e, n);
		return r instanceof Promise ? r.then((e) => uo(e, t.out, n)) : uo(r, t.out, n);
	};
});
function uo(e, t, n) {
	return e.issues.some((e) => e.code !== "unrecognized_keys") ? (e.aborted = !0, e) : t._zod.run({
		value: e.value,
		issues: e.issues
	}, n);
}
var fo = /*@__PURE__*/ k("$ZodReadonly", (e, t) => {
	N.init(e, t), O(e, "propValues", (e) => e.def.innerType._zod.propValues), O(e, "values", (e) => e.def.innerType._zod.values), O(e, "optin", (e) => e.def.innerType?._zod?.optin), O(e, "optout", (e) => e.def.innerType?._zod?.optout), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		let r = t.innerType._zod.run(e, n);
		return r instanceof Promise ? r.then(po) : po(r);
	};
});
function po(e) {
	return e.memo || (e.value = Object.freeze(e.value)), e;
}
var mo = /*@__PURE__*/ k("$ZodLazy", (e, t) => {
	N.init(e, t), dn(e._zod, "innerType", () => {
		let e = t;
		return e._cachedInner ||= t.getter(), e._cachedInner;
	}), O(e, "pattern", (e) => e.innerType?._zod?.pattern), O(e, "propValues", (e) => e.innerType?._zod?.propValues), O(e, "optin", (e) => e.innerType?._zod?.optin ?? void 0), O(e, "optout", (e) => e.innerType?._zod?.optout ?? void 0), e._zod.parse = (t, n) => e._zod.innerType._zod.run(t, n);
}), ho = /*@__PURE__*/ k("$ZodCustom", (e, t) => {
	M.init(e, t), N.init(e, t), e._zod.parse = (e, t) => e, e._zod.check = (n) => {
		let r = n.value, i = t.fn(r);
		if (i instanceof Promise) return i.then((t) => go(t, n, r, e));
		go(i, n, r, e);
	};
});
function go(e, t, n, r) {
	if (!e) {
		let e = {
			code: "custom",
			input: n,
			inst: r,
			path: [...r._zod.def.path ?? []],
			continue: !r._zod.def.abort
		};
		r._zod.def.params && (e.params = r._zod.def.params), t.issues.push(Jn(e));
	}
}
// node_modules/zod/v4/core/memoizer.js
var _o = class extends Error {
	constructor() {
		super("Cannot parse a reference cycle that closes through a transform"), this.name = "ZodCyclicError";
	}
}, vo = "~memo", yo = [];
function bo(e) {
	return typeof e == "object" && !!e;
}
function xo(e) {
	return e.map((e) => e.path ? {
		...e,
		path: e.path.slice()
	} : { ...e });
}
var So = /*@__PURE__*/ new WeakMap(), Co = 0, wo = 1, To = 2;
function Eo(e, t, n) {
	let r = So.get(e);
	if (r !== void 0) return r ? To : Co;
	if (t.has(e)) return To;
	t.add(e);
	let i = Co, a = (e) => {
		if (i !== To && e?._zod) {
			let r = Eo(e, t, n);
			r > i && (i = r);
		}
	}, o = (e, r) => {
		let i = Co;
		for (let a of Reflect.ownKeys(e)) {
			let o = Object.getOwnPropertyDescriptor(e, a);
			if (r && !o.enumerable) continue;
			let s = o.get ? wo : o.value?._zod ? Eo(o.value, t, n) : Co;
			s > i && (i = s);
		}
		return i;
	}, s = (e) => {
		e > i && (i = e);
	}, c = e._zod.def;
	switch (c.type) {
		case "object": {
			let e = fn(c);
			s(e ? o(e, !0) : wo), a(c.catchall);
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
			s(r ? Eo(r, t, !1) : wo);
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
	return t.delete(e), Do(e, i);
}
function Do(e, t) {
	return t !== wo && So.set(e, t === To), t;
}
function Oo(e, t) {
	let n = e.buckets.get(t);
	return n || (n = /* @__PURE__ */ new WeakMap(), e.buckets.set(t, n)), n;
}
var ko, Ao = [], jo = {
	alloc(e, t, n) {
		let r = ko;
		if (!r) return n;
		ko = void 0;
		let i = {
			value: n,
			issues: null
		};
		return r.set(t.value, i), Ao.push(i), n;
	},
	guard(e) {
		var t;
		(t = e._zod).deferred ?? (t.deferred = []), e._zod.deferred.push(() => {
			let t = e._zod.parse, n = (e, n) => {
				if (n.direction !== "backward" && No(n, e.value)) throw new _o();
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
					let i = Eo(e, /* @__PURE__ */ new Set(), !1);
					if (i === Co) return e._zod.parse = t, e._zod.run === o && (e._zod.run = t), t(s, c);
					i === To || r ? n = !0 : r = !0;
				}
				let l = s.value;
				if (!bo(l)) return t(s, c);
				let u = c[vo];
				u || (u = {
					buckets: /* @__PURE__ */ new WeakMap(),
					backEdges: void 0
				}, c[vo] = u);
				let d;
				i === c ? d = a : (d = Oo(u, e), i = c, a = d);
				let f = d.get(l);
				if (f) return s.value = f.value, f.issues ? f.issues.length && s.issues.push(...xo(f.issues)) : (s.memo = !0, u.backEdges ?? (u.backEdges = /* @__PURE__ */ new WeakSet()), u.backEdges.add(f.value)), s;
				ko = d;
				let p = Ao.length, m = t(s, c);
				ko = void 0;
				let ee = Ao.length > p ? Ao.pop() : void 0;
				return m instanceof Promise ? m.then((e) => (ee && (ee.issues = e.issues.length ? xo(e.issues) : yo), e)) : (ee && (ee.issues = m.issues.length ? xo(m.issues) : yo), m);
			};
			e._zod.parse = o, e._zod.run === t && (e._zod.run = o);
		});
	}
};
function Mo() {
	return jo;
}
function No(e, t) {
	let n = e[vo]?.backEdges;
	return n !== void 0 && bo(t) && n.has(t);
}
// node_modules/zod/v4/locales/en.js
var Po = () => {
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
			case "invalid_type": return `Invalid input: expected ${i(e.expected)}, received ${i(qn(e.input), e.input)}`;
			case "invalid_value": return e.values.length === 1 ? `Invalid input: expected ${En(e.values[0])}` : `Invalid option: expected one of ${nn(e.values, "|")}`;
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
			case "unrecognized_keys": return `Unrecognized key${e.keys.length > 1 ? "s" : ""}: ${nn(e.keys, ", ")}`;
			case "invalid_key": return `Invalid key in ${e.origin}`;
			case "invalid_union": return e.options && Array.isArray(e.options) && e.options.length > 0 ? `Invalid discriminator value. Expected ${e.options.map((e) => `'${e}'`).join(" | ")}` : e.inclusive === !1 ? "Invalid input: more than one option matched" : "Invalid input";
			case "invalid_element": return `Invalid value in ${e.origin}`;
			default: return "Invalid input";
		}
	};
};
function Fo() {
	return { localeError: Po() };
}
// node_modules/zod/v4/core/registries.js
var Io, Lo = class {
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
function Ro() {
	return new Lo();
}
(Io = globalThis).__zod_globalRegistry ?? (Io.__zod_globalRegistry = Ro());
var zo = globalThis.__zod_globalRegistry;
// node_modules/zod/v4/core/api.js
function Bo(e) {
	return e.checks &&= [...e.checks], e;
}
// @__NO_SIDE_EFFECTS__
function Vo(e, t) {
	return new e(Bo({
		type: "string",
		...w(t)
	}));
}
// @__NO_SIDE_EFFECTS__
function Ho(e, t) {
	return new e({
		type: "string",
		format: "email",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Uo(e, t) {
	return new e({
		type: "string",
		format: "guid",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Wo(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Go(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		version: "v4",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Ko(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		version: "v6",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function qo(e, t) {
	return new e({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: !1,
		version: "v7",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Jo(e, t) {
	return new e({
		type: "string",
		format: "url",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Yo(e, t) {
	return new e({
		type: "string",
		format: "emoji",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Xo(e, t) {
	return new e({
		type: "string",
		format: "nanoid",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Zo(e, t) {
	return new e({
		type: "string",
		format: "cuid",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function Qo(e, t) {
	return new e({
		type: "string",
		format: "cuid2",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function $o(e, t) {
	return new e({
		type: "string",
		format: "ulid",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function es(e, t) {
	return new e({
		type: "string",
		format: "xid",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ts(e, t) {
	return new e({
		type: "string",
		format: "ksuid",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ns(e, t) {
	return new e({
		type: "string",
		format: "ipv4",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function rs(e, t) {
	return new e({
		type: "string",
		format: "ipv6",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function is(e, t) {
	return new e({
		type: "string",
		format: "cidrv4",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function as(e, t) {
	return new e({
		type: "string",
		format: "cidrv6",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function os(e, t) {
	return new e({
		type: "string",
		format: "base64",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ss(e, t) {
	return new e({
		type: "string",
		format: "base64url",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function cs(e, t) {
	return new e({
		type: "string",
		format: "e164",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ls(e, t) {
	return new e({
		type: "string",
		format: "jwt",
		check: "string_format",
		abort: !1,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function us(e, t) {
	return new e({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: !1,
		local: !1,
		precision: null,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ds(e, t) {
	return new e({
		type: "string",
		format: "date",
		check: "string_format",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function fs(e, t) {
	return new e({
		type: "string",
		format: "time",
		check: "string_format",
		precision: null,
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ps(e, t) {
	return new e({
		type: "string",
		format: "duration",
		check: "string_format",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function ms(e, t) {
	return new e(Bo({
		type: "number",
		checks: [],
		...w(t)
	}));
}
// @__NO_SIDE_EFFECTS__
function hs(e, t) {
	return new e({
		type: "number",
		check: "number_format",
		abort: !1,
		format: "safeint",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function gs(e, t) {
	return new e({
		type: "boolean",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function _s(e, t) {
	return new e({
		type: "null",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function vs(e) {
	return new e({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function ys(e, t) {
	return new e({
		type: "never",
		...w(t)
	});
}
// @__NO_SIDE_EFFECTS__
function bs(e, t) {
	return new Si({
		check: "less_than",
		...w(t),
		value: e,
		inclusive: !1
	});
}
// @__NO_SIDE_EFFECTS__
function xs(e, t) {
	return new Si({
		check: "less_than",
		...w(t),
		value: e,
		inclusive: !0
	});
}
// @__NO_SIDE_EFFECTS__
function Ss(e, t) {
	return new Ci({
		check: "greater_than",
		...w(t),
		value: e,
		inclusive: !1
	});
}
// @__NO_SIDE_EFFECTS__
function Cs(e, t) {
	return new Ci({
		check: "greater_than",
		...w(t),
		value: e,
		inclusive: !0
	});
}
// @__NO_SIDE_EFFECTS__
function ws(e, t) {
	return new wi({
		check: "multiple_of",
		...w(t),
		value: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ts(e, t) {
	return new Ei({
		check: "max_length",
		...w(t),
		maximum: e
	});
}
// @__NO_SIDE_EFFECTS__
function Es(e, t) {
	return new Di({
		check: "min_length",
		...w(t),
		minimum: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ds(e, t) {
	return new Oi({
		check: "length_equals",
		...w(t),
		length: e
	});
}
// @__NO_SIDE_EFFECTS__
function Os(e, t) {
	return new Ai({
		check: "string_format",
		format: "regex",
		...w(t),
		pattern: e
	});
}
// @__NO_SIDE_EFFECTS__
function ks(e) {
	return new ji({
		check: "string_format",
		format: "lowercase",
		...w(e)
	});
}
// @__NO_SIDE_EFFECTS__
function As(e) {
	return new Mi({
		check: "string_format",
		format: "uppercase",
		...w(e)
	});
}
// @__NO_SIDE_EFFECTS__
function js(e, t) {
	return new Ni({
		check: "string_format",
		format: "includes",
		...w(t),
		includes: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ms(e, t) {
	return new Pi({
		check: "string_format",
		format: "starts_with",
		...w(t),
		prefix: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ns(e, t) {
	return new Fi({
		check: "string_format",
		format: "ends_with",
		...w(t),
		suffix: e
	});
}
// @__NO_SIDE_EFFECTS__
function Ps(e) {
	return new Ii({
		check: "overwrite",
		tx: e
	});
}
// @__NO_SIDE_EFFECTS__
function Fs(e) {
	return /* @__PURE__ */ Ps((t) => t.normalize(e));
}
// @__NO_SIDE_EFFECTS__
function Is() {
	return /* @__PURE__ */ Ps((e) => e.trim());
}
// @__NO_SIDE_EFFECTS__
function Ls() {
	return /* @__PURE__ */ Ps((e) => e.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function Rs() {
	return /* @__PURE__ */ Ps((e) => e.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function zs() {
	return /* @__PURE__ */ Ps((e) => vn(e));
}
// @__NO_SIDE_EFFECTS__
function Bs(e, t, n) {
	return new e({
		type: "array",
		element: t,
		...w(n)
	});
}
// @__NO_SIDE_EFFECTS__
function Vs(e, t, n) {
	return new e({
		type: "custom",
		check: "custom",
		fn: t,
		...w(n)
	});
}
// @__NO_SIDE_EFFECTS__
function Hs(e, t) {
	let n = /* @__PURE__ */ Us((t) => (t.addIssue = (e) => {
		if (typeof e == "string") t.issues.push(Jn(e, t.value, n._zod.def));
		else {
			let r = e;
			r.fatal && (r.continue = !1), r.code ??= "custom", "input" in r || (r.input = t.value), r.inst ??= n, r.continue ??= !n._zod.def.abort, t.issues.push(Jn(r));
		}
	}, e(t.value, t)), t);
	return n;
}
// @__NO_SIDE_EFFECTS__
function Us(e, t) {
	let n = new M({
		check: "custom",
		...w(t)
	});
	return n._zod.check = e, n;
}
// node_modules/zod/v4/core/to-json-schema.js
function Ws(e, ...t) {
	for (let n of t) for (let t of Reflect.ownKeys(n)) Object.prototype.propertyIsEnumerable.call(n, t) && b(e, t, n[t]);
	return e;
}
function Gs(e) {
	let t = e?.target ?? "draft-2020-12";
	return t === "draft-4" && (t = "draft-04"), t === "draft-7" && (t = "draft-07"), {
		processors: e.processors ?? {},
		metadataRegistry: e?.metadata ?? zo,
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
function F(e, t, n, r, i) {
	let a = typeof t.unrepresentable == "function" ? t.unrepresentable({
		zodSchema: e,
		path: r.path,
		message: i
	}) : t.unrepresentable;
	if (a === "any") return !1;
	if (a === void 0 || a === "throw") throw Error(i);
	return Object.assign(n, a), !0;
}
function I(e, t, n = {
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
		a && (o.ref ||= a, I(a, t, r), t.seen.get(a).isParent = !0);
	}
	let c = t.metadataRegistry.get(e);
	return c && Ws(o.schema, c), t.io === "input" && L(e) && (delete o.schema.examples, delete o.schema.default), t.io === "input" && "_prefault" in o.schema && ((r = o.schema).default ?? (r.default = o.schema._prefault)), delete o.schema._prefault, t.seen.get(e).schema;
}
function Ks(e) {
	return e.replace(/~/g, "~0").replace(/\//g, "~1");
}
function qs(e, t) {
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
				ref: `${i("__shared")}#/${r}/${Ks(a)}`
			};
		}
		let i = `#/${r}/`;
		if (t[1] === n && !t[1].schema.id) return { ref: "#" };
		let a = t[1].schema.id ?? `__schema${e.counter++}`;
		return {
			defId: a,
			ref: i + Ks(a)
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
function Js(e) {
	let t = e.anyOf;
	if (!Array.isArray(t) || t.length === 0 || e.type !== void 0) return;
	let n = [];
	for (let e of t) {
		if (!e || typeof e != "object") return;
		Js(e);
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
var Ys = /* @__PURE__ */ new Set([
	"type",
	"properties",
	"required",
	"additionalProperties"
]), Xs = ["oneOf", "anyOf"];
function Zs(e) {
	let t = e.additionalProperties;
	return t === void 0 || t === !1 || typeof t != "object" || !t ? null : Object.keys(t).length ? t : null;
}
function Qs(e) {
	let t = [];
	for (let n of e) {
		if (typeof n != "object" || n.type !== "object") return null;
		for (let e in n) if (!Ys.has(e)) return null;
		t.push(n);
	}
	let n = {}, r = /* @__PURE__ */ new Set();
	for (let e of t) {
		for (let r in e.properties) {
			if (Object.prototype.hasOwnProperty.call(n, r)) continue;
			let e = [];
			for (let n of t) {
				let t = n.properties?.[r] ?? Zs(n);
				t != null && (e.some((e) => JSON.stringify(e) === JSON.stringify(t)) || e.push(t));
			}
			b(n, r, e.length === 1 ? e[0] : Qs(e) ?? { allOf: e });
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
			let t = Zs(n);
			t && !e.some((e) => JSON.stringify(e) === JSON.stringify(t)) && e.push(t);
		}
		e.length === 1 ? i.additionalProperties = e[0] : e.length > 1 && (i.additionalProperties = { allOf: e });
	}
	return i;
}
function $s(e) {
	let t = e.allOf;
	if (!Array.isArray(t) || t.length < 2) return;
	for (let t of Ys) if (t in e) return;
	let n = t.filter((e) => Xs.some((t) => Array.isArray(e[t]))), r = null;
	if (!n.length) r = Qs(t);
	else {
		let e = n[0], i = Xs.find((t) => Array.isArray(e[t]));
		if (Object.keys(e).length !== 1) return;
		let a = t.filter((t) => t !== e), o = e[i].map((e) => Qs([...a, e]));
		if (o.some((e) => !e)) return;
		r = { [i]: o };
	}
	r && (delete e.allOf, Ws(e, r));
}
function ec(e, t) {
	let n = e.seen.get(t);
	if (!n) throw Error("Unprocessed schema. This is a bug in Zod.");
	let r = (t) => {
		let n = e.seen.get(t);
		if (n.ref === null) return;
		let i = n.def ?? n.schema, a = { ...i }, o = n.ref;
		if (n.ref = null, o) {
			r(o);
			let n = e.seen.get(o), s = n.schema;
			if (s.$ref && (e.target === "draft-07" || e.target === "draft-04" || e.target === "openapi-3.0") ? (i.allOf = i.allOf ?? [], i.allOf.push(s)) : Ws(i, s), Ws(i, a), t._zod.parent === o) for (let e in i) e !== "$ref" && e !== "allOf" && (e in a || delete i[e]);
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
		if (e.target !== "openapi-3.0") for (let t of e.seen.entries()) Js(t[1].def ?? t[1].schema);
		for (let t of e.deferred) t();
		if (e.intersections.length) {
			let t = /* @__PURE__ */ new Map();
			for (let n of e.seen.values()) for (let e of [n.schema, n.def]) {
				let n = e?.allOf;
				if (!Array.isArray(n)) continue;
				let r = t.get(n);
				r ? r.push(e) : t.set(n, [e]);
			}
			for (let n of e.intersections) for (let e of t.get(n) ?? []) $s(e);
		}
	}
	let i = {};
	if (e.target === "draft-2020-12" ? i.$schema = "https://json-schema.org/draft/2020-12/schema" : e.target === "draft-07" ? i.$schema = "http://json-schema.org/draft-07/schema#" : e.target === "draft-04" ? i.$schema = "http://json-schema.org/draft-04/schema#" : e.target, e.external?.uri) {
		let n = e.external.registry.get(t)?.id;
		if (!n) throw Error("Schema is missing an `id` property");
		i.$id = e.external.uri(n);
	}
	Ws(i, n.defId ? n.schema : n.def ?? n.schema);
	let a = e.metadataRegistry.get(t)?.id;
	a !== void 0 && i.id === a && delete i.id;
	let o = e.external?.defs ?? {};
	if (!e.external || e.sharedEmitDoneFor !== e.external) for (let t of e.seen.entries()) {
		let e = t[1];
		e.def && e.defId && (e.def.id === e.defId && delete e.def.id, b(o, e.defId, e.def));
	}
	e.external && (e.sharedEmitDoneFor = e.external), e.external || Object.keys(o).length > 0 && (e.target === "draft-2020-12" ? i.$defs = o : i.definitions = o);
	try {
		let n = JSON.parse(JSON.stringify(i));
		return Object.defineProperty(n, "~standard", {
			value: {
				...t["~standard"],
				jsonSchema: {
					input: nc(t, "input", e.processors),
					output: nc(t, "output", e.processors)
				}
			},
			enumerable: !1,
			writable: !1
		}), n;
	} catch {
		throw Error("Error converting schema to JSON.");
	}
}
function L(e, t) {
	let n = t ?? { seen: /* @__PURE__ */ new Set() };
	if (n.seen.has(e)) return !1;
	n.seen.add(e);
	let r = e._zod.def;
	if (r.type === "transform") return !0;
	if (r.type === "array") return L(r.element, n);
	if (r.type === "set") return L(r.valueType, n);
	if (r.type === "lazy") return L(r.getter(), n);
	if (r.type === "promise" || r.type === "optional" || r.type === "nonoptional" || r.type === "nullable" || r.type === "readonly" || r.type === "default" || r.type === "prefault" || r.type === "catch") return L(r.innerType, n);
	if (r.type === "intersection") return L(r.left, n) || L(r.right, n);
	if (r.type === "record" || r.type === "map") return L(r.keyType, n) || L(r.valueType, n);
	if (r.type === "pipe") return e._zod.traits.has("$ZodCodec") ? !0 : L(r.in, n) || L(r.out, n);
	if (r.type === "object") {
		for (let e in r.shape) if (L(r.shape[e], n)) return !0;
		return !1;
	}
	if (r.type === "union") {
		for (let e of r.options) if (L(e, n)) return !0;
		return !1;
	}
	if (r.type === "tuple") {
		for (let e of r.items) if (L(e, n)) return !0;
		return !!(r.rest && L(r.rest, n));
	}
	return !1;
}
var tc = (e, t = {}) => (n) => {
	let r = Gs({
		...n,
		processors: t
	});
	return I(e, r), qs(r, e), ec(r, e);
}, nc = (e, t, n = {}) => (r) => {
	let { libraryOptions: i, target: a } = r ?? {}, o = Gs({
		...i ?? {},
		target: a,
		io: t,
		processors: n
	});
	return I(e, o), qs(o, e), ec(o, e);
}, rc = (e, t, n) => {
	(e[t] === void 0 || n > e[t]) && (e[t] = n);
}, ic = (e, t, n) => {
	(e[t] === void 0 || n < e[t]) && (e[t] = n);
}, ac = (e, t) => {
	rc(e, "minimum", t), ic(e, "maximum", t);
}, oc = (e, t) => {
	e.multipleOf ??= [], e.multipleOf.includes(t) || e.multipleOf.push(t);
}, sc = (e, t) => {
	e.patterns ??= /* @__PURE__ */ new Set(), e.patterns.add(t);
}, cc = (e, t) => {
	e.mime = e.mime ? e.mime.filter((e) => t.includes(e)) : [...t];
}, lc = (e, t) => {
	e.format = t, t.includes("int") && (e.isInt = !0);
}, uc = (e, t) => rc(e, "minimum", t.minimum), dc = (e, t) => ic(e, "maximum", t.maximum), fc = (e) => (t, n) => {
	lc(t, n.format);
	let [r, i] = e[n.format];
	rc(t, "minimum", r), ic(t, "maximum", i);
}, pc = {
	greater_than: (e, t) => rc(e, t.inclusive ? "minimum" : "exclusiveMinimum", t.value),
	less_than: (e, t) => ic(e, t.inclusive ? "maximum" : "exclusiveMaximum", t.value),
	multiple_of: (e, t) => oc(e, t.value),
	number_format: fc(On),
	bigint_format: fc(kn),
	min_length: uc,
	max_length: dc,
	length_equals: (e, t) => ac(e, t.length),
	min_size: uc,
	max_size: dc,
	size_equals: (e, t) => ac(e, t.size),
	string_format: (e, t) => {
		lc(e, t.format), t.pattern && sc(e, t.pattern), (t.format === "base64" || t.format === "base64url") && (e.contentEncoding = t.format), (t.local || t.precision === -1) && (e.laxFormat = !0);
	},
	mime_type: (e, t) => cc(e, t.mime)
};
function R(e) {
	let t = {}, n = e._zod.def, r = e._zod.traits.has("$ZodCheck") ? [e, ...n.checks ?? []] : n.checks ?? [];
	for (let e of r) pc[e._zod.def.check]?.(t, e._zod.def);
	let i = e._zod.bag;
	i.minimum !== void 0 && rc(t, "minimum", i.minimum), i.exclusiveMinimum !== void 0 && rc(t, "exclusiveMinimum", i.exclusiveMinimum), i.maximum !== void 0 && ic(t, "maximum", i.maximum), i.exclusiveMaximum !== void 0 && ic(t, "exclusiveMaximum", i.exclusiveMaximum), i.multipleOf !== void 0 && oc(t, i.multipleOf), i.format !== void 0 && (t.format ??= i.format, i.format.includes("int") && (t.isInt = !0)), i.mime && cc(t, i.mime);
	for (let e of i.patterns ?? []) sc(t, e);
	return t;
}
var mc = {
	guid: "uuid",
	url: "uri",
	datetime: "date-time",
	json_string: "json-string",
	regex: ""
}, hc = /* @__PURE__ */ new Map([[ya, ri], [xa, ii]]), gc = (e) => hc.get(e) ?? e, _c = (e, t, n, r) => {
	let i = n;
	i.type = "string";
	let { minimum: a, maximum: o, format: s, patterns: c, contentEncoding: l, laxFormat: u } = R(e);
	if (typeof a == "number" && (i.minLength = a), typeof o == "number" && (i.maxLength = o), s && (i.format = mc[s] ?? s, i.format === "" && delete i.format, (s === "time" || u) && delete i.format), l && (i.contentEncoding = l), c && c.size > 0) {
		let e = [...c].map(gc);
		e.length === 1 ? i.pattern = e[0].source : e.length > 1 && (i.allOf = [...e.map((e) => ({
			...t.target === "draft-07" || t.target === "draft-04" || t.target === "openapi-3.0" ? { type: "string" } : {},
			pattern: e.source
		}))]);
	}
}, vc = (e, t, n, r) => {
	let i = n, { minimum: a, maximum: o, multipleOf: s, exclusiveMaximum: c, exclusiveMinimum: l, isInt: u } = R(e);
	i.type = u ? "integer" : "number";
	let d = typeof l == "number" && l >= (a ?? -Infinity), f = typeof c == "number" && c <= (o ?? Infinity), p = t.target === "draft-04" || t.target === "openapi-3.0";
	if (d ? p ? (i.minimum = l, i.exclusiveMinimum = !0) : i.exclusiveMinimum = l : typeof a == "number" && (i.minimum = a), f ? p ? (i.maximum = c, i.exclusiveMaximum = !0) : i.exclusiveMaximum = c : typeof o == "number" && (i.maximum = o), s) {
		let n = /* @__PURE__ */ new Set();
		for (let a of s) Number.isFinite(a) && a !== 0 ? n.add(Math.abs(a)) : F(e, t, i, r, `A multipleOf divisor of ${a} cannot be represented in JSON Schema`);
		let [a, ...o] = n;
		a !== void 0 && (i.multipleOf = a), o.length && (i.allOf = [...i.allOf ?? [], ...o.map((e) => ({ multipleOf: e }))]);
	}
}, yc = (e, t, n, r) => {
	n.type = "boolean";
}, bc = (e, t, n, r) => {
	t.target === "openapi-3.0" ? (n.type = "string", n.nullable = !0, n.enum = [null]) : n.type = "null";
}, xc = (e, t, n, r) => {
	n.not = {};
}, Sc = (e, t, n, r) => {
	let i = e._zod.def, a = tn(i.entries);
	a.length === 0 ? n.not = {} : (a.every((e) => typeof e == "number") && (n.type = "number"), a.every((e) => typeof e == "string") && (n.type = "string"), n.enum = a);
}, Cc = (e, t, n, r) => {
	let i = e._zod.def;
	if (i.values.length === 0) {
		n.not = {};
		return;
	}
	let a = [];
	for (let o of i.values) if (o === void 0) {
		if (F(e, t, n, r, "Literal `undefined` cannot be represented in JSON Schema")) return;
	} else if (typeof o == "bigint") {
		if (F(e, t, n, r, "BigInt literals cannot be represented in JSON Schema")) return;
		a.push(Number(o));
	} else a.push(o);
	if (a.length !== 0) {
		if (a.length === 1) {
			let e = a[0];
			n.type = e === null ? "null" : typeof e, t.target === "draft-04" || t.target === "openapi-3.0" ? n.enum = [e] : n.const = e;
		} else a.every((e) => typeof e == "number") && (n.type = "number"), a.every((e) => typeof e == "string") && (n.type = "string"), a.every((e) => typeof e == "boolean") && (n.type = "boolean"), a.every((e) => e === null) && (n.type = "null"), n.enum = a;
	}
}, wc = (e, t, n, r) => {
	F(e, t, n, r, "Custom types cannot be represented in JSON Schema");
}, Tc = (e, t, n, r) => {
	F(e, t, n, r, "Transforms cannot be represented in JSON Schema");
}, Ec = (e, t, n, r) => {
	let i = n, a = e._zod.def, { minimum: o, maximum: s } = R(e);
	typeof o == "number" && (i.minItems = o), typeof s == "number" && (i.maxItems = s), i.type = "array", i.items = I(a.element, t, {
		...r,
		path: [...r.path, "items"]
	});
};
function Dc(e) {
	let t = e._zod.def;
	return t.type === "pipe" && t.in._zod.traits.has("$ZodTransform") ? Dc(t.out) : t.type === "catch" ? Dc(t.innerType) : e._zod.optin;
}
var Oc = (e, t, n, r) => {
	let i = n, a = e._zod.def, o = a.shape;
	if (Object.getOwnPropertySymbols(o).length && F(e, t, i, r, "Symbol keys cannot be represented in JSON Schema")) return;
	i.type = "object", i.properties = {};
	for (let e in o) b(i.properties, e, I(o[e], t, {
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
		(t.io === "input" ? Dc(n) === void 0 : n._zod.optout === void 0) && s.push(e);
	}
	s.length > 0 && (i.required = s), a.catchall?._zod.def.type === "never" ? i.additionalProperties = !1 : a.catchall ? a.catchall && (i.additionalProperties = I(a.catchall, t, {
		...r,
		path: [...r.path, "additionalProperties"]
	})) : t.io === "output" && (i.additionalProperties = !1);
}, kc = (e, t, n, r) => {
	let i = e._zod.def, a = i.inclusive === !1, o = i.options.map((e, n) => I(e, t, {
		...r,
		path: [
			...r.path,
			a ? "oneOf" : "anyOf",
			n
		]
	}));
	a ? n.oneOf = o : n.anyOf = o;
}, Ac = (e, t, n, r) => {
	let i = e._zod.def, a = I(i.left, t, {
		...r,
		path: [
			...r.path,
			"allOf",
			0
		]
	}), o = I(i.right, t, {
		...r,
		path: [
			...r.path,
			"allOf",
			1
		]
	}), s = (e) => "allOf" in e && Object.keys(e).length === 1, c = [...s(a) ? a.allOf : [a], ...s(o) ? o.allOf : [o]];
	n.allOf = c, t.intersections.push(c);
};
function jc(e, t, n) {
	if (t.$ref) {
		if (n.has(t)) return t;
		n.add(t);
		let r = e.get(t)?.def;
		if (!r) return t;
		let i = jc(e, r, n);
		return i === r ? t : i;
	}
	for (let r of ["anyOf", "oneOf"]) {
		let i = t[r];
		if (!Array.isArray(i)) continue;
		let a = i.map((t) => jc(e, t, n));
		a.some((e, t) => e !== i[t]) && (t = {
			...t,
			[r]: a
		});
	}
	let r = Array.isArray(t.type) ? t.type : [t.type], i = !r.includes("string") && r.some((e) => e === "number" || e === "integer"), a = t.enum ?? (t.const === void 0 ? void 0 : [t.const]);
	if (!i && !a?.some((e) => typeof e == "number")) return t;
	let { minimum: o, maximum: s, exclusiveMinimum: c, exclusiveMaximum: l, multipleOf: u, format: d, id: f, ...p } = t;
	return p.enum ? p.enum = p.enum.map((e) => typeof e == "number" ? String(e) : e) : typeof p.const == "number" && (p.const = String(p.const)), i && (p.type = "string", a || (p.pattern = (r.includes("number") ? hi : mi).source)), p;
}
var Mc = /* @__PURE__ */ new WeakMap();
function Nc(e) {
	let t = /* @__PURE__ */ new Map();
	for (let n of e.seen.values()) n.def && !t.has(n.schema) && t.set(n.schema, n);
	let n = /* @__PURE__ */ new Map();
	for (let r of Mc.get(e) ?? []) {
		let i = e.seen.get(r), a = (i?.def ?? i?.schema)?.propertyNames;
		if (!a || a === !0 || n.has(a)) continue;
		let o = jc(t, a, /* @__PURE__ */ new Set());
		o !== a && n.set(a, o);
	}
	if (n.size) for (let t of e.seen.values()) for (let e of [t.schema, t.def]) {
		let t = e && n.get(e.propertyNames);
		t && (e.propertyNames = t);
	}
}
var Pc = (e, t, n, r) => {
	let i = n, a = e._zod.def;
	i.type = "object";
	let o = a.keyType, s = R(o).patterns;
	if (a.mode === "loose" && s && s.size > 0) {
		let e = I(a.valueType, t, {
			...r,
			path: [
				...r.path,
				"patternProperties",
				"*"
			]
		});
		i.patternProperties = {};
		for (let t of s) b(i.patternProperties, gc(t).source, e);
	} else {
		if (t.target === "draft-07" || t.target === "draft-2020-12") {
			i.propertyNames = I(a.keyType, t, {
				...r,
				path: [...r.path, "propertyNames"]
			});
			let n = Mc.get(t);
			n || (n = [], Mc.set(t, n), t.deferred.push(() => Nc(t))), n.push(e);
		}
		i.additionalProperties = I(a.valueType, t, {
			...r,
			path: [...r.path, "additionalProperties"]
		});
	}
	let c = o._zod.values, l = t.io === "input" && Dc(a.valueType) !== void 0;
	if (c && !a.partial && !l) {
		let e = [...c].filter((e) => typeof e == "string" || typeof e == "number");
		e.length > 0 && (i.required = e.map(String));
	}
}, Fc = (e, t, n, r) => {
	let i = e._zod.def, a = I(i.innerType, t, r), o = t.seen.get(e);
	t.target === "openapi-3.0" ? (o.ref = i.innerType, n.nullable = !0) : n.anyOf = [a, { type: "null" }];
}, Ic = (e, t, n, r) => {
	let i = e._zod.def;
	I(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
}, Lc = Symbol();
function Rc(e, t, n, r, i) {
	let a = !1, o = JSON.stringify(e, (e, t) => typeof t == "bigint" ? (a = !0, null) : t);
	return a ? (F(t, n, r, i, "BigInt defaults cannot be represented in JSON Schema"), Lc) : JSON.parse(o);
}
var zc = (e, t, n, r) => {
	let i = e._zod.def;
	I(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
	let o = Rc(i.defaultValue, e, t, n, r);
	o !== Lc && (n.default = o);
}, Bc = (e, t, n, r) => {
	let i = e._zod.def;
	I(i.innerType, t, r);
	let a = t.seen.get(e);
	if (a.ref = i.innerType, t.io !== "input") return;
	let o = Rc(i.defaultValue, e, t, n, r);
	o !== Lc && (n._prefault = o);
}, Vc = (e, t, n, r) => {
	let i = e._zod.def;
	I(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
	let o;
	try {
		o = i.catchValue(void 0);
	} catch {
		F(e, t, n, r, "Dynamic catch values are not supported in JSON Schema");
		return;
	}
	n.default = o;
}, Hc = (e, t, n, r) => {
	let i = e._zod.def, a = i.in._zod.traits.has("$ZodTransform"), o = t.io === "input" ? a ? i.out : i.in : i.out;
	I(o, t, r);
	let s = t.seen.get(e);
	s.ref = o;
}, Uc = (e, t, n, r) => {
	let i = e._zod.def;
	I(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType, n.readOnly = !0;
}, Wc = (e, t, n, r) => {
	let i = e._zod.def;
	I(i.innerType, t, r);
	let a = t.seen.get(e);
	a.ref = i.innerType;
}, Gc = (e, t, n, r) => {
	let i = e._zod.innerType;
	I(i, t, r);
	let a = t.seen.get(e);
	a.ref = i;
}, Kc = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function qc(e, t, n) {
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
var z = /*@__PURE__*/ k("ZodError", (e, t) => {
	_r.init(e, t), e.name = "ZodError";
	let n = Object.getPrototypeOf(e);
	Kc.has(n) || (Kc.add(n), qc(n, "format", (e) => (t) => br(e, t)), qc(n, "flatten", (e) => (t) => yr(e, t)), qc(n, "addIssue", (e) => (t) => {
		e.issues.push(t), e.message = JSON.stringify(e.issues, rn, 2);
	}), qc(n, "addIssues", (e) => (t) => {
		e.issues.push(...t), e.message = JSON.stringify(e.issues, rn, 2);
	}), Object.defineProperty(n, "isEmpty", {
		configurable: !0,
		enumerable: !1,
		get() {
			return this.issues.length === 0;
		}
	}));
}, void 0, { Parent: Error }), Jc = /* @__PURE__ */ Sr(z), Yc = /* @__PURE__ */ Cr(z), Xc = /* @__PURE__ */ wr(z), Zc = /* @__PURE__ */ Er(z), Qc = /* @__PURE__ */ Mr(z), $c = /* @__PURE__ */ Nr(z), el = /* @__PURE__ */ Pr(z), tl = /* @__PURE__ */ Fr(z), nl = /* @__PURE__ */ Ir(z), rl = /* @__PURE__ */ Lr(z), il = /* @__PURE__ */ Rr(z), al = /* @__PURE__ */ zr(z);
// node_modules/zod/v4/classic/schemas.js
function ol() {
	A.localeError || j(Fo());
}
function sl() {
	A.memoizer || j({ memoizer: Mo() });
}
var B = /*@__PURE__*/ k("ZodType", (e, t) => (ol(), N.init(e, t), e.def = t, e.type = t.type, e), {
	check(...e) {
		let t = this.def;
		return this.clone(S(t, { checks: [...t.checks ?? [], ...e.map((e) => typeof e == "function" ? { _zod: {
			check: e,
			def: { check: "custom" },
			onattach: []
		} } : e)] }), { parent: !0 });
	},
	with(...e) {
		return this.check(...e);
	},
	clone(e, t) {
		return C(this, e, t);
	},
	brand() {
		return this;
	},
	register(e, t) {
		return e.add(this, t), this;
	},
	refine(e, t) {
		return this.check(Cu(e, t));
	},
	superRefine(e, t) {
		return this.check(wu(e, t));
	},
	overwrite(e) {
		return this.check(/* @__PURE__ */ Ps(e));
	},
	optional() {
		return ru(this);
	},
	exactOptional() {
		return au(this);
	},
	nullable() {
		return su(this);
	},
	nullish() {
		return ru(su(this));
	},
	nonoptional(e) {
		return pu(this, e);
	},
	array() {
		return G(this);
	},
	or(e) {
		return Kl([this, e]);
	},
	and(e) {
		return Jl(this, e);
	},
	transform(e) {
		return _u(this, tu(e));
	},
	default(e) {
		return lu(this, e);
	},
	prefault(e) {
		return du(this, e);
	},
	catch(e) {
		return hu(this, e);
	},
	pipe(e) {
		return _u(this, e);
	},
	readonly() {
		return yu(this);
	},
	describe(e) {
		let t = this.clone();
		return zo.add(t, { description: e }), t;
	},
	meta(...e) {
		if (e.length === 0) return zo.get(this);
		let t = this.clone();
		return zo.add(t, e[0]), t;
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
		return Xn(this, "~standard", {
			...Vi(this),
			jsonSchema: {
				input: nc(this, "input"),
				output: nc(this, "output")
			}
		});
	},
	set "~standard"(e) {
		D(this, "~standard", e);
	},
	parse: function e(t, n) {
		return Jc(this, t, n, { callee: e });
	},
	parseAsync: async function e(t, n) {
		return await Yc(this, t, n, { callee: e });
	},
	safeParse(e, t) {
		return Xc(this, e, t);
	},
	async safeParseAsync(e, t) {
		return Zc(this, e, t);
	},
	get spa() {
		return this?.safeParseAsync;
	},
	set spa(e) {
		D(this, "spa", e);
	},
	validate(e, t) {
		return kr(this, e, t);
	},
	validateAsync(e, t) {
		return jr(this, e, t);
	},
	encode: function e(t, n) {
		return Qc(this, t, n, { callee: e });
	},
	decode: function e(t, n) {
		return $c(this, t, n, { callee: e });
	},
	encodeAsync: async function e(t, n) {
		return await el(this, t, n, { callee: e });
	},
	decodeAsync: async function e(t, n) {
		return await tl(this, t, n, { callee: e });
	},
	safeEncode(e, t) {
		return nl(this, e, t);
	},
	safeDecode(e, t) {
		return rl(this, e, t);
	},
	async safeEncodeAsync(e, t) {
		return il(this, e, t);
	},
	async safeDecodeAsync(e, t) {
		return al(this, e, t);
	},
	toJSONSchema(e) {
		return tc(this, {})(e);
	},
	get description() {
		return zo.get(this)?.description;
	},
	get _def() {
		return this._zod.def;
	}
}), cl = /*@__PURE__*/ k("_ZodString", (e, t) => {
	Hi.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => _c(e, t, n, r);
}, /*@__PURE__*/ Zn({
	format: (e) => R(e).format ?? null,
	minLength: (e) => R(e).minimum ?? null,
	maxLength: (e) => R(e).maximum ?? null
}, {
	regex(...e) {
		return this.check(/* @__PURE__ */ Os(...e));
	},
	includes(...e) {
		return this.check(/* @__PURE__ */ js(...e));
	},
	startsWith(...e) {
		return this.check(/* @__PURE__ */ Ms(...e));
	},
	endsWith(...e) {
		return this.check(/* @__PURE__ */ Ns(...e));
	},
	min(...e) {
		return this.check(/* @__PURE__ */ Es(...e));
	},
	max(...e) {
		return this.check(/* @__PURE__ */ Ts(...e));
	},
	length(...e) {
		return this.check(/* @__PURE__ */ Ds(...e));
	},
	nonempty(...e) {
		return this.check(/* @__PURE__ */ Es(1, ...e));
	},
	lowercase(e) {
		return this.check(/* @__PURE__ */ ks(e));
	},
	uppercase(e) {
		return this.check(/* @__PURE__ */ As(e));
	},
	trim() {
		return this.check(/* @__PURE__ */ Is());
	},
	normalize(...e) {
		return this.check(/* @__PURE__ */ Fs(...e));
	},
	toLowerCase() {
		return this.check(/* @__PURE__ */ Ls());
	},
	toUpperCase() {
		return this.check(/* @__PURE__ */ Rs());
	},
	slugify() {
		return this.check(/* @__PURE__ */ zs());
	}
})), ll = /*@__PURE__*/ k("ZodString", (e, t) => {
	Hi.init(e, t), cl.init(e, t);
}, {
	email(e) {
		return this.check(/* @__PURE__ */ Ho(ml, e));
	},
	url(e) {
		return this.check(/* @__PURE__ */ Jo(_l, e));
	},
	jwt(e) {
		return this.check(/* @__PURE__ */ ls(Ml, e));
	},
	emoji(e) {
		return this.check(/* @__PURE__ */ Yo(vl, e));
	},
	guid(e) {
		return this.check(/* @__PURE__ */ Uo(hl, e));
	},
	uuid(e) {
		return this.check(/* @__PURE__ */ Wo(gl, e));
	},
	uuidv4(e) {
		return this.check(/* @__PURE__ */ Go(gl, e));
	},
	uuidv6(e) {
		return this.check(/* @__PURE__ */ Ko(gl, e));
	},
	uuidv7(e) {
		return this.check(/* @__PURE__ */ qo(gl, e));
	},
	nanoid(e) {
		return this.check(/* @__PURE__ */ Xo(yl, e));
	},
	cuid(e) {
		return this.check(/* @__PURE__ */ Zo(bl, e));
	},
	cuid2(e) {
		return this.check(/* @__PURE__ */ Qo(xl, e));
	},
	ulid(e) {
		return this.check(/* @__PURE__ */ $o(Sl, e));
	},
	base64(e) {
		return this.check(/* @__PURE__ */ os(kl, e));
	},
	base64url(e) {
		return this.check(/* @__PURE__ */ ss(Al, e));
	},
	xid(e) {
		return this.check(/* @__PURE__ */ es(Cl, e));
	},
	ksuid(e) {
		return this.check(/* @__PURE__ */ ts(wl, e));
	},
	ipv4(e) {
		return this.check(/* @__PURE__ */ ns(Tl, e));
	},
	ipv6(e) {
		return this.check(/* @__PURE__ */ rs(El, e));
	},
	cidrv4(e) {
		return this.check(/* @__PURE__ */ is(Dl, e));
	},
	cidrv6(e) {
		return this.check(/* @__PURE__ */ as(Ol, e));
	},
	e164(e) {
		return this.check(/* @__PURE__ */ cs(jl, e));
	},
	datetime(e) {
		return this.check(/* @__PURE__ */ us(ul, e));
	},
	date(e) {
		return this.check(/* @__PURE__ */ ds(dl, e));
	},
	time(e) {
		return this.check(/* @__PURE__ */ fs(fl, e));
	},
	duration(e) {
		return this.check(/* @__PURE__ */ ps(pl, e));
	}
});
function V(e) {
	return /* @__PURE__ */ Vo(ll, e);
}
var H = /*@__PURE__*/ k("ZodStringFormat", (e, t) => {
	P.init(e, t), cl.init(e, t);
}), ul = /*@__PURE__*/ k("ZodISODateTime", (e, t) => {
	sa.init(e, t), H.init(e, t);
}), dl = /*@__PURE__*/ k("ZodISODate", (e, t) => {
	ca.init(e, t), H.init(e, t);
}), fl = /*@__PURE__*/ k("ZodISOTime", (e, t) => {
	la.init(e, t), H.init(e, t);
}), pl = /*@__PURE__*/ k("ZodISODuration", (e, t) => {
	ua.init(e, t), H.init(e, t);
}), ml = /*@__PURE__*/ k("ZodEmail", (e, t) => {
	Gi.init(e, t), H.init(e, t);
}), hl = /*@__PURE__*/ k("ZodGUID", (e, t) => {
	Ui.init(e, t), H.init(e, t);
}), gl = /*@__PURE__*/ k("ZodUUID", (e, t) => {
	Wi.init(e, t), H.init(e, t);
}), _l = /*@__PURE__*/ k("ZodURL", (e, t) => {
	$i.init(e, t), H.init(e, t);
}), vl = /*@__PURE__*/ k("ZodEmoji", (e, t) => {
	ea.init(e, t), H.init(e, t);
}), yl = /*@__PURE__*/ k("ZodNanoID", (e, t) => {
	ta.init(e, t), H.init(e, t);
}), bl = /*@__PURE__*/ k("ZodCUID", (e, t) => {
	na.init(e, t), H.init(e, t);
}), xl = /*@__PURE__*/ k("ZodCUID2", (e, t) => {
	ra.init(e, t), H.init(e, t);
}), Sl = /*@__PURE__*/ k("ZodULID", (e, t) => {
	ia.init(e, t), H.init(e, t);
}), Cl = /*@__PURE__*/ k("ZodXID", (e, t) => {
	aa.init(e, t), H.init(e, t);
}), wl = /*@__PURE__*/ k("ZodKSUID", (e, t) => {
	oa.init(e, t), H.init(e, t);
}), Tl = /*@__PURE__*/ k("ZodIPv4", (e, t) => {
	da.init(e, t), H.init(e, t);
}), El = /*@__PURE__*/ k("ZodIPv6", (e, t) => {
	ma.init(e, t), H.init(e, t);
}), Dl = /*@__PURE__*/ k("ZodCIDRv4", (e, t) => {
	ha.init(e, t), H.init(e, t);
}), Ol = /*@__PURE__*/ k("ZodCIDRv6", (e, t) => {
	_a.init(e, t), H.init(e, t);
}), kl = /*@__PURE__*/ k("ZodBase64", (e, t) => {
	ba.init(e, t), H.init(e, t);
}), Al = /*@__PURE__*/ k("ZodBase64URL", (e, t) => {
	Ca.init(e, t), H.init(e, t);
}), jl = /*@__PURE__*/ k("ZodE164", (e, t) => {
	wa.init(e, t), H.init(e, t);
}), Ml = /*@__PURE__*/ k("ZodJWT", (e, t) => {
	Ea.init(e, t), H.init(e, t);
}), Nl = /*@__PURE__*/ k("ZodNumber", (e, t) => {
	Da.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => vc(e, t, n, r), e.isFinite = !0;
}, /*@__PURE__*/ Zn({
	minValue: (e) => {
		let { minimum: t, exclusiveMinimum: n } = R(e);
		return Math.max(t ?? -Infinity, n ?? -Infinity);
	},
	maxValue: (e) => {
		let { maximum: t, exclusiveMaximum: n } = R(e);
		return Math.min(t ?? Infinity, n ?? Infinity);
	},
	isInt: (e) => {
		let { isInt: t, multipleOf: n } = R(e);
		return !!t || !!n?.some(Number.isSafeInteger);
	},
	format: (e) => R(e).format ?? null
}, {
	gt(e, t) {
		return this.check(/* @__PURE__ */ Ss(e, t));
	},
	gte(e, t) {
		return this.check(/* @__PURE__ */ Cs(e, t));
	},
	min(e, t) {
		return this.check(/* @__PURE__ */ Cs(e, t));
	},
	lt(e, t) {
		return this.check(/* @__PURE__ */ bs(e, t));
	},
	lte(e, t) {
		return this.check(/* @__PURE__ */ xs(e, t));
	},
	max(e, t) {
		return this.check(/* @__PURE__ */ xs(e, t));
	},
	int(e) {
		return this.check(U(e));
	},
	safe(e) {
		return this.check(U(e));
	},
	positive(e) {
		return this.check(/* @__PURE__ */ Ss(0, e));
	},
	nonnegative(e) {
		return this.check(/* @__PURE__ */ Cs(0, e));
	},
	negative(e) {
		return this.check(/* @__PURE__ */ bs(0, e));
	},
	nonpositive(e) {
		return this.check(/* @__PURE__ */ xs(0, e));
	},
	multipleOf(e, t) {
		return this.check(/* @__PURE__ */ ws(e, t));
	},
	step(e, t) {
		return this.check(/* @__PURE__ */ ws(e, t));
	},
	finite() {
		return this;
	}
}));
function Pl(e) {
	return /* @__PURE__ */ ms(Nl, e);
}
var Fl = /*@__PURE__*/ k("ZodNumberFormat", (e, t) => {
	Oa.init(e, t), Nl.init(e, t);
});
function U(e) {
	return /* @__PURE__ */ hs(Fl, e);
}
var Il = /*@__PURE__*/ k("ZodBoolean", (e, t) => {
	ka.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => yc(e, t, n, r);
});
function W(e) {
	return /* @__PURE__ */ gs(Il, e);
}
var Ll = /*@__PURE__*/ k("ZodNull", (e, t) => {
	Aa.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => bc(e, t, n, r);
});
function Rl(e) {
	return /* @__PURE__ */ _s(Ll, e);
}
var zl = /*@__PURE__*/ k("ZodUnknown", (e, t) => {
	ja.init(e, t), B.init(e, t), e._zod.processJSONSchema = (e, t, n) => void 0;
});
function Bl() {
	return /* @__PURE__ */ vs(zl);
}
var Vl = /*@__PURE__*/ k("ZodNever", (e, t) => {
	Ma.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => xc(e, t, n, r);
});
function Hl(e) {
	return /* @__PURE__ */ ys(Vl, e);
}
var Ul = /*@__PURE__*/ k("ZodArray", (e, t) => {
	sl(), Ia.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Ec(e, t, n, r), e.element = t.element;
}, {
	min(e, t) {
		return this.check(/* @__PURE__ */ Es(e, t));
	},
	nonempty(e) {
		return this.check(/* @__PURE__ */ Es(1, e));
	},
	max(e, t) {
		return this.check(/* @__PURE__ */ Ts(e, t));
	},
	length(e, t) {
		return this.check(/* @__PURE__ */ Ds(e, t));
	},
	unwrap() {
		return this.element;
	}
});
function G(e, t) {
	return /* @__PURE__ */ Bs(Ul, e, t);
}
var Wl = /*@__PURE__*/ k("ZodObject", (e, t) => {
	sl(), Ha.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Oc(e, t, n, r), rr(e, "shape", (e) => e._zod.def.shape, !1);
}, {
	keyof() {
		return J(Object.keys(this._zod.def.shape));
	},
	catchall(e) {
		return this.clone(S(this._zod.def, { catchall: e }));
	},
	passthrough() {
		return this.clone(S(this._zod.def, { catchall: Bl() }));
	},
	loose() {
		return this.clone(S(this._zod.def, { catchall: Bl() }));
	},
	strict() {
		return this.clone(S(this._zod.def, { catchall: Hl() }));
	},
	strip() {
		return this.clone(S(this._zod.def, { catchall: void 0 }));
	},
	extend(e) {
		return Nn(this, e);
	},
	safeExtend(e) {
		return Fn(this, e);
	},
	merge(e) {
		return In(this, e);
	},
	pick(e) {
		return An(this, e);
	},
	omit(e) {
		return Mn(this, e);
	},
	partial(...e) {
		return Ln(nu, this, e[0]);
	},
	exactPartial(...e) {
		return Ln(iu, this, e[0], "exactPartial");
	},
	required(...e) {
		return Rn(fu, this, e[0]);
	}
});
function K(e, t) {
	return new Wl({
		type: "object",
		shape: e,
		catchall: Hl(),
		...w(t)
	});
}
function q(e, t) {
	return new Wl({
		type: "object",
		shape: e,
		catchall: Bl(),
		...w(t)
	});
}
var Gl = /*@__PURE__*/ k("ZodUnion", (e, t) => {
	Wa.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => kc(e, t, n, r), e.options = t.options;
});
function Kl(e, t) {
	return new Gl({
		type: "union",
		options: e,
		...w(t)
	});
}
var ql = /*@__PURE__*/ k("ZodIntersection", (e, t) => {
	Ga.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Ac(e, t, n, r);
});
function Jl(e, t) {
	return new ql({
		type: "intersection",
		left: e,
		right: t
	});
}
var Yl = /*@__PURE__*/ k("ZodRecord", (e, t) => {
	sl(), Ja.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Pc(e, t, n, r), e.keyType = t.keyType, e.valueType = t.valueType;
});
function Xl(e, t, n) {
	return !t || !t._zod ? new Yl({
		type: "record",
		keyType: V(),
		valueType: e,
		...w(t)
	}) : new Yl({
		type: "record",
		keyType: e,
		valueType: t,
		...w(n)
	});
}
var Zl = /*@__PURE__*/ k("ZodEnum", (e, t) => {
	Ya.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Sc(e, t, n, r), e.enum = t.entries, e.options = [...e._zod.values];
	let n = new Set(Object.keys(t.entries));
	e.extract = (e, r) => {
		let i = {};
		for (let r of e) if (n.has(r)) i[r] = t.entries[r];
		else throw Error(`Key ${r} not found in enum`);
		return new Zl({
			...t,
			checks: [],
			...w(r),
			entries: i
		});
	}, e.exclude = (e, r) => {
		let i = { ...t.entries };
		for (let t of e) if (n.has(t)) delete i[t];
		else throw Error(`Key ${t} not found in enum`);
		return new Zl({
			...t,
			checks: [],
			...w(r),
			entries: i
		});
	};
});
function J(e, t) {
	return new Zl({
		type: "enum",
		entries: Array.isArray(e) ? Object.fromEntries(e.map((e) => [e, e])) : e,
		...w(t)
	});
}
var Ql = /*@__PURE__*/ k("ZodLiteral", (e, t) => {
	Xa.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Cc(e, t, n, r), e.values = new Set(t.values), Object.defineProperty(e, "value", { get() {
		if (t.values.length > 1) throw Error("This schema contains multiple valid literal values. Use `.values` instead.");
		return t.values[0];
	} });
});
function $l(e, t) {
	return new Ql({
		type: "literal",
		values: Array.isArray(e) ? e : [e],
		...w(t)
	});
}
var eu = /*@__PURE__*/ k("ZodTransform", (e, t) => {
	sl(), Za.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Tc(e, t, n, r), e._zod.parse = (n, r) => {
		if (r.direction === "backward") throw new dr(e.constructor.name);
		n.addIssue = (r) => {
			if (typeof r == "string") n.issues.push(Jn(r, n.value, t));
			else {
				let t = r;
				t.fatal && (t.continue = !1), t.code ??= "custom", "input" in t || (t.input = n.value), t.inst ??= e, n.issues.push(Jn(t));
			}
		};
		let i = t.transform(n.value, n);
		return i instanceof Promise ? i.then((e) => (n.value = e, n)) : (n.value = i, n);
	};
});
function tu(e) {
	return new eu({
		type: "transform",
		transform: e
	});
}
var nu = /*@__PURE__*/ k("ZodOptional", (e, t) => {
	$a.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Wc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function ru(e) {
	return new nu({
		type: "optional",
		innerType: e
	});
}
var iu = /*@__PURE__*/ k("ZodExactOptional", (e, t) => {
	eo.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Wc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function au(e) {
	return new iu({
		type: "optional",
		innerType: e
	});
}
var ou = /*@__PURE__*/ k("ZodNullable", (e, t) => {
	to.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Fc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function su(e) {
	return new ou({
		type: "nullable",
		innerType: e
	});
}
var cu = /*@__PURE__*/ k("ZodDefault", (e, t) => {
	no.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => zc(e, t, n, r), e.unwrap = () => e._zod.def.innerType, e.removeDefault = e.unwrap;
});
function lu(e, t) {
	return new cu({
		type: "default",
		innerType: e,
		get defaultValue() {
			return typeof t == "function" ? t() : Cn(t);
		}
	});
}
var uu = /*@__PURE__*/ k("ZodPrefault", (e, t) => {
	io.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Bc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function du(e, t) {
	return new uu({
		type: "prefault",
		innerType: e,
		get defaultValue() {
			return typeof t == "function" ? t() : Cn(t);
		}
	});
}
var fu = /*@__PURE__*/ k("ZodNonOptional", (e, t) => {
	ao.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Ic(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function pu(e, t) {
	return new fu({
		type: "nonoptional",
		innerType: e,
		...w(t)
	});
}
var mu = /*@__PURE__*/ k("ZodCatch", (e, t) => {
	co.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Vc(e, t, n, r), e.unwrap = () => e._zod.def.innerType, e.removeCatch = e.unwrap;
});
function hu(e, t) {
	return new mu({
		type: "catch",
		innerType: e,
		catchValue: typeof t == "function" ? t : ar(t)
	});
}
var gu = /*@__PURE__*/ k("ZodPipe", (e, t) => {
	lo.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Hc(e, t, n, r), e.in = t.in, e.out = t.out;
});
function _u(e, t) {
	return new gu({
		type: "pipe",
		in: e,
		out: t
	});
}
var vu = /*@__PURE__*/ k("ZodReadonly", (e, t) => {
	fo.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Uc(e, t, n, r), e.unwrap = () => e._zod.def.innerType;
});
function yu(e) {
	return new vu({
		type: "readonly",
		innerType: e
	});
}
var bu = /*@__PURE__*/ k("ZodLazy", (e, t) => {
	mo.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => Gc(e, t, n, r), e.unwrap = () => e._zod.def.getter();
});
function xu(e) {
	return new bu({
		type: "lazy",
		getter: e
	});
}
var Su = /*@__PURE__*/ k("ZodCustom", (e, t) => {
	ho.init(e, t), B.init(e, t), e._zod.processJSONSchema = (t, n, r) => wc(e, t, n, r);
});
function Cu(e, t = {}) {
	return /* @__PURE__ */ Vs(Su, e, t);
}
function wu(e, t) {
	return /* @__PURE__ */ Hs(e, t);
}
function Tu(e) {
	let t = xu(() => Kl([
		V(e),
		Pl(),
		W(),
		Rl(),
		G(t),
		Xl(V(), t)
	]));
	return t;
}
// server/domain/responsibility/facts-checks.ts
function Eu(e) {
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
function Du(e) {
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
var Ou = [
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
], Y = 1e3, ku = 200, X = V().min(1).max(ku), Au = U().min(0).max(3), ju = U().nonnegative(), Mu = U().nonnegative(), Z = {
	evidence: G(X).max(Y).optional(),
	addedBy: X.optional(),
	disputedBy: Kl([X, G(X).max(Y)]).optional()
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
}, Pu = q({
	id: X.optional(),
	state: J([
		"good",
		"bad",
		"unknown"
	]),
	grade: Au.default(0),
	scope: J([
		"exterior",
		"contents",
		"weight",
		"seal",
		"serial"
	]).default("contents"),
	...Z
}), Fu = q({
	party: X,
	id: X.optional(),
	kind: X,
	severity: Kl([
		$l(1),
		$l(2),
		$l(4)
	]).optional(),
	causal: Kl([$l(1), $l(2)]).optional(),
	grade: Au.default(0),
	latent: W().optional(),
	measured: q({
		value: Pl().nonnegative().max(1e9).multipleOf(.001),
		unit: X
	}).optional(),
	...Z
}).refine((e) => e.measured !== void 0 || e.severity !== void 0 && e.causal !== void 0, { error: "needs severity and causal, or measured" }), Iu = q({
	party: X,
	id: X.optional(),
	kind: V().refine((e) => Object.hasOwn(Nu, e), { error: "unknown exoneration kind" }).transform((e) => Nu[e]),
	grade: Au.default(0),
	timelyNotice: W().optional(),
	...Z
}), Lu = q({
	party: X,
	kind: X,
	id: X.optional(),
	grade: Au.default(0),
	relevant: W().optional(),
	...Z
}), Ru = q({
	party: X,
	id: X,
	grade: Au.optional(),
	produced: W().optional(),
	...Z
}), zu = q({
	rule: J(["contract", "insured_ratio"]),
	amount: ju.optional(),
	declared: ju.optional(),
	value: U().positive().optional(),
	prompted: W().optional(),
	gross: W().optional(),
	...Z
}).refine((e) => e.rule !== "contract" || e.amount !== void 0, {
	path: ["amount"],
	error: "a contract cap states its amount"
}).refine((e) => e.rule !== "insured_ratio" || e.declared !== void 0, {
	path: ["declared"],
	error: "an insured ratio states the declared value"
}), Bu = q({
	claim: J(Ou),
	loss: ju,
	price: ju.optional(),
	seller: J([
		"third_party",
		"self_operated",
		"appears_self_operated"
	]),
	courierChosenBy: J(["merchant", "consumer"]).optional(),
	parties: G(q({
		id: X,
		kind: J(Object.keys(n)),
		contractWith: X.optional(),
		name: V().max(ku).optional()
	})).max(Y).optional(),
	contractingCarrier: X.optional(),
	custody: q({
		holders: G(X).min(1).max(Y),
		boundaries: G(Pu).min(2).max(1001)
	}).optional(),
	factors: G(Fu).max(Y).optional(),
	exonerations: G(Iu).max(Y).optional(),
	evidenceGaps: G(Lu).max(Y).optional(),
	withheld: G(Ru).max(Y).optional(),
	discovery: q({
		noticeDays: Mu.optional(),
		concealed: W().optional(),
		late: W().optional(),
		...Z
	}).optional(),
	extentUndeterminable: W().optional(),
	defect: q({
		state: J([
			"yes",
			"no",
			"unknown"
		]),
		grade: Au.default(0),
		...Z
	}).optional(),
	durable: W().optional(),
	daysSinceReceipt: Mu.optional(),
	food: W().optional(),
	platform: q({
		identityDisclosed: W().optional(),
		knewNoAction: W().optional(),
		promise: Kl([W(), V().min(1)]).optional(),
		...Z
	}).optional(),
	cap: zu.optional(),
	penal: J(["fraud3x", "food10x"]).optional(),
	consumerFraud: q({
		grade: Au.default(0),
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
	let r = Uu(n.data), i = Eu(r);
	if (i.length > 0) throw new e("facts_invalid", i);
	let a = Du(r);
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
var Sd = /* @__PURE__ */ "standard_of_proof.burden_of_proof.fraud_to_people.fraud_costs_multiple.fraud_costs_food_claim.carrier_strict_liability.carrier_conduct.contracting_carrier.transport_risk.risk_until_delivery.signing_delivers.courier_of_buyer.packing_duty.warning_duty.shipper_fault.nature_of_goods.force_majeure.concealed_in_time.late_notice.late_notice_frees_carrier.apparent_at_delivery.record_duty.inspection_prompt.withheld_taken_true.share_by_size.share_equally.claimant_fault.mitigation.defect_liability.durable_reversal.reversal_any_goods.no_reason_return.not_intact.return_refusal_proof.seller_answers.platform_identity.platform_identity_food.platform_knew.platform_self_operated.platform_looks_self_operated.platform_promise.platform_own_fault.platform_recourse.franchise_network.food_first_claimed.cap_contract.cap_prompted.cap_gross.cap_insured.insured_prompted.express_under_civil_law.penalty_fraud.penalty_food.remedy_human_review.remedy_disputes.remedy_platform_help.remedy_online.remedy_appraisal.remedy_document_order.remedy_authority.remedy_warranty.grade_electronic.grade_chain.grade_before_chain.grade_signature.window_no_reason.no_reason_excluded.no_reason_confirmed_exclusion.no_reason_confirm_step.no_reason_promise.no_reason_opened.no_reason_not_intact.withdrawal_uninformed.withdrawal_less_value.window_quality_return.return_substandard.gift_no_defence.window_quality_choice.window_quality_exchange.window_warranty.repair_count.repair_time.window_durable.window_latest_notice.conformity_repair_first.repair_extends.window_carriage.reserve_damage.reserve_delay.invoice_claim.no_forced_refund_only.return_freight.quality_freight.clock_refund.clock_deliberate_delay.clock_delivery.clock_service_complaint.clock_carrier_reply.clock_authority.clock_rule_notice.calendar".split("."), Cd = V().regex(/^\d{4}-\d{2}-\d{2}$/, "a date as YYYY-MM-DD"), wd = K({
	zh: V().min(1),
	en: V().min(1)
}), Td = K({
	EST: U().min(1).max(3),
	GAP: U().min(0).max(1e4),
	GAP_MAX: U().min(0).max(1e4),
	CONCEALED_NOTICE_DAYS: U().nonnegative(),
	DURABLE_DAYS: U().nonnegative(),
	HOURS_PER_UNIT: U().positive()
}), Ed = K({
	id: V().min(1),
	source: V().min(1),
	condition: V().min(1),
	limits: Xl(V(), Tu()),
	effect: V().min(1),
	confidence: J([
		"V",
		"S",
		"K"
	]),
	note: V().optional(),
	does: G(V()).optional(),
	reason: V().optional(),
	limitReasons: Xl(V(), V().min(1)).optional()
}), Dd = K({
	id: V().min(1),
	rule: V().min(1),
	needsConfirmation: W(),
	say: wd
}), Od = K({
	class: V(),
	months: U().positive(),
	say: wd
}), kd = K({
	grade: U().min(0).max(3),
	when: K({
		intact: W().optional(),
		interest: J([
			"against",
			"none",
			"favoured"
		]).optional(),
		signed: W().optional(),
		instrument: W().optional(),
		contemporaneous: W().optional(),
		corroborated: W().optional(),
		documented: W().optional()
	}),
	rules: G(V()).min(1),
	say: wd
}), Ad = K({
	schema: $l("redress.rule-pack/1"),
	id: V().min(1),
	jurisdiction: V().min(2),
	effectiveFrom: Cd,
	effectiveUntil: Cd.optional(),
	confidence: Xl(J([
		"V",
		"S",
		"K"
	]), V()),
	caveat: wd,
	parameters: Td,
	noReasonExceptions: G(Dd),
	warranties: G(Od),
	calendar: K({
		coveredYears: G(U()),
		daysOff: G(Cd),
		workdays: G(Cd),
		source: V()
	}),
	grading: K({
		contemporaneousHours: U().positive(),
		table: G(kd).min(1)
	}),
	rules: G(Ed).min(1)
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
	return We(i), i;
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
var Ld = K({
	schema: $l("redress.decision-bundle/1"),
	facts: Bl(),
	pack: Bl(),
	finding: q({
		engine: q({
			name: V(),
			version: V()
		}),
		pack: q({
			id: V(),
			hash: V()
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
	let { facts: r, pack: i, finding: a } = n.data, o = Md(i), s = Xt(Hu(r), o);
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
export { Xt as decide, Rd as findingText, Md as loadPack, Hu as parseFacts, zd as replay };
