"""The console in a real browser: keys, a phone, the dark, wrong tokens, hostile names, live."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from api.platform import SECRET, claims_of, sign, token_of, user_id
from console.browser import DESK, PHONE, SECONDS
from console.conftest import TOKEN
from console.world import HOSTILE, LOGIN
from ops.processes import command, free_port, get, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from console.browser import Browser
    from console.conftest import Console


def sign_in(browser: Browser, console: Console, token: str) -> None:
    """By a link that carries the token, which is gone from the address afterwards."""
    browser.shape(*DESK)
    browser.scheme("light")
    browser.open(console.address)
    browser.driver.execute_script("sessionStorage.clear()")
    browser.open(f"{console.address}/#token={token}")
    browser.wait_text("Live")
    assert "#" not in browser.driver.current_url
    browser.complaints()  # what came before is not this page's


def overflow(browser: Browser) -> int:
    """By how many pixels the page is wider than what is seen."""
    return int(browser.driver.execute_script(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    ))  # fmt: skip


def test_a_wrong_token_is_refused_and_a_right_one_let_in_by_keys(
    browser: Browser, console: Console
) -> None:
    """Nothing but the keyboard; the focus is where one types."""
    browser.shape(*DESK)
    browser.open(console.address)
    browser.driver.execute_script("sessionStorage.clear()")
    browser.open(console.address)
    browser.wait_text("Sign in")
    for wrong, said in (("nonsense", "not signed by who we trust"),
                        (token_of(1, exp=1), "has expired")):  # fmt: skip
        browser.press(wrong, Keys.ENTER)
        browser.wait_text(said)
        assert browser.focused().get_attribute("id") == "token"
        assert browser.focused().get_attribute("value") == ""
    assert browser.driver.execute_script("return sessionStorage.length") == 0
    browser.press(TOKEN, Keys.ENTER)
    browser.wait_text("Equity at cost, all profiles")
    assert browser.driver.title == "degraded · Tradekeel"
    assert browser.driver.execute_script("return document.cookie") == ""


def test_the_operators_page_shows_what_status_says(browser: Browser, console: Console) -> None:
    """Risks, capital, history, the newest trouble's runbook beside it; no policy is broken."""
    sign_in(browser, console, TOKEN)
    for text in ("1 profiles are breached", "Momentum BTC", "25,999.50", "12,345.67 USDT",
                 "Open mismatches", "Unknown sends", "late truth", "order foreign",
                 "capital watchdog", "How to recover"):  # fmt: skip
        browser.wait_text(text)
    assert len(browser.all("svg.usage")) == 4
    assert len(browser.all(".chart path.line")) == 2
    assert browser.complaints() == []


def test_hostile_names_are_text(browser: Browser, console: Console) -> None:
    """In a profile's name, an incident's subject, a mismatch; for operators and for the tenant."""
    for token in (TOKEN, sign(claims_of(4))):
        sign_in(browser, console, token)
        browser.wait_text(HOSTILE)
        assert browser.driver.execute_script("return window.hacked") is None
        assert len(browser.all("main img, main script")) == 0
        assert browser.complaints() == []


def test_everything_is_reached_and_used_by_keys(browser: Browser, console: Console) -> None:
    """Tab through the page: each stop is seen; a chart is read, an incident opened, a row told."""
    sign_in(browser, console, TOKEN)
    browser.wait_text("How to recover")
    reached = set()
    for _ in range(5):
        browser.press_back()
        reached.add(browser.stop()[0])
    for _ in range(80):
        browser.press(Keys.TAB)
        name, tag, outline = browser.stop()
        if tag == "BODY":
            break
        reached.add(name)
        assert outline != "none", name
        if name == "chart Open mismatches":
            browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
            assert "now" not in browser.all(".chart.alarm .reading")[0].text
        if name.startswith("why"):
            browser.press(Keys.ENTER)
            browser.wait_text("no signal waits")
            assert browser.stop()[0] == name, "the focus stays"
            browser.press(Keys.ENTER)
        if "protection late" in name:
            browser.press(Keys.ENTER)
            browser.wait_text("Loop health")
            break
    for wanted in ("Skip to content", "◐ Auto", "Sign out", "Day", "chart Open mismatches"):
        assert wanted in reached, reached


