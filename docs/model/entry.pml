/*
 * The entry of one profile and symbol: who may send it, what the exchange takes, what evidence
 * ends it. README.md says which SQL function each step stands for, and what is left out.
 *
 * Every option of a do-loop is one transaction, one arrival, or one step of a bridge process. It
 * may happen at any moment at which its condition holds, or never: a paused process, a slow
 * network and a late reader are nothing special here.
 *
 * Time is counted down: a moment is kept as the number of ticks until it. Owner tokens and terms
 * are only ever compared for being equal, so the model keeps which process still matches: NOBODY
 * once the holding ended or its process died. Ticks, deaths, holdings and replays are unbounded
 * for that reason.
 */

/* ---- bounds --------------------------------------------------------------------------------- */

#ifndef INSTANCES
#define INSTANCES 2
#endif
#ifndef INTENTS
#define INTENTS 2              /* accepted requests for the same profile and symbol, at most 3 */
#endif
#ifndef TRIES
#define TRIES 2                /* attempts of one intent, at most 3 */
#endif
#ifndef SEND_TICKS
#define SEND_TICKS 1           /* from begin to the send deadline */
#endif
#ifndef WINDOW_TICKS
#define WINDOW_TICKS 1         /* from the signature to the last moment the exchange takes it */
#endif
#ifndef LAG_TICKS
#define LAG_TICKS 1            /* from taken to certainly visible in look-ups */
#endif

#define ATTEMPTS (INTENTS * TRIES)   /* attempt a is one of intent a / TRIES */
#define REQUESTS (ATTEMPTS * 2)      /* attempt a's are 2a and 2a + 1, which only mutants need */
#define NOBODY 0

/* ---- the rules, and the mutants that take one away ------------------------------------------ */

#ifdef NO_WINDOW_IN_HORIZON
#define HORIZON_WINDOW 0
#else
#define HORIZON_WINDOW WINDOW_TICKS
#endif
#ifdef NO_LAG_IN_HORIZON
#define HORIZON_LAG 0
#else
#define HORIZON_LAG LAG_TICKS
#endif
#define AFTER_DEADLINE (HORIZON_WINDOW + HORIZON_LAG)
#define TO_HORIZON (SEND_TICKS + AFTER_DEADLINE)

#define before_deadline(a) (horizon[a] >= AFTER_DEADLINE)
#define after_deadline(a) (horizon[a] <= AFTER_DEADLINE)

/* locks.prove_account_lease */
#ifdef NO_LEASE_PROOF
#define proves_lease(i) true
#else
#define proves_lease(i) (lease_owner == i)
#endif

/* locks.prove_entry_lock */
#ifdef NO_LOCK_PROOF
#define proves_lock(i) true
#else
#define proves_lock(i) (lock_owner == i)
#endif

/* lifecycle.require_free_slot and intents_entry_slot_key */
#ifdef NO_SLOT
#define slot_is_free true
#elif INTENTS == 1
#define slot_is_free (!unsettled[0])
#elif INTENTS == 2
#define slot_is_free (!unsettled[0] && !unsettled[1])
#else
#define slot_is_free (!unsettled[0] && !unsettled[1] && !unsettled[2])
#endif

/* lifecycle.write_attempt: attempt n needs all before it to be not placed or rejected. */
#ifdef NO_ORDER_OF_ATTEMPTS
#define lets_follow(s) (s != UNUSED)
#else
#define lets_follow(s) (s == REJECTED || s == NOT_PLACED)
#endif
#define attempts_before_let_follow(a) \
  (a % TRIES == 0 || \
   (lets_follow(state[a - 1]) && (a % TRIES == 1 || lets_follow(state[a - 2]))))
/* Intents differ in nothing, so the first one that begins is called 0. */
#define intent_is_next(a) (a < TRIES || state[((a - TRIES) / TRIES) * TRIES] != UNUSED)

/* lifecycle.describe_attempt: the right to send */
#ifdef MAY_SEND_TO_ALL
#define began(i, a) true
#else
#define began(i, a) (owner[a] == i)
#endif
#define may_send(i, a) (state[a] == SUBMITTING && began(i, a) && before_deadline(a))

