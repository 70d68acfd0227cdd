"""Every detector of an identifier, listed here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payscrub.detect.identifiers import (
    address,
    bank,
    birth,
    card,
    court,
    dbs,
    driving,
    email,
    employee,
    iban,
    immigration,
    login,
    network,
    nhs,
    nino,
    passport,
    path,
    pension,
    phone,
    postcode,
    professional,
    secret,
    student,
    tax,
    uprn,
    url,
    vehicle,
)

if TYPE_CHECKING:
    from payscrub.detect.detector import Detector

REGISTRY: tuple[Detector, ...] = (
    *nino.DETECTORS,
    *bank.DETECTORS,
    *iban.DETECTORS,
    *card.DETECTORS,
    *nhs.DETECTORS,
    *pension.DETECTORS,
    *tax.DETECTORS,
    *student.DETECTORS,
    *driving.DETECTORS,
    *passport.DETECTORS,
    *immigration.DETECTORS,
    *dbs.DETECTORS,
    *professional.DETECTORS,
    *court.DETECTORS,
    *vehicle.DETECTORS,
    *phone.DETECTORS,
    *postcode.DETECTORS,
    *address.DETECTORS,
    *uprn.DETECTORS,
    *email.DETECTORS,
    *login.DETECTORS,
    *path.DETECTORS,
    *network.DETECTORS,
    *url.DETECTORS,
    *secret.DETECTORS,
    *birth.DETECTORS,
    *employee.DETECTORS,
)
