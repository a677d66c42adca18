"""What a person does at a browser: sign in, say what for, speak another language, look at a page as everyone has to be able to use it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.journeys.nodes import DemoNode
from tests.kernel.ui.pages import OVERFLOWING, violations


@dataclass(slots=True)
class Walker:
    """Somebody at a browser. `username` is "" before anybody signed in."""

    page: Page
    node: DemoNode
    username: str = ""

    def sign_in(self, password: str, code: Callable[[str], str]) -> None:
        """Password, then the second factor."""
        self.give_password(self.username, password)
        self.page.fill("[name=code]", code(self.username))
        self.send()
        assert "/account/2fa/" not in self.page.url, self.words()

    def give_password(self, username: str, password: str) -> None:
        self.username = username
        self.page.goto("/account/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", password)
        self.press("Sign in")

    def sign_out(self) -> None:
        """Through the account menu, as everybody does."""
        self.page.locator("details.menu-end summary").click()
        with self.page.expect_navigation():
            self.page.locator("form[action$='/account/logout/'] button").click()

    def work_for(self, purpose: str) -> None:
        """Choose the purpose."""
        self.page.goto("/access/open/")
        self.page.check(f"[name=choice][value$='.{purpose}']")
        self.send()
        assert "/access/open/" not in self.page.url, self.words()

    def purposes(self) -> list[str]:
        """The purposes this person may choose among."""
        self.page.goto("/access/open/")
        found = self.page.locator("main [name=choice]").evaluate_all("all => all.map((one) => one.value)")
        return [str(value).partition(".")[2] for value in found]

    def speak(self, language: str) -> None:
        """Switch the language with the switch in the frame."""
        self.page.locator(".node-tools details.menu").first.locator("summary").click()
        self.page.locator(f"button[name=language][value={language}]").click()
        self.page.wait_for_selector(f"html[lang={language}]")

    def press(self, name: str) -> None:
        """Press the button with exactly this name on the page itself."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follow the link with exactly this name on the page itself."""
        with self.page.expect_navigation():
            self.main.get_by_role("link", name=name, exact=True).first.click()

    def send(self) -> None:
        """Send the one form of the page with its main button."""
        with self.page.expect_navigation():
            self.page.locator("main form button.btn-primary").first.click()

    def shows(self, text: str) -> bool:
        return text in self.words()

    def words(self) -> str:
        """What stands on the page."""
        return self.main.inner_text()

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def faults(self) -> list[str]:
        """What keeps somebody from using this page: what axe finds, and scrolling sideways."""
        found = violations(self.page)
        beyond = self.page.evaluate(OVERFLOWING)
        return [*found, f"{beyond} px beyond the edge"] if beyond > 0 else found
