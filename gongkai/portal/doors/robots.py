"""Telling programs from people by what they say of themselves. What lies is not caught, nor need it be here."""

import re

LONGEST = 500  # characters; no browser says more of itself

# Every browser that people use begins so, by old custom; libraries and tools begin with their own name.
_BROWSERS = ("Mozilla/", "Opera/", "UCWEB")
# Search engines (百度、搜狗、360、神马、头条、有道、华为、必应、谷歌 …), monitors, previewers and driven browsers.
_WORDS = re.compile(
    r"(?<!cu)bot\b|(?<!cu)bot[-/_;.]|robot|spider|spyder|crawl|slurp|transcoder|archiver|heritrix|nutch|"
    r"headless|phantomjs|puppeteer|playwright|selenium|webdriver|lighthouse|pagespeed|"
    r"preview|prerender|externalhit|facebookcatalog|mediapartners|feedfetcher|feedburner|"
    r"monitor|uptime|pingdom|yunguance|yunce|jiankongbao|heimdall|nessus|nmap|sqlmap|nikto|acunetix|"
    r"scanner|scrapy|httrack|webzip|teleport|webcopier|offline explorer|"
    r"curl|wget|python|java/|okhttp|go-http|libwww|httpclient|http_request|axios|guzzle|"
    r"daum|yeti|coccoc|yisou|sogou (?:web|inst|pic|news|video|orion)|360jk|google-|googleother|https?://|"
    r"compatible; (?!msie|konqueror)",
    re.IGNORECASE,
)


def is_robot(agent: str) -> bool:
    """Whether a User-Agent is that of a program: a known one, none at all, or nothing a browser would say."""
    return len(agent) > LONGEST or not agent.startswith(_BROWSERS) or _WORDS.search(agent) is not None