def test_the_runbook_beside_a_trouble_is_filled_in(browser: Browser, console: Console) -> None:
    """With the whole ids of that incident, mismatch or profile; its parts are one key away."""
    sign_in(browser, console, TOKEN)
    browser.wait_text("How to recover")

    def commands() -> str:  # read at once: the page is live
        blocks = "return [...document.querySelectorAll('.runbook pre')].map(b => b.innerText)"
        return " ".join(browser.driver.execute_script(blocks))

    browser.all("[data-key^='incident']")[1].click()
    browser.wait_text("Lifecycle incident")
    assert f"fn_close_incident('{user_id(4)}', '" in commands()
    assert "<incident>" not in commands()
    assert "<order>" in commands(), "what is not known stays"
    browser.all("[data-key^='mismatch']")[0].click()
    browser.wait_text("Database and exchange differ")
    assert "<mismatch>" not in commands()
    assert "<account>" not in commands()
    browser.driver.execute_script("scrollTo(0, 0)")  # the bar at the top covers what is below it
    browser.all("[data-key^='risk']")[0].click()
    WebDriverWait(browser.driver, SECONDS).until(lambda _: "<mismatch>" in commands())
    recover = next(b for b in browser.all(".jumps button") if b.text == "Recover")
    browser.driver.execute_script("arguments[0].focus()", recover)
    browser.press(Keys.ENTER)
    assert browser.focused().text == "How to recover"
    browser.shape(*PHONE, is_phone=True)
    tile = next(b for b in browser.all("button.tile") if "Mismatches" in b.text)
    browser.driver.execute_script("arguments[0].focus()", tile)
    browser.press(Keys.ENTER)
    top = "return document.querySelector('.part.mismatches').getBoundingClientRect().top"
    assert 0 <= browser.driver.execute_script(top) < PHONE[1] / 2
    assert browser.complaints() == []


def test_on_a_phone_nothing_is_cut_off(browser: Browser, console: Console) -> None:
    """Both consoles, 390 pixels wide: tables become cards, no sideways scrolling."""
    for token, text in ((TOKEN, "Capital violations"), (sign(claims_of(1)), "Open positions")):
        sign_in(browser, console, token)
        browser.shape(*PHONE, is_phone=True)
        browser.wait_text(text)
        assert overflow(browser) <= 0
        cell = browser.all(".part > div > .scroll td")[1]
        assert (
            browser.driver.execute_script("return getComputedStyle(arguments[0]).display", cell)
            == "flex"
        )


def test_light_and_dark_follow_the_system_until_somebody_chooses(
    browser: Browser, console: Console
) -> None:
    """And the choice is kept."""
    colour = "return getComputedStyle(document.body).backgroundColor"
    sign_in(browser, console, TOKEN)
    light = browser.driver.execute_script(colour)
    browser.scheme("dark")
    dark = browser.driver.execute_script(colour)
    assert light != dark
    button = browser.all("#theme")[0]
    button.click()
    assert browser.driver.execute_script(colour) == light, "light, although the system is dark"
    browser.driver.refresh()
    browser.wait_text("Live")
    assert browser.driver.execute_script(colour) == light
    for _ in range(2):
        browser.all("#theme")[0].click()
    assert browser.driver.execute_script(colour) == dark


