// The unmodified supabase-js listening: says what it joined, then what it heard.
import { createClient } from "@supabase/supabase-js";
import ws from "ws";

const [address, key, email, password, userId, otherUserId] = process.argv.slice(2);
const client = createClient(address, key, {
  db: { schema: "api" },
  realtime: { transport: ws },
  auth: { persistSession: false, autoRefreshToken: false },
});
const { error } = await client.auth.signInWithPassword({ email, password });
if (error) throw error;
await client.realtime.setAuth();
const heard = [];
const join = (topic) =>
  new Promise((resolve) => {
    client
      .channel(topic, { config: { private: true } })
      .on("broadcast", { event: "*" }, (message) => heard.push(message))
      .subscribe((status) => resolve(status));
  });
const own = await join(`user:${userId}`);
const other = await join(`user:${otherUserId}`);
await client.auth.refreshSession();
await client.realtime.setAuth();
console.log(JSON.stringify({ own, other }));
const events = () =>
  heard.filter((message) => message.event === "test" && !message.meta?.replayed);
for (let i = 0; i < 500 && events().length < 3; i++) await new Promise((r) => setTimeout(r, 20));
console.log(
  JSON.stringify({
    users: [...new Set(heard.map((message) => message.payload.user_id))],
    seqs: events().map((message) => message.payload.event_seq),
  }),
);
process.exit(0);
