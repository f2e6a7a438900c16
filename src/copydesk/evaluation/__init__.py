"""`copydesk evaluate`: how good the predictions of a system are.

read      recipe -> stories, one at a time, each with its prediction where that is given
predict   stories -> predictions, by a model, the lead or the reference
judge     stories and predictions -> reviews and values: a line of JSON for each
work      the lines of a run that is under way, and where to go on after a stop
pool      the same judging in several processes
run       all of it: the lines -> values, scores, slices, comparison, gates -> the reports
"""