def test_what_changes_is_seen_without_asking(browser: Browser, console: Console) -> None:
    """An operator's new incident, a tenant's new capital; a lost database is said, not fatal."""
    sign_in(browser, console, TOKEN)
    console.sql("select health.open_incident(fixture.user_id(1), 'news_of_test', 'warning', 's',"
                " 'kill-switch', '{}')")  # fmt: skip
    browser.wait_text("news of test")
    sign_in(browser, console, sign(claims_of(2)))
    browser.wait_text("345.67 USDT")
    console.sql("select ops.fn_allocate_capital(fixture.user_id(2), fixture.profile_id(2),"
                " gen_random_uuid(), 1000.000000000000000001)")  # fmt: skip
    browser.wait_text("654.33")
    console.sql("alter role console_of_test connection limit 0")
    console.sql("select pg_terminate_backend(pid) from pg_stat_activity"
                " where usename = 'console_of_test'")  # fmt: skip
    browser.wait_text("Stale: the database does not answer")
    browser.wait_text("654.33")
    console.sql("alter role console_of_test connection limit -1")
    browser.wait_text("Live")


# What goes over the wire, seen where a page sees it; a page that is told nothing re-reads nothing.
WATCHED = """
window.sent = []; window.heard = []; window.sockets = [];
const Plain = WebSocket;
window.WebSocket = class extends Plain {
  constructor(...about) {
    super(...about);
    sockets.push(this);
    this.addEventListener("message", ({ data }) => heard.push(JSON.parse(data)));
  }
  send(text) { sent.push(JSON.parse(text)); super.send(text); }
};
window.asked = 0;
const plain = fetch;
window.fetch = (...about) => {
  if (String(about[0]).includes("portfolio")) asked += 1;
  return plain(...about);
};
"""


def wait_live(browser: Browser, text: str) -> None:
    """Until the bar says exactly this."""
    WebDriverWait(browser.driver, SECONDS, 0.05).until(
        lambda _: browser.driver.execute_script(
            "return document.getElementById('live').textContent"
        ) == text,
        text,
    )  # fmt: skip


def watch(browser: Browser) -> Any:
    """Wrap what every page opened from now on uses; returns what takes it off again."""
    script = browser.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": WATCHED}
    )
    return lambda: browser.driver.execute_cdp_cmd(
        "Page.removeScriptToEvaluateOnNewDocument", script
    )


def fill_order(console: Console, request: str) -> None:
    """Tenant 1 enters something, and it fills."""
    console.sql("select fixture.set_price(1, 50000), fixture.hold(1, %s, 0.001)", request)


def test_a_tenants_page_is_told_by_the_gateway_when_something_happens(
    browser: Browser, console: Console
) -> None:
    """One private channel, the token in no address; an event is read at once, not at the next turn;
    a lost connection is said, what happened meanwhile is there when it is back."""
    unwatch = watch(browser)
    try:
        sign_in(browser, console, sign(claims_of(1)))
        wait_live(browser, "Live")
        run = browser.driver.execute_script
        assert run(
            "return sockets.map((s) => new URL(s.url).pathname + new URL(s.url).search)"
        ) == ["/realtime/v1/websocket?vsn=2.0.0"]
        assert run("return sent[0].slice(2, 4)") == [f"realtime:user:{user_id(1)}", "phx_join"]
        # It turns by itself only every 5 s: what comes within one was told.
        before = run("return asked")
        WebDriverWait(browser.driver, SECONDS, 0.02).until(lambda _: run("return asked") > before)
        rows = len(browser.all("table tbody tr"))
        began = time.monotonic()
        fill_order(console, "told")
        WebDriverWait(browser.driver, SECONDS, 0.02).until(
            lambda _: len(browser.all("table tbody tr")) > rows
        )
        assert time.monotonic() - began < 4, "by the gateway, not by the next turn"
        assert run("return heard.filter((m) => m[3] === 'broadcast' && m[4].event ==="
                   " 'order_changed' && !m[4].meta.replayed).length") > 0  # fmt: skip
        # What an operator does to the capital is told as well.
        assert "paused" not in browser.text()
        for call, shown in (("pause", True), ("resume", False)):
            began = time.monotonic()
            console.sql(f"select ops.fn_{call}_profile(fixture.user_id(1),"
                        " fixture.profile_id(1), 'x')")  # fmt: skip
            WebDriverWait(browser.driver, SECONDS, 0.02).until(
                lambda _, shown=shown: ("paused" in browser.text()) is shown  # type: ignore[misc]
            )
            assert time.monotonic() - began < 4, "by the gateway, not by the next turn"
        # The connection goes; meanwhile it is read every 2 s, and then joined again.
        run("sockets[0].close()")
        wait_live(browser, "Live, every 2 s")
        wait_live(browser, "Live")
        assert run("return sockets.length") == 2
        rows = len(browser.all("table tbody tr"))
        fill_order(console, "told again")
        WebDriverWait(browser.driver, SECONDS, 0.02).until(
            lambda _: len(browser.all("table tbody tr")) > rows
        )
        assert browser.complaints() == []
    finally:
        unwatch()


