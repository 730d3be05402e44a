"""Losses: soldiers and equipment of both sides, by who counts and what is counted."""

from dashboard.documents.pieces import Document, Subject
from dashboard.documents.prose import heading, prose, section
from dashboard.documents.topics.beside import topic_chart


def losses(about: Subject) -> Document:
    """The page’s pieces."""
    return (
        heading(
            about,
            "Losses",
            "Nobody outside the two armies knows how many soldiers were killed and wounded, and neither army says so "
            "freely. What exists are claims by the parties, estimates by governments and researchers, names confirmed "
            "one by one, and pictures of equipment.",
        ),
        section(
            about,
            "Russian soldiers",
            "Look at what is counted before you compare. “Killed” is not “killed and wounded”, and the losses that "
            "Ukraine’s General Staff claims are not defined further. Do not conclude from two lines that run together "
            "that two sources agree: the United Kingdom’s figures repeat the General Staff’s.",
        ),
        topic_chart(about, "casualties"),
        prose(
            about,
            "Deaths are fewer and surer. Journalists confirm them name by name, so their count is a lower bound, and "
            "it keeps growing for months long past.",
        ),
        topic_chart(about, "deaths"),
        topic_chart(about, "deaths-by-week"),
        prose(
            about,
            "The same journalists estimate from Russia’s registry of inheritances how many died in each week, named "
            "or not. Look at the distance between the two lines, and at the band. Do not read single weeks closely: "
            "early in the war the estimate is at times below the names, which cannot be right, and the last half-year "
            "is a model’s prediction.",
        ),
        topic_chart(about, "deaths-by-week-estimated"),
        prose(
            about,
            "The Ministry of Defence in London shows averages for each month. Look at how the months compare with "
            "each other. Do not take the bars for a second witness: they rest on what Ukraine’s General Staff, a "
            "party to the war, claims.",
        ),
        topic_chart(about, "losses-by-month-uk"),
        section(
            about,
            "Ukrainian soldiers",
            "Ukrainian losses are stated rarely, by the Ukrainian side itself, and estimated by others. The points "
            "below are all that is held; between them nothing is drawn. Statements of the President of Ukraine are "
            "those of a party to the war, and leave out the missing. Do not set a stated number beside an estimate as "
            "if they counted the same.",
        ),
        topic_chart(about, "casualties-ukraine"),
        topic_chart(about, "deaths-ukraine"),
        section(
            about,
            "Equipment",
            "Equipment can be photographed. Ukraine’s General Staff, a party to the war, claims what it says was "
            "destroyed on the Russian side. Oryx, a group of researchers, lists on both sides what it has seen in a "
            "picture, item by item: destroyed, damaged, abandoned or captured. Look at how far the claim and the "
            "pictures are apart for each type. Do not conclude that the gap is all invention, since many losses are "
            "never filmed, nor that it is all real. And do not conclude from the pictures alone that one army lost so "
            "many times more than the other: how much is filmed differs between the sides and over time.",
        ),
        topic_chart(about, "tanks-lost"),
        topic_chart(about, "armoured-vehicles-lost"),
        topic_chart(about, "artillery-lost"),
        prose(
            about,
            "Aircraft and helicopters are few, large and hard to hide, but they often fall far from a camera. A "
            "single strike on an airfield can be seen as a step. Lines of the pictures break where no list of that "
            "month is held.",
        ),
        topic_chart(about, "aircraft-lost"),
        topic_chart(about, "helicopters-lost"),
        prose(
            about,
            "Divided by each other, claim and pictures say how many items Ukraine claims for each one that was seen. "
            "A steady line means that both grow alike; a rising one, that fewer of the claims can be seen, or that "
            "more is claimed. It does not say which of the two is wrong.",
        ),
        topic_chart(about, "equipment-ratio"),
        prose(
            about,
            "The next charts set the types beside each other: first as Ukraine’s General Staff claims them of Russia, "
            "then as pictures show them for each side. Look at the order of the types, which is not the same in both. "
            "The claim names artillery most often, the pictures armoured vehicles; guns stand farther from the front "
            "and from cameras, and the claim does not say which guns it counts.",
        ),
        topic_chart(about, "equipment-claimed-heavy"),
        topic_chart(about, "equipment-confirmed-russia"),
        topic_chart(about, "equipment-confirmed-ukraine"),
        prose(
            about,
            "Drones and vehicles are claimed in far larger numbers. There is nothing like it to check them against: "
            "Oryx stopped counting some drones, and a drone may be anything from a small quadcopter to an aircraft. "
            "Do not compare these lines with armour.",
        ),
        topic_chart(about, "equipment-claimed-drones"),
        section(
            about,
            "Beside the Second World War",
            "The article sets Russian casualties beside those of the United States and the United Kingdom in the "
            "Second World War. Killed belongs beside killed, and killed and wounded beside killed and wounded.",
        ),
        topic_chart(about, "second-world-war"),
    )
