"""Write data/assumptions/common_passwords.txt: the passwords people think of first, made by rule from words everybody knows.

Run it from the top of the project: python scripts/write_common_passwords.py
"""

from itertools import permutations
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "data" / "assumptions" / "common_passwords.txt"
HEADER = """\
# Passwords that are guessed first, one a line, in lower case; 12 characters is the shortest anybody may choose, and shorter
# ones are here because a common word with digits or signs around it is refused too.
# Made by rule, from no other list: scripts/write_common_passwords.py holds the words (written for Scale Case) and the rules:
#   each word; each word twice; each pair of the best-known words; each word with the endings people add first;
#   walks along the rows and down the columns of a keyboard, both ways; runs of digits and letters, both ways.
# In the public domain, as far as such a list can be anybody's.
"""
BEST_KNOWN = (
    "password love iloveyou qwerty welcome letmein monkey dragon football baseball princess sunshine master shadow superman "
    "batman freedom whatever trustno hello secret summer winter flower cookie cheese chocolate computer internet starwars "
    "pokemon naruto liverpool arsenal chelsea everton rangers celtic manchester united london"
)
WORDS = (
    "abc access account action admin adobe alexander amanda amber andrea andrew angel angela anthony apple april ashley asdf "
    "august austin autumn babygirl badboy bailey banana barbara barney beautiful beauty benjamin biscuit blessed blink bonnie "
    "brandon brittany brother buster butterfly buttercup camera canada captain cardiff carlos caroline charles charlie charlotte "
    "chester chicken chris christian christine christmas claire cocacola coffee corvette cowboy creative crystal daddy daisy "
    "daniel danielle david december default diamond dolphin donald elephant elizabeth emily england family fashion february "
    "ferrari fishing flowers forever friday friends fuckyou gandalf garden george ginger golden golfer google grace grandma "
    "guitar hammer hannah happy harley harry heather heaven holiday hotmail hunter iceman isabella jackson james january jasmine "
    "jason jennifer jessica jesus jordan joseph joshua july june junior justin karen kevin killer kitten lauren leeds lovely "
    "loveme lucky madison maggie march marina martin matrix matthew maverick melissa mercedes merlin michael michelle mickey "
    "midnight million minecraft monday money mother mustang newcastle nicholas nicole november nothing october oliver orange "
    "pass passw0rd passport passwort patrick peanut pepper peter phoenix pretty prince purple qazwsx rabbit rachel rainbow "
    "rebecca richard robert rosebud russia sabrina samantha samsung saturday scooter scotland secure september server service "
    "silver simone slipknot snoopy soccer sophie spider spiderman spring startrek station steven sunday superstar sweetheart "
    "sydney system taylor teacher tequila test thomas thunder thursday tigger tigers tinkerbell tottenham trinity tuesday turtle "
    "twitter unicorn university vanessa victoria villa virginia wednesday william willow windows wizard wolverine yankees yellow "
    "zxcvbn correcthorsebatterystaple thisismypassword mypassword newpassword iloveyousomuch letmeinplease iamtheadmin "
    "administrator nevergonnagiveyouup tobeornottobe maytheforcebewithyou openthedoor opensesame ihatepasswords idontknow "
    "changeme changethis changeitnow donotforget rememberme forgetmenot whatsmypassword passwordispassword"
)
ENDINGS = (
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "!",
    "1!",
    "123!",
    "2024",
    "2025",
    "2026",
)
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "azertyuiop", "qwertzuiop")
COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm")
SHORTEST_WALK = 6


def walks() -> set[str]:
    """List runs along rows and columns of a keyboard, from each start, both ways."""
    rows = [*ROWS, "".join(ROWS[:4]), "".join(ROWS[1:4]), ROWS[0] * 2, ROWS[1] + ROWS[0], ROWS[0] + ROWS[1], "".join(COLUMNS)]
    lines = [*rows, *(line[::-1] for line in rows)]
    ends = {line[start:end] for line in lines for start in range(len(line)) for end in range(start + SHORTEST_WALK, start + 21)}
    return {walk for walk in ends if len(walk) >= SHORTEST_WALK}


def common_passwords() -> list[str]:
    """List every password the rules make, sorted."""
    best_known = BEST_KNOWN.split()
    every = {*best_known, *WORDS.split()}
    doubled = {word * 2 for word in every}
    pairs = {first + second for first, second in permutations(best_known, 2)}
    ended = {word + ending for word in every for ending in ENDINGS if len(word + ending) >= 12}
    return sorted(every | doubled | pairs | ended | walks())


if __name__ == "__main__":
    TARGET.write_text(HEADER + "".join(f"{password}\n" for password in common_passwords()), encoding="utf-8")