/* The bridge: a process sends what it may send once, and signs only in time. */
#ifdef FORGETS_ITS_SEND
#define remembers_sending(i, a) false
#else
#define remembers_sending(i, a) (has_sent[a] & (1 << i))
#endif
#ifdef NO_DEADLINE_AT_SIGNING
#define may_sign(a) true
#else
#define may_sign(a) before_deadline(a)
#endif
#ifdef TIMEOUT_IS_REFUSAL
#define NO_REPLY REFUSED
#else
#define NO_REPLY UNSURE
#endif

/* engine.fn_record_rejected: only the owner, only from submitting */
#ifdef REJECTS_UNKNOWN
#define may_reject(i, a) unresolved(a)
#define outcome_matters(a) unresolved(a)
#else
#define may_reject(i, a) (state[a] == SUBMITTING && owner[a] == i)
#define outcome_matters(a) (state[a] == SUBMITTING)
#endif

/* reconciliation.note_unresolved_attempts */
#ifdef FORGETS_SUBMITTING
#define wants_look_up(a) (state[a] == UNKNOWN)
#else
#define wants_look_up(a) (state[a] == UNKNOWN || (state[a] == SUBMITTING && after_deadline(a)))
#endif

/* lifecycle.note_absence, with the CHECKs of lifecycle.attempts */
#ifdef EVIDENCE_BEFORE_HORIZON
#define absence_counts(a) true
#else
#define absence_counts(a) (horizon[a] == 0)
#endif
#ifdef ONE_ABSENCE
#define absence_proves(a) true
#else
#define absence_proves(a) (is_absent[a] && gap[a] == 0)
#endif

/* ---- the database --------------------------------------------------------------------------- */

#define UNUSED 0               /* no such attempt yet */
#define SUBMITTING 1
#define UNKNOWN 2
#define CONFIRMED 3
#define REJECTED 4
#define NOT_PLACED 5

byte state[ATTEMPTS];
byte owner[ATTEMPTS];          /* owner_token, as long as it can matter: while submitting */
byte horizon[ATTEMPTS];        /* ticks until horizon_at; the deadline is AFTER_DEADLINE earlier */
bit is_absent[ATTEMPTS];       /* absent_first_at is not null */
byte gap[ATTEMPTS];            /* ticks until absent_first_at + lag */
bit unsettled[INTENTS];        /* the intent exists and settled_at is null: it holds the slot */
byte lease_owner, lock_owner;  /* whose holding, under its present term, has not ended */

#define ASKED 1
#define FOUND 2
#define NOT_FOUND 3
byte look_up;                  /* the look-up of the one live run; 0: none */
byte look_up_of;               /* its attempt */
byte asked_ago;                /* ticks since asked_at, at most LAG_TICKS, if it may be a first */
bit counts;                    /* asked_at >= horizon_at */
bit proves;                    /* and asked_at >= absent_first_at + lag */

/* ---- the processes -------------------------------------------------------------------------- */

#define IDLE 0
#define MAY_SEND 1             /* has begin's reply, which says may_send; nothing is signed yet */
#define WAITING 2              /* sent, no reply yet */
#define ACCEPTED 3             /* these three: an outcome that is not recorded yet */
#define REFUSED 4
#define UNSURE 5

byte doing[INSTANCES + 1];     /* process 0 does not exist */
byte busy_with[INSTANCES + 1]; /* its attempt */
byte has_sent[ATTEMPTS];       /* bit i: process i remembers that it sent this one */

/* ---- the exchange, and the way to it -------------------------------------------------------- */

#define OPEN 1
#define DONE 2                 /* filled or cancelled: its client id may be used again */
byte order[ATTEMPTS];          /* 0: the exchange has none */
byte hidden_for[ATTEMPTS];     /* ticks until look-ups certainly show it */

#define EXPIRED 1
byte request[REQUESTS];        /* 0: none on the way; else EXPIRED + 1 + ticks in the window */
byte sender[REQUESTS];         /* the process that may still hear the reply */

/* ---- what must hold. These variables are no part of the state; spin cannot search breadth first
        with hidden ones, and then it may as well keep them. ------------------------------------ */

#ifdef BREADTH_FIRST
#define hidden
#endif

