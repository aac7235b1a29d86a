"""First names common in the United Kingdom: enough to notice a column of people, not to know them all."""

FIRST_NAMES = frozenset(
    word
    for line in (
        "oliver jack harry george noah charlie jacob alfie freddie oscar leo logan archie theo thomas james joshua",
        "henry william max lucas ethan arthur mason isaac harrison teddy finley daniel riley edward joseph alexander",
        "adam reggie samuel benjamin david john robert michael paul mark andrew peter stephen steven richard",
        "christopher matthew anthony kevin gary simon ian brian alan philip olivia amelia isla emily ava lily mia",
        "sophia isabella grace poppy ella evie charlotte jessica daisy alice sophie freya harper emma ruby phoebe chloe",
        "florence mary patricia susan margaret jennifer linda elizabeth karen nicola sarah claire helen julie jane ann",
        "anne catherine katherine rebecca laura rachel amy hannah lucy mohammed muhammad mohammad ahmed ali fatima",
        "aisha omar yusuf ibrahim priya raj amir hassan",
    )
    for word in line.split()
)
