"""The problems mini is trained on: what they ask (schemas), how they say it (frames), and how a sample is made of both.

Nothing here is copied from a data set; every sentence frame was written for this project.
"""