hidden byte second_order_for_attempt, second_order_for_intent, second_live_entry;
hidden byte taken_after_resolved, unknown_ended_without_evidence;
hidden byte wrongly_not_placed, wrongly_rejected, wrongly_confirmed;
hidden byte unresolved_when_quiet;
hidden byte x, y;

#define intent_of(a) (a / TRIES)
#define unresolved(a) (state[a] == SUBMITTING || state[a] == UNKNOWN)

/* The exchange is about to take an order of attempt a. */
inline judge_order(a) {
  second_order_for_attempt = order[a] != 0;
  second_order_for_intent = 0;
  second_live_entry = 0;
  for (x : 0 .. ATTEMPTS - 1) {
    if
    :: x != a && order[x] != 0 && intent_of(x) == intent_of(a) -> second_order_for_intent = 1
    :: x != a && intent_of(x) != intent_of(a) &&
       (order[x] == OPEN || (order[x] == DONE && unsettled[intent_of(x)])) ->
       second_live_entry = 1
    :: else
    fi
  }
  taken_after_resolved = !unresolved(a);
  assert(!second_order_for_attempt);
  assert(!second_order_for_intent);
  assert(!second_live_entry);
#ifndef ORDERS_ONLY
  assert(!taken_after_resolved)
#endif
}

/* Has the exchange an order of attempt a, or could it still take one? */
inline find_truth(a, answer) {
  answer = order[a] != 0 || request[2 * a] > EXPIRED || request[2 * a + 1] > EXPIRED;
  for (x : 1 .. INSTANCES) {
    answer = answer || (doing[x] == MAY_SEND && busy_with[x] == a && before_deadline(a))
  }
}

/* ---- parts of the SQL ----------------------------------------------------------------------- */

inline end_look_up() {
  look_up = 0;
  look_up_of = 0;
  asked_ago = 0;
  counts = 0;
  proves = 0
}

inline end_lease() {           /* and with it the proof of its run */
  lease_owner = NOBODY;
  end_look_up()
}

inline rest(i) {
  doing[i] = IDLE;
  busy_with[i] = 0
}

inline leave_submitting(a, news) {   /* after that only an order is news from its sender */
  state[a] = news;
  owner[a] = NOBODY;
  has_sent[a] = 0;
  for (x : 1 .. INSTANCES) {
    if
    :: doing[x] > ACCEPTED && busy_with[x] == a && !outcome_matters(a) -> rest(x)
    :: else
    fi
  }
  x = 0
}

/* An outcome that recording would not change is not kept. */
inline have_outcome(i, what) {
  if
  :: outcome_matters(busy_with[i]) -> doing[i] = what
  :: else -> rest(i)
  fi
}

inline resolve(a, news) {      /* what cannot matter any more is set to 0 */
  unknown_ended_without_evidence = state[a] == UNKNOWN &&
    !(news == CONFIRMED && order[a] != 0) && !(news == NOT_PLACED && proves);
#ifndef ORDERS_ONLY
  assert(!unknown_ended_without_evidence);
#endif
  leave_submitting(a, news);
  is_absent[a] = 0;
  gap[a] = 0;
  hidden_for[a] = 0;
  y = 0;
  for (x : 1 .. INSTANCES) {
    y = y || (doing[x] == MAY_SEND && busy_with[x] == a)
  }
  horizon[a] = (y -> horizon[a] : 0)
}

/* lifecycle.settle_intent: no attempt of it is unresolved, no order of it unsettled. */
inline settle_intent(a) {
  y = 1;
  for (x : 0 .. ATTEMPTS - 1) {
    y = y && (intent_of(x) != intent_of(a) ||
              (!unresolved(x) && !(state[x] == CONFIRMED && order[x] != DONE)))
  }
  unsettled[intent_of(a)] = !y
}

inline confirm(a) {
  wrongly_confirmed = order[a] == 0;
  assert(!wrongly_confirmed);
  resolve(a, CONFIRMED);
#ifdef SLOT_ENDS_AT_CONFIRMED
  unsettled[intent_of(a)] = 0
#endif
}

