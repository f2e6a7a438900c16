"""Plants known errors in true claims: what stands there is false, and which words make it so.

Everything here works on spaCy Docs that are handed to it and knows neither where claims come from
nor what becomes of them; `errors.PLANTERS` lists the kinds, `rewrites` has true rewordings, which
keep "reworded" from meaning "false". After FactCC's transformations (Kryściński et al. 2020,
"Evaluating the Factual Consistency of Abstractive Text Summarization"), with the guard that each
planted error be contradicted or missing in the story (`story.Story.says`).
"""
