"""The invented people as a provider for Faker: test data that nobody can take for a real person's.

```python
from faker import Faker
import payscrub.faker

fake = Faker("en_GB")
fake.add_provider(payscrub.faker.ReservedProvider)
fake.reserved_name()  # "Tebaquox Lidoraquox"
fake.reserved_person()  # a dictionary: name, e-mail address, user name, NI number, ...
```

Needs the extra ``faker``. Values lie in the spaces of ``docs/surrogates.md``, so ``payscrub verify`` accepts them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from payscrub.errors import UsageError
from payscrub.model import Kind
from payscrub.surrogates import Surrogates
from payscrub.surrogates.key import KEY_BYTES

try:
    from faker.providers import BaseProvider
except ImportError:
    raise UsageError("Faker is not installed.", "Install it with: pip install 'payscrub[faker]'.") from None

_TODAY = date(2026, 1, 1)  # fixed, so that a seed gives the same people in every year
_OLDEST, _YOUNGEST = 75, 17  # of people on a payroll
_ALONE = (  # what does not follow from a person's name
    *("reserved_employee_id", "reserved_nino", "reserved_date_of_birth", "reserved_sort_code", "reserved_bank_account"),
    *("reserved_phone_number", "reserved_street_address", "reserved_postcode"),
)


class ReservedProvider(BaseProvider):
    """Draws people from the reserved spaces with Faker's own randomness: seed Faker, and the same people come.

    Values are told apart for the life of a provider, so a small space (telephone numbers) may give another value where it is nearly full.
    """

    def __init__(self, generator: Any) -> None:  # noqa: ANN401 - Faker's generator has no public type
        """Invent with a key that is no secret: there is no original to protect."""
        super().__init__(generator)
        self._made = Surrogates(bytes(KEY_BYTES))

    def reserved_person(self) -> dict[str, str]:
        """Return one person whose name, e-mail address and user name agree, with a value for each of the other methods."""
        first, last = self._name(), self._name()
        whole = self._invent("PERSON", f"{first} {last}")
        first_name, last_name = whole.split(" ")
        return {
            "name": whole,
            "first_name": first_name,
            "last_name": last_name,
            "email": self._invent("EMAIL_ADDRESS", f"{first}.{last}@{self._host()}".lower()),
            "username": self._invent("USERNAME", f"{first[0]}.{last}".lower()),
            **{name.removeprefix("reserved_"): getattr(self, name)() for name in _ALONE},
        }

    def reserved_name(self) -> str:
        """Return a forename and a surname."""
        return self._invent("PERSON", f"{self._name()} {self._name()}")

    def reserved_first_name(self) -> str:
        """Return a forename."""
        return self._invent("PERSON", self._name())

    def reserved_last_name(self) -> str:
        """Return a surname."""
        return self._invent("PERSON", self._name())

    def reserved_email(self) -> str:
        """Return an e-mail address at example.com."""
        return self._invent("EMAIL_ADDRESS", f"{self._name()}.{self._name()}@{self._host()}".lower())

    def reserved_username(self) -> str:
        """Return a user name: an initial and a surname."""
        return self._invent("USERNAME", f"{self._name()[0]}.{self._name()}".lower())

    def reserved_nino(self) -> str:
        """Return a National Insurance number of a prefix that is never given out."""
        return self._invent("UK_NINO", self.numerify("AB######C"))

    def reserved_employee_id(self) -> str:
        """Return an employee number of eight digits with payscrub's mark."""
        return self._invent("EMPLOYEE_ID", self.numerify("%#######"))

    def reserved_sort_code(self) -> str:
        """Return a sort code with hyphens."""
        return self._invent("UK_SORT_CODE", self.numerify("%#-##-##"))

    def reserved_bank_account(self) -> str:
        """Return a bank account number of eight digits."""
        return self._invent("UK_BANK_ACCOUNT", self.numerify("%#######"))

    def reserved_phone_number(self) -> str:
        """Return a mobile number that Ofcom keeps for films."""
        return self._invent("PHONE_NUMBER", self.numerify("07### ######"))

    def reserved_postcode(self) -> str:
        """Return a postcode of an area that does not exist."""
        return self._invent("UK_POSTCODE", self.bothify("AB%# %??", letters="ABDEFGHJLNPQRSTUWXYZ"))

    def reserved_street_address(self) -> str:
        """Return a house number in Example Road."""
        return self._invent("ADDRESS", self.bothify("%## ???????? Street"))

    def reserved_date_of_birth(self) -> str:
        """Return a date of birth (ISO 8601) on the day that its month has for invented people."""
        days = self.random_int(_YOUNGEST * 365, _OLDEST * 365)
        return self._invent("DATE_OF_BIRTH", (_TODAY - timedelta(days=days)).isoformat())

    def _name(self) -> str:
        return self.lexify("????????").capitalize()

    def _host(self) -> str:
        return self.lexify("????????.org")

    def _invent(self, entity: str, original: str) -> str:
        """Return what stands for an original that nobody ever had."""
        (new,) = self._made.replace(entity, [original], [Kind.TEXT])
        return new