inline note_absence(a) {
  if
  :: unresolved(a) && proves ->
     find_truth(a, wrongly_not_placed);
#ifndef ORDERS_ONLY
     assert(!wrongly_not_placed);
#endif
     resolve(a, NOT_PLACED);
     settle_intent(a)
  :: unresolved(a) && counts && !proves ->
     leave_submitting(a, UNKNOWN);
     gap[a] = (is_absent[a] -> gap[a] : LAG_TICKS - asked_ago);
     is_absent[a] = 1
  :: else
  fi
}

inline record_rejected(a) {
  find_truth(a, wrongly_rejected);
#ifndef ORDERS_ONLY
  assert(!wrongly_rejected);
#endif
  resolve(a, REJECTED);
  settle_intent(a)
}

/* ---- QUIET, for the progress check: from some moment on no faults, no new requests, and nobody
        dawdles: time passes only when nothing else can happen --------------------------------- */

#ifdef QUIET
bit quiet;
byte quiet_ticks;
bit looked;                    /* one look-up per tick is enough */
#define NOISY (!quiet)
#ifdef ASKS_WITHOUT_PAUSE
#define MAY_LOOK_UP true
#else
#define MAY_LOOK_UP (!quiet || (look_up == 0 && !looked))
#endif
#define QUIET_LIMIT (TO_HORIZON + LAG_TICKS + 1)
#else
#define NOISY true
#define MAY_LOOK_UP true
#endif

/* ---- a process ------------------------------------------------------------------------------ */

inline prepare_to_send(i, a) {
  doing[i] = MAY_SEND;
  busy_with[i] = a
}

inline begin_entry(i, a) {
  state[a] = SUBMITTING;
  owner[a] = i;
  horizon[a] = TO_HORIZON;
  unsettled[intent_of(a)] = 1
}

#define in_window(k) (request[k] > EXPIRED)
#define on_the_way(a) (request[2 * a] != 0 || request[2 * a + 1] != 0)
#define both_on_the_way(a) (request[2 * a] != 0 && request[2 * a + 1] != 0)

inline sign(i, a) {
  x = (request[2 * a] == 0 -> 2 * a : 2 * a + 1);
  request[x] = EXPIRED + 1 + WINDOW_TICKS;
  sender[x] = i;
  has_sent[a] = has_sent[a] | (1 << i);
  doing[i] = WAITING
}

/* A request that can neither be taken nor answered is none. */
inline stop_listening(i, k) {
  if
  :: sender[k] == i -> sender[k] = NOBODY; request[k] = (in_window(k) -> request[k] : 0)
  :: else
  fi
}

inline die(i) {
  for (x : 0 .. ATTEMPTS - 1) {
    owner[x] = (owner[x] == i -> NOBODY : owner[x]);
    has_sent[x] = has_sent[x] & ~(1 << i)
  }
  for (x : 0 .. REQUESTS - 1) {
    stop_listening(i, x)
  }
  if
  :: lease_owner == i -> end_lease()
  :: else
  fi;
  lock_owner = (lock_owner == i -> NOBODY : lock_owner);
  rest(i)
}

#define MINE busy_with[me]

