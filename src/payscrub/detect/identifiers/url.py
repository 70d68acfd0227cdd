"""Web addresses."""

from __future__ import annotations

import re

from payscrub.detect.detector import Detector

_PUBLIC = (
    r"(?:[A-Z0-9\-]{1,40}\.){0,3}(?:GOV\.UK|W3\.ORG|OPENXMLFORMATS\.ORG|MICROSOFT\.COM|PURL\.ORG|ICO\.ORG\.UK|NHSBSA\.NHS\.UK|EXAMPLE\.COM)"
    r"(?:[:/](?![^\s\x1e]{0,300}[@?=~])[^\s\x1e]{0,300})?(?=[\s\x1e]|$)"
)

DETECTORS = (
    Detector(
        entity="URL",
        pattern=re.compile(
            rf"(?<![A-Z0-9])(?:(?:HTTPS?|S?FTP|WSS?|JDBC:[A-Z]{{2,12}}|ODBC|MONGODB|POSTGRES(?:QL)?|MYSQL|SMB|RDP|SSH)://(?!{_PUBLIC})[^\s\x1e\"<>]{{2,2000}}|WWW\.(?!{_PUBLIC})[^\s\x1e\"<>]{{4,2000}})"
        ),
        source="RFC 3986; a page of a public body, without a query, is no one's",
        examples=("https://intranet.trust.example/staff/jsmith", "ftp://svc:pw@host.example/x", "www.linkedin.com/in/jbloggs"),
        counter_examples=("https://www.gov.uk/paye-online", "http://", "and://"),
        score=0.995,  # whatever else it spells goes with it
    ),
)
