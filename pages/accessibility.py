"""Accessibility: the standard this service keeps, how it was tested, what is known to fall short, and where to report a barrier."""

import os

import streamlit as st

from pages.shell.user_text import plain

CONTACT_VARIABLE = "SCALECASE_CONTACT"
contact = os.environ.get(CONTACT_VARIABLE, "").strip()

st.title("Accessibility", anchor=False)
st.write(
    "This page is about the software. The organisation that runs this copy is answerable for it under the accessibility "
    "regulations for public bodies, and publishes its own statement: a template comes with the software."
)

st.header("What it keeps to", anchor=False)
st.write(
    "It is built to meet the Web Content Accessibility Guidelines 2.2 at level AA. It is **partly compliant**: what is known to "
    "fall short is listed below, and no outside body has audited it."
)
st.markdown("""
- Every control can be reached and used with a keyboard, and the place of the keyboard is outlined.
- One letter is a shortcut: M opens the meeting view. It does nothing while you type, and can be turned off on the page Decide.
  In the meeting view the arrows left and right do what the buttons Back and Next do.
- Buttons that look alike on a page say to a screen reader what each is for: of which table, of which action, of which person.
- Every chart has a text in its place, a sentence as its title, and its figures as a table.
- Nothing is told by colour alone: who pays stands left of the line, who benefits right of it, each with its sign.
- Colours have the contrast the guidelines ask for, in the light theme and in the dark one; your device chooses which.
- Pages fit a width of 320 pixels, and can be enlarged to 200%, without scrolling sideways.
- Who asks their device for less motion gets none.
- Passwords can be pasted, and a password manager can fill them in. Signing in asks for no puzzle and no copying.
""")

st.header("How it was tried", anchor=False)
st.write(
    "Each change of the software is tried by machine before it is released: the axe rules on every page, in both themes, at 1280 "
    "and 390 pixels, and on each of its views with every fold open; the widths of 320 and 640 pixels; headings in order; the "
    "contrast of every colour; and by keyboard alone signing in, a board's meeting and decision, an upload and a comment. "
    "A machine finds less than half of what can be wrong. **It has not yet been tried by people who use a screen reader, "
    "magnification, voice control or a switch.**"
)

st.header("What is known to fall short", anchor=False)
st.markdown("""
- A page is drawn anew after a choice. A screen reader is not always told what changed, and may lose its place in a long page.
- Grids in which rows are typed or mended are drawn on a canvas. They can be used with the keyboard, but a screen reader reads
  them poorly. The same rows can be changed in the tables themselves, as CSV, and sent again.
- What is wrong with a form is said above or below it; only the forms for signing in and for people link it to their fields.
- Charts have a text and a table, but their marks cannot be walked through one by one.
- The menu at the top right and the small buttons over charts and grids come with Streamlit, and some of their names say little.
- After eight hours without use you are signed out. What was saved stays; what was typed and not saved is lost.
""")

st.header("Whom to tell", anchor=False)
if contact:
    st.markdown(f"Tell {plain(contact)} what does not work for you, or what you need in another form.")
else:
    st.write(
        "Tell whoever gave you access to this service what does not work for you, or what you need in another form. Who runs it "
        f"can name a person here with the setting {CONTACT_VARIABLE}."
    )
st.write(
    "If the answer does not help, the Equality Advisory and Support Service advises people in England, Scotland and Wales, and "
    "the Equality Commission for Northern Ireland people there."
)