proctype process(byte me) {
  byte a;
end:
  do
  /* engine.fn_lease_account, engine.fn_acquire_entry_lock */
  :: d_step { lease_owner == NOBODY -> lease_owner = me }
  :: d_step { NOISY && lock_owner == NOBODY -> lock_owner = me }
  /* Expired, given back, or (a lock) taken over by the driver. */
  :: d_step { NOISY && lease_owner == me -> end_lease() }
  :: d_step { NOISY && lock_owner == me -> lock_owner = NOBODY }

  /* The adapter signs and sends. */
  :: d_step { doing[me] == MAY_SEND && may_sign(MINE) && !both_on_the_way(MINE) ->
       sign(me, MINE) }
  /* Too late, or failed before anything left the process. */
  :: d_step { doing[me] == MAY_SEND && (NOISY || !may_sign(MINE)) ->
       have_outcome(me, REFUSED) }
  /* Cancelled in between. */
  :: d_step { NOISY && doing[me] == MAY_SEND -> have_outcome(me, UNSURE) }
  /* No reply in time. */
  :: d_step { doing[me] == WAITING && (NOISY || !on_the_way(MINE)) ->
       stop_listening(me, 2 * MINE);
       stop_listening(me, 2 * MINE + 1);
       have_outcome(me, NO_REPLY) }
  /* A reply that cannot be read; an outcome that cannot be recorded. */
  :: d_step { NOISY && doing[me] == ACCEPTED -> have_outcome(me, UNSURE) }
  :: d_step { NOISY && doing[me] >= ACCEPTED -> rest(me) }

  /* engine.fn_persist_entry_lifecycle: truth is taken from anyone, also late */
  :: d_step { doing[me] == ACCEPTED ->
       a = MINE;
       rest(me);
       if
       :: state[a] != CONFIRMED -> confirm(a)
       :: else
       fi;
       a = 0 }
  /* engine.fn_record_rejected */
  :: d_step { doing[me] == REFUSED ->
       a = MINE;
       rest(me);
       if
       :: may_reject(me, a) -> record_rejected(a)
       :: else
       fi;
       a = 0 }
  /* engine.fn_record_unknown: by the owner, or anyone after the deadline */
  :: d_step { doing[me] == UNSURE ->
       a = MINE;
       rest(me);
       if
       :: state[a] == SUBMITTING && (owner[a] == me || after_deadline(a)) ->
          leave_submitting(a, UNKNOWN)
       :: else
       fi;
       a = 0 }

  /* It dies and starts again with a fresh token. What it sent goes on without it. */
  :: d_step { NOISY -> die(me) }
  od
}

/* The same process, for one attempt. */
proctype trading(byte me; byte a) {
end:
  do
  /* engine.fn_begin_entry: its reply arrives, or is lost */
  :: d_step { NOISY && doing[me] == IDLE && proves_lease(me) && proves_lock(me) &&
       state[a] == UNUSED && slot_is_free && attempts_before_let_follow(a) && intent_is_next(a) ->
       begin_entry(me, a); prepare_to_send(me, a) }
  :: d_step { NOISY && doing[me] == IDLE && proves_lease(me) && proves_lock(me) &&
       state[a] == UNUSED && slot_is_free && attempts_before_let_follow(a) && intent_is_next(a) ->
       begin_entry(me, a) }
  /* Its replay, as far as it changes anything. */
  :: d_step { NOISY && doing[me] == IDLE && may_send(me, a) && !remembers_sending(me, a) ->
       prepare_to_send(me, a) }
  /* engine.fn_record_unknown by one who knows nothing of it, once the deadline is over */
  :: d_step { NOISY && state[a] == SUBMITTING && after_deadline(a) ->
       leave_submitting(a, UNKNOWN) }
  od
}

/* ---- reconciliation by whoever drives, for one attempt. A new run ends the one before. ------ */

inline ask(a) {
  end_look_up();
  look_up = ASKED;
  look_up_of = a;
  counts = absence_counts(a);
  proves = counts && absence_proves(a)
}

proctype reconciliation(byte a) {
end:
  do
  /* engine.fn_begin_reconciliation and engine.fn_reconcile, which stamps asked_at */
  :: d_step { lease_owner != NOBODY && wants_look_up(a) && MAY_LOOK_UP ->
       ask(a);
#ifdef QUIET
       looked = quiet
#endif
     }
  /* The exchange is asked by client id. Within the lag it need not show what it has. */
  :: d_step { look_up == ASKED && look_up_of == a && order[a] != 0 -> look_up = FOUND }
  :: d_step { look_up == ASKED && look_up_of == a && (order[a] == 0 || hidden_for[a] > 0) ->
       look_up = NOT_FOUND }
  /* engine.fn_answer_lookups, reconciliation.take_answer */
  :: d_step { look_up == FOUND && look_up_of == a ->
       if
       :: state[a] != CONFIRMED -> confirm(a)
       :: else
       fi;
       end_look_up() }
  :: d_step { look_up == NOT_FOUND && look_up_of == a -> note_absence(a); end_look_up() }
  /* It could not ask, or gave up. */
  :: d_step { NOISY && look_up != 0 && look_up_of == a -> end_look_up() }

  /* engine.fn_apply_exchange_updates: a confirmed order has come to its end */
  :: d_step { state[a] == CONFIRMED && order[a] == DONE && unsettled[intent_of(a)] ->
       settle_intent(a) }
  od
}

