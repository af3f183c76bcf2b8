"""The console in a real browser: keys, a phone, the dark, wrong tokens, hostile names, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selenium.webdriver.common.keys import Keys

from api.platform import claims_of, sign, token_of
from console.browser import DESK, PHONE
from console.conftest import TOKEN
from console.world import HOSTILE

if TYPE_CHECKING:
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
