begin;
select plan(3);

select results_eq(
  $$ select w.word, lifecycle.income_kind(w.word)
       from unnest(array['FUNDING_FEE', 'funding', 'FUNDING', 'INTEREST', 'AUTO_EXCHANGE',
         'INSURANCE_CLEAR', 'LIQUIDATION', 'COMMISSION_REBATE', 'API_REBATE', 'REFERRAL_KICKBACK',
         'CONTEST_REWARD', 'rebate', 'FEE']) as w (word) $$,
  $$ values ('FUNDING_FEE', 'funding'), ('funding', 'funding'), ('FUNDING', 'funding'),
       ('INTEREST', 'interest'), ('AUTO_EXCHANGE', 'interest'), ('INSURANCE_CLEAR', 'liquidation'),
       ('LIQUIDATION', 'liquidation'), ('COMMISSION_REBATE', 'rebate'), ('API_REBATE', 'rebate'),
       ('REFERRAL_KICKBACK', 'rebate'), ('CONTEST_REWARD', 'rebate'), ('rebate', 'rebate'),
       ('FEE', 'fee') $$, 'money of a profile'
);
select is(
  (select count(*) from unnest(array['COMMISSION', 'REALIZED_PNL', 'TRANSFER', 'INTERNAL_TRANSFER',
     'CROSS_COLLATERAL_TRANSFER', 'STRATEGY_UMFUTURES_TRANSFER', 'COIN_SWAP_DEPOSIT',
     'COIN_SWAP_WITHDRAW', 'WELCOME_BONUS']) as w (word)
    where lifecycle.income_kind(w.word) is distinct from 'none'), 0::bigint,
  'what orders bring in, and what moves the account and no profile'
);
select is(lifecycle.income_kind('GIFT'), null, 'a word nobody knows is for a person');

select * from finish();
rollback;
