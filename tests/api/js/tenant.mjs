// The unmodified supabase-js as a tenant: prints what it saw as one line of JSON for the test.
import { createClient } from "@supabase/supabase-js";
import ws from "ws";

const [address, key, email, password, userId, profileId, otherUserId, otherProfileId] =
  process.argv.slice(2);
const client = createClient(address, key, {
  db: { schema: "api" },
  realtime: { transport: ws },
  auth: { persistSession: false, autoRefreshToken: false },
});
const seen = {};
const must = ({ data, error, count }) => {
  if (error) throw new Error(JSON.stringify(error));
  return count ?? data;
};

must(await client.auth.signInWithPassword({ email, password }));
const views = [
  "profiles", "orders", "fills", "positions", "trade_history", "capital", "capital_journal",
  "signals", "incidents", "runtime_state", "protections", "requests",
];
seen.counts = {};
seen.owners = [];
for (const view of views) {
  const answer = await client.from(view).select("*", { count: "exact" });
  must(answer);
  seen.counts[view] = answer.count;
  seen.owners.push(...answer.data.map((row) => row.user_id));
}
seen.owners = [...new Set(seen.owners)];
seen.allocated = must(await client.from("capital").select("allocated").single()).allocated;
seen.position = must(
  await client.from("positions").select("state,orders(kind,fills(price))").eq("state", "open")
    .gt("quantity", 0.001).single(),
);
const entry = (user, profile, requestId) => ({
  p_user_id: user, p_profile_id: profile, p_request_id: requestId, p_symbol: "BTC/USDT",
  p_side: "buy", p_order_type: "market", p_quantity: "0.001", p_limit_price: null,
  p_trigger_price: null, p_time_in_force: null, p_is_post_only: false, p_leverage: 1,
  p_valid_seconds: 60,
});
seen.signal = must(await client.rpc("fn_request_entry", entry(userId, profileId, "from js")));
seen.again = must(await client.rpc("fn_request_entry", entry(userId, profileId, "from js")));
const foreign = await client.rpc("fn_request_entry", entry(otherUserId, otherProfileId, "not mine"));
seen.foreign = { status: foreign.status, data: foreign.data };
const wrong = await client.rpc("fn_request_entry", {
  ...entry(userId, profileId, "wrong"), p_side: "hold",
});
seen.wrong = { status: wrong.status, ...wrong.error };
const typed = await client.rpc("fn_request_entry", {
  ...entry(userId, profileId, "of another type"), p_quantity: "abc",
});
seen.typed = { status: typed.status, ...typed.error };
seen.number = must(await client.rpc("fn_request_entry", {
  ...entry(userId, profileId, "from js"), p_quantity: 0.001, p_leverage: "1",
}));
const write = await client.from("orders").delete().eq("user_id", userId);
seen.write = { status: write.status, code: write.error.code };
seen.theirs = must(await client.from("orders").select("*").eq("user_id", otherUserId));
const refreshed = must(await client.auth.refreshSession());
seen.refreshed = Boolean(refreshed.session.access_token);
console.log(JSON.stringify(seen));
