"""Economy: prices, the wealth fund, reserves, oil and gas, trade, the federal budget and the rouble of Russia."""

from dashboard.documents.pieces import Document, Subject
from dashboard.documents.prose import heading, prose, section
from dashboard.documents.topics.beside import topic_chart


def economy(about: Subject) -> Document:
    """The page’s pieces."""
    return (
        heading(
            about,
            "Economy",
            "What the war costs Russia’s economy has no single measure. These are the ones the article names, and "
            "those around them, as published by Russia’s own institutions and by others who repeat, estimate or price "
            "them.",
        ),
        section(
            about,
            "Interest and prices",
            "The key rate is what the central bank charges banks. It says how hard the bank leans against rising "
            "prices, not what a loan costs.",
        ),
        topic_chart(about, "key-rate"),
        prose(
            about,
            "Rosstat publishes price changes by month, from which the change on a year is chained here; the Bank of "
            "Russia prints its own. They are two publishers of one statistic. The target is what the Bank aims at, "
            "not a forecast.",
        ),
        topic_chart(about, "inflation"),
        section(
            about,
            "The wealth fund and reserves",
            "The National Wealth Fund has a liquid part, in yuan and gold, that can be spent, and a part invested in "
            "shares, bonds and loans. Whether it is running down depends on which of them is meant, and in which "
            "currency.",
        ),
        topic_chart(about, "wealth-fund"),
        topic_chart(about, "wealth-fund-roubles"),
        prose(
            about,
            "The same liquid part, counted in what it consists of. Here no exchange rate and no price of gold moves "
            "the lines: a fall is gold or currency that left the fund or was exchanged within it. Do not conclude "
            "from less gold that it is worth less; the worth is in the charts above. The euros are gone altogether.",
        ),
        topic_chart(about, "fund-gold"),
        topic_chart(about, "fund-yuan"),
        topic_chart(about, "fund-euro"),
        prose(
            about,
            "The international reserves are not the fund, and not to be added to it: the fund’s currency and gold lie "
            "with the Bank of Russia. Look at the two parts, and which of them makes the total grow; gold is counted "
            "at its market price. Do not read the total as money at hand. The Bank still counts the assets that were "
            "immobilised abroad after the full-scale invasion, and cannot use them.",
        ),
        topic_chart(about, "reserves"),
        prose(
            about,
            "What is known best of the immobilised assets is what one depository in Belgium reports. Coupons and "
            "redemptions that cannot be paid out pile up on its balance sheet, and earn interest there. Do not take "
            "the interest for the assets: it is the depository’s income, and only a part of it is passed on for "
            "Ukraine. The points are all that is held, and most of the years are round figures.",
        ),
        topic_chart(about, "euroclear-assets"),
        topic_chart(about, "euroclear-interest"),
        section(
            about,
            "Oil, gas and trade",
            "Oil and gas pay a large share of the federal budget, so the oil price and the rouble move it. Russia’s "
            "Urals sells below Brent; look at how wide the gap is, month by month. The line of Urals is approximate "
            "and does not say where its prices come from; the points beside it are what Russia’s Finance Ministry was "
            "quoted with. Neither is the price that Russia was in fact paid.",
        ),
        topic_chart(about, "brent"),
        topic_chart(about, "urals"),
        prose(
            about,
            "Researchers estimate what importers pay for Russian fuel. Look at the European Union’s part, which "
            "shrank, and at who took its place. Do not read it as profit or as revenue of Russia’s budget: it is the "
            "value of what is shipped, by where it is landed, from a model. Whether the whole moves because more or "
            "less is sold or because prices move, these charts cannot tell.",
        ),
        topic_chart(about, "fossil-revenue"),
        topic_chart(about, "fossil-revenue-by-fuel"),
        prose(
            about,
            "Trade with the European Union, by year. Russia stopped reporting its trade by partner when the "
            "full-scale war began, so later years rest on what the partners report, and the two kinds are not the "
            "same measure. Goods that go by way of third countries are not seen here, in either direction.",
        ),
        topic_chart(about, "trade-eu"),
        section(
            about,
            "The federal budget",
            "The federal budget by month. Much of a year’s spending is booked at its turn, so compare the same month "
            "of different years. Oil and gas revenue is a part of the revenue beside it.",
        ),
        topic_chart(about, "budget"),
        topic_chart(about, "budget-balance"),
        prose(
            about,
            "What is spent on national defence is no longer published. What is left are plans, quoted by the press "
            "from budget documents. Look at how a later document plans for a year that an earlier one had planned "
            "too. Do not read a plan as what was spent, and do not join the two charts: one holds outturns, the other "
            "intentions.",
        ),
        topic_chart(about, "national-defence"),
        topic_chart(about, "national-defence-plans"),
        section(
            about,
            "The rouble",
            "The official rate of the rouble. A higher line is a weaker rouble, which makes each dollar from oil "
            "worth more to the budget and each import dearer.",
        ),
        topic_chart(about, "rouble"),
    )
