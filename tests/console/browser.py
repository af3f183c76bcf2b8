"""A real Chromium without a screen, driven as a person would: by keys and by what is visible."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

SECONDS = 15
DESK = (1280, 900)
PHONE = (390, 844)


class Browser:
    """One tab; everything it waits for is a condition, never a time."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        """Take a started one."""
        self.driver = driver

    def open(self, address: str) -> None:
        """Go there afresh, nothing kept."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def text(self) -> str:
        """What can be read on the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def all(self, selector: str) -> list[WebElement]:
        """Every element."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait_text(self, text: str) -> None:
        """Until it can be read."""
        WebDriverWait(self.driver, SECONDS, 0.05).until(
            lambda _: text in self.text(), f"{text!r} is not on the page: {self.text()[:1500]}"
        )

    def press(self, *keys: str) -> None:
        """Keys to wherever the focus is."""
        actions = webdriver.ActionChains(self.driver, duration=0)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def focused(self) -> WebElement:
        """What has the focus."""
        return self.driver.switch_to.active_element

    def press_back(self) -> None:
        """Shift and Tab."""
        actions = webdriver.ActionChains(self.driver, duration=0)
        actions.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    def stop(self) -> tuple[str, str, str]:
        """Where the focus is: its key or text, its tag, how it is outlined; read at once, because
        a page that is live may put another element there between two questions."""
        name, tag, outline = self.driver.execute_script(
            "const one = document.activeElement;"
            "const key = one.classList.contains('incident') ? null : one.dataset.key;"
            "return [key || one.innerText.replaceAll('\\n', ' '), one.tagName,"
            " getComputedStyle(one).outlineStyle]"
        )
        return str(name), str(tag), str(outline)

    def shape(self, width: int, height: int, *, is_phone: bool = False) -> None:
        """The size of the page, as a phone's with its pixel density."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 2 if is_phone else 1,
            "mobile": is_phone,
        })  # fmt: skip

    def scheme(self, name: str) -> None:
        """What the system prefers: light or dark."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": name}]
        })  # fmt: skip

    def complaints(self) -> list[str]:
        """Errors on the browser's console: scripts that failed, what the policy stopped."""
        return [
            entry["message"] for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE"
        ]  # fmt: skip

    def picture(self, file: Path) -> None:
        """What is seen, as PNG."""
        self.driver.save_screenshot(str(file))


@contextmanager
def running_browser(folder: Path) -> Iterator[Browser]:
    """Debian's Chromium; skips where it is not."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        pytest.skip("chromium is not here; Debian's packages chromium and chromium-driver have it")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--no-first-run", "--disable-extensions", "--disable-background-networking",
                 "--disable-component-update", "--hide-scrollbars", "--lang=en-GB",
                 f"--user-data-dir={folder}"):  # fmt: skip
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
