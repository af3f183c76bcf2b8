"""Everything the exchange remembers, with the indexes that look-ups need and a list of changes."""

# ruff: noqa: TC001, TC003 - the codec reads these annotations at run time

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tradekeel.paper.accounts import Account, Income
from tradekeel.paper.book import Book
from tradekeel.paper.feed import Feed
from tradekeel.paper.markets import Market, MarketKey, MarketSet, MarketType
from tradekeel.paper.money import ZERO
from tradekeel.paper.orders import AlgoOrder, Order, Trade

FIRST_ORDER_ID = 4_000_000_001
FIRST_TRADE_ID = 6_000_000_001
FIRST_ALGO_ID = 2_000_000_000_001


@dataclass(slots=True)
class SymbolState:
    """What moves on one market. The same first ids for every symbol are intended: ids repeat
    between symbols on the real exchange too, and they do not fit 32 bits."""

    market_type: MarketType
    symbol: str
    mid: Decimal
    tick: int = 0
    next_order_id: int = FIRST_ORDER_ID
    next_trade_id: int = FIRST_TRADE_ID
    fixed_liquidity: Decimal | None = None
    funded_until_ms: int = 0
    funding_rate: Decimal = Decimal("0.0001")

    @property
    def key(self) -> MarketKey:
        """The market it belongs to."""
        return (self.market_type, self.symbol)


Row = Account | Order | Trade | AlgoOrder | SymbolState | Income