def test_a_newer_token_goes_on_and_one_of_somebody_else_does_not(
    browser: Browser, console: Console
) -> None:
    """Asked for before the old one ends, by keys; past its end page and channel are there."""
    unwatch = watch(browser)
    try:
        ends = int(time.time()) + 20
        sign_in(browser, console, token_of(1, exp=ends))
        wait_live(browser, "Live")
        browser.wait_text("Your token ends at")
        browser.all("#newer")[0].click()
        browser.press(token_of(2), Keys.ENTER)
        browser.wait_text("Not accepted: somebody else.")
        browser.press(token_of(1, exp=1), Keys.ENTER)
        browser.wait_text("Not accepted: the token has expired")
        browser.press(token_of(1), Keys.ENTER)
        WebDriverWait(browser.driver, SECONDS, 0.05).until(lambda _: not browser.all("#newer"))
        # And by a link, as a dashboard that holds the session would.
        browser.driver.execute_script(f"location.hash = 'token={token_of(1)}'")
        WebDriverWait(browser.driver, SECONDS, 0.05).until(
            lambda _: browser.driver.execute_script(
                "return sent.filter((m) => m[3] === 'access_token').length") == 2
        )  # fmt: skip
        assert "#" not in browser.driver.current_url
        WebDriverWait(browser.driver, 40, 0.1).until(lambda _: time.time() > ends + 1.5)
        wait_live(browser, "Live")
        assert browser.driver.execute_script("return sockets.length") == 1, "never joined anew"
        assert [c for c in browser.complaints() if "401 (Unauthorized)" not in c] == []
    finally:
        unwatch()


def test_a_token_that_ends_signs_out(browser: Browser, console: Console) -> None:
    """The channel ends with it, and the page says why."""
    sign_in(browser, console, token_of(1, exp=int(time.time()) + 3))
    browser.wait_text("Signed out: the token has expired")
    assert browser.driver.execute_script("return sessionStorage.length") == 0


def test_without_a_gateway_the_page_reads_again_every_two_seconds(
    browser: Browser, console: Console, tmp_path: Path
) -> None:
    """As `tradekeel exporter` serves it: no channel is promised, none is tried."""
    address = f"127.0.0.1:{free_port()}"
    log = tmp_path / "exporter.log"
    with command(
        log, "exporter", TRADEKEEL_MONITOR_URL=console.server.url(console.database),
        TRADEKEEL_CONSOLE_URL=console.server.url(console.database, LOGIN),
        TRADEKEEL_JWT_SECRET=SECRET, TRADEKEEL_HTTP_ADDRESS=address,
    ):  # fmt: skip
        wait_for(f"http://{address}/internal/health", log)
        assert json.loads(get(f"http://{address}/console/api/me", token_of(1))[1])["live"] is None
        unwatch = watch(browser)
        try:
            browser.open(f"http://{address}/#token={token_of(1)}")
            wait_live(browser, "Live, every 2 s")
            assert browser.driver.execute_script("return sockets.length") == 0
            rows = len(browser.all("table tbody tr"))
            fill_order(console, "read again")
            WebDriverWait(browser.driver, SECONDS, 0.02).until(
                lambda _: len(browser.all("table tbody tr")) > rows
            )
        finally:
            unwatch()
