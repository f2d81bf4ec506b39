"""浏览次数不计程序: who is a robot by its own words, and who reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.doors.robots import LONGEST, is_robot

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"

ROBOTS = [
    "",
    "-",
    "curl/8.5.0",
    "Wget/1.21.3",
    "python-requests/2.32.3",
    "Python-urllib/3.11",
    "Go-http-client/2.0",
    "Java/17.0.2",
    "okhttp/4.12.0",
    "Apache-HttpClient/4.5.14 (Java/1.8.0_312)",
    "Dalvik/2.1.0 (Linux; U; Android 12)",
    "Scrapy/2.11 (+https://scrapy.org)",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23.20.0",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (compatible; Baiduspider-render/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (Linux;u;Android 4.2.2;zh-cn;) AppleWebKit/534.46 (KHTML,like Gecko) Version/5.1 "
    "Mobile Safari/10600.6.3 "
    "(compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
    "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/55.0 Safari/537.36; 360Spider",
    "Mozilla/5.0 (compatible; HaosouSpider; http://www.haosou.com/help/help_3_2.html)",
    "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/69.0 "
    "Safari/537.36 YisouSpider/5.0",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 "
    "(compatible; Bytespider; "
    "https://zhanzhang.toutiao.com/)",
    "Mozilla/5.0 (Linux; Android 7.0;) AppleWebKit/537.36 Mobile Safari/537.36 (compatible; "
    "PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
    "Mozilla/5.0 (compatible; YoudaoBot/1.0; http://www.youdao.com/help/webmaster/spider/; )",
    "Sosospider+(+http://help.soso.com/webspider.htm)",
    "Mozilla/5.0 (compatible; EasouSpider; +http://www.easou.com/search/spider.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; "
    "+http://www.bing.com/bingbot.htm) Chrome/116.0 Safari/537.36",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    "Mozilla/5.0 (compatible; YandexBot/3.0)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 "
    "Safari/537.36",
    "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
    "Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 Chrome/109.0 Mobile "
    "Safari/537.36 Chrome-Lighthouse",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0)",
    "Mozilla/5.0 (compatible; JianKongBao Monitor 1.1)",
    CHROME + " " + "x" * LONGEST,
]
PEOPLE = [
    CHROME,
    "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)",
    "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 "
    "Safari/537.36 SE 2.X MetaSr 1.0",
    "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/78.0 "
    "Safari/537.36 QIHU 360SE",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/99.0 HuaweiBrowser/12.1 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13; V2073A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/116.0 Mobile Safari/537.36 "
    "XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47.2560(0x28002F30) "
    "WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64",
    "Mozilla/5.0 (Linux; Android 11; zh-cn) AppleWebKit/537.36 Chrome/76.0 Mobile Safari/537.36 "
    "T7/13.25 baiduboxapp/13.25.5.10 (Baidu; P1 11)",
    "Mozilla/5.0 (Linux; U; Android 10; zh-CN) AppleWebKit/537.36 Version/4.0 Chrome/78.0 "
    "UCBrowser/13.4 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 "
    "Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 Chrome/92.0 Electron/13 Safari/537.36 "
    "dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.0)",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/20B82 "
    "AliApp(DingTalk/7.5) Channel/201200",
    "Mozilla/5.0 (X11; Linux aarch64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 Safari/537.36 UOS",
    "Opera/9.80 (Windows NT 6.1; U; zh-cn) Presto/2.10.229 Version/11.62",
    "UCWEB/2.0 (MIDP-2.0; U; zh-CN; nokia5320) U2/1.0.0 UCBrowser/9.2",
]


@pytest.mark.parametrize("agent", ROBOTS)
def test_a_program_is_a_robot(agent: str) -> None:
    assert is_robot(agent)


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_person_s_browser_is_none(agent: str) -> None:
    assert not is_robot(agent)


@given(st.text(max_size=200))
def test_nothing_said_breaks_the_judgement(agent: str) -> None:
    assert is_robot(agent) in (True, False)
    assert is_robot(f"{agent} spider")
