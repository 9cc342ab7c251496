from assistant.engine.ranking.asked import read_question, read_wording
from assistant.engine.ranking.closeness import closeness


def test_closeness_falls_with_the_distance_in_words() -> None:
    question = read_question("How many dockers marched?", lambda words: [0.001] * len(words))
    near, far = read_wording("About 450 dockers marched."), read_wording("450 is what they say when dockers marched.")
    start_near, start_far = near.text.index("450"), far.text.index("450")
    assert closeness(near, question, [start_near]) > closeness(far, question, [start_far]) > 0
    assert closeness(near, question, []) == 0