class State:
    """The exchange's memory. Whoever changes an object passes it to ``touch`` afterwards."""

    def __init__(self, markets: MarketSet, seed: int) -> None:
        self.markets = markets
        self.seed = seed
        self.accounts: dict[str, Account] = {}
        self.symbols = {
            market.key: SymbolState(market.market_type, market.symbol, market.start_price)
            for market in markets
        }
        self.orders: dict[MarketKey, dict[int, Order]] = {key: {} for key in self.symbols}
        self.trades: dict[MarketKey, list[Trade]] = {key: [] for key in self.symbols}
        self.incomes: dict[str, list[Income]] = {}
        self.algos: dict[int, AlgoOrder] = {}
        self.next_algo_id = FIRST_ALGO_ID
        self.listen_keys: dict[str, tuple[str, int]] = {}
        """Account and end of each key of a user-data stream; a restart forgets them."""
        self.feed = Feed(self)
        self._open: dict[MarketKey, dict[int, Order]] = {key: {} for key in self.symbols}
        self._orders_of: dict[tuple[MarketKey, str], list[Order]] = {}
        self._trades_of: dict[tuple[MarketKey, str], list[Trade]] = {}
        self._algos_of: dict[str, list[AlgoOrder]] = {}
        self._waiting: dict[int, AlgoOrder] = {}
        self._by_client_id: dict[tuple[str, MarketKey, str], Order] = {}
        self._by_api_key: dict[str, Account] = {}
        self._books: dict[MarketKey, Book] = {}
        self._changed: dict[str, Row] = {}

    # What the persistence layer needs.

    def touch(self, row: Row) -> None:
        """Remember that a row changed, and keep the indexes true."""
        self._changed[row_key(row)] = row
        if isinstance(row, Order):
            if row.is_open:
                self._open[row.key][row.order_id] = row
            else:
                self._open[row.key].pop(row.order_id, None)
        if isinstance(row, AlgoOrder):
            if row.status == "NEW":
                self._waiting[row.algo_id] = row
            else:
                self._waiting.pop(row.algo_id, None)

    def take_changes(self) -> dict[str, Row]:
        """The rows changed since the last call, by row key."""
        changes, self._changed = self._changed, {}
        return changes

    def restore(self, row: Row) -> None:
        """Put back a row that was stored; rows come in the order they were first written."""
        match row:
            case Account():
                self.add_account(row)
            case Order():
                self.add_order(row)
            case Trade():
                self.add_trade(row)
            case AlgoOrder():
                self.add_algo(row)
            case Income():
                self._keep_income(row)
            case SymbolState():
                if row.key in self.symbols:
                    self.symbols[row.key] = row

    # Adding and finding.

    def add_account(self, account: Account) -> None:
        """Register an account and its key."""
        self.accounts[account.name] = account
        self._by_api_key[account.api_key] = account
        self.touch(account)

    def add_order(self, order: Order) -> None:
        """Register an order; the newest one with a client id is the one queries find."""
        self.orders[order.key][order.order_id] = order
        self._orders_of.setdefault((order.key, order.account), []).append(order)
        self._by_client_id[(order.account, order.key, order.client_order_id)] = order
        self.touch(order)

    def add_trade(self, trade: Trade) -> None:
        """Register an execution."""
        self.trades[trade.key].append(trade)
        self._trades_of.setdefault((trade.key, trade.account), []).append(trade)
        self.touch(trade)

    def post_income(
        self,
        account: Account,
        kind: str,
        amount: Decimal,
        symbol: str,
        now_ms: int,
        asset: str = "USDT",
        trade_id: str = "",
    ) -> None:
        """Change a futures wallet and write the ledger line; a zero amount leaves no line."""
        if not amount:
            return
        account.futures[asset] = account.futures.get(asset, ZERO) + amount
        account.updated_ms = now_ms
        number = account.next_transaction_id
        account.next_transaction_id += 1
        self._keep_income(
            Income(account.name, kind, asset, amount, symbol, now_ms, number, trade_id)
        )
        self.touch(account)

    def _keep_income(self, income: Income) -> None:
        self.incomes.setdefault(income.account, []).append(income)
        self.touch(income)

    def add_algo(self, algo: AlgoOrder) -> None:
        """Register a conditional futures order."""
        self.algos[algo.algo_id] = algo
        self._algos_of.setdefault(algo.account, []).append(algo)
        self.next_algo_id = max(self.next_algo_id, algo.algo_id + 1)
        self.touch(algo)

    def account_of_key(self, api_key: str) -> Account | None:
        """Whose API key this is."""
        return self._by_api_key.get(api_key)

    def order_of_client_id(self, account: str, key: MarketKey, client_id: str) -> Order | None:
        """The newest order of this account and symbol with that client id."""
        return self._by_client_id.get((account, key, client_id))

    def open_orders(self, key: MarketKey, account: str | None = None) -> list[Order]:
        """Open orders of a market in order of their ids, of one account or of all."""
        orders = self._open[key].values()
        return sorted(
            (order for order in orders if account is None or order.account == account),
            key=lambda order: order.order_id,
        )

    def account_orders(self, key: MarketKey, account: str) -> Sequence[Order]:
        """Every order of one account on a market, oldest first."""
        return self._orders_of.get((key, account), ())

    def account_trades(self, key: MarketKey, account: str) -> Sequence[Trade]:
        """Executions of one account on a market, oldest first."""
        return self._trades_of.get((key, account), ())

    def account_algos(self, account: str) -> Sequence[AlgoOrder]:
        """Every conditional futures order of one account, oldest first."""
        return self._algos_of.get(account, ())

    def waiting_algos(self, symbol: str, account: str | None = None) -> list[AlgoOrder]:
        """Conditional futures orders that wait for their trigger."""
        return [
            algo
            for algo in self._waiting.values()
            if algo.symbol == symbol and (account is None or algo.account == account)
        ]

    # Markets.

    def market(self, key: MarketKey) -> Market:
        """The market of a key. Errors: KeyError when it is not listed."""
        market = self.markets.find(*key)
        if market is None:
            raise KeyError(key)
        return market

    def mid(self, market_type: MarketType, symbol: str) -> Decimal | None:
        """The current price, None when the symbol is not listed."""
        found = self.symbols.get((market_type, symbol))
        return found.mid if found else None

    def book(self, key: MarketKey) -> Book:
        """The book of the current tick."""
        if key not in self._books:
            symbol = self.symbols[key]
            self._books[key] = Book(
                self.market(key), symbol.mid, self.seed, symbol.tick, symbol.fixed_liquidity
            )
        return self._books[key]

    def renew_book(self, key: MarketKey) -> None:
        """Forget the book: the next look builds a full one at the current price."""
        self._books.pop(key, None)


def row_key(row: Row) -> str:
    """A name for a row that stays the same over restarts."""
    match row:
        case Account():
            return f"account:{row.name}"
        case Order():
            return f"order:{row.market_type}:{row.symbol}:{row.order_id}"
        case Trade():
            return f"trade:{row.market_type}:{row.symbol}:{row.trade_id}"
        case AlgoOrder():
            return f"algo:{row.algo_id}"
        case Income():
            return f"income:{row.account}:{row.transaction_id}"
        case SymbolState():
            return f"symbol:{row.market_type}:{row.symbol}"