/* ---- the exchange: request k of attempt a --------------------------------------------------- */


inline reply(k, what) {        /* its sender is still waiting, or nobody is */
  if
  :: sender[k] != NOBODY && what == ACCEPTED -> doing[sender[k]] = ACCEPTED
  :: sender[k] != NOBODY && what != ACCEPTED -> have_outcome(sender[k], what)
  :: else
  fi
}

inline forget_request(k) {
  request[k] = 0;
  sender[k] = NOBODY
}

inline take_order(a) {
  judge_order(a);
  order[a] = OPEN;
  hidden_for[a] = (unresolved(a) -> LAG_TICKS : 0)
}

proctype exchange(byte a; byte k) {
end:
  do
  /* Taken, if no open order has that client id. The reply may be lost. */
  :: d_step { in_window(k) && order[a] != OPEN ->
       take_order(a); reply(k, ACCEPTED); forget_request(k) }
  :: d_step { NOISY && in_window(k) && order[a] != OPEN -> take_order(a); forget_request(k) }
  /* An open order has that client id: which says nothing about the one who sent it. */
  :: d_step { in_window(k) && order[a] == OPEN -> reply(k, UNSURE); forget_request(k) }
  /* Refused for a reason of its own, or as too late. */
  :: d_step { request[k] != 0 -> reply(k, REFUSED); forget_request(k) }
  /* Lost on the way there or back. */
  :: d_step { NOISY && request[k] != 0 -> forget_request(k) }
  /* Filled or cancelled. */
  :: d_step { k == 2 * a && order[a] == OPEN -> order[a] = DONE }
  od
}

/* ---- time ----------------------------------------------------------------------------------- */

#define count_down(v) v = (v > 0 -> v - 1 : 0)

inline tick() {
  for (x : 0 .. ATTEMPTS - 1) {
    count_down(horizon[x]);
    count_down(gap[x]);
    count_down(hidden_for[x])
  }
#ifndef NO_WINDOW_AT_EXCHANGE
  for (x : 0 .. REQUESTS - 1) {
    request[x] = (request[x] > EXPIRED -> request[x] - 1 : request[x]);
    request[x] = (request[x] == EXPIRED && sender[x] == NOBODY -> 0 : request[x])
  }
#endif
  if
  :: counts && !proves && !is_absent[look_up_of] && asked_ago < LAG_TICKS -> asked_ago++
  :: else
  fi
}

#ifdef QUIET
/* Everything is resolved, and the database says of every attempt what the exchange says. */
inline judge_quiet() {
  unresolved_when_quiet = 0;
  for (x : 0 .. ATTEMPTS - 1) {
    unresolved_when_quiet = unresolved_when_quiet || unresolved(x) || unsettled[intent_of(x)] ||
      (order[x] != 0) != (state[x] == CONFIRMED)
  }
  assert(!unresolved_when_quiet)
}
#endif

#ifdef QUIET
proctype clock() {             /* it may stop only when it has judged */
  do
  :: d_step { !quiet -> tick() }
  :: d_step { !quiet -> quiet = 1 }
  :: atomic { timeout && quiet && quiet_ticks < QUIET_LIMIT ->
       d_step { tick(); quiet_ticks++; looked = 0 } }
  :: atomic { timeout && quiet && quiet_ticks == QUIET_LIMIT ->
       d_step { judge_quiet(); quiet_ticks++ }; break }
  od
}

ltl comes_to_rest { [] (quiet -> <> (quiet_ticks > QUIET_LIMIT)) }
#else
proctype clock() {
end:
  do
  :: d_step { tick() }
#ifdef QUESTION                /* can this be? An error says yes, and its trail how. */
  :: d_step { QUESTION -> assert(false) }
#endif
  od
}
#endif

init {
  byte i, a;
  atomic {
    for (i : 1 .. INSTANCES) {
      run process(i);
      for (a : 0 .. ATTEMPTS - 1) {
        run trading(i, a)
      }
    }
    for (a : 0 .. ATTEMPTS - 1) {
      run reconciliation(a);
      run exchange(a, 2 * a);
      run exchange(a, 2 * a + 1)
    }
    run clock()
  }
}
