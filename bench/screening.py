"""Measured in a process of its own: screening (内容筛查) innocent texts, by a plain search for eighteen digits.

python bench/screening.py FOLDER

The texts are of the kind and length of published items, with the numbers that such texts have: 文号, amounts, dates,
index numbers, office telephones, tables of figures; nine characters in a hundred are digits. Both searches go over
the same texts in turn, in the same process.
"""

import json
import re
import statistics
import sys
from random import Random

from yardstick import cpu_ms

DOCUMENTS, PARAGRAPHS, ROUNDS = 500, 80, 7
TOGETHER = 20  # items to a passage, as the sheets of a workbook or the pages of a long file are read together
_HEAD = (
    "索引号：11620802013965{four}/{year}-{five}\t发布日期：{year}年{month}月{m}日\t责任单位：某某镇人民政府"
)
_TAIL = "联系地址：崆峒区某某路{m}号，办公时间：工作日8:30—12:00、14:30—18:00，电话：0933-86{four}，邮编：744000。"
_ROW = "某某村\t{n}\t{big}\t{m}\t{money}\t{n}.{m}\t已完成"
_SENTENCES = (
    "{year}年，全镇认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，主动公开政府信息{n}条。",
    "根据区政府办公室《关于做好{year}年重点工作的通知》（崆政办发〔{year}〕{n}号）要求，现将有关事项通知如下。",
    "全年共投入资金{money}元，其中财政资金{n}.{m}万元，硬化村组道路{m}.{m}公里，受益群众{n}户{big}人。",
    "会议要求，各村和各站所要提高认识，压实责任，细化措施，确保各项任务落到实处、取得实效。",
    "申请人对答复不服的，可以自收到答复之日起六十日内申请行政复议，也可以在六个月内向人民法院提起行政诉讼。",
    "要加强队伍建设，开展业务培训{m}次，参加{n}人次；办理人大代表建议、政协委员提案{m}件，满意率100%。",
    "一是健全工作机制，二是拓宽公开渠道，三是加强监督检查，及时回应群众关切的热点难点问题。",
    "政府信息公开工作机构按照规定登记、审核、办理、答复、归档，做到件件有着落、事事有回音。",
    "各行政村要在公开栏公布补助对象评议结果，公示期不少于七天，接受群众监督，公示无异议后上报审批。",
    "耕地地力保护补贴按照{year}年确权面积发放，每亩标准{n}.{m}元，资金通过一折通直接兑付到户。",
    "对农村道路、桥涵、河道、山洪灾害隐患点逐一排查，建立台账，明确整改时限和责任人。",
    "区人力资源和社会保障局、区民政局、区农业农村局按照职责分工，加强协调配合，形成工作合力。",
    "截至{month}月底，完成新造林{big}亩、退化林修复{n}亩，林草覆盖率达到{m}.{m}%。",
    "坚持问题导向，对照检查中发现的公开内容不够全面、更新不够及时等问题，逐项制定整改措施。",
    "严格执行重大行政决策程序，广泛听取社会公众和专家学者的意见，提高决策的科学化、民主化水平。",
    "引导群众通过政府网站、便民服务中心、村级公开栏等渠道查阅信息，提高公开的针对性和便利度。",
    "坚持党建引领基层治理，推行网格化管理、组团式服务，把矛盾纠纷化解在萌芽状态、解决在基层一线。",
    "持续改善农村人居环境，扎实开展村庄清洁行动，引导群众养成良好卫生习惯，村容村貌明显提升。",
    "加大政策解读力度，采取图解、问答等群众喜闻乐见的形式，说明政策的背景依据、主要内容和办理流程。",
    "规范依申请公开办理程序，做好受理、登记、征求意见、答复、送达等各环节工作，保障群众的知情权。",
    "对涉及群众切身利益的事项，按照规定的内容、程序、时限、方式公开，主动接受社会各界监督。",
    "加强值班值守和应急准备，严格执行领导带班制度，重要情况第一时间报告，妥善处置突发事件。",
    "大力发展设施蔬菜、优质果品、肉牛养殖等特色产业，完善联农带农机制，促进农民持续稳定增收。",
    "全面落实河长制、林长制，组织巡河巡林{n}人次，清理垃圾{m}处，空气优良天数比例保持稳定。",
)


def documents() -> list[str]:
    """Invented items without anything to hide: a head, paragraphs, in every fifth a table, and where to ask."""
    chance = Random(6)  # noqa: S311

    def filled(pattern: str) -> str:
        return pattern.format(
            year=chance.randint(2008, 2026),
            month=chance.randint(1, 12),
            n=chance.randint(1, 900),
            m=chance.randint(1, 28),
            big=chance.randint(1000, 99_999),
            four=f"{chance.randint(0, 9999):04}",
            five=f"{chance.randint(0, 99_999):05}",
            money=f"{chance.randint(10**4, 10**8):,}.{chance.randint(0, 99):02}",
        )

    return [
        "\n".join(
            [
                filled(_HEAD),
                *("\u3000\u3000" + filled(chance.choice(_SENTENCES)) for _ in range(PARAGRAPHS)),
                *(filled(_ROW) for _ in range(12 if number % 5 == 0 else 0)),
                filled(_TAIL),
            ]
        )
        for number in range(DOCUMENTS)
    ]


def main() -> None:
    """MB of UTF-8 a second on one core, and how many times the plain search the whole screening takes."""
    from gongkai.screening.content.finding import Severity
    from gongkai.screening.content.text import hits

    items = documents()
    texts = ["\n".join(items[first : first + TOGETHER]) for first in range(0, len(items), TOGETHER)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    plain = re.compile(r"\d{18}")
    blocked = sum(hit.severity is Severity.BLOCK for text in texts for hit in hits(text))
    rounds = [
        (
            cpu_ms(lambda: [hits(text) for text in texts]),
            cpu_ms(lambda: [plain.findall(text) for text in texts]),
            cpu_ms(lambda: [hits(text) for text in items]),
        )
        for _ in range(ROUNDS)
    ]
    facts = {
        "mb": size,
        "rate": size / statistics.median(taken for taken, _, _ in rounds) * 1000,
        "plain": size / statistics.median(taken for _, taken, _ in rounds) * 1000,
        "single": size / statistics.median(taken for _, _, taken in rounds) * 1000,
        "ratio": statistics.median(taken / search for taken, search, _ in rounds),
        "blocked": blocked,
    }
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main()
